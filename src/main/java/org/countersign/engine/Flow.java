package org.countersign.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.notices.CalendarEntry;
import org.jspecify.annotations.Nullable;

/** A flow as the rest of the application sees it; each flow's {@code *Tasks} class is one. */
public interface Flow {

    /**
     * What never changes about a flow.
     *
     * @param name         kebab-case: process id, forms folder, templates folder, record type
     * @param title        what people call it, for example "Messaging group"
     * @param invitation   one plain sentence for the home page's tile: what starting it does
     * @param prefix       two letters before the year in case and record ids
     * @param confidential whether task names, mails and lists carry the case id and the verb only
     * @param withdrawable whether the person who asked may withdraw until it is decided
     * @param starters     roles that may start it; none where only another case starts it
     */
    record About(String name, String title, String invitation, String prefix, boolean confidential, boolean withdrawable, List<String> starters) {}

    About about();

    default String name() {
        return about().name();
    }

    default String title() {
        return about().title();
    }

    default String invitation() {
        return about().invitation();
    }

    default String prefix() {
        return about().prefix();
    }

    /**
     * The letters of a case that begins with these answers and is kept apart from the flow's others: it is confidential, and has numbers of
     * its own, so that no gap in the others tells of it.
     */
    default Optional<String> apart(Object startAnswers) {
        return Optional.empty();
    }

    default boolean confidential() {
        return about().confidential();
    }

    /** Whether that case of it is confidential: all of them are, or this one is kept {@link #apart}. */
    default boolean isConfidential(String caseId) {
        return confidential() || !caseId.startsWith(prefix() + "-");
    }

    default boolean withdrawable() {
        return about().withdrawable();
    }

    default List<String> starters() {
        return about().starters();
    }

    /** Whether holders of that task may read the papers of the case: the sheet with what was submitted, files and letters. */
    default boolean showsSheetTo(String task) {
        return true;
    }

    /**
     * What a case of another flow begins with that is started from this one.
     *
     * @throws NotAllowed when nothing is started from such a case
     */
    default HandedOver handsOver(String caseId, String toFlow) {
        throw new NotAllowed("Nothing is started from a case of this kind.");
    }

    /** Who may read the whole case, besides those who hold a task in it, who see what that task needs. Changes with its answers alone. */
    default Readers readers(String caseId) {
        return Readers.NOBODY;
    }

    /** What whoever started an ended case is told, in words written for them; they read it in the application alone. */
    default Optional<String> answerTo(String caseId) {
        return Optional.empty();
    }

    /** A case of it begins that another case has started. */
    default void begins(String caseId) {}

    /** Destroys what the flow keeps of a case in tables of its own, because the case's record is disposed of; in the caller's transaction. */
    default void forget(String caseId) {}

    /** Its forms, the start form first. */
    List<Form<?>> forms();

    /** Who gets a task when it arises. Never empty. */
    Assignment assign(String task, String caseId);

    /** Who gets it too when it is late, if the directory knows somebody who may. */
    Optional<Assignment> handOver(String task, String caseId, StandIn standIn);

    /** The deadline that whoever is told of a task gets into their calendar with the mail; confidential like the mail itself. */
    default Optional<CalendarEntry> calendarEntry(String task, String caseId) {
        return Optional.empty();
    }

    /** Whether holders are told of such a task the moment they get it. A flow that tells of many at once, by a summary, says no. */
    default boolean tellsAtOnce(String task) {
        return true;
    }

    /**
     * Whether such a task is a right rather than a duty, or may never be called for: holders are told until when it is open to them, and
     * nothing of it is ever overdue. The title of its assignment is shown whole, in a confidential flow too.
     */
    default boolean isOptional(String task) {
        return false;
    }

    /** How patient the flow is with the holders of its tasks. */
    Patience patience();

    /** Who stands in for a holder who is late. */
    enum StandIn { DEPUTY, NEXT_IN_LINE }

    /** In working days: when the reminder comes before the due date, and who is asked how long after it. */
    record Patience(int reminderBefore, int deputyAfter, int nextInLineAfter) {}

    /**
     * A task with the people who may do it.
     *
     * @param title       what to do about what, for example "Approve WhatsApp group 'Boathouse rota'"
     * @param state       what the person who asked reads meanwhile, for example "Waiting for the first line manager"
     * @param holderIds   whoever of them takes it first has it
     * @param inPlaceOf   id of the person they stand in for, if any
     * @param workingDays until it is due
     * @param why         a sentence for the trail when this is not simply the person expected
     * @param due         the instant it is due where hours count; then {@code workingDays} does not
     */
    record Assignment(String title, String state, List<String> holderIds, @Nullable String inPlaceOf, int workingDays,
            @Nullable String why, @Nullable Instant due) {

        public Assignment(String title, String state, List<String> holderIds, @Nullable String inPlaceOf, int workingDays, @Nullable String why) {
            this(title, state, holderIds, inPlaceOf, workingDays, why, null);
        }

        public Assignment {
            if (holderIds.isEmpty()) {
                throw new NotAllowed("Nobody may do '" + title + "': the directory gives no eligible person. "
                        + "An administrator has to enter a college officer who is not involved; then try again.");
            }
        }
    }
}
