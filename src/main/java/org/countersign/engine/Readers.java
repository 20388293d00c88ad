package org.countersign.engine;

import java.util.Set;
import org.countersign.people.Person;

/**
 * Who may read a whole case, its papers and its record.
 *
 * @param roles  whoever holds one of them
 * @param people ids of those who may besides
 * @param never  ids of those who may not, whatever their role
 */
public record Readers(Set<String> roles, Set<String> people, Set<String> never) {

    public static final Readers NOBODY = new Readers(Set.of(), Set.of(), Set.of());

    public Readers {
        roles = Set.copyOf(roles);
        people = Set.copyOf(people);
        never = Set.copyOf(never);
    }

    public boolean admit(Person person) {
        return !never.contains(person.personId()) && (people.contains(person.personId()) || roles.stream().anyMatch(person::has));
    }
}
