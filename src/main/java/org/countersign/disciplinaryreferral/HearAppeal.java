package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * What came of an appeal (ACAS Code, paragraphs 26 to 29). It never makes the outcome harsher.
 *
 * @param heardOn   local day
 * @param reducedTo id of the pack's ladder, below what was appealed against
 */
record HearAppeal(
        @NotBlank(message = "Enter the day the appeal was heard") @Size(max = 10, message = "Enter a day") String heardOn,
        @Size(max = 200, message = "Keep the name under 200 characters") @Nullable String companion,
        @NotNull(message = "Say what you decide") Result result,
        @Size(max = 60, message = "Choose from what is shown") @Nullable String reducedTo,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String reasons,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Result implements Rows.Worded {
        UPHOLD("The outcome stands"), REDUCE("The outcome is reduced"), OVERTURN("The outcome is overturned");

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
