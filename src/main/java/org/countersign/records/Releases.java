package org.countersign.records;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.countersign.institution.Institution;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Restricted records that their office has opened to one person until a day. Who may release what to whom is decided by the caller;
 * what is sealed off is never released. Each release, and its end before its day, is in the ledger.
 */
@Service
public class Releases {

    /**
     * A release in force.
     *
     * @param untilOn the last day, where the institution is
     */
    public record Release(String recordId, String personId, String reason, String releasedById, Instant releasedAt, LocalDate untilOn) {}

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Institution institution;
    private final Clock clock;

    Releases(JdbcClient jdbc, Ledger ledger, Institution institution, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.institution = institution;
        this.clock = clock;
    }

    /**
     * Opens it; a later release to the same person takes the place of the earlier one.
     *
     * @throws IllegalArgumentException when the record is not restricted, or that day is past
     */
    @Transactional
    public void release(KeptRecord record, String toPersonId, LocalDate untilOn, String reason, String byPersonId) {
        if (record.accessClass() != RecordDraft.AccessClass.RESTRICTED || untilOn.isBefore(today()) || reason.isBlank()) {
            throw new IllegalArgumentException("Record " + record.recordId() + " cannot be released like this");
        }
        // Of two who release it to the same person at once, the second waits and sees the first.
        jdbc.sql("select record_id from cs_record where record_id = ? for update").param(record.recordId()).query(String.class).single();
        jdbc.sql("delete from cs_release where record_id = ? and person_id = ?").params(record.recordId(), toPersonId).update();
        jdbc.sql("insert into cs_release (record_id, person_id, reason, released_by, released_at, until_on) values (?, ?, ?, ?, ?, ?)")
                .params(record.recordId(), toPersonId, reason, byPersonId, Sheets.utc(clock.instant()), untilOn).update();
        ledger.add("released", record.recordId(), Map.of("to", toPersonId, "by", byPersonId, "until", untilOn));
    }

    /** Ends a release before its day; does nothing where there is none. */
    @Transactional
    public void end(String recordId, String personId, String byPersonId) {
        if (jdbc.sql("delete from cs_release where record_id = ? and person_id = ?").params(recordId, personId).update() > 0) {
            ledger.add("releaseEnded", recordId, Map.of("to", personId, "by", byPersonId));
        }
    }

    public boolean isReleasedTo(String personId, String recordId) {
        return jdbc.sql("select count(*) from cs_release where record_id = ? and person_id = ? and until_on >= ?").params(recordId, personId, today())
                .query(Long.class).single() > 0;
    }

    /** To whom it is open now, the longest first. */
    public List<Release> of(String recordId) {
        return jdbc.sql("select * from cs_release where record_id = ? and until_on >= ? order by until_on desc, person_id").params(recordId, today())
                .query((row, n) -> new Release(row.getString("record_id"), row.getString("person_id"), row.getString("reason"), row.getString("released_by"),
                        row.getObject("released_at", OffsetDateTime.class).toInstant(), row.getObject("until_on", LocalDate.class))).list();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), institution.zone());
    }
}
