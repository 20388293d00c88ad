package org.countersign.breachescalation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Whoever contains the breach says how far that has come.
 *
 * @param containedAt since when it is contained, as a local date and time
 */
record ContainBreach(
        @NotNull(message = "Say whether it is contained") Status status,
        @NotBlank(message = "Say what was done") @Size(max = 4000, message = "Keep what was done under 4,000 characters") String actions,
        @Nullable String containedAt) {

    enum Status { CONTAINED, PARTLY, NOT_POSSIBLE }
}
