package org.countersign.breachescalation;

import java.time.Instant;
import java.util.List;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.answers.Row;
import org.jspecify.annotations.Nullable;

/**
 * What somebody with a task may know of the case: an allow-list per task, nothing besides. Public because pages read it.
 *
 * @param facts        labels and texts in order, as typed
 * @param files        attached to the case
 * @param events       what happened so far
 * @param sheetAddress of the frozen assessment, for those who may read it
 */
public record BreachPanel(String caseId, List<Row> facts, List<Attachment> files, List<Event> events, @Nullable String sheetAddress) {

    /** @param who {@code null} for what the application did by itself */
    public record Event(Instant at, String words, @Nullable String who) {}
}
