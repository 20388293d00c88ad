package org.countersign.breachescalation;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.institution.Institution.Asked;
import org.jspecify.annotations.Nullable;

/**
 * The notification has been submitted to the regulator.
 *
 * @param submittedAt     as a local date and time
 * @param reasonsForDelay needed when that was later than 72 hours after awareness (art. 33(1))
 * @param open            questions of the regulator's form that cannot be answered yet: each is followed up (art. 33(4))
 * @param missing         what else is still to be sent, a line each
 * @param copy            ids of uploaded files: the copy the regulator mailed
 */
record NotifyRegulator(
        @NotBlank(message = "Enter the regulator's reference") @Size(max = 100, message = "Keep the reference under 100 characters") String reference,
        @NotBlank(message = "Enter when it was submitted") String submittedAt,
        @NotNull(message = "Choose how it was submitted") Channel channel,
        @Nullable @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String reasonsForDelay,
        List<Asked> open,
        @Nullable @Size(max = 2000, message = "Keep the list under 2,000 characters") String missing,
        @Size(max = 20, message = "Attach at most 20 files") List<String> copy) {

    enum Channel { ONLINE_FORM, PHONE, EMAIL, POST }

    NotifyRegulator {
        open = open == null ? List.of() : List.copyOf(open);
        copy = copy == null ? List.of() : List.copyOf(copy);
    }
}
