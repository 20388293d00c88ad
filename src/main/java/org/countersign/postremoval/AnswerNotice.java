package org.countersign.postremoval;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.countersign.casefile.Rows.Worded;
import org.jspecify.annotations.Nullable;

/**
 * The author's answer, given by themselves or entered for them.
 *
 * @param cameBy how and when it came, where somebody else enters it
 */
record AnswerNotice(
        @NotNull(message = "Choose an answer") Answer answer,
        @Nullable @Size(max = 4000, message = "Keep it under 4,000 characters") String reasons,
        @Nullable @Size(max = 500, message = "Keep it under 500 characters") String cameBy) {

    enum Answer implements Worded {
        REMOVED("It is removed"), PARTLY("A part of it is removed"), DISAGREE("I disagree");

        private final String words;

        Answer(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }
}
