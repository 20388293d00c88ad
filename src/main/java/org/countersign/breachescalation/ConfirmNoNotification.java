package org.countersign.breachescalation;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/** A second person from the college officers agrees that the regulator is not told, or not. */
record ConfirmNoNotification(
        @NotNull(message = "Choose whether you agree") Answer answer,
        @Nullable @Size(max = 4000, message = "Keep the comment under 4,000 characters") String comment,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Answer { CONFIRM, NOTIFY_AFTER_ALL }
}
