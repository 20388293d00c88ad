package org.countersign.answers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Answers as one person submitted them for one task.
 *
 * @param form   {@code <flow>/<task>}, for example {@code group-approval/applyForGroup}
 * @param taskId the engine's task; {@code null} for a start form
 * @param caseId set once used
 * @param answers the typed record of that form
 */
public record Submitted(String answersId, String form, @Nullable String taskId, String personId,
        Instant submittedAt, @Nullable Instant usedAt, @Nullable String caseId, String json) {}
