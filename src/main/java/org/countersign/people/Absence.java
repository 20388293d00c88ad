package org.countersign.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Days on which somebody is away, both ends inclusive.
 *
 * @param until        the last day away; earlier than {@code plannedUntil} when it was ended early
 * @param enteredBy    person id
 * @param endedBy      person id of who ended it early or cancelled it
 * @param cancelled    ended before it began: it covers no day
 */
public record Absence(long id, String personId, LocalDate from, LocalDate until, LocalDate plannedUntil,
        String enteredBy, Instant enteredAt, @Nullable String endedBy, @Nullable Instant endedAt, boolean cancelled) {

    static final String COLUMNS = "absence_no, person_id, first_on, last_on, planned_until, entered_by, entered_at, ended_by, ended_at, cancelled";

    public boolean covers(LocalDate day) {
        return !cancelled && !day.isBefore(from) && !day.isAfter(until);
    }

    static Absence read(ResultSet rs, int row) throws SQLException {
        OffsetDateTime endedAt = rs.getObject(9, OffsetDateTime.class);
        return new Absence(rs.getLong(1), rs.getString(2), rs.getObject(3, LocalDate.class), rs.getObject(4, LocalDate.class),
                rs.getObject(5, LocalDate.class), rs.getString(6), rs.getObject(7, OffsetDateTime.class).toInstant(),
                rs.getString(8), endedAt == null ? null : endedAt.toInstant(), rs.getBoolean(10));
    }
}
