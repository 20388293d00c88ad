package org.countersign.recorddisposal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.countersign.answers.Row;
import org.countersign.casefile.CaseRecord.Decision;
import org.countersign.casefile.CaseRecord.Event;
import org.countersign.casefile.CaseRecord.Letterhead;
import org.countersign.casefile.CaseRecord.SignatureEvidence;
import org.countersign.engine.Diagram;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of a disposal ({@code templates/record-disposal/record.html}, model key {@code record}; also {@code record.json}). It
 * names officers by role and number only, and says of what was destroyed nothing but number, class, rule, days and digest. Public because
 * both read it.
 *
 * @param kind             "Certificate of destruction", or what else it is
 * @param favourable       whether the outcome is shown as reached
 * @param proposal         what was proposed, question by question
 * @param backupsExpireBy  the day by which no copy is left in a backup; {@code null} where nothing was destroyed
 */
public record DisposalRecord(
        String recordId,
        String kind,
        String outcome,
        String outcomeSentence,
        boolean favourable,
        Instant decidedAt,
        Letterhead institution,
        List<Row> proposal,
        List<Line> lines,
        @Nullable LocalDate backupsExpireBy,
        List<Decision> decisions,
        List<Event> trail,
        String legalBasis,
        String retentionClass,
        String retentionWords,
        Diagram diagram,
        List<SignatureEvidence> signatures,
        ZoneId zone) {

    /**
     * One record of the proposal.
     *
     * @param kind           what it is a record of
     * @param rule           how long it is kept, in words
     * @param version        of the schedule
     * @param sha256         of its newest revision
     * @param result         what became of it; {@code null} before that
     * @param why            why it was left out
     */
    public record Line(String recordId, String kind, String retentionClass, String rule, @Nullable String version, @Nullable LocalDate triggerOn, LocalDate dueOn,
            String sha256, @Nullable String result, @Nullable String why, @Nullable Instant at) {}
}
