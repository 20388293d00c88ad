package org.countersign.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.people.Person;

/**
 * Who may read a whole case, its papers and its record.
 *
 * @param roles  whoever holds one of them
 * @param people ids of those who may besides
 * @param never  ids of those who may not, whatever their role
 */
public record Readers(Set<String> roles, Set<String> people, Set<String> never) {

    static final String PERSON = "person ";
    private static final String ROLE = "role ";

    public static final Readers NOBODY = new Readers(Set.of(), Set.of(), Set.of());

    public Readers {
        roles = Set.copyOf(roles);
        people = Set.copyOf(people);
        never = Set.copyOf(never);
    }

    /** As they are kept beside a case: whether the person or the role is admitted. */
    Map<String, Boolean> written() {
        Map<String, Boolean> written = new HashMap<>();
        roles.forEach(role -> written.put(ROLE + role, true));
        people.forEach(id -> written.put(PERSON + id, true));
        never.forEach(id -> written.put(PERSON + id, false));
        return written;
    }

    /** As what somebody may stand there. */
    static List<String> keys(Person person) {
        return Stream.concat(Stream.of(PERSON + person.personId()), roleKeys(person).stream()).toList();
    }

    /** The same by what they are in the institution alone. */
    static List<String> roleKeys(Person person) {
        return person.roles().stream().map(ROLE::concat).toList();
    }

    public boolean admit(Person person) {
        return !never.contains(person.personId()) && (people.contains(person.personId()) || roles.stream().anyMatch(person::has));
    }
}
