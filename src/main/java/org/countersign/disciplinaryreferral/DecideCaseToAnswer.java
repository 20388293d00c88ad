package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/** Whether what the investigation established has to be heard; by whom, as "Name (user.id)". */
record DecideCaseToAnswer(
        @NotNull(message = "Say whether there is a case to answer") YesNo caseToAnswer,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String reasons,
        @Size(max = 200, message = "Choose the person from the list") @Nullable String hearingManager,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {}
