package org.countersign.concernintake;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * Might it be a protected disclosure (Employment Rights Act 1996, section 43B)? Asked before anybody is spoken to.
 *
 * @param worker         whether whoever tells of it may be a worker
 * @param facts          whether facts may be told, not an opinion alone
 * @param publicInterest whether they may believe that it matters to the public
 */
record ScreenForDisclosure(
        @NotNull(message = "Say whether a worker may be telling of it") Answer worker,
        @NotNull(message = "Say whether facts may be told") Answer facts,
        @NotNull(message = "Say whether it may matter to the public") Answer publicInterest,
        @NotBlank(message = "Give your reasons") @Size(max = 2000, message = "Keep the reasons under 2,000 characters") String reasons) {

    enum Answer { NO, POSSIBLY }

    /** Whether any answer leaves it open: then the whistleblowing officer judges. */
    boolean isPossible() {
        return worker == Answer.POSSIBLY || facts == Answer.POSSIBLY || publicInterest == Answer.POSSIBLY;
    }
}
