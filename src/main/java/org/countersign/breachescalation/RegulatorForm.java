package org.countersign.breachescalation;

import java.util.List;

/**
 * The regulator's own form, filled from the case: every question in its order, to be copied over field by field.
 *
 * @param percentComplete how many of the questions that matter have an answer
 */
public record RegulatorForm(List<Question> questions, int percentComplete) {

    /**
     * One question.
     *
     * @param section  heading of the regulator's form
     * @param answer   empty when the case has none yet
     * @param needed   whether the notification is incomplete without it
     * @param warnings what in the answer looks like somebody's name, e-mail address, phone number or identifier
     */
    public record Question(int number, String section, String question, String answer, boolean needed, List<String> warnings) {}
}
