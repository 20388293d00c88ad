package org.countersign.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.countersign.casefile.Eligible.Found;
import org.countersign.people.People;
import org.countersign.people.Person;

/**
 * Finds who decides as a line manager: the line manager, their deputy while they are absent, or college officers where the directory gives
 * nobody eligible. A deputy never becomes a way round the separation of duties.
 *
 * @param today in the institution's zone
 */
public record Approvers(People people, LocalDate today) {

    public Optional<Person> firstManagerOf(String applicantId) {
        return people.lineManagerOf(applicantId);
    }

    public Optional<Person> secondManagerOf(String applicantId) {
        return firstManagerOf(applicantId).flatMap(first -> people.lineManagerOf(first.personId()));
    }

    /** @param step in words, for example "first line manager" */
    public Found decider(Optional<Person> manager, Set<String> interested, String step) {
        if (manager.isPresent() && isFree(interested).test(manager.get()) && isThere(manager.get())) {
            return new Found(List.of(manager.get().personId()), null, null);
        }
        return deputy(manager, interested, step).orElseGet(() -> officers(manager, interested, step));
    }

    /** The manager's deputy, where there is one who is here and not involved. */
    public Optional<Found> deputy(Optional<Person> manager, Set<String> interested, String step) {
        // An interested manager has no say in who decides, so their deputy has none either.
        return manager.filter(isFree(interested)).flatMap(absent -> people.deputyOf(absent.personId())
                .filter(isFree(interested)).filter(this::isThere)
                .map(deputy -> new Found(List.of(deputy.personId()), absent.personId(),
                        "%s acts for %s, the %s".formatted(deputy.name(), absent.name(), step))));
    }

    /** The manager's own manager, else the officers. */
    public Found nextInLine(Optional<Person> manager, Set<String> interested, String step) {
        return manager.flatMap(late -> people.lineManagerOf(late.personId())
                        .filter(isFree(interested)).filter(this::isThere)
                        .map(next -> new Found(List.of(next.personId()), late.personId(),
                                "%s, next in line, is asked because %s is late or away".formatted(next.name(), late.name()))))
                .orElseGet(() -> officers(manager, interested, step));
    }

    private Found officers(Optional<Person> manager, Set<String> interested, String step) {
        List<Person> free = people.withRole(Eligible.OFFICERS).stream().filter(isFree(interested)).toList();
        List<Person> here = free.stream().filter(this::isThere).toList();
        List<String> ids = (here.isEmpty() ? free : here).stream().map(Person::personId).toList();
        return new Found(ids, manager.map(Person::personId).orElse(null),
                "The college officers are asked: the directory gives no eligible %s".formatted(step));
    }

    private Predicate<Person> isFree(Set<String> interested) {
        return person -> !interested.contains(person.personId());
    }

    private boolean isThere(Person person) {
        return person.isEmployedOn(today) && !people.isAbsent(person.personId(), today);
    }
}
