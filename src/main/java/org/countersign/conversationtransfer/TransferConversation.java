package org.countersign.conversationtransfer;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * Who runs a group hands over the export of a conversation (Social Media Policy §9.3e), or a line manager who could not avoid writing with
 * their staff by app (§5.3).
 *
 * @param group      id of the group in the register, or {@link #NO_GROUP}
 * @param app        in which it was, where there is no group
 * @param exportedAt when it was exported from the app, as forms send a moment
 * @param firstDay   of the conversation, as forms send a day
 * @param lastDay    of the conversation
 * @param who        took part
 * @param why        it belongs to the corporate record
 * @param export     ids of the uploaded files
 */
record TransferConversation(
        @NotBlank(message = "Choose the group") @Size(max = 20, message = "Choose the group from the list") String group,
        @Nullable @Size(max = 100, message = "Keep the app under 100 characters") String app,
        @NotBlank(message = "Say when you exported it") @Size(max = 30, message = "Enter a date and time, for example 21/11/2026 at 09:30") String exportedAt,
        @NotBlank(message = "Say on which day the conversation begins") @Size(max = 10, message = "Enter a day, for example 30/11/2026") String firstDay,
        @NotBlank(message = "Say on which day the conversation ends") @Size(max = 10, message = "Enter a day, for example 30/11/2026") String lastDay,
        @NotBlank(message = "Say who took part") @Size(max = 1000, message = "Keep who took part under 1,000 characters") String who,
        @NotBlank(message = "Say why it is kept") @Size(max = 2000, message = "Keep the reason under 2,000 characters") String why,
        @NotNull(message = "Say whether it shows an intimate image or a child") YesNo showsIntimateOrChild,
        @Size(max = 20, message = "Attach at most 20 files") List<String> export,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    static final String NO_GROUP = "none";

    TransferConversation {
        export = export == null ? List.of() : List.copyOf(export);
    }

    boolean isOfAGroup() {
        return !group.equals(NO_GROUP);
    }
}
