package org.countersign.breachescalation;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/** A second person from the college officers agrees to a correction that makes the deadline later, or not. */
record ConfirmCorrection(
        @NotNull(message = "Choose whether you agree") Answer answer,
        @Nullable @Size(max = 2000, message = "Keep the comment under 2,000 characters") String comment,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Answer { CONFIRM, REJECT }
}
