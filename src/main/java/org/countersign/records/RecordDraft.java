package org.countersign.records;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything needed to keep a record.
 *
 * @param recordId          the case's id, for example {@code GA-2026-000001}
 * @param processInstanceId keeping twice for one process instance returns the first record
 * @param outcome           in one or two words, for example "Authorised"
 * @param page              what people see
 * @param data              typed data, written as {@code record.json} with the original text
 * @param personIds         everyone named in it, for the search by person
 * @param retentionPersonId whose employment decides how long it is kept, where that is what its class goes by
 */
public record RecordDraft(
        String recordId,
        String flow,
        String processInstanceId,
        String title,
        String outcome,
        AccessClass accessClass,
        String retentionClass,
        Document page,
        Object data,
        List<Attachment> attachments,
        Set<String> personIds,
        @Nullable String retentionPersonId) {

    public RecordDraft(String recordId, String flow, String processInstanceId, String title, String outcome, AccessClass accessClass, String retentionClass,
            Document page, Object data, List<Attachment> attachments, Set<String> personIds) {
        this(recordId, flow, processInstanceId, title, outcome, accessClass, retentionClass, page, data, attachments, personIds, null);
    }

    /** The same, kept for as long as its class says after that person's employment has ended. */
    public RecordDraft keptAfterEmploymentOf(@Nullable String personId) {
        return new RecordDraft(recordId, flow, processInstanceId, title, outcome, accessClass, retentionClass, page, data, attachments, personIds, personId);
    }

    /** Who may open the record. */
    public enum AccessClass { OPEN_TO_THE_DESK, RESTRICTED, SEALED_OFF }

    /** A file embedded in the record. */
    public record Attachment(String name, String mediaType, String description, byte[] content) {}
}
