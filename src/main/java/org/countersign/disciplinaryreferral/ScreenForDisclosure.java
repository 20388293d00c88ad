package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Whether what is alleged might have been a protected disclosure (Employment Rights Act 1996, part IVA); stands in no record of the referral. */
record ScreenForDisclosure(
        @NotNull(message = "Say whether whoever spoke may be a worker") Answer worker,
        @NotNull(message = "Say whether they may have disclosed facts") Answer facts,
        @NotNull(message = "Say whether it may be in the public interest") Answer publicInterest,
        @NotBlank(message = "Give your reasons") @Size(max = 2000, message = "Keep the reasons under 2,000 characters") String reasons) {

    enum Answer { NO, POSSIBLY }

    /** Whether any answer leaves it open: then the whistleblowing officer judges. */
    boolean isDisclosureSuspected() {
        return worker == Answer.POSSIBLY || facts == Answer.POSSIBLY || publicInterest == Answer.POSSIBLY;
    }
}
