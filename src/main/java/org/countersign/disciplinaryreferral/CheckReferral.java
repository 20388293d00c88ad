package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * How a referral goes on.
 *
 * @param investigator  where the staff procedure follows: who establishes the facts, as "Name (user.id)"
 * @param measure       what is done meanwhile; a suspension is no sanction
 * @param measureWords  what exactly, for example which access
 * @param measureReview local day by which it is looked at again
 */
record CheckReferral(
        @NotNull(message = "Say how the referral goes on") Verdict verdict,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String reasons,
        @Size(max = 200, message = "Choose the person from the list") @Nullable String investigator,
        @NotNull(message = "Say whether anything is needed meanwhile") Measure measure,
        @Size(max = 1000, message = "Keep this under 1,000 characters") @Nullable String measureWords,
        @Size(max = 10, message = "Enter a day") @Nullable String measureReview,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Verdict implements Rows.Worded {
        FORMAL("Formal procedure"), INFORMAL("Settled informally"), NO_CASE("No case"), NOT_COMPLETE("Not complete: back to whoever referred it"),
        CONFLICT_OF_INTEREST("Somebody else has to check it: a conflict of interest");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    enum Measure implements Rows.Worded {
        NONE("Nothing"), SUSPENSION("Suspension on full pay"), ACCESS_WITHDRAWN("Access withdrawn"), BOTH("Suspension on full pay, and access withdrawn");

        private final String words;

        Measure(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
