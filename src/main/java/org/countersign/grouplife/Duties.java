package org.countersign.grouplife;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.Duty.State;
import org.jspecify.annotations.Nullable;

/** What one look at the duties of a group that are not over yet calls for. Pure. */
final class Duties {

    /** A look this late means that the application stood still: nobody could answer meanwhile. */
    static final Duration STANDSTILL = Duration.ofHours(24);

    /**
     * What a look found.
     *
     * @param changed   duties as they are from now on, those that are new (number 0) included
     * @param asked     what becomes a task now
     * @param toManager what is overdue and goes to the line manager now
     * @param suspends  over which the group is suspended now
     */
    record Looked(List<Duty> changed, Set<Kind> asked, List<Duty> toManager, Optional<Duty> suspends) {}

    private Duties() {}

    /**
     * @param activatedOn {@code null} before the group is in use
     * @param inUse       whether the group may be used now, so that it can be suspended
     * @param held        whether a hold suspends deletion
     */
    static Looked look(List<Duty> live, @Nullable LocalDate activatedOn, boolean inUse, boolean held, Instant now, DutyDays days) {
        Instant since = next(live).orElse(now);
        boolean stoodStill = since.isBefore(now.minus(STANDSTILL));
        List<Duty> changed = new ArrayList<>();
        List<Duty> toManager = new ArrayList<>();
        List<Duty> suspending = new ArrayList<>();
        Set<Kind> replaced = EnumSet.noneOf(Kind.class);
        Set<Kind> asked = EnumSet.noneOf(Kind.class);
        for (Kind kind : Kind.values()) {
            List<Duty> due = live.stream().filter(one -> one.kind() == kind && one.state() == State.TO_COME && !one.askAt().isAfter(now))
                    .sorted(Comparator.comparing(Duty::askAt)).toList();
            if (due.isEmpty()) {
                continue;
            }
            boolean open = live.stream().anyMatch(one -> one.kind() == kind && one.isOpen());
            if (kind.repeats() && activatedOn != null) {
                if (live.stream().noneMatch(one -> one.kind() == kind && one.state() == State.TO_COME && one.askAt().isAfter(now))) {
                    changed.add(days.next(kind, activatedOn, days.day(now)));
                }
                // What fell due while the application stood still is asked for once, for all of it together.
                due.subList(0, due.size() - 1).forEach(one -> changed.add(one.ended(State.STOOD_STILL, now, null)));
            }
            if (kind == Kind.ATTESTATION && held) {
                changed.add(due.get(due.size() - 1).ended(State.HELD, now, null));
                continue;
            }
            if (kind.repeats()) {
                Duty newest = days.asked(due.get(due.size() - 1), now);
                Optional<Duty> left = live.stream().filter(one -> one.kind() == kind && one.isOpen()).findFirst();
                if (left.isPresent()) {
                    replaced.add(kind);
                    // What is overdue does not become timely because the next one has come.
                    newest = stoodStill ? newest : newest.inPlaceOf(left.get());
                    newest = stoodStill ? newest : overdue(newest, now, toManager, suspending).orElse(newest);
                }
                changed.add(newest);
            } else {
                due.forEach(one -> changed.add(days.asked(one, now)));
            }
            if (!open) {
                asked.add(kind);
            }
        }
        for (Duty one : live.stream().filter(Duty::isOpen).toList()) {
            if (replaced.contains(one.kind())) {
                changed.add(one.ended(stoodStill && !one.isOverdueAt(since) ? State.STOOD_STILL : State.MISSED, now, null));
            } else if (stoodStill && isOwed(one, now)) {
                changed.add(days.asked(one, now));
            } else {
                overdue(one, now, toManager, suspending).ifPresent(changed::add);
            }
        }
        if (inUse && !suspending.isEmpty() && live.stream().noneMatch(one -> one.kind() == Kind.RESTORING)) {
            changed.add(days.asked(Duty.toCome(Kind.RESTORING, null, days.day(now), now), now));
            asked.add(Kind.RESTORING);
        }
        return new Looked(List.copyOf(changed), asked, List.copyOf(toManager), suspending.stream().findFirst());
    }

    private static boolean isOwed(Duty one, Instant now) {
        return !one.toManager() && has(one.managerAt(), now) || !one.suspended() && one.suspends() && has(one.suspendAt(), now);
    }

    private static Optional<Duty> overdue(Duty one, Instant now, List<Duty> toManager, List<Duty> suspending) {
        Duty after = one;
        if (!one.toManager() && has(one.managerAt(), now)) {
            after = after.broughtToManager();
            toManager.add(after);
        }
        if (!one.suspended() && one.suspends() && has(one.suspendAt(), now)) {
            after = after.whichSuspended();
            suspending.add(after);
        }
        return after == one ? Optional.empty() : Optional.of(after);
    }

    private static boolean has(@Nullable Instant at, Instant now) {
        return at != null && !at.isAfter(now);
    }

    /** When something has to be done next for any of them. */
    static Optional<Instant> next(List<Duty> live) {
        return live.stream().flatMap(Duties::instants).min(Comparator.naturalOrder());
    }

    private static Stream<Instant> instants(Duty one) {
        if (one.state() == State.TO_COME) {
            return Stream.of(one.askAt());
        }
        return !one.isOpen() ? Stream.of() : Stream.concat(Stream.ofNullable(one.toManager() ? null : one.managerAt()),
                Stream.ofNullable(one.suspended() || !one.suspends() ? null : one.suspendAt()));
    }
}
