package org.countersign.grouplife;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.casefile.Approvers;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Eligible;
import org.countersign.casefile.Eligible.Found;
import org.countersign.engine.Readers;
import org.countersign.holds.Hold;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Who answers for a group, who agrees to its changes, and who may look at its page. */
@Service
public class GroupPeople {

    static final String RECORDS = "records-officers";
    static final String DPO = "dpo";

    private final People people;
    private final Eligible eligible;
    private final Holds holds;
    private final Checks checks;

    GroupPeople(People people, Eligible eligible, Holds holds, Checks checks) {
        this.people = people;
        this.eligible = eligible;
        this.holds = holds;
        this.checks = checks;
    }

    /**
     * Those concerned: administrator, assistant, the two line managers above the administrator, the records officers, and the Data
     * Protection Officer of a group on hold.
     */
    public Readers readers(Group group) {
        Set<String> concerned = new LinkedHashSet<>(managersOf(group.administratorId()));
        Stream.of(group.administratorId(), group.assistantId()).filter(Objects::nonNull).forEach(concerned::add);
        return new Readers(holds.isGroupHeld(group.groupId()) ? Set.of(RECORDS, DPO) : Set.of(RECORDS), concerned, Set.of());
    }

    /** Who may ask for a change, a closure, an attestation before its day: administrator, assistant, line managers. */
    public boolean runs(Person person, Group group) {
        return person.has("staff") && (person.personId().equals(group.administratorId()) || person.personId().equals(group.assistantId())
                || managersOf(group.administratorId()).contains(person.personId()));
    }

    /** Those of some groups whose pages a person may look at. */
    public Set<String> readable(Person person, List<Group> some) {
        Set<String> held = person.has(DPO) ? holds.open().stream().map(Hold::scope).filter(Scope.Groups.class::isInstance).map(Scope.Groups.class::cast)
                .flatMap(scope -> scope.groupIds().stream()).collect(Collectors.toSet()) : Set.of();
        return some.stream().filter(group -> person.has(RECORDS) || held.contains(group.groupId()) || runs(person, group)).map(Group::groupId).collect(Collectors.toSet());
    }

    private List<String> managersOf(String personId) {
        Optional<Person> first = people.lineManagerOf(personId);
        return Stream.concat(first.stream(), first.flatMap(one -> people.lineManagerOf(one.personId())).stream()).map(Person::personId).toList();
    }

    /** The administrator; while they are away the assistant, else their deputy, else the line manager. */
    Found responsible(Group group) {
        Optional<Person> administrator = people.byId(group.administratorId());
        if (administrator.filter(this::isHere).isPresent()) {
            return new Found(List.of(group.administratorId()), null, null);
        }
        return cover(group).orElseGet(() -> administrator.filter(this::isEmployed).map(one -> new Found(List.of(one.personId()), null, null))
                .orElseGet(() -> manager(group, Set.of())));
    }

    /** Who covers the administrator: the assistant, else the administrator's deputy. Where both are gone, the line manager. */
    Optional<Found> cover(Group group) {
        String administratorId = group.administratorId();
        String name = people.byId(administratorId).map(Person::name).orElse(administratorId);
        Optional<Found> assistant = Optional.ofNullable(group.assistantId()).flatMap(people::byId).filter(this::isHere)
                .map(one -> new Found(List.of(one.personId()), administratorId, "%s, assistant administrator, acts for %s".formatted(one.name(), name)));
        return assistant.or(() -> people.deputyOf(administratorId).filter(this::isHere)
                .map(one -> new Found(List.of(one.personId()), administratorId, "%s acts for %s".formatted(one.name(), name))));
    }

    /** The administrator's line manager who has no part in it, else their deputy, else the next in line, else the college officers. */
    Found manager(Group group, Set<String> interested) {
        return managerOf(group.administratorId(), interested);
    }

    Found managerOf(String personId, Set<String> interested) {
        Set<String> parts = new LinkedHashSet<>(interested);
        parts.add(personId);
        Optional<Person> first = people.lineManagerOf(personId).filter(one -> !parts.contains(one.personId()));
        if (first.filter(this::isHere).isPresent()) {
            return new Found(List.of(first.get().personId()), null, null);
        }
        Optional<Person> standIn = first.flatMap(one -> people.deputyOf(one.personId()))
                .or(() -> people.lineManagerOf(personId).flatMap(one -> people.lineManagerOf(one.personId())))
                .filter(this::isHere).filter(one -> !parts.contains(one.personId()));
        return standIn.map(one -> new Found(List.of(one.personId()), first.map(Person::personId).orElse(null),
                "%s is asked in the line manager's place".formatted(one.name()))).orElseGet(() -> eligible.of("college-officers", parts));
    }

    /** Who is asked besides when the line manager is late: their deputy, then the next in line, else the college officers. */
    Optional<Found> insteadOfManagerOf(String personId, Set<String> interested, boolean nextInLine) {
        Set<String> parts = new LinkedHashSet<>(interested);
        parts.add(personId);
        Approvers approvers = new Approvers(people, people.today());
        Optional<Person> manager = people.lineManagerOf(personId);
        return (nextInLine ? Optional.<Found>empty() : approvers.deputy(manager, parts, "line manager"))
                .or(() -> Optional.of(approvers.nextInLine(manager, parts, "line manager"))).filter(found -> !found.holderIds().isEmpty());
    }

    boolean isEmployed(Person person) {
        return person.isEmployedOn(people.today());
    }

    boolean isEmployed(@Nullable String personId) {
        return Optional.ofNullable(personId).flatMap(people::byId).filter(this::isEmployed).isPresent();
    }

    private boolean isHere(Person person) {
        return isEmployed(person) && !people.isAbsent(person.personId(), people.today());
    }

    String nameOf(@Nullable String personId) {
        return personId == null ? "" : people.byId(personId).map(Person::name).orElse(personId);
    }

    /** For lists that people edit: "Name (user.id)", one a line, ordered by name. */
    String lines(Set<String> personIds) {
        return String.join("\n", personIds.stream().map(people::byId).flatMap(Optional::stream)
                .map(one -> "%s (%s)".formatted(one.name(), one.userId())).sorted().toList());
    }

    /**
     * Whom a list names, one a line: as the person picker writes them, by user id, or by a name that one member of staff has.
     *
     * @param unknown lines that name nobody who works here now
     */
    record Listed(Set<String> personIds, List<String> unknown) {}

    Listed listed(@Nullable String lines) {
        Set<String> ids = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        Objects.requireNonNullElse(lines, "").lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line ->
                checks.person(line).or(() -> byName(line)).filter(one -> isEmployed(one) && one.has("staff"))
                        .ifPresentOrElse(one -> ids.add(one.personId()), () -> unknown.add(line)));
        return new Listed(ids, unknown);
    }

    private Optional<Person> byName(String name) {
        List<Person> found = people.staffMatching(name, 2).stream().filter(one -> one.name().equalsIgnoreCase(name)).toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
