package org.countersign.records;

import java.util.List;
import java.util.Set;

/**
 * Everything needed to keep a record.
 *
 * @param recordId          the case's id, for example {@code GA-2026-000001}
 * @param processInstanceId keeping twice for one process instance returns the first record
 * @param outcome           in one or two words, for example "Authorised"
 * @param page              what people see
 * @param data              typed data, written as {@code record.json} with the original text
 * @param personIds         everyone named in it, for the search by person
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
        Set<String> personIds) {

    /** Who may open the record. */
    public enum AccessClass { OPEN_TO_THE_DESK, RESTRICTED, SEALED_OFF }

    /** A file embedded in the record. */
    public record Attachment(String name, String mediaType, String description, byte[] content) {}
}
