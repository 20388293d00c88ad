package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.countersign.breachescalation.BreachClock.Refusal;
import org.countersign.breachescalation.BreachClock.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The 72 hours in the cases where people count wrongly. */
class BreachClockTests {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @ParameterizedTest(name = "aware {0} -> {1} ({2})")
    @CsvSource({
            "2026-11-20T16:40, 2026-11-23T16:40, across a weekend",
            "2026-12-24T17:10, 2026-12-27T17:10, across Christmas",
            "2026-10-23T10:00, 2026-10-26T09:00, clocks go back",
            "2027-03-26T09:30, 2027-03-29T10:30, clocks go forward",
            "2028-02-27T08:00, 2028-03-01T08:00, leap day",
            "2027-02-27T08:00, 2027-03-02T08:00, no leap day",
            "2026-12-30T23:59, 2027-01-02T23:59, new year"})
    void endsSeventyTwoElapsedHoursAfterAwareness(String aware, String deadline, String why) {
        assertThat(london(clockAwareAt(aware).deadline())).isEqualTo(deadline);
    }

    @Test
    void runsProvisionallyFromTheReport() {
        BreachClock clock = new BreachClock(at("2026-11-20T16:40"), List.of());
        assertThat(clock.isProvisional()).isTrue();
        assertThat(london(clock.deadline())).isEqualTo("2026-11-23T16:40");
    }

    @Test
    void takesTheFirstValueAtOnceEvenIfItIsLaterThanTheReport() {
        BreachClock clock = new BreachClock(at("2026-11-20T16:40"), List.of()).set(at("2026-11-20T18:00"), "certain", "P7", at("2026-11-20T18:05"));
        assertThat(clock.isProvisional()).isFalse();
        assertThat(london(clock.deadline())).isEqualTo("2026-11-23T18:00");
    }

    @Test
    void takesAnEarlierCorrectionAtOnceEvenPastTheDeadline() {
        BreachClock corrected = clockAwareAt("2026-11-20T16:40").set(at("2026-11-17T09:00"), "help desk knew", "P7", at("2026-11-21T10:00"));
        assertThat(london(corrected.deadline())).isEqualTo("2026-11-20T09:00");
        assertThat(corrected.isLateAt(at("2026-11-21T10:00"))).isTrue();
        assertThat(corrected.settings()).hasSize(2);
    }

    @Test
    void keepsTheEarlierValueUntilASecondPersonConfirmsALaterOne() {
        BreachClock corrected = clockAwareAt("2026-11-20T16:40").set(at("2026-11-20T20:00"), "not certain before", "P7", at("2026-11-21T10:00"));
        assertThat(london(corrected.deadline())).isEqualTo("2026-11-23T16:40");
        assertThat(corrected.waiting()).hasValueSatisfying(one -> assertThat(one.standing()).isEqualTo(Standing.WAITING_FOR_SECOND_PERSON));
    }

    @Test
    void countsTheDeadlineItselfAsInTime() {
        BreachClock clock = clockAwareAt("2026-11-20T16:40");
        assertThat(clock.isLateAt(clock.deadline())).isFalse();
        assertThat(clock.isLateAt(clock.deadline().plusSeconds(1))).isTrue();
        assertThat(clock.left(clock.deadline().minusSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void refusesAwarenessInTheFutureOrBeforeTheEventOrBeforeTheLaw() {
        Instant now = at("2026-11-21T12:00");
        BreachClock clock = new BreachClock(at("2026-11-20T16:40"), List.of());
        assertThat(clock.refusal(now.plusSeconds(1), now, null)).hasValue(Refusal.IN_THE_FUTURE);
        assertThat(clock.refusal(at("2026-11-20T09:00"), now, at("2026-11-20T09:01"))).hasValue(Refusal.BEFORE_THE_EVENT);
        assertThat(clock.refusal(at("2018-05-24T23:59"), now, null)).hasValue(Refusal.BEFORE_THE_LAW);
        assertThat(clock.refusal(now, now, now)).isEmpty();
        assertThat(clock.refusal(clock.reportedAt(), at("2026-11-18T12:00"), null)).as("a server's clock set back").isEmpty();
    }

    private static BreachClock clockAwareAt(String aware) {
        return new BreachClock(at(aware), List.of()).set(at(aware), "reported with certainty", "P7", at(aware));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(LONDON).toInstant();
    }

    private static String london(Instant instant) {
        return ZonedDateTime.ofInstant(instant, LONDON).toLocalDateTime().toString();
    }
}
