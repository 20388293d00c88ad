package org.countersign.groupapproval;

import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/** What a line manager says, the first or the second. */
interface LineManagerDecision extends Signed {

    Verdict decision();

    @Nullable String comment();

    /** @param approved the word for an approval: "Approved" or "Authorised" */
    default String inWords(String approved) {
        return switch (decision()) {
            case APPROVE -> approved;
            case RETURN -> "Returned";
            case REFUSE -> "Refused";
        };
    }

    /** {@link #APPROVE} reads "authorise" for the second line manager. */
    enum Verdict { APPROVE, RETURN, REFUSE }
}
