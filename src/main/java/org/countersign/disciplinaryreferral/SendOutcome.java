package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The letter that tells the outcome.
 *
 * @param consequence   what may follow if it happens again or the change does not come
 * @param appealManager who would hear an appeal, as "Name (user.id)"
 */
record SendOutcome(
        @NotBlank(message = "Say what may follow if it happens again") @Size(max = 1000, message = "Keep this under 1,000 characters") String consequence,
        @Size(max = 200, message = "Choose the person from the list") @Nullable String appealManager) {}
