package org.countersign.grouplife;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something that has to be done for a group, and what became of it. All instants are absolute, UTC.
 *
 * @param dutyNo     0 until it is kept
 * @param about      whom or what it is about: a person's or a hold's id; of a change, who asked for it
 * @param on         the day it is for; of an attestation, up to which everything is deleted
 * @param askAt      when it is asked for
 * @param dueAt      by when it is to be done; {@code null} until it is asked for
 * @param managerAt  when the line manager is asked as well
 * @param suspendAt  when the group is suspended in the register
 * @param toManager  whether the line manager has been asked
 * @param suspended  whether the group has been suspended over it
 * @param endedBy    id of who did it; {@code null} where it ended by itself
 */
public record Duty(long dutyNo, Kind kind, @Nullable String about, LocalDate on, Instant askAt, @Nullable Instant dueAt, @Nullable Instant managerAt,
        @Nullable Instant suspendAt, State state, boolean toManager, boolean suspended, @Nullable Instant endedAt, @Nullable String endedBy) {

    /** What there is to do, with the task of the diagram in which it is done. */
    public enum Kind {
        ACTIVATION("confirmActivation", "Confirm the activation", true),
        ATTESTATION("attestDeletion", "Attest transfer and deletion", true),
        REVIEW("reviewMembership", "Review the members", true),
        LEAVER("removeLeaver", "Remove who has left", true),
        HOLD("keepEverything", "Keep everything", true),
        APP("decideOnApp", "Say what becomes of the group", true),
        RENEWAL("renewGroup", "Renew the group", true),
        CHANGE("changeGroup", "Change the group", true),
        RESTORING("restoreGroup", "Restore the group", false),
        CLOSING("closeGroup", "Close the group", false);

        private final String task;
        private final String words;
        private final boolean suspends;

        Kind(String task, String words, boolean suspends) {
            this.task = task;
            this.words = words;
            this.suspends = suspends;
        }

        String task() {
            return task;
        }

        /** What to do, for example "Review the members". */
        public String words() {
            return words;
        }

        /** Whether it comes back by itself, so that one left open is missed when the next one comes. */
        boolean repeats() {
            return this == ATTESTATION || this == REVIEW;
        }
    }

    /** What became of it. */
    public enum State {
        TO_COME("To come"), OPEN("Waits"), KEPT("Kept"), KEPT_LATE("Kept late"), MISSED("Missed"),
        /** The application stood still while it was due, so nobody could answer. */
        STOOD_STILL("Not counted, the application stood still"),
        /** A hold was on the group. */
        HELD("On hold"), NOT_NEEDED("Not needed");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    static Duty toCome(Kind kind, @Nullable String about, LocalDate on, Instant askAt) {
        return new Duty(0, kind, about, on, askAt, null, null, null, State.TO_COME, false, false, null, null);
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    public boolean isOverdueAt(Instant now) {
        return isOpen() && dueAt != null && now.isAfter(dueAt);
    }

    /** Whether the group is suspended when nobody does it. A change somebody asked for can wait. */
    boolean suspends() {
        return kind.suspends && !(kind == Kind.CHANGE && about != null);
    }

    Duty asked(Instant dueAt, Instant managerAt, Instant suspendAt) {
        return new Duty(dutyNo, kind, about, on, askAt, dueAt, managerAt, suspendAt, State.OPEN, toManager, suspended, null, null);
    }

    /** Goes on where another one was left open: with its term, and what has followed from it. */
    Duty inPlaceOf(Duty left) {
        return new Duty(dutyNo, kind, about, on, askAt, left.dueAt, left.managerAt, left.suspendAt, State.OPEN, left.toManager, left.suspended, null, null);
    }

    Duty broughtToManager() {
        return new Duty(dutyNo, kind, about, on, askAt, dueAt, managerAt, suspendAt, state, true, suspended, endedAt, endedBy);
    }

    Duty whichSuspended() {
        return new Duty(dutyNo, kind, about, on, askAt, dueAt, managerAt, suspendAt, state, toManager, true, endedAt, endedBy);
    }

    Duty ended(State how, Instant at, @Nullable String by) {
        return new Duty(dutyNo, kind, about, on, askAt, dueAt, managerAt, suspendAt, how, toManager, suspended, at, by);
    }

    Duty kept(Instant at, String by) {
        return ended(isOverdueAt(at) ? State.KEPT_LATE : State.KEPT, at, by);
    }

    /** As if it had not been asked for yet; for the case of the next year, which asks again. */
    Duty again(Instant askAt) {
        return new Duty(dutyNo, kind, about, on, askAt, null, null, null, State.TO_COME, false, false, null, null);
    }
}
