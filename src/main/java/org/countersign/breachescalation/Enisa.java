package org.countersign.breachescalation;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * ENISA's severity of a breach (method of December 2013): SE = DPC × EI + CB. Support for the judgement, never the line of art. 33.
 *
 * @param hundredths the score, in hundredths
 */
record Enisa(int hundredths) {

    /** Where all three values are given. */
    static Optional<Enisa> of(AssessBreach assessment) {
        return assessment.dataContext() == null || assessment.ease() == null || assessment.circumstances() == null ? Optional.empty()
                : Optional.of(new Enisa(assessment.dataContext() * assessment.ease() + assessment.circumstances()));
    }

    String band() {
        return hundredths < 200 ? "low" : hundredths < 300 ? "medium" : hundredths < 400 ? "high" : "very high";
    }

    /** For example "1.25, low". */
    String inWords() {
        return BigDecimal.valueOf(hundredths, 2).toPlainString() + ", " + band();
    }
}
