package org.countersign.breachescalation;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.countersign.answers.Row;
import org.countersign.casefile.CaseRecord.Answered;
import org.countersign.casefile.CaseRecord.Decision;
import org.countersign.casefile.CaseRecord.Event;
import org.countersign.casefile.CaseRecord.Letterhead;
import org.countersign.casefile.CaseRecord.SignatureEvidence;
import org.countersign.engine.Diagram;
import org.jspecify.annotations.Nullable;

/**
 * The whole case at its end, as UK GDPR art. 33(5) asks: the facts, the effects, the remedial action
 * ({@code templates/breach-escalation/record.html}, model key {@code record}; also {@code record.json}).
 * Public because the template and {@code record.json} read it.
 *
 * @param outcome    in one or two words, for example "Notified", "Not notifiable", "Near miss"
 * @param late       the regulator was told later than 72 hours after awareness
 * @param facts      what happened, to whose data
 * @param effects    the assessment: likely consequences, the table's proposal beside the human judgement
 * @param remedy     containment, the people told, what followed
 * @param notified   what the regulator was told, how and when; empty when it was not
 * @param settings   every value set for the awareness
 * @param marks      every mark of the escalation, with its time
 * @param form       the regulator's form as filled from the case; empty when there was nothing to notify
 */
public record BreachRecord(
        String recordId,
        String outcome,
        String outcomeSentence,
        boolean late,
        Instant decidedAt,
        Letterhead institution,
        List<Row> facts,
        List<Row> effects,
        List<Row> remedy,
        List<Row> notified,
        List<Row> closing,
        ClockLine clock,
        List<Setting> settings,
        List<MarkLine> marks,
        List<Decision> decisions,
        List<Event> trail,
        List<RegulatorForm.Question> form,
        List<String> attachments,
        String legalBasis,
        String retentionClass,
        String retentionWords,
        Diagram diagram,
        List<SignatureEvidence> signatures,
        List<Answered> answers,
        ZoneId zone) {

    public record ClockLine(Instant reportedAt, Instant awareAt, boolean provisional, Instant deadline, @Nullable Instant notifiedAt) {}

    public record Setting(Instant awareAt, String basis, String setBy, Instant setAt, String standing, @Nullable String decidedBy) {}

    public record MarkLine(String words, Instant due, String outcome, @Nullable Instant at) {}
}
