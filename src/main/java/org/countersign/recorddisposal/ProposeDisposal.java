package org.countersign.recorddisposal;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.casefile.Rows.Worded;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * What one records officer proposes for records whose time is over.
 *
 * @param extendUntil the last day but one on which they stay: they are due again on it
 * @param archive     who is to take them
 */
record ProposeDisposal(
        @NotEmpty(message = "Choose the records") @Size(max = 500, message = "Choose at most 500 records at a time") List<String> records,
        @NotNull(message = "Say what is to become of them") Proposed proposed,
        @Nullable String extendUntil,
        @Size(max = 200, message = "Keep the archive's name under 200 characters") @Nullable String archive,
        @NotBlank(message = "Give the reason") @Size(max = 1000, message = "Keep the reason under 1,000 characters") String reason,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    /** What is to become of records. */
    enum Proposed implements Worded {
        DESTROY("Destroy them"), EXTEND("Keep them for longer"), TRANSFER("Hand them to an archive, then destroy ours");

        private final String words;

        Proposed(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    ProposeDisposal {
        records = records == null ? List.of() : records.stream().distinct().sorted().toList();
    }
}
