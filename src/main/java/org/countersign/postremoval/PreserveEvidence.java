package org.countersign.postremoval;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.answers.YesNo;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen is kept before anyone contacts the author.
 *
 * @param capturedAt when, as a local date and time
 * @param method     with what, on which device, from whose account
 * @param stillThere whether it was there when it was looked at
 * @param digests    SHA-256 digests noted while capturing, one a line: a file with another one has changed since
 * @param evidence   ids of uploaded files
 */
record PreserveEvidence(
        @NotNull(message = "Say whether it shows an intimate image or a child") YesNo showsIntimateOrChild,
        @NotBlank(message = "Enter when you looked") String capturedAt,
        @NotBlank(message = "Say how it was captured") @Size(max = 1000, message = "Keep it under 1,000 characters") String method,
        @NotNull(message = "Say whether it was there") YesNo stillThere,
        @Nullable @Size(max = 4000, message = "Keep the digests under 4,000 characters") String digests,
        @Size(max = 20, message = "Attach at most 20 files") List<String> evidence) {

    PreserveEvidence {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }
}
