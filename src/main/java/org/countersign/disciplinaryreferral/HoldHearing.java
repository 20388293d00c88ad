package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * What came of a hearing, or that it was put off because the companion could not come (Employment Relations Act 1999, section 10(4)).
 *
 * @param postponedTo    local time
 * @param sanction       id of the pack's ladder; {@code none} where nothing follows
 * @param changeRequired and by when
 */
record HoldHearing(
        @NotNull(message = "Say whether the hearing was held") Held held,
        @Size(max = 30, message = "Enter a date and time") @Nullable String postponedTo,
        @Nullable Present present,
        @Size(max = 200, message = "Keep the name under 200 characters") @Nullable String companion,
        @Size(max = 4000, message = "Keep this under 4,000 characters") @Nullable String account,
        @Size(max = 60, message = "Choose from what is shown") @Nullable String sanction,
        @Size(max = 2000, message = "Keep this under 2,000 characters") @Nullable String changeRequired,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String reasons,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    static final String NO_ACTION = "none";

    enum Held implements Rows.Worded {
        HELD("Held"), POSTPONED("Put off once, because the companion could not come");

        private final String words;

        Held(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    enum Present implements Rows.Worded {
        ALONE("Came alone, having been told of the right to be accompanied"), ACCOMPANIED("Came with a companion"), NOT_THERE("Did not come");

        private final String words;

        Present(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
