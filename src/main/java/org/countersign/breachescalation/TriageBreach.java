package org.countersign.breachescalation;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Data Protection Officer says what it is: a breach of personal data, a near miss, not a breach, or part of another case.
 *
 * @param joins              the case this report belongs to, when the verdict is {@link Verdict#JOINS}
 * @param kinds              which of confidentiality, integrity and availability are concerned
 * @param awareAt            when the institution became aware with reasonable certainty, as a local date and time; for a breach
 * @param awareBasis         on what that rests
 * @param askAdministrator   involve the administrator of the group concerned in the containment; they see only that request
 */
record TriageBreach(
        @NotNull(message = "Say what it is") Verdict verdict,
        @Nullable @Size(max = 32, message = "Enter a case number") String joins,
        List<Kind> kinds,
        @Nullable String awareAt,
        @Nullable @Size(max = 2000, message = "Keep the basis under 2,000 characters") String awareBasis,
        boolean askAdministrator,
        @Nullable @Size(max = 4000, message = "Keep the comment under 4,000 characters") String comment) {

    enum Verdict { BREACH, NEAR_MISS, NOT_A_BREACH, JOINS }

    enum Kind { CONFIDENTIALITY, INTEGRITY, AVAILABILITY }

    TriageBreach {
        kinds = kinds == null ? List.of() : List.copyOf(kinds);
        joins = joins == null ? null : joins.strip();
    }
}
