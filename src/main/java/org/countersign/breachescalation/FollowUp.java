package org.countersign.breachescalation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * One missing item has been sent to the regulator (UK GDPR art. 33(4)).
 *
 * @param sentAt as a local date and time
 */
record FollowUp(
        @NotBlank(message = "Say what was sent") @Size(max = 4000, message = "Keep what was sent under 4,000 characters") String sent,
        @NotBlank(message = "Enter when it was sent") String sentAt,
        @Nullable @Size(max = 2000, message = "Keep the list under 2,000 characters") String nextDue) {}
