package org.countersign.recorddisposal;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * How the archive took the records.
 *
 * @param receipt    its reference
 * @param receivedOn the day on it
 */
record HandOverRecords(
        @NotNull(message = "Say whether the archive took them") YesNo received,
        @Size(max = 200, message = "Keep the receipt's reference under 200 characters") @Nullable String receipt,
        @Nullable String receivedOn,
        @Size(max = 1000, message = "Keep the reason under 1,000 characters") @Nullable String reason,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {}
