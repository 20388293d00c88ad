package org.countersign.groupapproval;

import org.jspecify.annotations.Nullable;

/** What either line manager says. */
interface ManagerDecision extends Signed {

    Verdict decision();

    @Nullable String comment();

    /** {@link #APPROVE} reads "authorise" for the second line manager. */
    enum Verdict { APPROVE, RETURN, REFUSE }
}
