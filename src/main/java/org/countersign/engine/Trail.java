package org.countersign.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Who did what when, in whose place: our own table, written in the same transaction as the thing itself. */
@Service
public class Trail {

    /**
     * One line.
     *
     * @param event    past participle, for example {@code submitted}, {@code signed}, {@code approved}, {@code handedOver}
     * @param activity id of the diagram's element, if any
     * @param personId who did it; {@code null} when the application did
     * @param words    the line as people read it, without what was typed
     */
    public record Entry(String caseId, Instant at, String event, @Nullable String activity,
            @Nullable String personId, @Nullable String inPlaceOfId, String words) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Trail(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Oldest first. */
    public List<Entry> of(String caseId) {
        return jdbc.sql("select * from cs_trail where case_id = ? order by entry_id").param(caseId).query(Trail::entry).list();
    }

    /** Adds a line in the caller's transaction. @param words nothing that was typed, and no name */
    public void add(String caseId, String event, @Nullable String activity, @Nullable String personId,
            @Nullable String inPlaceOfId, String words) {
        jdbc.sql("""
                insert into cs_trail (case_id, happened_at, event, activity, person_id, in_place_of, words)
                values (?, ?, ?, ?, ?, ?, ?)""")
                .params(caseId, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), event, activity, personId,
                        inPlaceOfId, words)
                .update();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(row.getString("case_id"), row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                row.getString("event"), row.getString("activity"), row.getString("person_id"),
                row.getString("in_place_of"), row.getString("words"));
    }
}
