package org.countersign.breachescalation;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.countersign.institution.Institution.Asked;
import org.jspecify.annotations.Nullable;

/**
 * The regulator's own form, filled from the case: every question in its order and words, to be copied over field by field.
 *
 * @param day             whose form and regulator it is: the day of the notification, today as long as there is none
 * @param percentComplete how many of the questions that matter in this case have an answer
 */
public record RegulatorForm(LocalDate day, List<Question> questions, int percentComplete) {

    /**
     * One question.
     *
     * @param section  heading of the regulator's form
     * @param hint     what the regulator says about it
     * @param answer   empty when the case has none yet
     * @param needed   whether the notification is incomplete without it
     * @param open     whether it is needed and not known yet: there is no answer, or one that says so. The reasons for a delay are never open,
     *                 because they are given with the notification (UK GDPR art. 33(1))
     * @param warnings what in the answer looks like somebody's name, e-mail address, phone number or identifier
     */
    public record Question(int number, Asked key, String section, String question, @Nullable String hint, String answer, boolean needed, boolean open,
            List<String> warnings) {}

    /** The questions that cannot be answered yet, in the form's order. */
    public List<Question> openQuestions() {
        return questions.stream().filter(Question::open).toList();
    }

    /** As plain text, for a mail or a telephone call. */
    public String text(String caseId) {
        StringBuilder text = new StringBuilder("Notification of a personal data breach, " + caseId + "\r\n");
        String section = "";
        for (Question question : questions) {
            if (!question.section().equals(section)) {
                section = question.section();
                text.append("\r\n").append(section.toUpperCase(Locale.ROOT)).append("\r\n");
            }
            text.append("\r\n").append(question.number()).append(". ").append(question.question()).append("\r\n   ")
                    .append(question.answer().isBlank() ? "(no answer yet)" : String.join("\r\n   ", question.answer().lines().toList())).append("\r\n");
        }
        return text.toString();
    }
}
