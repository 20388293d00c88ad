package org.countersign.grouplife;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.Duty.State;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The lives of all groups: a case for each year, the duties, and who is in a group now. Of the members the register keeps the ids and
 * nothing else, only as long as they are in; who has been in a group before cannot be asked. Who may see what is decided by the caller.
 */
@Service
public class GroupLives {

    /**
     * A year in the life of a group.
     *
     * @param activatedOn the first day of use; {@code null} before
     * @param looks       how often its timer has rung
     * @param endedAt     {@code null} while it runs
     */
    public record Year(String caseId, String groupId, int number, Instant beganAt, @Nullable LocalDate activatedOn, int looks, @Nullable Instant endedAt) {}

    private static final String YEAR = "select case_id, group_no, year_number, began_at, activated_on, looks, ended_at from cs_group_life ";
    private static final String DUTY = "select duty_no, kind, about, day_on, ask_at, due_at, manager_at, suspend_at, state, to_manager, suspended, ended_at, ended_by"
            + " from cs_group_duty ";
    private static final String LIVE = "state in ('TO_COME', 'OPEN') ";

    private final JdbcClient jdbc;
    private final Clock clock;

    GroupLives(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    // --- years

    /** The year a group is in, or the last one it had. */
    public Optional<Year> yearOf(String groupId) {
        return jdbc.sql(YEAR + "where group_no = ? order by year_number desc fetch first 1 rows only").param(no(groupId)).query(GroupLives::year).optional();
    }

    /** Oldest first. */
    public List<Year> yearsOf(String groupId) {
        return jdbc.sql(YEAR + "where group_no = ? order by year_number").param(no(groupId)).query(GroupLives::year).list();
    }

    Year ofCase(String caseId) {
        return jdbc.sql(YEAR + "where case_id = ?").param(caseId).query(GroupLives::year).single();
    }

    /** Which group a case is about, if it is a year of one. */
    Optional<String> groupOf(String caseId) {
        return jdbc.sql("select group_no from cs_group_life where case_id = ?").param(caseId).query(Long.class).optional().map(GroupLives::id);
    }

    /** Years that run, of all groups. */
    List<Year> running() {
        return jdbc.sql(YEAR + "where ended_at is null order by case_id").query(GroupLives::year).list();
    }

    /** The approval of each group in the register that is live and has no life here yet. */
    List<String> recordsOfGroupsWithoutALife(int limit) {
        return jdbc.sql("""
                select g.record_id from cs_group g join cs_case c on c.case_id = g.record_id where g.status <> 'CLOSED'
                    and not exists (select 1 from cs_group_life l where l.group_no = g.group_no) order by g.group_no fetch first ? rows only""")
                .param(limit).query(String.class).list();
    }

    void begin(String caseId, String groupId, int number, @Nullable LocalDate activatedOn) {
        jdbc.sql("insert into cs_group_life (case_id, group_no, year_number, began_at, activated_on, looks) values (?, ?, ?, ?, ?, 0)")
                .params(caseId, no(groupId), number, utc(clock.instant()), activatedOn).update();
    }

    void activated(String caseId, LocalDate on) {
        jdbc.sql("update cs_group_life set activated_on = coalesce(activated_on, ?) where case_id = ?").params(on, caseId).update();
    }

    void end(String caseId) {
        jdbc.sql("update cs_group_life set ended_at = ? where case_id = ? and ended_at is null").params(utc(clock.instant()), caseId).update();
    }

    /** Destroys what had to be done in a year and by whom, and who was in the group, once it is closed. */
    void forget(String caseId) {
        jdbc.sql("delete from cs_group_duty where case_id = ?").param(caseId).update();
        jdbc.sql("delete from cs_group_member where group_no in (select l.group_no from cs_group_life l join cs_group g on g.group_no = l.group_no"
                + " where l.case_id = ? and g.status = 'CLOSED')").param(caseId).update();
    }

    // --- duties

    /** Every duty there has been or is, by the day it is for. */
    public List<Duty> dutiesOf(String groupId) {
        return jdbc.sql(DUTY + "where group_no = ? order by day_on, duty_no").param(no(groupId)).query(GroupLives::duty).list();
    }

    /** Those that are open or to come, by the instant they are asked for. */
    List<Duty> live(String caseId) {
        return jdbc.sql(DUTY + "where case_id = ? and " + LIVE + "order by ask_at, duty_no").param(caseId).query(GroupLives::duty).list();
    }

    List<Duty> ofYear(String caseId) {
        return jdbc.sql(DUTY + "where case_id = ? order by day_on, duty_no").param(caseId).query(GroupLives::duty).list();
    }

    List<Duty> open(String caseId, Kind kind) {
        return jdbc.sql(DUTY + "where case_id = ? and kind = ? and state = 'OPEN' order by duty_no").params(caseId, kind.name()).query(GroupLives::duty).list();
    }

    boolean isLive(String caseId, Kind kind, @Nullable String about) {
        return live(caseId).stream().anyMatch(one -> one.kind() == kind && (about == null || about.equals(one.about())));
    }

    /** Whether that is asked for in the look under way. */
    boolean isAsked(String caseId, Kind kind) {
        return jdbc.sql("""
                select 1 from cs_group_duty d join cs_group_life l on l.case_id = d.case_id where d.case_id = ? and d.kind = ? and d.asked_in = l.looks
                    fetch first 1 rows only""").params(caseId, kind.name()).query(Integer.class).optional().isPresent();
    }

    /** Keeps what a look found; what becomes a task carries the look's number. */
    void keep(Year year, Duties.Looked looked) {
        int look = year.looks() + 1;
        jdbc.sql("update cs_group_life set looks = ? where case_id = ?").params(look, year.caseId()).update();
        for (Duty one : looked.changed()) {
            put(year, one, one.isOpen() && looked.asked().contains(one.kind()) ? look : null);
        }
    }

    /** Keeps a duty as it is from now on; number 0 makes a new one. */
    void put(Year year, Duty one) {
        put(year, one, null);
    }

    private void put(Year year, Duty one, @Nullable Integer askedIn) {
        if (one.dutyNo() == 0) {
            jdbc.sql("""
                    insert into cs_group_duty (group_no, case_id, kind, about, day_on, ask_at, due_at, manager_at, suspend_at, state, asked_in, to_manager, suspended)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(no(year.groupId()), year.caseId(), one.kind().name(), one.about(), one.on(), utc(one.askAt()), utc(one.dueAt()), utc(one.managerAt()),
                            utc(one.suspendAt()), one.state().name(), askedIn, one.toManager(), one.suspended()).update();
            return;
        }
        jdbc.sql("""
                update cs_group_duty set case_id = :case, ask_at = :ask, due_at = :due, manager_at = :manager, suspend_at = :suspend, state = :state,
                    asked_in = coalesce(:look, asked_in), to_manager = :toManager, suspended = :suspended, ended_at = :ended, ended_by = :by where duty_no = :no""")
                .param("case", year.caseId()).param("ask", utc(one.askAt())).param("due", utc(one.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("manager", utc(one.managerAt()), Types.TIMESTAMP_WITH_TIMEZONE).param("suspend", utc(one.suspendAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("state", one.state().name()).param("look", askedIn, Types.INTEGER).param("toManager", one.toManager()).param("suspended", one.suspended())
                .param("ended", utc(one.endedAt()), Types.TIMESTAMP_WITH_TIMEZONE).param("by", one.endedBy(), Types.VARCHAR).param("no", one.dutyNo()).update();
    }

    /** Years in which somebody is still to be taken out, or somebody to be found who runs the group, because people had left. */
    List<Year> waitingBecauseSomebodyLeft() {
        return jdbc.sql(YEAR + "where ended_at is null and case_id in (select case_id from cs_group_duty where " + LIVE
                + "and (kind = 'LEAVER' or kind = 'CHANGE' and about is null)) order by case_id").query(GroupLives::year).list();
    }

    // --- figures

    /** How many duties of the groups that somebody runs ended so. */
    public record Tally(String administratorId, State state, long duties) {}

    /** Of duties for a day from {@code since} on that came to an end as somebody did them or did not. */
    public List<Tally> tallies(LocalDate since) {
        return jdbc.sql("""
                select g.administrator_id, d.state, count(*) from cs_group_duty d join cs_group g on g.group_no = d.group_no
                where d.state in ('KEPT', 'KEPT_LATE', 'MISSED') and d.day_on >= ? group by g.administrator_id, d.state""").param(since)
                .query((row, n) -> new Tally(row.getString(1), State.valueOf(row.getString(2)), row.getLong(3))).list();
    }

    /** For which days reviews of the members wait or are to come, with how many of each. */
    public Map<LocalDate, Long> reviewsDue() {
        Map<LocalDate, Long> due = new TreeMap<>();
        jdbc.sql("select day_on, count(*) from cs_group_duty where kind = 'REVIEW' and " + LIVE + "group by day_on").query(row -> {
            due.put(row.getObject(1, LocalDate.class), row.getLong(2));
        });
        return due;
    }

    // --- members

    /** Ids of those who are in a group now. */
    public Set<String> members(String groupId) {
        return new TreeSet<>(jdbc.sql("select person_id from cs_group_member where group_no = ?").param(no(groupId)).query(String.class).list());
    }

    /** Everybody who is in some group. */
    Set<String> allMembers() {
        return new TreeSet<>(jdbc.sql("select distinct person_id from cs_group_member").query(String.class).list());
    }

    /** The groups somebody is in as a member. */
    public List<String> groupsWith(String personId) {
        return jdbc.sql("select group_no from cs_group_member where person_id = ? order by group_no").param(personId).query(Long.class).list().stream()
                .map(GroupLives::id).toList();
    }

    void setMembers(String groupId, Collection<String> personIds) {
        Set<String> before = members(groupId);
        before.stream().filter(one -> !personIds.contains(one)).forEach(one -> removeMember(groupId, one));
        personIds.stream().distinct().filter(one -> !before.contains(one)).forEach(one ->
                jdbc.sql("insert into cs_group_member (group_no, person_id) values (?, ?)").params(no(groupId), one).update());
    }

    void removeMember(String groupId, String personId) {
        jdbc.sql("delete from cs_group_member where group_no = ? and person_id = ?").params(no(groupId), personId).update();
    }

    // --- rows

    static long no(String groupId) {
        return Long.parseLong(groupId.substring(1));
    }

    static String id(long groupNo) {
        return String.format("G%06d", groupNo);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static Year year(ResultSet row, int number) throws SQLException {
        return new Year(row.getString("case_id"), id(row.getLong("group_no")), row.getInt("year_number"), instant(row, "began_at"),
                row.getObject("activated_on", LocalDate.class), row.getInt("looks"), orNull(row, "ended_at"));
    }

    private static Duty duty(ResultSet row, int number) throws SQLException {
        return new Duty(row.getLong("duty_no"), Kind.valueOf(row.getString("kind")), row.getString("about"), row.getObject("day_on", LocalDate.class),
                instant(row, "ask_at"), orNull(row, "due_at"), orNull(row, "manager_at"), orNull(row, "suspend_at"), State.valueOf(row.getString("state")),
                row.getBoolean("to_manager"), row.getBoolean("suspended"), orNull(row, "ended_at"), row.getString("ended_by"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant orNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
