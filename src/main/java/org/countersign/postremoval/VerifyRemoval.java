package org.countersign.postremoval;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Rows.Worded;
import org.jspecify.annotations.Nullable;

/**
 * Somebody looks whether it is gone.
 *
 * @param seenAt  when they looked, as a local date and time
 * @param details what they saw
 */
record VerifyRemoval(
        @NotNull(message = "Say what you saw") Seen result,
        @NotBlank(message = "Enter when you looked") String seenAt,
        @NotBlank(message = "Say what you saw, and where you looked") @Size(max = 2000, message = "Keep it under 2,000 characters") String details,
        @Nullable YesNo showsIntimateOrChild,
        @Size(max = 20, message = "Attach at most 20 files") List<String> evidence) {

    enum Seen implements Worded {
        GONE("It is gone"), PARTLY("Partly gone: what mattered most is no longer there"), STILL_THERE("Still there, wholly or in what matters");

        private final String words;

        Seen(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    VerifyRemoval {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }
}
