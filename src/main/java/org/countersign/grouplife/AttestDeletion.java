package org.countersign.grouplife;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What matters has been moved to the corporate record, what is older than seven days deleted (Social Media Policy §9.3(e) and (g), §12.1).
 *
 * @param upTo        the day up to which this is said
 * @param transferred what was moved, where something was
 */
record AttestDeletion(
        @NotBlank(message = "Say up to which day") String upTo,
        @Nullable @Size(max = 2000, message = "Keep this under 2,000 characters") String transferred,
        @AssertTrue(message = "Tick the sentence to attest") boolean attested) {}
