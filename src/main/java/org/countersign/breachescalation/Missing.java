package org.countersign.breachescalation;

import java.util.stream.Stream;
import org.countersign.institution.Institution.Asked;
import org.jspecify.annotations.Nullable;

/**
 * Something the regulator has not been told yet (UK GDPR art. 33(4)).
 *
 * @param question a question of the regulator's form that was left open; {@code null} for anything else
 * @param words    empty for a question, whose words are the form's
 */
record Missing(@Nullable Asked question, String words) {

    /** Nobody works through more than that, one task each. */
    private static final int MOST_LINES = 20;

    /** Something missing that has been sent meanwhile. */
    record Sent(Missing what, FollowUp followUp) {}

    static Missing answerTo(Asked question) {
        return new Missing(question, "");
    }

    static Stream<Missing> inLines(@Nullable String lines) {
        return lines == null ? Stream.empty()
                : lines.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(MOST_LINES).map(line -> new Missing(null, line));
    }

    /** Whether a number answers it. */
    boolean asksHowMany() {
        return question == Asked.NUMBER_OF_PEOPLE || question == Asked.NUMBER_OF_RECORDS;
    }
}
