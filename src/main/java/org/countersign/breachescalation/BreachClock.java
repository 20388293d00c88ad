package org.countersign.breachescalation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The 72 hours of UK GDPR art. 33(1). Pure arithmetic on instants in UTC: the deadline is {@code awareAt} plus 72 elapsed hours,
 * nights, weekends, bank holidays and clock changes included; nothing here knows a time zone.
 *
 * <p>Until the institution's awareness is set the clock runs provisionally from the report. Every value ever set is kept. A later
 * value counts only once a second person has confirmed it; until then the earlier one does.
 *
 * @param reportedAt when the first report came in
 * @param settings   in the order they were made
 */
record BreachClock(Instant reportedAt, List<Awareness> settings) {

    /** UK GDPR art. 33(1): "not later than 72 hours after having become aware of it". */
    static final Duration TIME_TO_NOTIFY = Duration.ofHours(72);

    /** What became of a value. */
    enum Standing { IN_FORCE, WAITING_FOR_SECOND_PERSON, REJECTED }

    /**
     * A value set for the moment the institution became aware, with reasonable certainty, that personal data were compromised.
     *
     * @param basis      on what the value rests, or why it is corrected
     * @param standing   whether it counts
     * @param decidedBy  the second person, where one was needed and has decided
     */
    record Awareness(Instant awareAt, String basis, String setBy, Instant setAt, Standing standing, @Nullable String decidedBy) {}

    /** Why a value cannot be set. */
    enum Refusal { IN_THE_FUTURE, BEFORE_THE_EVENT, BEFORE_THE_LAW }

    /** The duty of art. 33 applies from 25 May 2018 (art. 99(2)); an earlier year is a slip, and what it made late would stay late. */
    private static final Instant LAW_APPLIES_FROM = Instant.parse("2018-05-24T23:00:00Z");

    BreachClock {
        settings = List.copyOf(settings);
    }

    /** Whether nobody has set the awareness yet, so that the clock runs from the report. */
    boolean isProvisional() {
        return inForce().isEmpty();
    }

    /** The value that counts: the last one in force, or the report. */
    Instant awareAt() {
        return inForce().map(Awareness::awareAt).orElse(reportedAt);
    }

    Instant deadline() {
        return awareAt().plus(TIME_TO_NOTIFY);
    }

    Duration left(Instant now) {
        return Duration.between(now, deadline());
    }

    /** Time that passed from awareness to then. */
    Duration elapsed(Instant then) {
        return Duration.between(awareAt(), then);
    }

    /** The deadline itself is still in time. */
    boolean isLateAt(Instant then) {
        return then.isAfter(deadline());
    }

    /** Why the awareness cannot be this instant, if it cannot. The report is past, even where the server's clock was set back since. */
    Optional<Refusal> refusal(Instant awareAt, Instant now, @Nullable Instant occurredFrom) {
        if (awareAt.isAfter(now) && awareAt.isAfter(reportedAt)) {
            return Optional.of(Refusal.IN_THE_FUTURE);
        }
        if (awareAt.isBefore(LAW_APPLIES_FROM)) {
            return Optional.of(Refusal.BEFORE_THE_LAW);
        }
        return occurredFrom != null && awareAt.isBefore(occurredFrom) ? Optional.of(Refusal.BEFORE_THE_EVENT) : Optional.empty();
    }

    /** The first value counts at once; a correction that makes the deadline later waits for a second person. */
    BreachClock set(Instant awareAt, String basis, String setBy, Instant setAt) {
        Standing standing = !isProvisional() && awareAt.isAfter(awareAt()) ? Standing.WAITING_FOR_SECOND_PERSON : Standing.IN_FORCE;
        List<Awareness> all = new ArrayList<>(settings);
        all.add(new Awareness(awareAt, basis, setBy, setAt, standing, null));
        return new BreachClock(reportedAt, all);
    }

    /** Grows with every value set and every answer of a second person, so that what was sent of the deadline later counts for more. */
    int revision() {
        return settings.size() + (int) settings.stream().filter(one -> one.decidedBy() != null).count();
    }

    Optional<Awareness> waiting() {
        return settings.stream().filter(one -> one.standing() == Standing.WAITING_FOR_SECOND_PERSON).max(Comparator.comparing(Awareness::setAt));
    }

    private Optional<Awareness> inForce() {
        return settings.stream().filter(one -> one.standing() == Standing.IN_FORCE).reduce((earlier, later) -> later);
    }
}
