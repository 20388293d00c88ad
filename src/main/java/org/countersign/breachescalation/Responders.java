package org.countersign.breachescalation;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.LinkedHashSet;
import java.util.stream.Stream;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds who deals with a breach: the Data Protection Officer, their deputy while they are absent, else the college officers. */
@Component
class Responders {

    static final String DPO = "dpo";
    static final String OFFICERS = "college-officers";
    static final String HEAD = "head-of-house";
    static final String IT = "it-team";

    /** The people who may; {@code why} is a sentence for the trail when it is not simply those expected. */
    record Found(List<String> holderIds, @Nullable String inPlaceOf, @Nullable String why) {}

    private final People people;

    Responders(People people) {
        this.people = people;
    }

    LocalDate today() {
        return people.today();
    }

    Found dataProtectionOfficer() {
        List<Person> officers = people.withRole(DPO);
        List<Person> here = officers.stream().filter(this::isThere).toList();
        if (!here.isEmpty()) {
            return new Found(ids(here), null, null);
        }
        return deputy(officers).orElseGet(() -> new Found(free(OFFICERS, Set.of()), officers.stream().findFirst().map(Person::personId).orElse(null),
                "The college officers are asked: neither the Data Protection Officer nor a deputy is there"));
    }

    private Optional<Found> deputy(List<Person> officers) {
        for (Person officer : officers) {
            Optional<Person> deputy = people.deputyOf(officer.personId()).filter(this::isThere);
            if (deputy.isPresent()) {
                return Optional.of(new Found(List.of(deputy.get().personId()), officer.personId(),
                        "%s acts for %s, the Data Protection Officer".formatted(deputy.get().name(), officer.name())));
            }
        }
        return Optional.empty();
    }

    /** Who else may act when the holders are late. */
    Optional<Found> standIn() {
        return deputy(people.withRole(DPO)).or(() -> Optional.of(new Found(free(OFFICERS, Set.of()), null, "The college officers are asked as well, because this is late")))
                .filter(found -> !found.holderIds().isEmpty());
    }

    /** A second person: a college officer with no part in the case. */
    Found secondPerson(Set<String> interested) {
        return new Found(free(OFFICERS, interested), null, null);
    }

    Found containment() {
        List<String> team = free(IT, Set.of());
        return team.isEmpty() ? new Found(free(OFFICERS, Set.of()), null, "The college officers are asked: nobody of the IT team is there") : new Found(team, null, null);
    }

    Found administrator(@Nullable String administratorId) {
        return Optional.ofNullable(administratorId).flatMap(people::byId).filter(this::isThere)
                .map(person -> new Found(List.of(person.personId()), null, "The administrator of the messaging group is asked to help with the containment"))
                .orElseGet(this::containment);
    }

    /** The head of house; where nobody has that role, the college officers. */
    List<String> headOfHouse() {
        List<String> heads = ids(people.withRole(HEAD));
        return heads.isEmpty() ? ids(people.withRole(OFFICERS)) : heads;
    }

    /** Everybody a mark of the escalation is for. */
    Set<String> told(List<String> roles) {
        Set<String> ids = new LinkedHashSet<>();
        roles.stream().flatMap(this::holders).map(Person::personId).forEach(ids::add);
        if (ids.stream().noneMatch(id -> people.byId(id).filter(this::isThere).isPresent())) {
            ids.addAll(dataProtectionOfficer().holderIds());
        }
        return ids;
    }

    private Stream<Person> holders(String role) {
        return role.equals("dpo-deputies") ? people.withRole(DPO).stream().map(officer -> people.deputyOf(officer.personId())).flatMap(Optional::stream)
                : people.withRole(role).stream();
    }

    private List<String> free(String role, Set<String> interested) {
        List<Person> free = people.withRole(role).stream().filter(person -> !interested.contains(person.personId())).toList();
        List<Person> here = free.stream().filter(this::isThere).toList();
        return ids(here.isEmpty() ? free : here);
    }

    private boolean isThere(Person person) {
        LocalDate today = people.today();
        return person.isEmployedOn(today) && !people.isAbsent(person.personId(), today);
    }

    private static List<String> ids(List<Person> people) {
        return people.stream().map(Person::personId).toList();
    }
}
