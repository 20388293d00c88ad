package org.countersign.appapproval;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Rows.Worded;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks for an app, or for a new look at one that stands on the register (Social Media Policy §7.2).
 *
 * @param app          id of the app on the register, for a new look
 * @param name         of an app that is not on the register, or not approved
 * @param maker        who makes it
 * @param whatFor      what it would be used for
 * @param whatHappened what has changed or become known, for a new look
 * @param termsAddress where the terms can be read
 */
record RequestApp(
        @NotNull(message = "Say why you ask") About about,
        @Nullable @Size(max = 80, message = "Choose the app from the list") String app,
        @Nullable @Size(max = 100, message = "Keep the name under 100 characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*[\\p{L}\\p{N}][^\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]*", message = "Enter the name as it stands in the app store, in one line") String name,
        @Nullable @Size(max = 200, message = "Keep the maker under 200 characters") String maker,
        @Nullable @Size(max = 2000, message = "Keep this under 2,000 characters") String whatFor,
        @Nullable @Size(max = 2000, message = "Keep this under 2,000 characters") String whatHappened,
        @Nullable @Size(max = 500, message = "Keep the address under 500 characters") String termsAddress) {

    /** Why somebody asks. */
    enum About implements Worded {

        NEW_APP("A new app is asked for"),
        NEW_TERMS("The terms have changed"),
        WEAKNESS("A weakness has become known"),
        REVIEW_DUE("The day of review has come");

        private final String words;

        About(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    /** Whether an app that was decided on before is looked at again. */
    boolean isNewLook() {
        return about != About.NEW_APP;
    }
}
