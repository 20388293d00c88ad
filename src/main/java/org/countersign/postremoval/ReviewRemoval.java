package org.countersign.postremoval;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Rows.Worded;
import org.countersign.casefile.Signed;
import org.countersign.institution.Institution.OnPost;
import org.jspecify.annotations.Nullable;

/**
 * Another college officer reviews the decision the author disagrees with.
 *
 * @param changedTo into which decision, where it is changed
 * @param doneBy    a new last day, such as {@code 2026-11-30}; the earlier one stands where it is left open
 */
record ReviewRemoval(
        @NotNull(message = "Choose a result") Result result,
        @Nullable OnPost changedTo,
        @Nullable String doneBy,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String rationale,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Result implements Worded {
        CONFIRM("The decision stands"), CHANGE("The decision is changed"), DROP("The decision is dropped: nothing has to be done");

        private final String words;

        Result(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
