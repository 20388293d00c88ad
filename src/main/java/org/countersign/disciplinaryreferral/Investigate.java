package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/** The facts as the investigation established them, for and against; not yet a finding (ACAS Code, paragraphs 5 to 8). */
record Investigate(
        @NotNull(message = "Say whether it shows an intimate image, or a child") YesNo showsIntimateOrChild,
        @NotBlank(message = "Say whom you spoke to and what you looked at") @Size(max = 4000, message = "Keep this under 4,000 characters") String steps,
        @NotBlank(message = "Say what the person concerned said") @Size(max = 4000, message = "Keep this under 4,000 characters") String account,
        @NotBlank(message = "Say what is established, and what is not") @Size(max = 4000, message = "Keep the findings under 4,000 characters") String findings,
        @Size(max = 2000, message = "Keep this under 2,000 characters") @Nullable String mitigation,
        @Size(max = 20, message = "At most 20 files") List<String> evidence,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    Investigate {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }
}
