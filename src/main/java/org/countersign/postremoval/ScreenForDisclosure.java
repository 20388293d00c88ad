package org.countersign.postremoval;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Before anyone contacts the author: might it be a protected disclosure (Employment Rights Act 1996, section 43B)? Whoever answers
 * does not judge it.
 *
 * @param worker         whether whoever posted it may be a worker speaking of the institution
 * @param facts          whether it may disclose facts
 * @param publicInterest whether they may believe that it is in the public interest
 */
record ScreenForDisclosure(
        @NotNull(message = "Say whether whoever posted it may be a worker") Suspicion worker,
        @NotNull(message = "Say whether it may disclose facts") Suspicion facts,
        @NotNull(message = "Say whether it may be meant in the public interest") Suspicion publicInterest,
        @NotBlank(message = "Give your reasons in a sentence") @Size(max = 2000, message = "Keep the reasons under 2,000 characters") String reasons) {

    enum Suspicion { NO, POSSIBLY }

    boolean mustBeJudged() {
        return worker == Suspicion.POSSIBLY || facts == Suspicion.POSSIBLY || publicInterest == Suspicion.POSSIBLY;
    }
}
