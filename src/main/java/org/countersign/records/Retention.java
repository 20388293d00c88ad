package org.countersign.records;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.countersign.people.People;
import org.countersign.people.PeopleChanged;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RetentionSchedule.Action;
import org.countersign.records.RetentionSchedule.Rule;
import org.countersign.records.RetentionSchedule.Trigger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long each record is kept: its class, what the schedule says of it, since when its time runs, and when it is due. No date is known
 * before the event from which the time runs. Nothing is ever kept for a shorter time than before unless a records officer says so with
 * a reason; each change is a row of the ledger. Days are calendar days where the institution is.
 */
@Service
public class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int STRETCH = 500;
    private static final int SHOWN = 200;
    private static final String COLUMNS = """
            r.record_id, r.flow, r.access_class, r.title, r.retention_class, r.retention_version, r.retention_trigger, r.retention_action, r.trigger_on,
            r.due_on, r.extended_until, r.retention_person, r.sealed_at, r.sha256, r.disposed_at, exists (select 1 from cs_hold_record hr
            join cs_hold h on h.hold_id = hr.hold_id where hr.record_id = r.record_id and h.released_at is null) as held""";

    /**
     * How a record is kept.
     *
     * @param title         {@code null} where the record is not open to the desk
     * @param version       of the schedule it was last asked of; {@code null} where the schedule has no row for its class
     * @param triggerOn     since when its time runs; {@code null} while that is not known
     * @param dueOn         first day on which it may be disposed of; {@code null} while that is not known, and for what is kept for good
     * @param extendedUntil until when it was kept on beyond its time
     */
    public record Kept(String recordId, String flow, AccessClass accessClass, @Nullable String title, String retentionClass, @Nullable String version,
            @Nullable Trigger trigger, @Nullable Action action, @Nullable LocalDate triggerOn, @Nullable LocalDate dueOn, @Nullable LocalDate extendedUntil,
            @Nullable String personId, Instant sealedAt, String sha256, @Nullable Instant disposedAt, boolean held) {}

    /** How a change moves the day on which a record is due. */
    public enum Move { SAME, LONGER, SHORTER }

    /** What a change does to one record. */
    public record Change(String recordId, String classBefore, String classAfter, @Nullable LocalDate dueBefore, @Nullable LocalDate dueAfter, Move move, boolean held) {}

    /**
     * What a change would do.
     *
     * @param shown the first of those that are not the same afterwards
     */
    public record Effects(int records, int longer, int shorter, int same, List<Change> shown) {}

    private final JdbcClient jdbc;
    private final ObjectProvider<RetentionSchedule> schedules;
    private final Ledger ledger;
    private final People people;
    private final Clock clock;
    private final ZoneId zone;
    private final TransactionTemplate transaction;

    Retention(JdbcClient jdbc, ObjectProvider<RetentionSchedule> schedules, Ledger ledger, People people, Clock clock, ZoneId zone, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.schedules = schedules;
        this.ledger = ledger;
        this.people = people;
        this.clock = clock;
        this.zone = zone;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The schedule in force, row by row. */
    public List<Rule> rules() {
        return schedule().map(RetentionSchedule::rules).orElse(List.of());
    }

    public Optional<Rule> rule(String retentionClass) {
        return schedule().flatMap(one -> one.rule(retentionClass));
    }

    /** The version of the schedule in force. */
    public String version() {
        return schedule().map(RetentionSchedule::version).orElse("");
    }

    private Optional<RetentionSchedule> schedule() {
        return Optional.ofNullable(schedules.getIfAvailable());
    }

    // --- what is known

    public Optional<Kept> of(String recordId) {
        return of(List.of(recordId)).stream().findFirst();
    }

    /** The record, and nobody else changes it, holds it or disposes of it until the caller's transaction has ended. */
    public Optional<Kept> take(String recordId) {
        lock(List.of(recordId));
        return of(recordId);
    }

    /** Those of them that there are, by id. */
    public List<Kept> of(Collection<String> recordIds) {
        return recordIds.isEmpty() ? List.of() : jdbc.sql("select " + COLUMNS + " from cs_record r where r.record_id in (:ids) order by r.record_id")
                .param("ids", recordIds).query(this::kept).list();
    }

    /**
     * Whose time is over, the longest due first, held ones too. Never those that are sealed off.
     *
     * @param after the last record of the page before; {@code null} for the first page
     */
    public List<Kept> due(@Nullable String after, int limit) {
        return due("<>", after, limit);
    }

    /** The same of those that are sealed off. Who may know of which is decided by the caller. */
    public List<Kept> dueSealedOff(@Nullable String after, int limit) {
        return due("=", after, limit);
    }

    private List<Kept> due(String sealedOff, @Nullable String after, int limit) {
        List<Object> params = new ArrayList<>(List.of(today()));
        String from = "";
        Optional<Kept> last = after == null ? Optional.empty() : of(after).filter(one -> one.dueOn() != null);
        if (last.isPresent()) {
            from = " and (r.due_on, r.record_id) > (?, ?)";
            params.addAll(List.of(Objects.requireNonNull(last.get().dueOn()), last.get().recordId()));
        }
        params.add(limit);
        return jdbc.sql("select " + COLUMNS + " from cs_record r where r.disposed_at is null and r.access_class " + sealedOff + " 'SEALED_OFF' and r.retention_action <> 'keep'"
                + " and r.due_on <= ?" + from + " order by r.due_on, r.record_id fetch first ? rows only").params(params).query(this::kept).list();
    }

    /** How many {@link #due} lists in all. */
    public long countDue() {
        return jdbc.sql("select count(*) from cs_record where disposed_at is null and access_class <> 'SEALED_OFF' and retention_action <> 'keep' and due_on <= ?")
                .param(today()).query(Long.class).single();
    }

    /**
     * Whose time has not begun because somebody has to enter a day: the end of the contract, of the registration, of the academic year.
     * By number; never those that are sealed off.
     */
    public List<Kept> waitingForADay(@Nullable String after, int limit) {
        return jdbc.sql("select " + COLUMNS + " from cs_record r where r.retention_trigger in (:triggers) and r.trigger_on is null and r.disposed_at is null"
                + " and r.access_class <> 'SEALED_OFF' and r.record_id > :after order by r.record_id fetch first :limit rows only")
                .param("triggers", Stream.of(Trigger.CONTRACT_END, Trigger.END_OF_REGISTRATION, Trigger.ACADEMIC_YEAR_END).map(Trigger::id).toList())
                .param("after", after == null ? "" : after).param("limit", limit).query(this::kept).list();
    }

    // --- events

    /** At deposit, in its transaction. */
    void deposited(String recordId, String retentionClass, Instant sealedAt, @Nullable String personId) {
        jdbc.sql("update cs_record set retention_person = ? where record_id = ?").params(Arrays.asList(personId, recordId)).update();
        rule(retentionClass).ifPresent(rule -> {
            LocalDate triggerOn = knownDay(rule.trigger(), sealedAt, personId);
            write(recordId, rule, triggerOn, rule.dueOn(triggerOn));
        });
    }

    /**
     * The event has come from which a record's time runs: the group is closed, the app withdrawn, the record superseded. In the caller's
     * transaction. Nothing happens to a record whose time runs from something else, or has begun already.
     */
    public void happened(String recordId, Trigger trigger, LocalDate on) {
        of(recordId).filter(one -> one.trigger() == trigger && one.triggerOn() == null && one.disposedAt() == null)
                .ifPresent(one -> rule(one.retentionClass()).ifPresent(rule -> begin(one, rule, on)));
    }

    private void begin(Kept one, Rule rule, @Nullable LocalDate on) {
        LocalDate due = later(rule.dueOn(on), one.extendedUntil());
        jdbc.sql("update cs_record set trigger_on = ?, due_on = ? where record_id = ?").params(Arrays.asList(on, due, one.recordId())).update();
        ledger.add("retentionTriggered", one.recordId(), named("trigger", rule.trigger().id(), "on", on, "due", due));
    }

    /** Somebody has left, or come back before the time was over. */
    @EventListener
    @Transactional
    void peopleChanged(PeopleChanged event) {
        jdbc.sql("select distinct retention_person from cs_record where retention_trigger = ? and retention_person is not null and disposed_at is null")
                .param(Trigger.END_OF_EMPLOYMENT.id()).query(String.class).list().forEach(personId -> {
                    LocalDate left = lastDayOf(personId);
                    jdbc.sql("select " + COLUMNS + " from cs_record r where r.retention_person = ? and r.retention_trigger = ? and r.disposed_at is null")
                            .params(personId, Trigger.END_OF_EMPLOYMENT.id()).query(this::kept).list().stream().filter(one -> !Objects.equals(one.triggerOn(), left))
                            .forEach(one -> rule(one.retentionClass()).filter(rule -> rule.trigger() == Trigger.END_OF_EMPLOYMENT).ifPresent(rule -> begin(one, rule, left)));
                });
    }

    /** What is due stays for longer, as two people have agreed. @throws RetentionRefused when the day is not later than the one known */
    @Transactional
    public void extend(String recordId, LocalDate until, String reason, String because) {
        Kept one = of(recordId).orElseThrow();
        if (one.dueOn() == null || !until.isAfter(one.dueOn())) {
            throw new RetentionRefused("Record " + recordId + " is not kept any longer by " + until + ".");
        }
        jdbc.sql("update cs_record set extended_until = ?, due_on = ? where record_id = ?").params(until, until, recordId).update();
        ledger.add("retentionChanged", recordId, named("dueBefore", one.dueOn(), "dueAfter", until, "reason", reason, "because", because));
    }

    // --- what officers change

    /** What {@link #reclassify} would do. @throws RetentionRefused when the schedule has no such class */
    public Effects previewOfReclassifying(Collection<String> recordIds, String retentionClass) {
        return effects(changesTo(recordIds, retentionClass));
    }

    /**
     * Moves records to another class.
     *
     * @param shorterToo that some are kept for a shorter time then has been seen and is meant
     * @throws RetentionRefused without a reason, or where a record would be kept for a shorter time and that was not meant or the record is held
     */
    @Transactional
    public Effects reclassify(Collection<String> recordIds, String retentionClass, String reason, boolean shorterToo, String byPersonId) {
        Rule rule = ruleFor(retentionClass);
        return change(recordIds, kept -> rule, reason, shorterToo, byPersonId, kept -> triggerDay(kept, rule));
    }

    /** What {@link #enter} would do. */
    public Effects previewOfEntering(Collection<String> recordIds, LocalDate on) {
        return effects(stillThere(recordIds).map(one -> changeTo(one, ruleOnDay(one), on)).toList());
    }

    /**
     * Enters the day from which the time of records runs: the end of the contract, of the registration, of the academic year. Not for
     * those whose time runs from the closure of the case, which is known.
     *
     * @throws RetentionRefused as {@link #reclassify} does
     */
    @Transactional
    public Effects enter(Collection<String> recordIds, LocalDate on, String reason, boolean shorterToo, String byPersonId) {
        return change(recordIds, this::ruleOnDay, reason, shorterToo, byPersonId, kept -> on);
    }

    private Rule ruleOnDay(Kept one) {
        Rule rule = ruleFor(one.retentionClass());
        if (rule.trigger() == Trigger.CLOSURE) {
            throw new RetentionRefused("The time of record " + one.recordId() + " runs from the closure of its case, which is known.");
        }
        return rule;
    }

    private Effects change(Collection<String> recordIds, Function<Kept, Rule> rules, String reason, boolean shorterToo, String byPersonId,
            Function<Kept, @Nullable LocalDate> triggerDays) {
        if (reason.isBlank() || reason.length() > 2000) {
            throw new RetentionRefused("Give the reason, in fewer than 2,000 characters.");
        }
        lock(recordIds);
        List<Kept> records = stillThere(recordIds).toList();
        Map<Kept, Change> changes = new LinkedHashMap<>();
        records.forEach(one -> changes.put(one, changeTo(one, rules.apply(one), triggerDays.apply(one))));
        List<String> refused = changes.values().stream().filter(one -> one.move() == Move.SHORTER && (one.held() || !shorterToo)).map(Change::recordId).toList();
        if (!refused.isEmpty()) {
            throw new RetentionRefused((shorterToo ? "Held, so not to be kept for a shorter time: " : "Kept for a shorter time than before, which has to be confirmed: ")
                    + String.join(", ", refused) + ".");
        }
        changes.forEach((one, change) -> apply(one, rules.apply(one), triggerDays.apply(one), change, reason.strip(), byPersonId));
        return effects(List.copyOf(changes.values()));
    }

    // --- a schedule that has changed

    /** What the schedule in force would change of records that were last asked of another version: those it keeps for a shorter time wait for {@link #recompute}. */
    public Effects previewOfRecomputing() {
        Tally tally = new Tally();
        String after = "";
        while (true) {
            List<Kept> stretch = ofOtherVersions(after, false);
            stretch.forEach(one -> rule(one.retentionClass()).ifPresent(rule -> tally.add(changeTo(one, rule, triggerDay(one, rule)))));
            if (stretch.size() < STRETCH) {
                return tally.effects();
            }
            after = stretch.get(stretch.size() - 1).recordId();
        }
    }

    /**
     * Asks the schedule in force for every record that was last asked of another version, in stretches of a transaction each.
     *
     * @param shorterToo whether those are changed too that are kept for a shorter time then; held ones never are
     * @param byPersonId {@code null} when nobody has asked for it: then {@code shorterToo} must be false
     * @return what has been done
     */
    public Effects recompute(boolean shorterToo, String reason, @Nullable String byPersonId) {
        if (shorterToo && (byPersonId == null || reason.isBlank())) {
            throw new RetentionRefused("Give the reason why records are kept for a shorter time than before.");
        }
        Tally done = new Tally();
        String after = "";
        while (true) {
            String from = after;
            List<Kept> stretch = Objects.requireNonNull(transaction.execute(alone -> {
                List<Kept> some = ofOtherVersions(from, byPersonId == null);
                lock(some.stream().map(Kept::recordId).toList());
                of(some.stream().map(Kept::recordId).toList()).stream().filter(one -> one.disposedAt() == null && !version().equals(one.version()))
                        .forEach(one -> rule(one.retentionClass()).ifPresent(rule -> {
                            Change change = changeTo(one, rule, triggerDay(one, rule));
                            if (change.move() != Move.SHORTER || shorterToo && !change.held()) {
                                apply(one, rule, triggerDay(one, rule), change, reason, byPersonId);
                                done.add(change);
                            }
                        }));
                return some;
            }));
            if (stretch.size() < STRETCH) {
                return done.effects();
            }
            after = stretch.get(stretch.size() - 1).recordId();
        }
    }

    @EventListener(ApplicationReadyEvent.class)
    void askTheScheduleInForce() {
        Effects done = recompute(false, "The retention schedule is " + version(), null);
        if (done.records() > 0) {
            LOG.info("The retention schedule {} was asked for {} records: {} are kept for longer than before", version(), done.records(), done.longer());
        }
        Effects waiting = previewOfRecomputing();
        if (waiting.shorter() > 0) {
            LOG.warn("The retention schedule {} would keep {} records for a shorter time than before. They stay as they are until a records officer confirms it.",
                    version(), waiting.shorter());
        }
    }

    /** @param sealedOff whether those that are sealed off are among them: nobody is shown these, and what keeps them longer is followed all the same */
    private List<Kept> ofOtherVersions(String after, boolean sealedOff) {
        return jdbc.sql("select " + COLUMNS + " from cs_record r where r.disposed_at is null" + (sealedOff ? "" : " and r.access_class <> 'SEALED_OFF'") + " and (r.retention_version is null or r.retention_version <> ?)"
                + " and r.record_id > ? order by r.record_id fetch first ? rows only").params(version(), after, STRETCH).query(this::kept).list();
    }

    // --- one record

    private Stream<Kept> stillThere(Collection<String> recordIds) {
        List<Kept> records = of(recordIds);
        if (records.isEmpty() || records.size() < recordIds.stream().distinct().count() || records.stream().anyMatch(one -> one.disposedAt() != null)) {
            throw new RetentionRefused("Choose records that are still there.");
        }
        return records.stream();
    }

    private List<Change> changesTo(Collection<String> recordIds, String retentionClass) {
        Rule rule = ruleFor(retentionClass);
        return stillThere(recordIds).map(one -> changeTo(one, rule, triggerDay(one, rule))).toList();
    }

    private Rule ruleFor(String retentionClass) {
        return rule(retentionClass).orElseThrow(() -> new RetentionRefused("The retention schedule has no class '" + retentionClass + "'."));
    }

    private @Nullable LocalDate triggerDay(Kept one, Rule rule) {
        return rule.trigger() == one.trigger() ? one.triggerOn() : knownDay(rule.trigger(), one.sealedAt(), one.personId());
    }

    private static Change changeTo(Kept one, Rule rule, @Nullable LocalDate triggerOn) {
        LocalDate due = later(rule.dueOn(triggerOn), one.extendedUntil());
        return new Change(one.recordId(), one.retentionClass(), rule.retentionClass(), one.dueOn(), due, move(one, rule, due), one.held());
    }

    /** What has no day yet is taken to last longer than what has one, and what is kept for good longer than everything. */
    private static Move move(Kept before, Rule rule, @Nullable LocalDate due) {
        if (before.version() == null || Objects.equals(before.dueOn(), due)) {
            return before.action() == Action.KEEP && rule.action() != Action.KEEP ? Move.SHORTER
                    : before.action() != null && before.action() != Action.KEEP && rule.action() == Action.KEEP ? Move.LONGER : Move.SAME;
        }
        if (before.dueOn() == null) {
            // The first day that is entered for a class is what everybody waits for.
            return before.action() != Action.KEEP && before.triggerOn() == null && before.retentionClass().equals(rule.retentionClass()) && before.trigger() == rule.trigger()
                    ? Move.SAME : Move.SHORTER;
        }
        return due == null || due.isAfter(before.dueOn()) ? Move.LONGER : Move.SHORTER;
    }

    private void apply(Kept one, Rule rule, @Nullable LocalDate triggerOn, Change change, String reason, @Nullable String byPersonId) {
        write(one.recordId(), rule, triggerOn, change.dueAfter());
        boolean asBefore = change.classBefore().equals(change.classAfter()) && Objects.equals(change.dueBefore(), change.dueAfter());
        if (one.version() != null && !asBefore) {
            ledger.add("retentionChanged", one.recordId(), named("classBefore", change.classBefore(), "classAfter", change.classAfter(), "dueBefore", change.dueBefore(),
                    "dueAfter", change.dueAfter(), "version", version(), "reason", reason, "by", byPersonId));
        }
    }

    private void write(String recordId, Rule rule, @Nullable LocalDate triggerOn, @Nullable LocalDate due) {
        jdbc.sql("""
                update cs_record set retention_class = ?, retention_version = ?, retention_trigger = ?, retention_action = ?, trigger_on = ?, due_on = ?
                where record_id = ?""")
                .params(Arrays.asList(rule.retentionClass(), version(), rule.trigger().id(), rule.action().id(), triggerOn, due, recordId)).update();
    }

    private @Nullable LocalDate knownDay(Trigger trigger, Instant sealedAt, @Nullable String personId) {
        return switch (trigger) {
            case CLOSURE -> LocalDate.ofInstant(sealedAt, zone);
            case END_OF_EMPLOYMENT -> personId == null ? null : lastDayOf(personId);
            default -> null;
        };
    }

    /** Once it is over. */
    private @Nullable LocalDate lastDayOf(String personId) {
        return people.byId(personId).map(one -> one.employedUntil()).filter(day -> day.isBefore(today())).orElse(null);
    }

    private void lock(Collection<String> recordIds) {
        if (!recordIds.isEmpty()) {
            jdbc.sql("select record_id from cs_record where record_id in (:ids) order by record_id for update").param("ids", recordIds).query(String.class).list();
        }
    }

    private static Effects effects(List<Change> changes) {
        Tally tally = new Tally();
        changes.forEach(tally::add);
        return tally.effects();
    }

    /** Counts changes, and remembers the first that are worth showing: of a million nobody reads each. */
    private static final class Tally {

        private final int[] moves = new int[Move.values().length];
        private final List<Change> shown = new ArrayList<>();

        void add(Change change) {
            moves[change.move().ordinal()]++;
            if (change.move() != Move.SAME && shown.size() < SHOWN) {
                shown.add(change);
            }
        }

        Effects effects() {
            int longer = moves[Move.LONGER.ordinal()];
            int shorter = moves[Move.SHORTER.ordinal()];
            return new Effects(moves[Move.SAME.ordinal()] + longer + shorter, longer, shorter, moves[Move.SAME.ordinal()], List.copyOf(shown));
        }
    }

    private static @Nullable LocalDate later(@Nullable LocalDate due, @Nullable LocalDate extended) {
        return due == null || extended == null || due.isAfter(extended) ? due : extended;
    }

    private static Map<String, Object> named(@Nullable Object... namesAndValues) {
        Map<String, Object> details = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                details.put((String) Objects.requireNonNull(namesAndValues[i]), Objects.requireNonNull(namesAndValues[i + 1]));
            }
        }
        return details;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private Kept kept(ResultSet row, int number) throws SQLException {
        AccessClass access = AccessClass.valueOf(row.getString("access_class"));
        OffsetDateTime disposed = row.getObject("disposed_at", OffsetDateTime.class);
        String action = row.getString("retention_action");
        return new Kept(row.getString("record_id"), row.getString("flow"), access, access == AccessClass.OPEN_TO_THE_DESK ? row.getString("title") : null,
                row.getString("retention_class"), row.getString("retention_version"), Trigger.of(row.getString("retention_trigger")).orElse(null),
                action == null ? null : Stream.of(Action.values()).filter(one -> one.id().equals(action)).findFirst().orElse(null),
                row.getObject("trigger_on", LocalDate.class), row.getObject("due_on", LocalDate.class), row.getObject("extended_until", LocalDate.class),
                row.getString("retention_person"), row.getObject("sealed_at", OffsetDateTime.class).toInstant(), row.getString("sha256"),
                disposed == null ? null : disposed.toInstant(), row.getBoolean("held"));
    }
}
