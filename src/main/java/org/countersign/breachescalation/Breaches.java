package org.countersign.breachescalation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The breach cases as boards, the register and programs see them. Callers decide who may see them: {@code dpo} and
 * {@code college-officers} only. All times are instants in UTC.
 */
@Service
public class Breaches {

    public enum Kind { NOT_TRIAGED, BREACH, NEAR_MISS, NOT_A_BREACH, JOINED }

    /**
     * One case.
     *
     * @param stage       in words: where it stands
     * @param nextStep    in words: what has to be done next; empty when closed
     * @param deadline    {@code awareAt} plus 72 elapsed hours; from {@code reportedAt} while provisional
     * @param late        the deadline passed before the regulator was told; stays visible for ever
     * @param outcome     in one or two words once closed, for example "Notified", "Not notifiable", "Near miss"
     * @param notifiedAt  when the regulator was told
     */
    public record BreachCase(String caseId, Kind kind, String state, String stage, String nextStep, List<String> holderIds,
            Instant reportedAt, Instant awareAt, boolean provisional, Instant deadline, boolean late,
            @Nullable Integer people, @Nullable String level, @Nullable String regulatorDecision, @Nullable String peopleDecision,
            @Nullable Instant notifiedAt, @Nullable String reference, @Nullable String cause, @Nullable String outcome,
            @Nullable String joinedTo, @Nullable String groupName, String summary, @Nullable Instant closedAt) {}

    /** A value set for the awareness, in order. {@code standing} in words: in force, waiting for a second person, rejected. */
    public record Correction(long correctionId, Instant awareAt, String basis, String setBy, Instant setAt, String standing,
            @Nullable String decidedBy, @Nullable Instant decidedAt) {}

    /** A mark of the escalation. {@code outcome} in words: to come, sent, passed during an outage, not needed any more. */
    public record Mark(String mark, String words, Instant due, String outcome, @Nullable Instant at) {}

    /** What the register is asked for; every part may be absent. {@code before} pages by key: cases strictly older than that id. */
    public record Query(@Nullable String text, @Nullable Kind kind, @Nullable String outcome, @Nullable Integer reportedInYear,
            @Nullable String before, int limit) {}

    /** Open cases, the one due first first. */
    public List<BreachCase> open() {
        throw new UnsupportedOperationException();
    }

    public Optional<BreachCase> find(String caseId) {
        throw new UnsupportedOperationException();
    }

    /** The register of UK GDPR art. 33(5): every case, newest first. */
    public List<BreachCase> register(Query query) {
        throw new UnsupportedOperationException();
    }

    /** Walks the whole register, oldest first, without holding it in memory. */
    public void eachOfTheRegister(Query query, Consumer<BreachCase> each) {
        throw new UnsupportedOperationException();
    }

    public List<Correction> correctionsOf(String caseId) {
        throw new UnsupportedOperationException();
    }

    /** In the order they are due. */
    public List<Mark> marksOf(String caseId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Corrects when the institution became aware. Earlier counts at once; later waits for a second person.
     *
     * @param localTime as typed, in the institution's zone
     * @throws org.countersign.engine.NotAllowed when it lies in the future or before the event, has no reason, or the case is closed
     */
    public void correctAwareness(String caseId, String localTime, String reason, String byPersonId) {
        throw new UnsupportedOperationException();
    }
}
