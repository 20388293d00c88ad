package org.countersign.postremoval;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.casefile.Signed;
import org.countersign.institution.Institution.OnPost;
import org.jspecify.annotations.Nullable;

/**
 * A college officer decides.
 *
 * @param grounds      ids of the standards the decision rests on
 * @param asked        what exactly is to be removed or changed, or what the advice is
 * @param doneBy       the last day on which to do it, such as {@code 2026-11-30}
 * @param statementToo whether a corrective statement is published besides
 */
record DecideOnPost(
        @NotNull(message = "Choose a decision") OnPost decision,
        @Size(max = 40, message = "Choose from what is shown") List<String> grounds,
        @Nullable @Size(max = 2000, message = "Keep it under 2,000 characters") String asked,
        @Nullable String doneBy,
        boolean statementToo,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String rationale,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    DecideOnPost {
        grounds = grounds == null ? List.of() : List.copyOf(grounds);
    }
}
