package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Rows;
import org.jspecify.annotations.Nullable;

/** Whether an interim measure is still needed; if so, the local day by which it is looked at again. */
record ReviewInterimMeasure(
        @NotNull(message = "Say whether the measure is still needed") Answer answer,
        @Size(max = 10, message = "Enter a day") @Nullable String nextReview,
        @NotBlank(message = "Give your reasons") @Size(max = 2000, message = "Keep the reasons under 2,000 characters") String reasons) {

    enum Answer implements Rows.Worded {
        CONTINUE("It goes on"), END("It ends");

        private final String words;

        Answer(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
