package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.engine.NotAllowed;
import org.countersign.engine.Readers;
import org.countersign.grouplife.Duty;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.Duty.State;
import org.countersign.grouplife.GroupLives;
import org.countersign.holds.Hold;
import org.countersign.holds.Scope;
import org.countersign.registers.Groups.Group;
import org.countersign.registers.Groups.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The register of groups, the page of one, and the one to attest on. */
class GroupPagesTests extends Pages {

    private static final Group GROUP = new Group("G000007", "=cmd()" + HOSTILE, "To swap shifts " + HOSTILE, "whatsapp", "WhatsApp", "Team: Boathouse", ADA.personId(), null, Status.ACTIVE,
            "GA-2026-000001", NOW);

    @BeforeEach
    void thereIsOneGroup() {
        when(groups.all()).thenReturn(List.of(GROUP));
        when(groups.byId("G000007")).thenReturn(Optional.of(GROUP));
        when(groupPeople.readers(any())).thenReturn(new Readers(Set.of("records-officers"), Set.of(ADA.personId()), Set.of()));
        when(groupPeople.readable(any(), any())).thenReturn(Set.of());
        when(lives.yearsOf("G000007")).thenReturn(List.of(new GroupLives.Year("GL-2026-000001", "G000007", 1, NOW, LocalDate.of(2026, 10, 1), 3, null)));
        when(lives.dutiesOf("G000007")).thenReturn(List.of(duty(1, State.KEPT), duty(2, State.MISSED), duty(3, State.HELD), duty(4, State.TO_COME)));
    }

    @Test
    void aGroupIsThereForThoseConcernedOnly() throws Exception {
        assertThat(status(ADA, get("/registers/groups/G000007"))).isEqualTo(200);
        assertThat(status(BASIL, get("/registers/groups/G000007"))).isEqualTo(404).isEqualTo(status(BASIL, get("/registers/groups/G000008")));
        assertThat(status(BASIL, post("/registers/groups/G000007/ask").param("kind", "CLOSING"))).isEqualTo(404);
        verify(groupActions, never()).ask(any(), any(), any());
    }

    @Test
    void dutiesAreToldBySignsAndWordsAndNotByColourAlone() throws Exception {
        String page = body(ADA, get("/registers/groups/G000007"));
        assertThat(page).contains("✓", "✕", "‖", "○", "1 October 2026: kept", "2 October 2026: missed", "3 October 2026: on hold");
        assertThat(page).doesNotContain("<script>alert");
    }

    @Test
    void theAdministratorReadsThatThereIsAHoldAndNotWhatItIsFor() throws Exception {
        when(holds.onGroup("G000007")).thenReturn(List.of(new Hold("H-1", "Breach of personal data, case BE-2026-000001", OFFICER.personId(), LocalDate.of(2027, 1, 1),
                new Scope.Groups(List.of("G000007")), "BE-2026-000001", NOW, null, null, null, null)));
        assertThat(body(ADA, get("/registers/groups/G000007"))).contains("Switch the timer for disappearing messages off").doesNotContain("BE-2026-000001", "Breach");
        assertThat(body(OFFICER, get("/registers/groups/G000007"))).contains("Breach of personal data, case BE-2026-000001");
    }

    @Test
    void theRegisterAsATableIsForThoseWhoWatchAndHoldsNoFormula() throws Exception {
        assertThat(status(ADA, get("/registers/groups/register.csv"))).isEqualTo(403);
        assertThat(body(OFFICER, get("/registers/groups/register.csv"))).contains("group,name,app", "'=cmd()");
        assertThat(body(ADA, get("/registers/groups"))).doesNotContain("In figures", "register.csv", "/registers/groups/G000007");
        assertThat(body(OFFICER, get("/registers/groups"))).contains("Live groups by app", "WhatsApp");
        assertThat(body(ADA, get("/registers/groups?status=nonsense&department=Nowhere"))).contains("No group matches.");
    }

    @ParameterizedTest
    @CsvSource({"status=ACTIVE, true", "status=SUSPENDED, false", "app=whatsapp, true", "app=signal, false", "text=cMd(, true", "text=boathouse, true", "text=lodge, false",
        "department=Nowhere, false", "status=ACTIVE&app=signal, false", "status=nonsense, true"})
    void eachFilterLeavesOutWhatItDoesNotMean(String query, boolean found) throws Exception {
        for (String list : List.of("/registers/groups/register.csv?", "/registers/groups?")) {
            assertThat(body(OFFICER, get(list + query)).contains("cmd()")).as(list + query).isEqualTo(found);
        }
    }

    @Test
    void attestsEachGroupTickedOnceAndSaysWhatWasNotPossible() throws Exception {
        when(groupActions.attest(ADA, "one")).thenReturn(List.of());
        when(groupActions.attest(ADA, "two")).thenReturn(List.of("This has been attested already, or is not yours to attest."));
        var result = as(ADA, post("/registers/groups/attest").param("task", "one", "two", "one"));
        assertThat(result.getFlashMap().get("done")).isEqualTo("Attested for one group. Thank you.");
        assertThat(String.valueOf(result.getFlashMap().get("wrong"))).contains("attested already");
        verify(groupActions).attest(ADA, "one");
        assertThat(as(ADA, post("/registers/groups/attest")).getFlashMap().get("wrong")).isEqualTo(List.of("Tick the groups you attest for."));
    }

    @Test
    void programsReadTheRegisterAndOfAGroupItsLifeWhereTheyMay() throws Exception {
        assertThat(body(BASIL, get("/api/groups"))).contains("G000007", "ACTIVE").doesNotContain("purpose", "To swap shifts");
        assertThat(body(BASIL, get("/api/groups?status=CLOSED"))).doesNotContain("G000007");
        assertThat(status(BASIL, get("/api/groups/G000007"))).isEqualTo(404);
        assertThat(body(ADA, get("/api/groups/G000007"))).contains("\"kind\":\"ATTESTATION\"", "\"state\":\"MISSED\"", "GL-2026-000001", "\"held\":false");
    }

    @Test
    void saysWhyWhatIsAskedForIsNotPossible() throws Exception {
        org.mockito.Mockito.doThrow(new NotAllowed("This waits already: Close the group.")).when(groupActions).ask(ADA, "G000007", Kind.CLOSING);
        var result = as(ADA, post("/registers/groups/G000007/ask").param("kind", "CLOSING"));
        assertThat(result.getFlashMap().get("no")).isEqualTo("This waits already: Close the group.");
        assertThat(status(ADA, post("/registers/groups/G000007/ask").param("kind", "RENEWAL"))).isEqualTo(404);
    }

    private static Duty duty(int day, State state) {
        return new Duty(day, Kind.ATTESTATION, null, LocalDate.of(2026, 10, day), NOW, NOW, NOW, NOW, state, false, false, null, null);
    }
}
