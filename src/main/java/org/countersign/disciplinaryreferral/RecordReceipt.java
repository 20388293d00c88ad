package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** That the body which decides has received the pack: on which local day, and under what reference of theirs. */
record RecordReceipt(
        @NotBlank(message = "Enter the day they received it") @Size(max = 10, message = "Enter a day") String receivedOn,
        @Size(max = 100, message = "Keep the reference under 100 characters") @Nullable String reference) {}
