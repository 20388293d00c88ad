package org.countersign.breachescalation;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Signed;

/**
 * The Data Protection Officer decides whether the regulator (UK GDPR art. 33) and the people affected (art. 34) are told.
 */
record DecideOnNotification(
        @NotNull(message = "Decide about the regulator") Regulator regulator,
        @NotNull(message = "Decide about the people affected") People people,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String rationale,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Regulator { NOTIFY, DO_NOT_NOTIFY }

    /** The exemptions are those of art. 34(3)(a), (b) and (c). */
    enum People { TELL, NO_HIGH_RISK, UNINTELLIGIBLE, RISK_REMOVED, PUBLIC_COMMUNICATION }
}
