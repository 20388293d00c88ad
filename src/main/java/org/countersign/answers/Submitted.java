package org.countersign.answers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Answers as one person submitted them for one task.
 *
 * @param form      {@code <flow>/<task>}, for example {@code group-approval/applyForGroup}
 * @param taskId    the engine's task; {@code null} for a start form
 * @param inPlaceOf id of the person this one stood in for when the answers were used
 * @param usedAt    when the gate let them pass; {@code null} before
 * @param caseId    set once used
 * @param json      the typed record of that form
 */
public record Submitted(String answersId, String form, @Nullable String taskId, String personId, @Nullable String inPlaceOf,
        Instant submittedAt, @Nullable Instant usedAt, @Nullable String caseId, String json) {

    /** The task's own name, without the flow. */
    public String task() {
        return form.substring(form.indexOf('/') + 1);
    }
}
