package org.countersign.appapproval;

import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/** One of the two reviews: a checklist, and what follows from it. */
interface Review extends Signed {

    Verdict verdict();

    /** Given with {@link Verdict#WITH_CONDITIONS} alone. */
    @Nullable String conditions();

    String reasons();

    /** When the app is looked at again, as forms send a day; needed unless the app is unsuitable. */
    @Nullable String reviewOn();
}
