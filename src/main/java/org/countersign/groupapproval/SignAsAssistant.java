package org.countersign.groupapproval;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * The assistant administrator signs the declaration, or declines with a reason.
 *
 * @param comment the reason, when declining
 */
record SignAsAssistant(
        @NotNull(message = "Choose whether you sign or decline") AssistantDecision decision,
        @Nullable @Size(max = 10_000, message = "Keep the comment under 10,000 characters") String comment,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum AssistantDecision { SIGN, DECLINE }
}
