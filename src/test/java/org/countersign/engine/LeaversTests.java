package org.countersign.engine;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.people.Person.Kind;
import org.junit.jupiter.api.Test;

/** Whose requests end because they have left, and whose do not. */
class LeaversTests {

    private static final LocalDate TODAY = LocalDate.parse("2027-01-11");

    private final Cases cases = mock();
    private final People people = mock();

    @Test
    void endsTheRequestsOfThoseWhoHaveLeftAndNoOthers() {
        Case left = request("GA-2027-000001", "P1");
        Case stays = request("GA-2027-000002", "P2");
        when(people.today()).thenReturn(TODAY);
        when(people.byId("P1")).thenReturn(Optional.of(person("P1", TODAY.minusDays(1))));
        when(people.byId("P2")).thenReturn(Optional.of(person("P2", TODAY)));
        when(cases.undecided()).thenReturn(List.of(left, stays));
        new Leavers(cases, people).look();
        verify(cases).lapse(left);
        verify(cases, never()).lapse(stays);
    }

    private static Case request(String caseId, String starterId) {
        return new Case(caseId, "group-approval", "pi", "pd", starterId, "title", false, "state", null, Instant.EPOCH, null, true);
    }

    private static Person person(String personId, LocalDate until) {
        return new Person(personId, "user", "Name", "a@college.example", "p", "d", Kind.STAFF, null, TODAY.minusYears(1), until, Set.of());
    }
}
