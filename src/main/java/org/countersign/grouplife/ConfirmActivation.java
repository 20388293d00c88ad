package org.countersign.grouplife;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The group is set up, or set up anew in another app (Social Media Policy §9.3, §12).
 *
 * @param settings codes of {@link Setting}, all of them
 * @param members  one a line, as the person picker writes them
 * @param evidence ids of pictures of the settings, by this person
 */
record ConfirmActivation(
        @NotBlank(message = "Say since when the group is in use") String activatedOn,
        @NotNull(message = "Confirm every setting") List<Setting> settings,
        @NotBlank(message = "Name the members, one a line") @Size(max = 20_000, message = "Keep the list under 20,000 characters") String members,
        List<String> evidence,
        @Nullable @Size(max = 2000, message = "Keep the comment under 2,000 characters") String comment) {

    enum Setting {
        TIMER("Messages disappear after 7 days"), BACKUPS("Chat back-ups to the cloud are off, and members have been told to switch theirs off"),
        ADMINISTRATORS("Only administrators can change the group's settings"), LINK("The invite link is off, or the app has none");

        private final String words;

        Setting(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    ConfirmActivation {
        settings = settings == null ? List.of() : List.copyOf(settings);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    /** Without the names: who is a member stands in the register, as long as they are one. */
    ConfirmActivation without(int members) {
        return new ConfirmActivation(activatedOn, settings, members + " members", evidence, comment);
    }
}
