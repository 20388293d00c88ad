package org.countersign.answers;

/** Answers are missing, somebody else's, for another task, used already or break a rule; the message says which in plain words. */
public class AnswersRefused extends RuntimeException {

    public AnswersRefused(String message) {
        super(message);
    }
}
