package org.countersign.groupapproval;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.countersign.casefile.CaseRecord.Decision;
import org.countersign.casefile.CaseRecord.Event;
import org.countersign.casefile.CaseRecord.SignatureEvidence;
import org.countersign.engine.Diagram;
import org.countersign.groupapproval.ApplicationSheet.ReadPolicy;

/**
 * The whole case at its end ({@code templates/group-approval/record.html}, model key {@code record}; also {@code record.json}).
 * The verification code is no part of it: the keeper of the record makes it and prints it on the page.
 * Public because the template and {@code record.json} read it.
 *
 * @param outcome         in one or two words, for example "Authorised", "Refused", "Withdrawn", "Lapsed"
 * @param outcomeSentence what that means, who decided and for what
 * @param application     the newest sheet
 * @param earlierSheets   sheets replaced by a correction, oldest first
 * @param decisions       every signing step and decision, in order
 * @param trail           every event of the case, in order
 * @param retentionWords  how long it is kept and why, in a sentence
 * @param policies        policies the decision was taken under, in the versions in force
 * @param signatures      evidence of each personal signature on the sheets
 */
public record GroupApprovalRecord(
        String recordId,
        String outcome,
        String outcomeSentence,
        Instant decidedAt,
        ApplicationSheet application,
        List<ApplicationSheet> earlierSheets,
        List<Decision> decisions,
        List<Event> trail,
        String legalBasis,
        String retentionClass,
        String retentionWords,
        Diagram diagram,
        List<ReadPolicy> policies,
        List<SignatureEvidence> signatures,
        ZoneId zone) {}
