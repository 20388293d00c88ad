package org.countersign.appapproval;

import java.util.Optional;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Section;
import org.jspecify.annotations.Nullable;

/** The points of a checklist under one heading. A "no" among them has to be explained in the heading's note. */
final class Points {

    private final Rows rows;
    private boolean worry;
    private @Nullable String missingNote;

    private Points(String title) {
        this.rows = Rows.under(title);
    }

    static Points under(String title) {
        return new Points(title);
    }

    Points add(String words, @Nullable Known answer) {
        rows.add(words, answer);
        worry |= answer == Known.NO;
        return this;
    }

    /** Comes last. */
    Points note(String field, @Nullable String note) {
        rows.add("Note", note);
        missingNote = worry && !Checks.isGiven(note) ? field : null;
        return this;
    }

    /** The field of the note that a "no" calls for and nobody has written. */
    Optional<String> missingNote() {
        return Optional.ofNullable(missingNote);
    }

    Section section() {
        return rows.section();
    }
}
