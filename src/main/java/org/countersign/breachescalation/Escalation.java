package org.countersign.breachescalation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.countersign.institution.Institution;
import org.jspecify.annotations.Nullable;

/**
 * What the escalation has to do at an instant. Pure. Marks are absolute instants; each is handled once. After an outage only the
 * highest one due is sent, the others are recorded as passed.
 */
final class Escalation {

    /** Once the last mark is behind, this long until the next reminder, as long as the regulator has not been told. */
    static final Duration AGAIN_AFTER = Duration.ofHours(24);

    private static final String AGAIN = "-again";

    enum Outcome { TO_COME, SENT, PASSED, NOT_NEEDED }

    /** One mark of one case. */
    record Mark(String id, String words, Instant due, Outcome outcome, @Nullable Instant handledAt) {

        /** Whether it is the reminder that comes back after the pack's last mark. */
        boolean repeats() {
            return id.endsWith(AGAIN);
        }

        private Mark handled(Outcome outcome, Instant at) {
            return new Mark(id, words, due, outcome, at);
        }
    }

    /** What has been handled now, and which mark of it is to be sent. */
    record Handled(List<Mark> marks, Optional<Mark> toSend) {}

    private Escalation() {}

    /**
     * The marks to come, made anew from the awareness in force. One that was handled is made again only where it lies in the future
     * now: everybody it names is told again before the deadline that counts. Time has come as far as the last mark handled, whatever a clock
     * that was set back says.
     */
    static List<Mark> toCome(List<Mark> present, List<Institution.Mark> pack, Instant awareAt, Instant now) {
        Instant reached = Stream.concat(Stream.of(now), present.stream().map(Mark::handledAt).filter(Objects::nonNull)).max(Comparator.naturalOrder()).orElseThrow();
        List<Mark> marks = new ArrayList<>();
        for (Institution.Mark mark : pack) {
            Instant due = awareAt.plus(mark.after());
            boolean handled = present.stream().anyMatch(one -> one.id().equals(mark.id()) && one.outcome() != Outcome.TO_COME
                    && (!due.isAfter(reached) || one.due().equals(due)));
            if (!handled) {
                marks.add(new Mark(mark.id(), mark.words(), due, Outcome.TO_COME, null));
            }
        }
        return marks;
    }

    /** Handles everything due: what is not needed any more is said to be so; of the rest the highest is sent, the others passed. */
    static Handled handle(List<Mark> marks, Predicate<Mark> isNeeded, Instant now) {
        List<Mark> due = marks.stream().filter(mark -> mark.outcome() == Outcome.TO_COME && !mark.due().isAfter(now))
                .sorted(Comparator.comparing(Mark::due)).toList();
        List<Mark> needed = due.stream().filter(isNeeded).toList();
        List<Mark> handled = new ArrayList<>();
        for (Mark mark : due) {
            Outcome outcome = !needed.contains(mark) ? Outcome.NOT_NEEDED
                    : mark.equals(needed.get(needed.size() - 1)) ? Outcome.SENT : Outcome.PASSED;
            handled.add(mark.handled(outcome, now));
        }
        return new Handled(handled, handled.stream().filter(mark -> mark.outcome() == Outcome.SENT).findFirst());
    }

    /** When something has to be done next. */
    static Optional<Instant> next(List<Mark> marks) {
        return marks.stream().filter(mark -> mark.outcome() == Outcome.TO_COME).map(Mark::due).min(Comparator.naturalOrder());
    }

    /** A day after the last one, and so on, until somebody notifies. */
    static Mark again(List<Mark> marks, Instant now) {
        Mark last = marks.stream().max(Comparator.comparing(Mark::due)).orElseThrow();
        Instant due = last.due().plus(AGAIN_AFTER);
        while (!due.isAfter(now)) {
            due = due.plus(AGAIN_AFTER);
        }
        return new Mark(last.repeats() ? last.id() : last.id() + AGAIN, last.words(), due, Outcome.TO_COME, null);
    }
}
