package org.countersign.concernintake;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.casefile.Eligible;
import org.countersign.casefile.Eligible.Found;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.engine.Flow.StandIn;
import org.countersign.engine.Readers;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.stereotype.Component;

/** Who receives a concern: whom the table says, unless they have a part in it or are not here. */
@Component
class ConcernReceivers {

    private static final String OFFICERS = "college-officers";

    private final ConcernReceiverTasks table;
    private final Eligible eligible;
    private final People people;

    ConcernReceivers(ConcernReceiverTasks table, Eligible eligible, People people) {
        this.table = table;
        this.eligible = eligible;
        this.people = people;
    }

    Found receiver(Concern concern) {
        String receiver = table.receiverOf(concern.facts()).receiver();
        if (!receiver.equals(ConcernReceiverTasks.LINE_MANAGER)) {
            return eligible.of(receiver, concern.interested());
        }
        return Optional.ofNullable(concern.manager()).filter(one -> mayReceive(one, concern)).map(one -> new Found(List.of(one.personId()), null, null))
                .or(() -> deputy(concern)).orElseGet(() -> officers(concern, "The college officers are asked: there is no line manager here who may"));
    }

    /** What the receiver is told by the table. */
    Optional<String> hint(Concern concern) {
        return Optional.ofNullable(table.receiverOf(concern.facts()).hint());
    }

    /** Whoever has looked at it also decides, while they are here. */
    Found decider(Concern concern) {
        return concern.steps().lastStepOf(ScreenForDisclosure.class).flatMap(step -> people.byId(step.personId()).filter(one -> mayReceive(one, concern))
                .map(one -> new Found(List.of(one.personId()), step.inPlaceOf(), null))).orElseGet(() -> receiver(concern));
    }

    Optional<Found> standIn(Concern concern, StandIn standIn) {
        if (standIn == StandIn.NEXT_IN_LINE) {
            return Optional.of(officers(concern, "The college officers are asked as well, because this is late")).filter(found -> !found.holderIds().isEmpty());
        }
        String receiver = table.receiverOf(concern.facts()).receiver();
        return receiver.equals(ConcernReceiverTasks.LINE_MANAGER) ? deputy(concern).or(() -> standIn(concern, StandIn.NEXT_IN_LINE))
                : eligible.standIn(receiver, concern.interested(), true);
    }

    /** The office that receives it and whoever has received it, without a part in it. */
    Readers readers(Concern concern) {
        return new Readers(Set.of(table.receiverOf(concern.facts()).receiver()), concern.receivers(), concern.interested());
    }

    private Optional<Found> deputy(Concern concern) {
        return Optional.ofNullable(concern.manager()).filter(manager -> !concern.interested().contains(manager.personId()))
                .flatMap(manager -> people.deputyOf(manager.personId()).filter(one -> mayReceive(one, concern))
                        .map(one -> new Found(List.of(one.personId()), manager.personId(), "%s acts for %s".formatted(one.name(), manager.name()))));
    }

    private Found officers(Concern concern, String why) {
        Found found = eligible.of(OFFICERS, new HashSet<>(concern.interested()));
        return found.why() == null ? new Found(found.holderIds(), found.inPlaceOf(), why) : found;
    }

    private boolean mayReceive(Person person, Concern concern) {
        Set<String> interested = concern.interested();
        return !interested.contains(person.personId()) && person.isEmployedOn(people.today()) && !people.isAbsent(person.personId(), people.today());
    }
}
