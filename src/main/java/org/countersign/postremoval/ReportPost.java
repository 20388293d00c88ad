package org.countersign.postremoval;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Rows.Worded;
import org.jspecify.annotations.Nullable;

/**
 * Somebody reports a post or a conversation.
 *
 * @param showsIntimateOrChild  whether it shows an intimate image or a child: then nothing is uploaded
 * @param group                 id of a messaging group on the register, where the conversation is in one
 * @param seenAt                when it was seen, as a local date and time such as {@code 2026-11-21T09:30}
 * @param author                whose it is, as "Name (user.id)", where they are on the staff and known
 * @param authorName            whose it is otherwise, as far as known
 * @param authorContact         where a letter reaches them
 * @param concerned             whom it is about, as "Name (user.id)", where they are on the staff
 * @param concernedName         whom it is about otherwise
 * @param standards             ids of the standards it may break
 * @param evidence              ids of uploaded files
 */
record ReportPost(
        @NotNull(message = "Say whether it shows an intimate image or a child") YesNo showsIntimateOrChild,
        @NotNull(message = "Say whether it is a post or a conversation") Kind kind,
        @Nullable @Size(max = 200, message = "Keep the platform under 200 characters") String platform,
        @Nullable @Size(max = 500, message = "Keep the address under 500 characters") String address,
        @Nullable String group,
        @Nullable String seenAt,
        @NotBlank(message = "Say what it says or shows") @Size(max = 4000, message = "Keep it under 4,000 characters") String description,
        @NotNull(message = "Say whose it is, or that you do not know") Whose whose,
        @Nullable @Size(max = 200, message = "Keep the name under 200 characters") String author,
        @Nullable @Size(max = 200, message = "Keep the name under 200 characters") String authorName,
        @Nullable @Size(max = 500, message = "Keep it under 500 characters") String authorContact,
        @NotNull(message = "Say whether it is about you") YesNo aboutMe,
        @Nullable @Size(max = 200, message = "Keep the name under 200 characters") String concerned,
        @Nullable @Size(max = 200, message = "Keep the name under 200 characters") String concernedName,
        @Size(max = 40, message = "Choose from what is shown") List<String> standards,
        @NotNull(message = "Say whether somebody is in danger") YesNo urgent,
        @Size(max = 20, message = "Attach at most 20 files") List<String> evidence) {

    enum Kind { POST, CONVERSATION }

    enum Whose implements Worded {
        STAFF("A member of staff"), STUDENT("A student"), CONTRACTOR("A contractor"), OUTSIDE("Somebody outside"), UNKNOWN("Not known");

        private final String words;

        Whose(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }

        /** Whether the institution can require something of them. */
        boolean isOurs() {
            return this == STAFF || this == STUDENT || this == CONTRACTOR;
        }
    }

    ReportPost {
        standards = standards == null ? List.of() : List.copyOf(standards);
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }
}
