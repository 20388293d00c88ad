package org.countersign.appapproval;

import java.util.List;
import java.util.Optional;
import org.countersign.casefile.Section;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/** One of the two reviews: a checklist, and what follows from it. */
interface Review extends Signed {

    List<Points> checklist();

    Verdict verdict();

    /** Given with {@link Verdict#WITH_CONDITIONS} alone. */
    @Nullable String conditions();

    String reasons();

    /** When the app is looked at again, as forms send a day; needed unless the app is unsuitable. */
    @Nullable String reviewOn();

    /** The review on paper, without what follows from it. */
    default List<Section> sections() {
        return checklist().stream().map(Points::section).toList();
    }

    /** The fields of the notes that are missing although a point under their heading is answered with no. */
    default List<String> missingNotes() {
        return checklist().stream().map(Points::missingNote).flatMap(Optional::stream).toList();
    }
}
