package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Signed;

/** What the body decided, on which local day, in its own words. */
record RecordOutcome(
        @NotBlank(message = "Enter the day they decided") @Size(max = 10, message = "Enter a day") String decidedOn,
        @NotBlank(message = "Say what they decided") @Size(max = 4000, message = "Keep the outcome under 4,000 characters") String outcome,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {}
