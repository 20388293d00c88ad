package org.countersign.engine;

import java.util.Map;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * One form of a flow: the task it belongs to, the record its answers bind to, the rules they keep, and what happens with them.
 *
 * @param task    the user task's id (a start event's form takes its form's verb), for example {@code approveGroup};
 *                its page is {@code forms/<flow>/approve-group.html}
 * @param answers the record; component names are field names
 * @param page    named values the page needs to be rendered for this person
 * @param check   the flow's own rules, beyond the annotations on the record
 * @param accept  what follows in the same transaction once the gate has let the answers pass
 */
public record Form<A>(String task, Class<A> answers, Page page, Check<A> check, Accept<A> accept) {

    /**
     * Somebody in front of a form.
     *
     * @param taskId    {@code null} on a start form
     * @param caseId    {@code null} on a start form, until it is accepted
     * @param inPlaceOf id of the person this one stands in for, if any
     */
    public record Visit(Person person, @Nullable String taskId, @Nullable String caseId, @Nullable String inPlaceOf) {

        /** The case, where there must be one. */
        public String requiredCaseId() {
            if (caseId == null) {
                throw new IllegalStateException("This form belongs to no case yet");
            }
            return caseId;
        }
    }

    /**
     * What the page is rendered from: lists, the panel, and under {@code initial} the prefilled answers by field name.
     */
    public interface Page {
        Map<String, Object> of(Visit visit);
    }

    /** The flow's own rules. */
    public interface Check<A> {
        void check(A answers, Visit visit, Errors errors);
    }

    /** What follows in the same transaction. */
    public interface Accept<A> {
        void accept(A answers, Visit visit);
    }

    /** Where rules put what is wrong. */
    public interface Errors {
        /** @param field the record component, or empty for the form as a whole */
        void add(String field, String message);
    }
}
