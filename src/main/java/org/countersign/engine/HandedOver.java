package org.countersign.engine;

import java.time.Instant;
import java.util.List;
import org.countersign.answers.Row;

/**
 * What a case started from another one begins with, in the place of a form that somebody filled in.
 *
 * @param fromCaseId the case it comes from
 * @param since      when the institution first heard of it: the case it comes from was begun then, UTC
 * @param reason     why it was started, in a sentence
 * @param concerns   ids of the people it is about, as far as they are in the directory
 * @param involved   ids of those who had a part in the case it comes from, so that none of them decides about their own doing
 * @param facts      what is known, as the case it comes from tells it and no more
 * @param files      ids of attachments that go with it
 */
public record HandedOver(String fromCaseId, Instant since, String reason, List<String> concerns, List<String> involved, List<Row> facts, List<String> files) {

    /** Stands among the answers of the case under this name. */
    public static final String TASK = "handedOver";
}
