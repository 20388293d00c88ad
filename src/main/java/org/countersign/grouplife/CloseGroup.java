package org.countersign.grouplife;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * The end: the last transfer, and that the group is gone in the app.
 *
 * @param transferred what was moved last, where something was
 */
record CloseGroup(
        @NotBlank(message = "Say why the group is closed") @Size(max = 2000, message = "Keep the reason under 2,000 characters") String reason,
        @Nullable @Size(max = 2000, message = "Keep this under 2,000 characters") String transferred,
        @AssertTrue(message = "Tick that what is needed has been moved") boolean moved,
        @AssertTrue(message = "Tick that the group and its conversations are deleted") boolean deleted,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {}
