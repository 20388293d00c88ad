package org.countersign.engine;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.countersign.people.Person;

/**
 * One form of a flow: the task it belongs to, the record its answers bind to, the rules they keep, and what happens with them.
 *
 * @param task    the user task's id (a start event's form takes its form's verb), for example {@code approveGroup};
 *                its page is {@code forms/<flow>/approve-group.html}
 * @param answers the record; component names are field names
 * @param page    named values the page needs to be rendered for this person: prefilled answers, lists, the panel
 * @param check   the flow's own rules, beyond the annotations on the record
 * @param accept  what follows in the same transaction once the gate has let the answers pass
 */
public record Form<A>(String task, Class<A> answers, Function<Visit, Map<String, Object>> page, Check<A> check, Accept<A> accept) {

    /**
     * Somebody in front of a form.
     *
     * @param taskId {@code null} on a start form
     * @param caseId {@code null} on a start form, until it is accepted
     */
    public record Visit(Person person, @Nullable String taskId, @Nullable String caseId) {}

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
