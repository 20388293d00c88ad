package org.countersign.appapproval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reviews in which every point is answered with yes. */
final class Reviews {

    private Reviews() {}

    static ReviewTerms terms(Verdict verdict, @Nullable String conditions, String reasons, @Nullable String reviewOn, String signedName) {
        return new ReviewTerms("Otter Software, Norway", "May 2026", "2026-11-20", "https://otter.example/terms", List.of(), Known.YES, Known.YES, Known.YES,
                Known.YES, null, Known.YES, Known.YES, Known.YES, null, Known.YES, Known.YES, Known.YES, Known.YES, Known.YES, null, verdict,
                conditions, reasons, reviewOn, signedName, true);
    }

    static ReviewSecurity security(Verdict verdict, @Nullable String conditions, String reasons, @Nullable String reviewOn, String signedName) {
        return new ReviewSecurity(Known.YES, Known.YES, Known.YES, Known.YES, null, Known.YES, Known.YES, Known.YES, null, Known.YES, Known.YES, Known.YES,
                Known.YES, Known.YES, Known.YES, Known.YES, Known.YES, null, Known.YES, Known.YES, Known.YES, Known.YES, Known.YES, null, verdict,
                conditions, reasons, reviewOn, signedName, true);
    }
}
