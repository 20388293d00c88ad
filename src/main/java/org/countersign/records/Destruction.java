package org.countersign.records;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Destroys what the archive holds of a record: all revisions of the bytes, files beside them, sheets, signatures, who is named, what it
 * is found by, and the details of its ledger rows. What stays is a stub: its number, flow, class, days and digests, so that the ledger
 * still fits and a copy that somebody presents is recognised. Whether it may be destroyed is decided before, by the caller.
 */
@Service
public class Destruction {

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Clock clock;

    Destruction(JdbcClient jdbc, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * In the caller's transaction, which has taken the record.
     *
     * @param because the disposal it belongs to, for example {@code RD-2026-000001}
     * @param method  in words, for example "destroyed"
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void destroy(String recordId, String because, String method) {
        String sha256 = jdbc.sql("select sha256 from cs_record where record_id = ?").param(recordId).query(String.class).single();
        jdbc.sql("update cs_record_revision set pdf = null where record_id = ?").param(recordId).update();
        jdbc.sql("delete from cs_record_attachment where record_id = ?").param(recordId).update();
        jdbc.sql("delete from cs_record_person where record_id = ?").param(recordId).update();
        jdbc.sql("delete from cs_release where record_id = ?").param(recordId).update();
        jdbc.sql("delete from cs_signature where sheet_id in (select sheet_id from cs_sheet where case_id = ?)").param(recordId).update();
        jdbc.sql("delete from cs_sheet where case_id = ?").param(recordId).update();
        jdbc.sql("""
                update cs_record set title = '', outcome = '', search_text = ?, retention_person = null, awaits_timestamp = false, timestamp_next = null,
                disposed_at = ? where record_id = ?""")
                .params(" " + recordId.toLowerCase(Locale.ROOT) + " ", Sheets.utc(clock.instant()), recordId).update();
        ledger.forget(recordId);
        ledger.add("disposed", recordId, Map.of("because", because, "method", method, "sha256", sha256));
    }
}
