package org.countersign.disciplinaryreferral;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Warnings people have been given. Once its live period is over a warning is disregarded: nobody is shown it any more. */
@Component
class Warnings {

    /** @param liveUntil the last local day on which it counts; {@code null} where it does not end by itself */
    record Warning(String caseId, String words, LocalDate givenOn, @Nullable LocalDate liveUntil) {}

    private final JdbcClient jdbc;

    Warnings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Oldest first, those that count on that day. */
    List<Warning> live(String personId, LocalDate on) {
        return jdbc.sql("select * from cs_warning where person_id = ? and (live_until is null or live_until >= ?) order by given_on, case_id")
                .params(personId, on).query(Warnings::read).list();
    }

    /** One a case: the one that stands. */
    void give(String personId, Warning warning) {
        takeBack(warning.caseId());
        jdbc.sql("insert into cs_warning (case_id, person_id, words, given_on, live_until) values (?, ?, ?, ?, ?)")
                .params(warning.caseId(), personId, warning.words(), warning.givenOn(), warning.liveUntil()).update();
    }

    void takeBack(String caseId) {
        jdbc.sql("delete from cs_warning where case_id = ?").param(caseId).update();
    }

    private static Warning read(ResultSet row, int number) throws SQLException {
        return new Warning(row.getString("case_id"), row.getString("words"), row.getObject("given_on", LocalDate.class), row.getObject("live_until", LocalDate.class));
    }
}
