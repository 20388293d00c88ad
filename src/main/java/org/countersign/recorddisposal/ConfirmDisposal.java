package org.countersign.recorddisposal;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/** What the second person says to the proposal. */
record ConfirmDisposal(
        @NotNull(message = "Confirm or reject the proposal") Answer answer,
        @Size(max = 1000, message = "Keep the reason under 1,000 characters") @Nullable String reason,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Answer { CONFIRM, REJECT }
}
