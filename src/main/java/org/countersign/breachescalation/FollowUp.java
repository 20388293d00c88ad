package org.countersign.breachescalation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * One missing item has been sent to the regulator (UK GDPR art. 33(4)): the one that had been missing for the longest time.
 *
 * @param number the people or records, where the item asks how many and it is known now
 * @param sent   in words; where it answers a question of the regulator's form, the answer known now
 * @param sentAt as a local date and time
 * @param nextDue what else is to be sent, a line each
 */
record FollowUp(
        @Nullable @PositiveOrZero(message = "Enter a number, not a negative one")
        @Max(value = 1_000_000_000, message = "Enter a number up to 1,000,000,000") Integer number,
        @NotBlank(message = "Say what was sent") @Size(max = 4000, message = "Keep what was sent under 4,000 characters") String sent,
        @NotBlank(message = "Enter when it was sent") String sentAt,
        @Nullable @Size(max = 2000, message = "Keep the list under 2,000 characters") String nextDue) {}
