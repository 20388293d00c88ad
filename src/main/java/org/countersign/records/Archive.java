package org.countersign.records;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reading side of the archive. Who may read is decided by the caller and by the record's access class. */
@Service
public class Archive {

    /** What to look for; every part may be absent. {@code before} pages by key: records strictly older than that id. */
    public record Query(@Nullable String text, @Nullable String flow, @Nullable String outcome,
            @Nullable String personId, @Nullable String before, int limit) {}

    private final Deposits deposits;
    private final JdbcClient jdbc;
    private final Clock clock;

    Archive(Deposits deposits, JdbcClient jdbc, Clock clock) {
        this.deposits = deposits;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<KeptRecord> find(String recordId) {
        return deposits.byId(recordId);
    }

    /** Newest first. Never those that are sealed off: who reads them comes by the case. */
    public List<KeptRecord> search(Query query) {
        return deposits.search(query);
    }

    /** The newest revision's bytes. */
    public Optional<byte[]> pdf(String recordId) {
        return deposits.newestPdf(recordId);
    }

    /** Writes who viewed, downloaded or was refused what into the access log. */
    public void logAccess(String recordId, String personId, String what) {
        jdbc.sql("insert into cs_access_log (at, record_id, person_id, what) values (?, ?, ?, ?)")
                .params(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), recordId, personId, what).update();
    }
}
