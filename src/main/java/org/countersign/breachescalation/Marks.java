package org.countersign.breachescalation;

import static org.countersign.breachescalation.BreachFiles.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Predicate;
import org.countersign.breachescalation.Escalation.Mark;
import org.countersign.breachescalation.Escalation.Outcome;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.Milestone;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The marks of all cases, in our own table: the deadline is data, the engine's timer only wakes us. */
@Component
class Marks {

    private final JdbcClient jdbc;
    private final List<Institution.Mark> pack;

    Marks(JdbcClient jdbc, Institution institution) {
        this.jdbc = jdbc;
        this.pack = institution.breachEscalation().escalation();
    }

    /** In the order they are due. */
    List<Mark> of(String caseId) {
        return jdbc.sql("select * from cs_breach_mark where case_id = ? order by due_at, mark_number").param(caseId).query(Marks::mark).list();
    }

    /** Makes the marks to come anew from the awareness in force. */
    void remake(String caseId, Instant awareAt, Instant now) {
        List<Mark> toCome = Escalation.toCome(of(caseId), pack, awareAt, now);
        jdbc.sql("delete from cs_breach_mark where case_id = ? and outcome = 'TO_COME'").param(caseId).update();
        toCome.forEach(mark -> add(caseId, mark, now));
    }

    void add(String caseId, Mark mark, Instant now) {
        jdbc.sql("insert into cs_breach_mark (case_id, mark, words, due_at, outcome, set_at) values (?, ?, ?, ?, 'TO_COME', ?)")
                .params(caseId, mark.id(), mark.words(), utc(mark.due()), utc(now)).update();
    }

    void handled(String caseId, List<Mark> marks, Instant now) {
        marks.forEach(mark -> jdbc.sql("update cs_breach_mark set outcome = ?, handled_at = ? where case_id = ? and mark = ? and due_at = ?")
                .params(mark.outcome().name(), utc(now), caseId, mark.id(), utc(mark.due())).update());
    }

    /** Whatever is to come and waits for something reached is not needed any more; a repeated reminder is no mark of the pack and goes. */
    void settle(String caseId, Breach breach, Instant now) {
        List<Mark> unneeded = of(caseId).stream().filter(mark -> mark.outcome() == Outcome.TO_COME).filter(isNeeded(breach).negate()).toList();
        unneeded.stream().filter(Mark::repeats).forEach(mark ->
                jdbc.sql("delete from cs_breach_mark where case_id = ? and mark = ? and outcome = 'TO_COME'").params(caseId, mark.id()).update());
        List<Mark> settled = unneeded.stream().filter(mark -> !mark.repeats())
                .map(mark -> new Mark(mark.id(), mark.words(), mark.due(), Outcome.NOT_NEEDED, now)).toList();
        handled(caseId, settled, now);
    }

    Predicate<Mark> isNeeded(Breach breach) {
        var reached = breach.reached();
        return mark -> !reached.contains(pack.stream().filter(one -> one.id().equals(mark.id())).findFirst()
                .map(Institution.Mark::neededUntil).orElse(Milestone.NOTIFIED));
    }

    /** Whom a mark is for: roles, or {@code dpo-deputies}. A repeated reminder is for those of the last mark. */
    List<String> toldBy(Mark mark) {
        return pack.stream().filter(one -> one.id().equals(mark.id())).findFirst().orElse(pack.get(pack.size() - 1)).to();
    }

    /** How many marks should have been handled before that instant and were not. One that lay in the past when it was set could not be before. */
    int overdueBefore(Instant instant) {
        return jdbc.sql("select count(*) from cs_breach_mark where outcome = 'TO_COME' and due_at < ? and (set_at is null or set_at < ?)").params(utc(instant), utc(instant))
                .query(Integer.class).single();
    }

    private static Mark mark(ResultSet row, int number) throws SQLException {
        OffsetDateTime handled = row.getObject("handled_at", OffsetDateTime.class);
        return new Mark(row.getString("mark"), row.getString("words"), row.getObject("due_at", OffsetDateTime.class).toInstant(),
                Outcome.valueOf(row.getString("outcome")), handled == null ? null : handled.toInstant());
    }
}
