package org.countersign.groupapproval;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.countersign.engine.Diagram;
import org.countersign.groupapproval.ApplicationSheet.PersonLine;
import org.countersign.groupapproval.ApplicationSheet.ReadPolicy;
import org.jspecify.annotations.Nullable;

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
        ZoneId zone) {

    /**
     * One person's step.
     *
     * @param step      what the step is called, for example "First approval"
     * @param role      what the person signed as
     * @param inPlaceOf name of the person acted for, when a deputy or stand-in decided
     * @param decision  in a word, for example "Approved"
     * @param comment   as typed
     * @param intent    the sentence the person agreed to
     */
    public record Decision(
            String step,
            PersonLine person,
            String role,
            @Nullable String inPlaceOf,
            String decision,
            @Nullable String comment,
            Instant at,
            String authenticatedBy,
            String intent) {}

    /** What happened, when, by whom; {@code person} is {@code null} for what the system did by itself. */
    public record Event(Instant at, String words, @Nullable String person) {}

    /** What ties a person's signature to the sheet it stands on. */
    public record SignatureEvidence(
            int sheetNumber,
            String sheetSha256,
            String certificateSerial,
            String signer,
            String role,
            Instant at,
            String authenticatedBy) {}
}
