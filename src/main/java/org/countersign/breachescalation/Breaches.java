package org.countersign.breachescalation;

import static org.countersign.breachescalation.BreachFiles.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.countersign.breachescalation.DecideOnNotification.Regulator;
import org.countersign.casefile.LocalTimes;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.Cases.Waiting;
import org.countersign.engine.NotAllowed;
import org.countersign.engine.Trail;
import org.countersign.notices.CalendarEntry;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The breach cases as boards, the register and programs see them. Callers decide who may see them: {@code dpo} and
 * {@code college-officers} only. All times are instants in UTC.
 */
@Service
public class Breaches {

    public enum Kind { NOT_TRIAGED, BREACH, NEAR_MISS, NOT_A_BREACH, JOINED }

    /**
     * One case.
     *
     * @param stage       in words: where it stands
     * @param nextStep    in words: what has to be done next; empty when closed
     * @param deadline    {@code awareAt} plus 72 elapsed hours; from {@code reportedAt} while provisional
     * @param late        the deadline passed before the regulator was told; stays visible for ever
     * @param outcome     in one or two words once closed, for example "Notified", "Not notifiable", "Near miss"
     * @param notifiedAt  when the regulator was told
     */
    public record BreachCase(String caseId, Kind kind, String state, String stage, String nextStep, List<String> holderIds,
            Instant reportedAt, Instant awareAt, boolean provisional, Instant deadline, boolean late,
            @Nullable Integer people, @Nullable String level, @Nullable String regulatorDecision, @Nullable String peopleDecision,
            @Nullable Instant notifiedAt, @Nullable String reference, @Nullable String cause, @Nullable String outcome,
            @Nullable String joinedTo, @Nullable String groupName, String summary, @Nullable Instant closedAt) {

        /** Whether the regulator is still to be told, or to be found not to need telling. */
        public boolean isClockRunning() {
            return notifiedAt == null && closedAt == null && !"Do not notify".equals(regulatorDecision) && (kind == Kind.NOT_TRIAGED || kind == Kind.BREACH);
        }

        /** The deadline for a calendar to subscribe to: the case's number and a verb. */
        public CalendarEntry deadlineEntry() {
            return new CalendarEntry(caseId + "-deadline", 0, deadline, deadlineWords(caseId, provisional), false);
        }
    }

    /** A value set for the awareness, in order. {@code standing} in words: in force, waiting for a second person, rejected. */
    public record Correction(long correctionId, Instant awareAt, String basis, String setBy, Instant setAt, String standing,
            @Nullable String decidedBy, @Nullable Instant decidedAt) {}

    /** A mark of the escalation. {@code outcome} in words: to come; sent; passed, a later one was sent; not needed any more. */
    public record Mark(String mark, String words, Instant due, String outcome, @Nullable Instant at) {}

    /**
     * How many cases of the register are alike.
     *
     * @param reportedIn in the institution's zone
     * @param halfDays   begun between awareness and notification, twelve hours each: six are up to exactly 72 hours; 0 where nobody was notified
     */
    public record Tally(YearMonth reportedIn, Kind kind, boolean closed, boolean notified, @Nullable String cause, int halfDays, long cases) {}

    /** Every outcome a case can have. */
    public static final List<String> OUTCOMES = Breach.OUTCOMES;

    /** What the register is asked for; every part may be absent. {@code before} pages by key: cases strictly older than that id. */
    public record Query(@Nullable String text, @Nullable Kind kind, @Nullable String outcome, @Nullable Integer reportedInYear,
            @Nullable String before, int limit) {}

    /** All of a case but the text that searches look through. */
    private static final String SELECT = """
            select case_id, kind, stage, next_step, reported_at, aware_at, provisional, deadline, late, people, risk_level, regulator_decision,
                people_decision, notified_at, reference, cause, outcome, joined_to, group_name, summary, closed_at from cs_breach\s""";

    /** Twelve hours to the next whole number up, so that exactly 72 hours is in time. */
    private static final String TALLIES = """
            select reported_year, reported_month, kind, closed, notified, cause, half_days, count(*) as cases from (
                select extract(year from reported_at at time zone '%1$s') as reported_year, extract(month from reported_at at time zone '%1$s') as reported_month,
                    kind, closed_at is not null as closed, notified_at is not null as notified, cause,
                    ceil((extract(epoch from notified_at) - extract(epoch from aware_at)) / 43200) as half_days
                from cs_breach where 1 = 1 %2$s) tally group by reported_year, reported_month, kind, closed, notified, cause, half_days""";

    private final JdbcClient jdbc;
    private final Cases cases;
    private final BreachFiles files;
    private final Marks marks;
    private final BreachEngineTasks engine;
    private final Trail trail;
    private final RegulatorFormFiller form;
    private final BreachPapers papers;
    private final Clock clock;

    Breaches(JdbcClient jdbc, Cases cases, BreachFiles files, Marks marks, BreachEngineTasks engine, Trail trail,
            RegulatorFormFiller form, BreachPapers papers, Clock clock) {
        this.jdbc = jdbc;
        this.cases = cases;
        this.files = files;
        this.marks = marks;
        this.engine = engine;
        this.trail = trail;
        this.form = form;
        this.papers = papers;
        this.clock = clock;
    }

    /** Open cases, the one due first first. */
    public List<BreachCase> open() {
        Map<String, List<Waiting>> tasks = cases.openTasksOfFlow(BreachEscalationTasks.FLOW);
        return jdbc.sql(SELECT + "where closed_at is null order by deadline, case_id")
                .query((row, number) -> read(row, holders(tasks.getOrDefault(row.getString("case_id"), List.of())))).list();
    }

    public Optional<BreachCase> find(String caseId) {
        return jdbc.sql(SELECT + "where case_id = ?").param(caseId)
                .query((row, number) -> read(row, row.getObject("closed_at") != null ? List.of() : holders(cases.openTasksOf(caseId)))).optional();
    }

    /** The register of UK GDPR art. 33(5): every case, newest first. */
    public List<BreachCase> register(Query query) {
        return select(query, "order by case_id desc fetch first ? rows only", Math.max(1, Math.min(query.limit(), 1000)))
                .query((row, number) -> read(row, List.of())).list();
    }

    /** What the register adds up to, in no order. */
    public List<Tally> tallies(Query query) {
        List<Object> params = new ArrayList<>();
        return jdbc.sql(TALLIES.formatted(files.zone(), asked(query, params))).params(params)
                .query((row, number) -> new Tally(YearMonth.of(row.getInt("reported_year"), row.getInt("reported_month")), Kind.valueOf(row.getString("kind")),
                        row.getBoolean("closed"), row.getBoolean("notified"), row.getString("cause"), row.getInt("half_days"), row.getLong("cases"))).list();
    }

    /** Whether the regulator has ever been told of a breach here. */
    boolean hasOneBeenNotified() {
        return !jdbc.sql("select case_id from cs_breach where notified_at is not null fetch first 1 row only").query(String.class).list().isEmpty();
    }

    /** Walks the whole register, oldest first, without holding it in memory. */
    public void eachOfTheRegister(Query query, Consumer<BreachCase> each) {
        String last = "";
        while (true) {
            List<BreachCase> some = select(query, "and case_id > ? order by case_id fetch first ? rows only", last, 1000)
                    .query((row, number) -> read(row, List.of())).list();
            some.forEach(each);
            if (some.size() < 1000) {
                return;
            }
            last = some.get(some.size() - 1).caseId();
        }
    }

    private JdbcClient.StatementSpec select(Query query, String end, Object... endParams) {
        List<Object> params = new ArrayList<>();
        String sql = SELECT + "where 1 = 1 " + asked(query, params) + end;
        params.addAll(List.of(endParams));
        return jdbc.sql(sql).params(params);
    }

    /** The conditions of a question, each beginning with "and"; adds its values to the parameters. */
    private String asked(Query query, List<Object> params) {
        StringBuilder sql = new StringBuilder();
        if (query.text() != null && !query.text().isBlank()) {
            sql.append("and search_text like ? escape '!' ");
            params.add("%" + query.text().strip().toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%");
        }
        if (query.kind() != null) {
            sql.append("and kind = ? ");
            params.add(query.kind().name());
        }
        if (query.outcome() != null && !query.outcome().isBlank()) {
            sql.append("and outcome = ? ");
            params.add(query.outcome());
        }
        if (query.reportedInYear() != null) {
            sql.append("and reported_at >= ? and reported_at < ? ");
            params.add(utc(LocalDateTime.of(query.reportedInYear(), 1, 1, 0, 0).atZone(files.zone()).toInstant()));
            params.add(utc(LocalDateTime.of(query.reportedInYear() + 1, 1, 1, 0, 0).atZone(files.zone()).toInstant()));
        }
        if (query.before() != null && !query.before().isBlank()) {
            sql.append("and case_id < ? ");
            params.add(query.before());
        }
        return sql.toString();
    }

    public List<Correction> correctionsOf(String caseId) {
        return files.settings(caseId).stream().map(setting -> new Correction(setting.number(), setting.awareness().awareAt(),
                setting.awareness().basis(), setting.awareness().setBy(), setting.awareness().setAt(), inWords(setting.awareness().standing()),
                setting.awareness().decidedBy(), setting.decidedAt())).toList();
    }

    static String deadlineWords(String caseId, boolean provisional) {
        return caseId + ": tell the regulator by now" + (provisional ? " (provisional)" : "");
    }

    static String inWords(BreachClock.Standing standing) {
        return switch (standing) {
            case IN_FORCE -> "in force";
            case WAITING_FOR_SECOND_PERSON -> "waiting for a second person";
            case REJECTED -> "rejected";
        };
    }

    /** In the order they are due. */
    public List<Mark> marksOf(String caseId) {
        return marks.of(caseId).stream().map(mark -> new Mark(mark.id(), mark.words(), mark.due(), inWords(mark.outcome()), mark.handledAt())).toList();
    }

    static String inWords(Escalation.Outcome outcome) {
        return switch (outcome) {
            case TO_COME -> "to come";
            case SENT -> "sent";
            case PASSED -> "passed, a later one was sent";
            case NOT_NEEDED -> "not needed any more";
        };
    }

    /** The regulator's form, filled from the case; what is missing stays empty. There is none of a case that was disposed of. */
    public Optional<RegulatorForm> regulatorFormOf(String caseId) {
        return find(caseId).filter(one -> files.isThere(caseId)).map(one -> form.of(caseId, files.state(caseId)));
    }

    /** What was still missing when the regulator was told and has been sent since; none of a case that was disposed of. */
    public List<SentLater> sentLaterOf(String caseId) {
        return files.isThere(caseId) ? form.sentLater(caseId, files.state(caseId)) : List.of();
    }

    /** The same as PDF/A, tagged. */
    public Optional<byte[]> regulatorFormPdfOf(String caseId) {
        return regulatorFormOf(caseId).map(filled -> papers.regulatorsForm(caseId, filled));
    }

    /**
     * Corrects when the institution became aware. Earlier counts at once; later waits for a second person.
     *
     * @param localTime as typed, in the institution's zone
     * @throws org.countersign.engine.NotAllowed when it lies in the future or before the event, has no reason, or the case is closed
     */
    @Transactional
    public void correctAwareness(String caseId, String localTime, String reason, String byPersonId) {
        cases.takeTurn(caseId);
        BreachCase one = find(caseId).orElseThrow(() -> new NotAllowed("There is no breach case with this number."));
        Breach breach = files.state(caseId);
        if (one.closedAt() != null || breach.isClosed()) {
            throw new NotAllowed("This case is closed. Its clock cannot be corrected any more.");
        }
        if (breach.clock().isProvisional()) {
            throw new NotAllowed("The awareness has not been set yet: triage the report first.");
        }
        if (reason == null || reason.isBlank() || reason.length() > 2000) {
            throw new NotAllowed("Give the reason for the correction, in under 2,000 characters.");
        }
        Instant awareAt = LocalTimes.instant(localTime == null ? "" : localTime, files.zone())
                .orElseThrow(() -> new NotAllowed("Enter a date and time such as 2026-11-21T09:30."));
        breach.clock().refusal(awareAt, clock.instant(), occurredFrom(breach)).ifPresent(refusal -> {
            throw new NotAllowed(inWords(refusal));
        });
        if (awareAt.equals(breach.clock().awareAt())) {
            throw new NotAllowed("This is the time that counts already.");
        }
        if (awareAt.isAfter(breach.clock().awareAt()) && breach.clock().waiting().isPresent()) {
            throw new NotAllowed("A later time waits for a second person already. That has to be decided first.");
        }
        boolean waits = files.set(caseId, breach.clock(), awareAt, reason.strip(), byPersonId);
        trail.add(caseId, "corrected", "awarenessCorrected", byPersonId, null,
                waits ? "Asked to set the awareness later; a second person decides" : "Set the awareness earlier");
        engine.awarenessCorrected(cases.find(caseId).map(Case::processInstanceId).orElseThrow());
    }

    static String inWords(BreachClock.Refusal refusal) {
        return switch (refusal) {
            case IN_THE_FUTURE -> "The awareness cannot lie in the future.";
            case BEFORE_THE_EVENT -> "The awareness cannot lie before it happened.";
            case BEFORE_THE_LAW -> "The awareness cannot lie before 25 May 2018, when the duty to notify began. Check the year.";
        };
    }

    @Nullable Instant occurredFrom(Breach breach) {
        return breach.report().occurredFrom() == null ? null : LocalTimes.instant(breach.report().occurredFrom(), files.zone()).orElse(null);
    }

    /** Leaves kind, days, numbers and decisions of a closed case, and nothing that was written. */
    void forget(String caseId) {
        jdbc.sql("delete from cs_breach_awareness where case_id = ?").param(caseId).update();
        jdbc.sql("delete from cs_breach_mark where case_id = ?").param(caseId).update();
        jdbc.sql("update cs_breach set summary = '', search_text = '', group_name = null, reference = null where case_id = ?").param(caseId).update();
    }

    /** Writes what boards and the register read, from the answers. Called whenever something has changed. */
    void refresh(String caseId, Breach breach) {
        boolean wasLate = jdbc.sql("select late from cs_breach where case_id = ?").param(caseId).query(Boolean.class).optional().orElse(false);
        Instant now = clock.instant();
        Optional<Instant> notifiedAt = breach.notification().flatMap(one -> LocalTimes.instant(one.submittedAt(), files.zone()));
        Integer people = breach.people().orElse(null);
        String regulator = breach.last(DecideOnNotification.class).map(one -> one.regulator() == Regulator.NOTIFY ? "Notify"
                : breach.isNoNotificationConfirmed() ? "Do not notify" : "Do not notify, not confirmed yet").orElse(null);
        String group = files.groupOf(breach).map(Group::name).orElse(null);
        boolean closed = breach.isClosed();
        boolean written = jdbc.sql("""
                update cs_breach set kind = :kind, stage = :stage, next_step = :next, aware_at = :aware, provisional = :provisional,
                    deadline = :deadline, late = :late, people = :people, risk_level = :level, regulator_decision = :regulator,
                    people_decision = :peopleDecision, notified_at = :notified, reference = :reference, cause = :cause, outcome = :outcome,
                    joined_to = :joined, group_name = :group, summary = :summary, search_text = :search,
                    closed_at = case when :closed then coalesce(closed_at, :now) else null end where case_id = :case""")
                .params(values(caseId, breach, wasLate, now, notifiedAt, people, regulator, group, closed)).update() > 0;
        if (!written) {
            jdbc.sql("""
                    insert into cs_breach (case_id, kind, stage, next_step, reported_at, aware_at, provisional, deadline, late, people,
                        risk_level, regulator_decision, people_decision, notified_at, reference, cause, outcome, joined_to, group_name, summary,
                        search_text, closed_at)
                    values (:case, :kind, :stage, :next, :reported, :aware, :provisional, :deadline, :late, :people, :level, :regulator,
                        :peopleDecision, :notified, :reference, :cause, :outcome, :joined, :group, :summary, :search,
                        case when :closed then :now else null end)""")
                    .params(values(caseId, breach, wasLate, now, notifiedAt, people, regulator, group, closed)).update();
        }
    }

    private Map<String, Object> values(String caseId, Breach breach, boolean wasLate, Instant now, Optional<Instant> notifiedAt,
            @Nullable Integer people, @Nullable String regulator, @Nullable String group, boolean closed) {
        Map<String, Object> values = new HashMap<>();
        values.put("case", caseId);
        values.put("kind", breach.kind().name());
        values.put("stage", breach.stage());
        values.put("next", breach.nextStep());
        values.put("reported", utc(breach.reportedAt()));
        values.put("aware", utc(breach.clock().awareAt()));
        values.put("provisional", breach.clock().isProvisional());
        values.put("deadline", utc(breach.clock().deadline()));
        values.put("late", isLate(breach, notifiedAt, wasLate, now));
        values.put("people", typed(people, Types.INTEGER));
        values.put("level", typed(breach.last(AssessBreach.class).map(one -> one.level().name()).orElse(null), Types.VARCHAR));
        values.put("regulator", typed(regulator, Types.VARCHAR));
        values.put("peopleDecision", typed(breach.last(DecideOnNotification.class).map(one -> Words.of(one.people())).orElse(null), Types.VARCHAR));
        values.put("notified", typed(notifiedAt.map(BreachFiles::utc).orElse(null), Types.TIMESTAMP_WITH_TIMEZONE));
        values.put("reference", typed(breach.notification().map(NotifyRegulator::reference).orElse(null), Types.VARCHAR));
        values.put("cause", typed(breach.last(CloseBreach.class).map(one -> Words.of(one.cause())).orElse(null), Types.VARCHAR));
        values.put("outcome", typed(closed ? breach.outcome() : null, Types.VARCHAR));
        values.put("joined", typed(breach.kind() == Kind.JOINED ? breach.last(TriageBreach.class).map(TriageBreach::joins).orElse(null) : null, Types.VARCHAR));
        values.put("group", typed(group, Types.VARCHAR));
        values.put("summary", shortened(breach.report().whatHappened()));
        values.put("search", (caseId + " " + breach.report().whatHappened() + " " + breach.last(AssessBreach.class).map(AssessBreach::consequences).orElse("")
                + " " + breach.last(CloseBreach.class).map(CloseBreach::lessons).orElse("") + " " + (group == null ? "" : group)
                + " " + breach.notification().map(NotifyRegulator::reference).orElse("")
                + " " + breach.all(FollowUp.class).stream().map(FollowUp::sent).collect(Collectors.joining(" "))).toLowerCase(Locale.ROOT));
        values.put("closed", closed);
        values.put("now", utc(now));
        return values;
    }

    private static Object typed(@Nullable Object value, int type) {
        return new SqlParameterValue(type, value);
    }

    /** Late once the deadline passed before the regulator was told; a correction does not undo it, an entry made afterwards of a notification in time does. */
    private static boolean isLate(Breach breach, Optional<Instant> notifiedAt, boolean wasLate, Instant now) {
        if (notifiedAt.isPresent()) {
            Instant earliest = breach.clock().settings().stream().filter(one -> one.standing() == BreachClock.Standing.IN_FORCE)
                    .map(one -> one.awareAt().plus(BreachClock.TIME_TO_NOTIFY)).min(Instant::compareTo).orElse(breach.clock().deadline());
            return breach.clock().isLateAt(notifiedAt.get()) || wasLate && notifiedAt.get().isAfter(earliest);
        }
        return wasLate || !breach.isClockStopped() && breach.clock().isLateAt(now);
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 300 ? line : line.substring(0, line.offsetByCodePoints(0, Math.min(290, line.codePointCount(0, line.length())))) + "…";
    }

    private static List<String> holders(List<Waiting> tasks) {
        Set<String> ids = new LinkedHashSet<>();
        // Who contains it is not who has to take the next step.
        List<Waiting> deciding = tasks.stream().filter(task -> !task.task().equals(BreachFiles.CONTAIN)).collect(Collectors.toList());
        (deciding.isEmpty() ? tasks : deciding).forEach(task -> ids.addAll(task.holderIds()));
        return List.copyOf(ids);
    }

    private BreachCase read(ResultSet row, List<String> holderIds) throws SQLException {
        Instant deadline = instant(row, "deadline");
        Instant notifiedAt = instantOrNull(row, "notified_at");
        Instant closedAt = instantOrNull(row, "closed_at");
        Kind kind = Kind.valueOf(row.getString("kind"));
        String regulator = row.getString("regulator_decision");
        boolean waits = notifiedAt == null && closedAt == null && !"Do not notify".equals(regulator)
                && (kind == Kind.NOT_TRIAGED || kind == Kind.BREACH);
        boolean late = row.getBoolean("late") || waits && clock.instant().isAfter(deadline);
        return new BreachCase(row.getString("case_id"), kind, closedAt == null ? "open" : "closed", row.getString("stage"),
                row.getString("next_step"), holderIds, instant(row, "reported_at"), instant(row, "aware_at"), row.getBoolean("provisional"), deadline,
                late, row.getObject("people", Integer.class), row.getString("risk_level"), regulator, row.getString("people_decision"), notifiedAt,
                row.getString("reference"), row.getString("cause"), row.getString("outcome"), row.getString("joined_to"), row.getString("group_name"),
                row.getString("summary"), closedAt);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
