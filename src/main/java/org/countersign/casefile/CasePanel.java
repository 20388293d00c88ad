package org.countersign.casefile;

import java.time.Instant;
import java.util.List;
import org.countersign.answers.Attachments.Attachment;
import org.jspecify.annotations.Nullable;

/**
 * What somebody with a task may know of the case: what that task needs, nothing besides. Public because pages read it.
 *
 * @param files        attached, as far as this task may read them
 * @param events       what has happened so far; empty where this task may not know
 * @param letters      written so far
 * @param sheetAddress of the frozen paper they sign, for those who may read it
 */
public record CasePanel(String caseId, List<Section> sections, List<Attachment> files, List<Event> events, List<Letters.Letter> letters,
        @Nullable String sheetAddress) {

    /** The same for a task in which nothing is signed that lies on the newest sheet. */
    public CasePanel withoutSheet() {
        return new CasePanel(caseId, sections, files, events, letters, null);
    }

    /** @param who {@code null} for what the application did by itself, and where a name is not for this reader */
    public record Event(Instant at, String words, @Nullable String who) {}
}
