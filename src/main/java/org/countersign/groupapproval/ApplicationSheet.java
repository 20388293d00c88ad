package org.countersign.groupapproval;

import java.time.Instant;
import java.util.List;
import org.countersign.casefile.CaseRecord.Letterhead;
import org.countersign.casefile.CaseRecord.PersonLine;
import org.jspecify.annotations.Nullable;

/**
 * What was submitted, as frozen on a sheet ({@code templates/group-approval/sheet.html}, model key {@code sheet}).
 * Every text is plain text as typed. Public because templates and {@code record.json} read it.
 *
 * @param sheetNumber    1 for the first submission; a correction makes the next one
 * @param appConditions  conditions of the app's approval, when there are any
 * @param devices        in words, for example "Issued phone"
 * @param deviceSecurity in words, for example "PIN"
 * @param policies       affirmed as read and understood
 * @param intent         the sentence the administrator agreed to
 */
public record ApplicationSheet(
        String caseId,
        int sheetNumber,
        Instant submittedAt,
        PersonLine administrator,
        @Nullable PersonLine assistant,
        String groupName,
        String purpose,
        String appName,
        @Nullable String appConditions,
        String membership,
        List<String> devices,
        List<String> deviceSecurity,
        List<AffirmedPoint> declaration,
        List<ReadPolicy> policies,
        String intent,
        Letterhead institution) {

    /** A point of the declaration with the place in the policy it comes from. */
    public record AffirmedPoint(String text, String citation, boolean affirmed) {}

    /** A policy read and understood, in the version shown. */
    public record ReadPolicy(String title, String version) {}
}
