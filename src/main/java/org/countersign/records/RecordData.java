package org.countersign.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.records.sign.Digests;

/** {@code record.json}: the typed data with the original text, and what the record is made of, each part with its digest. */
final class RecordData {

    static final String FILE_NAME = "record.json";

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT).build();

    private RecordData() {}

    static String write(Map<String, Object> model) throws JsonProcessingException {
        return JSON.writeValueAsString(model);
    }

    static <T> T read(String model, String key, Class<T> type) {
        try {
            return JSON.treeToValue(JSON.readTree(model).get(key), type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The data of a sheet cannot be read any more", e);
        }
    }

    static byte[] json(RecordDraft draft, String code, Instant madeAt, List<CountersignedSheet> sheets, List<Sheets.Signature> signatures,
            List<RecordDraft.Attachment> embedded, List<RecordDraft.Attachment> beside) throws JsonProcessingException {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", "countersign-record/1");
        root.put("recordId", draft.recordId());
        root.put("flow", draft.flow());
        root.put("title", draft.title());
        root.put("outcome", draft.outcome());
        root.put("accessClass", draft.accessClass());
        root.put("retentionClass", draft.retentionClass());
        root.put("verificationCode", code);
        root.put("processInstanceId", draft.processInstanceId());
        root.put("madeAt", madeAt);
        root.put("data", draft.data());
        List<Map<String, Object>> evidence = new ArrayList<>();
        for (CountersignedSheet sheet : sheets) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("number", sheet.sheet().number());
            entry.put("file", sheet.fileName());
            entry.put("frozenAt", sheet.sheet().frozenAt());
            entry.put("unsignedSha256", sheet.sheet().sha256());
            entry.put("unsignedSize", sheet.sheet().unsignedSize());
            entry.put("sha256", Digests.of(sheet.pdf()));
            entry.put("signatures", signatures.stream().filter(s -> s.sheetNumber() == sheet.sheet().number()).map(RecordData::signature).toList());
            evidence.add(entry);
        }
        root.put("sheets", evidence);
        List<Map<String, Object>> files = new ArrayList<>();
        embedded.forEach(a -> files.add(attachment(a, true)));
        beside.forEach(a -> files.add(attachment(a, false)));
        root.put("attachments", files);
        return JSON.writeValueAsBytes(root);
    }

    private static Map<String, Object> signature(Sheets.Signature signature) {
        PersonalSignature by = signature.signature();
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("number", signature.number());
        entry.put("personId", by.personId());
        entry.put("name", by.name());
        entry.put("role", by.role());
        entry.put("inPlaceOf", by.inPlaceOf());
        entry.put("decision", by.decision());
        entry.put("comment", by.comment());
        entry.put("commentSalt", signature.commentSalt());
        entry.put("commentSha256", signature.commentSha256());
        entry.put("intent", by.intent());
        entry.put("authenticatedBy", by.authenticatedBy());
        entry.put("at", by.at());
        entry.put("certificateSerial", signature.certificateSerial());
        return entry;
    }

    private static Map<String, Object> attachment(RecordDraft.Attachment attachment, boolean embedded) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", attachment.name());
        entry.put("mediaType", attachment.mediaType());
        entry.put("description", attachment.description());
        entry.put("size", attachment.content().length);
        entry.put("sha256", Digests.of(attachment.content()));
        entry.put("embedded", embedded);
        return entry;
    }
}
