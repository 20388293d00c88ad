package org.countersign.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Who may deal with a case: those of a role who are here and have no part in it, else a deputy without one, else the college officers
 * without one. A deputy never turns somebody with a part in the case into a decider.
 */
@Service
public class Eligible {

    static final String OFFICERS = "college-officers";

    /** @param why a sentence for the trail when it is not simply those expected */
    public record Found(List<String> holderIds, @Nullable String inPlaceOf, @Nullable String why) {}

    private final People people;

    Eligible(People people) {
        this.people = people;
    }

    /** @param interested ids of those who may not: whoever raised it, whom it is about, who decided before */
    public Found of(String role, Set<String> interested) {
        List<Person> holders = people.withRole(role).stream().filter(one -> !interested.contains(one.personId())).toList();
        List<String> here = holders.stream().filter(this::isHere).map(Person::personId).toList();
        if (!here.isEmpty()) {
            return new Found(here, null, null);
        }
        return standIn(role, interested, false).orElseGet(() -> new Found(holders.stream().map(Person::personId).toList(), null, null));
    }

    /** Those to ask besides when the holders of a role are late or away: a deputy, else college officers. */
    public Optional<Found> standIn(String role, Set<String> interested, boolean late) {
        List<Person> holders = people.withRole(role).stream().filter(one -> !interested.contains(one.personId())).toList();
        for (Person holder : holders) {
            Optional<Person> deputy = people.deputyOf(holder.personId()).filter(this::isHere).filter(one -> !interested.contains(one.personId()));
            if (deputy.isPresent()) {
                return Optional.of(new Found(List.of(deputy.get().personId()), holder.personId(),
                        "%s acts for %s".formatted(deputy.get().name(), holder.name())));
            }
        }
        List<String> officers = people.withRole(OFFICERS).stream().filter(this::isHere).map(Person::personId).filter(id -> !interested.contains(id)).toList();
        return officers.isEmpty() ? Optional.empty() : Optional.of(new Found(officers, null,
                late ? "The college officers are asked as well, because this is late" : "The college officers are asked: nobody else who may is here"));
    }

    /** One person by name, while they are employed; else the role. */
    public Found person(@Nullable String personId, String otherwise, Set<String> interested) {
        return Optional.ofNullable(personId).flatMap(people::byId).filter(one -> one.isEmployedOn(people.today()))
                .map(one -> new Found(List.of(one.personId()), null, null)).orElseGet(() -> of(otherwise, interested));
    }

    private boolean isHere(Person person) {
        LocalDate today = people.today();
        return person.isEmployedOn(today) && !people.isAbsent(person.personId(), today);
    }
}
