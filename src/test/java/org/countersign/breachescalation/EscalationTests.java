package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.countersign.breachescalation.Escalation.Handled;
import org.countersign.breachescalation.Escalation.Mark;
import org.countersign.breachescalation.Escalation.Outcome;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.Milestone;
import org.junit.jupiter.api.Test;

/** What the escalation does at an instant, from nothing but its marks. */
class EscalationTests {

    private static final Instant AWARE = Instant.parse("2026-10-23T09:00:00Z");

    private static final List<Institution.Mark> PACK = List.of(mark("a", 1), mark("b", 24), mark("c", 72));

    private final List<Mark> fresh = Escalation.toCome(List.of(), PACK, AWARE, AWARE);

    @Test
    void setsEveryMarkAsAnAbsoluteInstantWhateverTheClocksDo() {
        assertThat(fresh).extracting(Mark::due).containsExactly(Instant.parse("2026-10-23T10:00:00Z"), Instant.parse("2026-10-24T09:00:00Z"),
                Instant.parse("2026-10-26T09:00:00Z"));
        assertThat(Escalation.next(fresh)).hasValue(Instant.parse("2026-10-23T10:00:00Z"));
    }

    @Test
    void sendsNothingASecondBeforeAndTheMarkAtItsInstant() {
        assertThat(Escalation.handle(fresh, mark -> true, AWARE.plusSeconds(3599)).marks()).isEmpty();
        assertThat(Escalation.handle(fresh, mark -> true, AWARE.plusSeconds(3600)).toSend().map(Mark::id)).hasValue("a");
    }

    @Test
    void sendsOnlyTheHighestOfThoseDueAndRecordsTheOthersAsPassed() {
        Handled handled = Escalation.handle(fresh, mark -> true, AWARE.plus(Duration.ofHours(100)));
        assertThat(handled.marks()).extracting(Mark::outcome).containsExactly(Outcome.PASSED, Outcome.PASSED, Outcome.SENT);
        assertThat(handled.toSend().map(Mark::id)).hasValue("c");
    }

    @Test
    void sendsTheHighestThatIsStillNeeded() {
        Handled handled = Escalation.handle(fresh, mark -> !mark.id().equals("c"), AWARE.plus(Duration.ofHours(100)));
        assertThat(handled.marks()).extracting(Mark::outcome).containsExactly(Outcome.PASSED, Outcome.SENT, Outcome.NOT_NEEDED);
    }

    @Test
    void sendsNothingTwice() {
        List<Mark> handled = Escalation.handle(fresh, mark -> true, AWARE.plus(Duration.ofHours(100))).marks();
        assertThat(Escalation.handle(handled, mark -> true, AWARE.plus(Duration.ofHours(200))).marks()).isEmpty();
    }

    @Test
    void makesOnlyTheMarksAnewThatLieInTheFutureAfterACorrection() {
        Instant now = AWARE.plus(Duration.ofHours(30));
        List<Mark> present = new ArrayList<>(Escalation.handle(fresh, mark -> true, now).marks());
        assertThat(Escalation.toCome(present, PACK, AWARE.minus(Duration.ofHours(50)), now)).extracting(Mark::id).containsExactly("c");
        assertThat(Escalation.toCome(present, PACK, AWARE.plus(Duration.ofHours(10)), now)).extracting(Mark::id).containsExactly("b", "c");
    }

    @Test
    void makesNoMarkAnewForWhichTheClockWasSetBack() {
        List<Mark> handled = Escalation.handle(fresh, mark -> true, AWARE.plus(Duration.ofHours(30))).marks();
        assertThat(Escalation.toCome(handled, PACK, AWARE.minusSeconds(37), AWARE.minus(Duration.ofHours(20)))).extracting(Mark::id).containsExactly("c");
    }

    @Test
    void remindsAgainADayAfterTheLastMark() {
        Mark again = Escalation.again(fresh, AWARE.plus(Duration.ofHours(72 + 50)));
        assertThat(again.due()).isEqualTo(AWARE.plus(Duration.ofHours(72 + 72)));
        assertThat(Escalation.again(List.of(again), AWARE.plus(Duration.ofHours(72 + 72))).due()).isEqualTo(AWARE.plus(Duration.ofHours(72 + 96)));
    }

    @Test
    void scoresTheTwoExamplesOfTheEnisaMethod() {
        assertThat(enisa(1, 100, 25)).isEqualTo("1.25, low");
        assertThat(enisa(4, 100, 50)).isEqualTo("4.50, very high");
        assertThat(enisa(2, 100, 0)).isEqualTo("2.00, medium");
        assertThat(enisa(3, 100, 0)).isEqualTo("3.00, high");
        assertThat(enisa(1, 25, 0)).isEqualTo("0.25, low");
    }

    private static String enisa(int dataContext, int ease, int circumstances) {
        return Enisa.of(new AssessBreach(List.of(), List.of(), null, null, "x", 1, 1, List.of(), dataContext, ease, circumstances, AssessBreach.Level.RISK, "x",
                null, null, null, null, null, List.of(), null, null, null, null, null, null, null)).orElseThrow().inWords();
    }

    private static Institution.Mark mark(String id, int hours) {
        return new Institution.Mark(id, Duration.ofHours(hours), Milestone.NOTIFIED, List.of("dpo"), "Act.");
    }
}
