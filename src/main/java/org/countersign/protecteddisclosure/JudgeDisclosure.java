package org.countersign.protecteddisclosure;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.casefile.Signed;

/**
 * The whistleblowing officer's judgement, along the questions of the Employment Rights Act 1996, sections 43A to 43H.
 *
 * @param worker         whether whoever spoke is a worker (section 43K)
 * @param information    whether they disclose facts, not an opinion or a complaint alone (section 43B(1))
 * @param tendsToShow    which of the section's matters it tends to show
 * @param publicInterest whether they may reasonably believe that it is in the public interest
 */
record JudgeDisclosure(
        @NotNull(message = "Say whether whoever spoke is a worker") Likely worker,
        @NotNull(message = "Say whether it discloses facts") Likely information,
        @Size(max = 7, message = "Choose from what is shown") List<Matter> tendsToShow,
        @NotNull(message = "Say whether they may reasonably believe that it is in the public interest") Likely publicInterest,
        @NotNull(message = "Say how the case goes on") Result result,
        @NotBlank(message = "Give your reasons") @Size(max = 4000, message = "Keep the reasons under 4,000 characters") String rationale,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Likely { YES, POSSIBLY, NO }

    /** Section 43B(1)(a) to (f), and sexual harassment since 6 April 2026. */
    enum Matter { CRIMINAL_OFFENCE, FAILURE_OF_A_LEGAL_OBLIGATION, MISCARRIAGE_OF_JUSTICE, DANGER_TO_HEALTH_OR_SAFETY, DAMAGE_TO_THE_ENVIRONMENT, CONCEALMENT, SEXUAL_HARASSMENT }

    JudgeDisclosure {
        tendsToShow = tendsToShow == null ? List.of() : List.copyOf(tendsToShow);
    }

    /** Whether every question is answered so that it may be protected. */
    boolean mayBeProtected() {
        return worker != Likely.NO && information != Likely.NO && publicInterest != Likely.NO && !tendsToShow.isEmpty();
    }
}
