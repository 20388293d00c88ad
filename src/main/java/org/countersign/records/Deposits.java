package org.countersign.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.sign.Digests;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The kept records in the database: index, every revision of the bytes, people named. */
@Repository
class Deposits {

    static final String COLUMNS = "record_id, flow, title, outcome, access_class, retention_class, sealed_at, sha256, size_bytes, "
            + "verification_code, time_attested_by, awaits_timestamp";
    static final int COLUMN_COUNT = 12;

    private final JdbcClient jdbc;

    Deposits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which revision of which record some bytes are. */
    record Revision(String recordId, int revision, int newest) {}

    KeptRecord deposit(RecordDraft draft, byte[] pdf, Instant at, String code, String attestedBy, boolean awaits,
            byte[] recordJson, List<RecordDraft.Attachment> beside) {
        String sha256 = Digests.of(pdf);
        jdbc.sql("""
                insert into cs_record (record_id, flow, process_instance_id, title, outcome, access_class, retention_class, sealed_at, time_attested_by,
                awaits_timestamp, timestamp_attempts, timestamp_next, verification_code, revision, sha256, size_bytes, search_text, fixity_checked_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 1, ?, ?, ?, ?)""")
                .params(Arrays.asList(draft.recordId(), draft.flow(), draft.processInstanceId(), draft.title(), draft.outcome(),
                        draft.accessClass().name(), draft.retentionClass(), Sheets.utc(at), attestedBy, awaits, awaits ? Sheets.utc(at) : null,
                        code, sha256, pdf.length, SearchWords.of(draft.recordId(), draft.accessClass(), draft.title(), draft.outcome(), recordJson), Sheets.utc(at))).update();
        addRevision(draft.recordId(), 1, at, "sealed", sha256, pdf);
        for (String person : new HashSet<>(draft.personIds())) {
            jdbc.sql("insert into cs_record_person (record_id, person_id) values (?, ?)").params(draft.recordId(), person).update();
        }
        int position = 1;
        for (RecordDraft.Attachment file : beside) {
            jdbc.sql("""
                    insert into cs_record_attachment (record_id, position, file_name, media_type, description, sha256, size_bytes, content)
                    values (?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(draft.recordId(), position++, file.name(), file.mediaType(), file.description(), Digests.of(file.content()),
                            file.content().length, file.content()).update();
        }
        return new KeptRecord(draft.recordId(), draft.flow(), draft.title(), draft.outcome(), draft.accessClass(), draft.retentionClass(), at,
                sha256, pdf.length, code, attestedBy, awaits);
    }

    private void addRevision(String recordId, int revision, Instant at, String reason, String sha256, byte[] pdf) {
        jdbc.sql("insert into cs_record_revision (record_id, revision, made_at, reason, sha256, size_bytes, pdf) values (?, ?, ?, ?, ?, ?, ?)")
                .params(recordId, revision, Sheets.utc(at), reason, sha256, pdf.length, pdf).update();
    }

    /** A later revision of the bytes with the outside authority's token. */
    String addTimestamped(String recordId, Instant at, String attestedBy, byte[] pdf) {
        int revision = jdbc.sql("select revision from cs_record where record_id = ?").param(recordId).query(Integer.class).single() + 1;
        String sha256 = Digests.of(pdf);
        addRevision(recordId, revision, at, "time stamp added", sha256, pdf);
        jdbc.sql("""
                update cs_record set revision = ?, sha256 = ?, size_bytes = ?, time_attested_by = ?, awaits_timestamp = false, timestamp_next = null,
                stamp_until = null, stamp_digest = null
                where record_id = ?""").params(revision, sha256, pdf.length, attestedBy, recordId).update();
        return sha256;
    }

    /** A later revision of the bytes with a new archive time stamp. */
    String addRenewed(String recordId, Instant at, byte[] pdf) {
        int revision = jdbc.sql("select revision from cs_record where record_id = ?").param(recordId).query(Integer.class).single() + 1;
        String sha256 = Digests.of(pdf);
        addRevision(recordId, revision, at, "archive time stamp renewed", sha256, pdf);
        jdbc.sql("update cs_record set revision = ?, sha256 = ?, size_bytes = ?, stamp_until = null, stamp_digest = null where record_id = ?")
                .params(revision, sha256, pdf.length, recordId).update();
        return sha256;
    }

    /** Holds the record until the end of the transaction. @return its revision, unless it is gone */
    Optional<Integer> lock(String recordId) {
        return jdbc.sql("select revision from cs_record where record_id = ? and disposed_at is null for update").param(recordId).query(Integer.class).optional();
    }

    /** Records of which it has not been read yet when their last archive time stamp ends. */
    List<String> stampEndUnknown(int limit) {
        return jdbc.sql("select record_id from cs_record where stamp_until is null and disposed_at is null fetch first ? rows only").param(limit)
                .query(String.class).list();
    }

    void noteStamp(String recordId, Instant until, Instant halfWay, String digest) {
        jdbc.sql("update cs_record set stamp_until = ?, stamp_half_way = ?, stamp_digest = ? where record_id = ?")
                .params(Sheets.utc(until), Sheets.utc(halfWay), digest, recordId).update();
    }

    /**
     * Records whose last archive time stamp ends by then and is half-way through, or was made with that digest, the earliest end first; none
     * that awaits a token.
     */
    List<String> stampEndsBefore(Instant by, Instant now, @Nullable String weakDigest, int limit) {
        return jdbc.sql("""
                select record_id from cs_record where (stamp_until <= ? and stamp_half_way <= ? or stamp_digest = ?) and disposed_at is null and not awaits_timestamp
                order by stamp_until fetch first ? rows only""").params(Arrays.asList(Sheets.utc(by), Sheets.utc(now), weakDigest == null ? "-" : weakDigest, limit))
                .query(String.class).list();
    }

    Optional<KeptRecord> byProcessInstance(String processInstanceId) {
        return one("process_instance_id = ?", processInstanceId);
    }

    Optional<KeptRecord> byId(String recordId) {
        return one("record_id = ?", recordId);
    }

    boolean isKnownCode(String code) {
        return one("verification_code = ?", code).isPresent();
    }

    private Optional<KeptRecord> one(String condition, String value) {
        return jdbc.sql("select " + COLUMNS + " from cs_record where " + condition).param(value).query(Deposits::kept).optional();
    }

    Optional<byte[]> newestPdf(String recordId) {
        return jdbc.sql("""
                select v.pdf from cs_record_revision v join cs_record r on r.record_id = v.record_id and r.revision = v.revision
                where r.record_id = ?""").param(recordId).query((rs, n) -> Optional.ofNullable(rs.getBytes(1))).optional().flatMap(o -> o);
    }

    Optional<Revision> byDigest(String sha256) {
        return jdbc.sql("""
                select v.record_id, v.revision, r.revision from cs_record_revision v join cs_record r on r.record_id = v.record_id
                where v.sha256 = ?""").param(sha256).query((rs, n) -> new Revision(rs.getString(1), rs.getInt(2), rs.getInt(3))).list()
                .stream().findFirst();
    }

    long awaitingTimestamp() {
        return jdbc.sql("select count(*) from cs_record where awaits_timestamp").query(Long.class).single();
    }

    /** Records whose next request for a token is due, the longest waiting first. */
    List<String> dueForTimestamp(Instant now, int limit) {
        return jdbc.sql("select record_id from cs_record where awaits_timestamp and timestamp_next <= ? order by timestamp_next fetch first ? rows only")
                .params(Sheets.utc(now), limit).query(String.class).list();
    }

    /** Holds the record until the end of the transaction. @return its revision and how often a token was asked for, if it still awaits one */
    Optional<Awaiting> lockAwaiting(String recordId) {
        return jdbc.sql("select revision, timestamp_attempts from cs_record where record_id = ? and awaits_timestamp for update").param(recordId)
                .query((rs, n) -> new Awaiting(rs.getInt(1), rs.getInt(2))).optional();
    }

    record Awaiting(int revision, int attempts) {}

    void askAgain(String recordId, int attempts, Instant next) {
        jdbc.sql("update cs_record set timestamp_attempts = ?, timestamp_next = ? where record_id = ?").params(attempts, Sheets.utc(next), recordId).update();
    }

    static KeptRecord kept(ResultSet rs, int n) throws SQLException {
        return new KeptRecord(rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4), AccessClass.valueOf(rs.getString(5)),
                rs.getString(6), rs.getObject(7, OffsetDateTime.class).toInstant(), rs.getString(8), rs.getLong(9), rs.getString(10),
                rs.getString(11), rs.getBoolean(12));
    }
}
