package org.countersign.recorddisposal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.countersign.answers.Answers;
import org.countersign.answers.Attachments;
import org.countersign.casefile.Letters;
import org.countersign.casefile.Rows.Worded;
import org.countersign.engine.Cases;
import org.countersign.holds.Hold;
import org.countersign.holds.Holds;
import org.countersign.notices.Notices;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Destruction;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Retention;
import org.countersign.records.Retention.Kept;
import org.countersign.records.RetentionSchedule.Action;
import org.countersign.records.RetentionSchedule.Rule;
import org.countersign.registers.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What is proposed for which record, what stands in its way, and the destruction itself. For pages too: {@link #hindrances} says before
 * anything is proposed what could not be, and {@link #choose} puts the rest onto the form. Records officers dispose of everything but
 * what is sealed off; that is the business of its own officer, and for anybody else it is not there.
 */
@Service
public class Disposals {

    /** Who disposes of what is not sealed off. */
    static final String OFFICERS = "records-officers";

    /** Who disposes of what is sealed off. */
    static final String SEALED_OFF_OFFICER = "whistleblowing-officer";

    /** Letters of a disposal of what is sealed off. */
    static final String SEALED_OFF = "SD";

    /** The form a disposal starts with. */
    static final String FORM = RecordDisposalTasks.FLOW + "/" + RecordDisposalTasks.PROPOSE;

    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    /** What became of a record of a proposal. */
    enum Result implements Worded {
        PROPOSED("Proposed"), DESTROYED("Destroyed"), EXTENDED("Kept for longer"), LEFT("Left out");

        private final String words;

        Result(String words) {
            this.words = words;
        }

        @Override
        public String words() {
            return words;
        }
    }

    record Settled(String recordId, Result result, @Nullable String why, String sha256, LocalDate dueOn, @Nullable Instant at) {}

    private final JdbcClient jdbc;
    private final Retention retention;
    private final Destruction destruction;
    private final Holds holds;
    private final Cases cases;
    private final Answers answers;
    private final Attachments attachments;
    private final Letters letters;
    private final Notices notices;
    private final Groups groups;
    private final People people;
    private final Clock clock;

    Disposals(JdbcClient jdbc, Retention retention, Destruction destruction, Holds holds, Cases cases, Answers answers, Attachments attachments, Letters letters,
            Notices notices, Groups groups, People people, Clock clock) {
        this.jdbc = jdbc;
        this.retention = retention;
        this.destruction = destruction;
        this.holds = holds;
        this.cases = cases;
        this.answers = answers;
        this.attachments = attachments;
        this.letters = letters;
        this.notices = notices;
        this.groups = groups;
        this.people = people;
        this.clock = clock;
    }

    // --- before

    /** Puts records onto that person's form, in the place of those chosen before; the form shows and checks them. */
    public void choose(Collection<String> recordIds, String personId) {
        answers.prefill(FORM, personId, Map.of("records", List.copyOf(new LinkedHashSet<>(recordIds))));
    }

    List<String> chosen(String personId) {
        return answers.draft(FORM, null, personId).map(fields -> fields.getOrDefault("records", List.of())).orElse(List.of());
    }

    /** Whether anything is theirs to dispose of. */
    public static boolean mayDispose(Person person) {
        return person.has(OFFICERS) || person.has(SEALED_OFF_OFFICER);
    }

    /** What is sealed off, due, and theirs, the longest due first; empty for everybody but its officer. */
    public List<Kept> dueSealedOff(Person person, int limit) {
        return person.has(SEALED_OFF_OFFICER) ? retention.dueSealedOff(null, limit).stream().filter(one -> isTheirs(one, person)).toList() : List.of();
    }

    /** Whether this person may propose what becomes of the record. */
    boolean isTheirs(Kept one, Person person) {
        return one.accessClass() == AccessClass.SEALED_OFF ? person.has(SEALED_OFF_OFFICER) && cases.mayRead(person, one.recordId()) : person.has(OFFICERS);
    }

    /** Whether that disposal is one of what is sealed off. */
    static boolean isSealedOff(String caseId) {
        return caseId.startsWith(SEALED_OFF);
    }

    /** Whether one of them is sealed off. A proposal that has one has no others. */
    boolean areSealedOff(Collection<String> recordIds) {
        return retention.of(recordIds).stream().anyMatch(one -> one.accessClass() == AccessClass.SEALED_OFF);
    }

    /** Why records cannot be disposed of today by that person, each in a sentence; those that can be are not among them. */
    public Map<String, String> hindrances(Collection<String> recordIds, Person person) {
        return hindrances(recordIds, person, one -> hindrance(one).or(() -> proposedElsewhere(one.recordId())));
    }

    /** Why records cannot be kept for longer. A hold does not stand in the way of that. */
    Map<String, String> hindrancesToExtend(Collection<String> recordIds, Person person) {
        return hindrances(recordIds, person, one -> one.disposedAt() != null || one.dueOn() == null ? hindrance(one) : proposedElsewhere(one.recordId()));
    }

    private Map<String, String> hindrances(Collection<String> recordIds, Person person, Function<Kept, Optional<String>> asked) {
        Map<String, String> hindrances = new LinkedHashMap<>();
        Map<String, Kept> known = new LinkedHashMap<>();
        retention.of(recordIds).forEach(one -> known.put(one.recordId(), one));
        recordIds.forEach(id -> Optional.ofNullable(known.get(id)).filter(one -> isTheirs(one, person))
                .map(asked).orElse(Optional.of("There is no record " + id + "."))
                .ifPresent(why -> hindrances.put(id, why)));
        return hindrances;
    }

    private Optional<String> proposedElsewhere(String recordId) {
        return jdbc.sql("select d.case_id from cs_disposal d join cs_case c on c.case_id = d.case_id where d.record_id = ? and d.result = 'PROPOSED' and c.ended_at is null")
                .param(recordId).query(String.class).list().stream().findFirst().map(caseId -> "Record %s is in the proposal %s already.".formatted(recordId, caseId));
    }

    /** What stands in the way of a record that is there, whoever asks. */
    Optional<String> hindrance(Kept one) {
        LocalDate today = people.today();
        if (one.disposedAt() != null) {
            return Optional.of("Record " + one.recordId() + " has been disposed of already.");
        }
        List<Hold> held = holds.onRecord(one.recordId());
        if (!held.isEmpty()) {
            return Optional.of("Record %s is held (%s): it stays until the hold is released.".formatted(one.recordId(), held.get(0).holdId()));
        }
        if (one.action() == Action.KEEP) {
            return Optional.of("Record " + one.recordId() + " is kept for good.");
        }
        if (one.dueOn() == null) {
            return Optional.of("Record " + one.recordId() + " is not due: the day from which its time runs is not known.");
        }
        LocalDate inForce = retention.rule(one.retentionClass()).map((Rule rule) -> rule.dueOn(one.triggerOn())).orElse(null);
        LocalDate due = inForce != null && inForce.isAfter(one.dueOn()) ? inForce : one.dueOn();
        if (due.isAfter(today)) {
            return Optional.of("Record %s is not due before %s.".formatted(one.recordId(), DAY.format(due)));
        }
        return cases.isOver(one.recordId()) ? Optional.empty()
                : Optional.of("The case of record " + one.recordId() + ", or one that was started from it, is still open.");
    }

    // --- the proposal

    void propose(String caseId, List<String> recordIds) {
        retention.of(recordIds).forEach(one -> jdbc.sql("insert into cs_disposal (case_id, record_id, result, sha256, due_on) values (?, ?, ?, ?, ?)")
                .params(caseId, one.recordId(), Result.PROPOSED.name(), one.sha256(), one.dueOn()).update());
    }

    /** In the order of the records' numbers. */
    List<Settled> of(String caseId) {
        return jdbc.sql("select * from cs_disposal where case_id = ? order by record_id").param(caseId).query((row, n) -> new Settled(row.getString("record_id"),
                Result.valueOf(row.getString("result")), row.getString("why"), row.getString("sha256"), row.getObject("due_on", LocalDate.class),
                row.getObject("settled_at") == null ? null : row.getObject("settled_at", OffsetDateTime.class).toInstant())).list();
    }

    Optional<String> next(String caseId) {
        return jdbc.sql("select record_id from cs_disposal where case_id = ? and result = 'PROPOSED' order by record_id fetch first 1 row only").param(caseId)
                .query(String.class).optional();
    }

    private void settle(String caseId, String recordId, Result result, @Nullable String why) {
        jdbc.sql("update cs_disposal set result = ?, why = ?, settled_at = ? where case_id = ? and record_id = ?")
                .params(Arrays.asList(result.name(), why, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), caseId, recordId)).update();
    }

    /** Whatever has not been dealt with stays as it is. */
    void leaveTheRest(String caseId, String why) {
        for (Optional<String> next = next(caseId); next.isPresent(); next = next(caseId)) {
            settle(caseId, next.get(), Result.LEFT, why);
        }
    }

    // --- what is done

    /**
     * Destroys one record with everything its case has left, or leaves it out and says why. All in the caller's transaction: killed on
     * the way, nothing of it has happened. The record is taken before it is asked whether it is held, so no hold comes in between.
     */
    void destroy(String caseId, String recordId, String method) {
        Kept one = retention.take(recordId).orElseThrow();
        Optional<String> hindrance = hindrance(one);
        if (hindrance.isPresent()) {
            settle(caseId, recordId, Result.LEFT, hindrance.get());
            return;
        }
        jdbc.sql("update cs_disposal set sha256 = ? where case_id = ? and record_id = ?").params(one.sha256(), caseId, recordId).update();
        answers.forget(recordId, cases.taskIdsOf(recordId));
        attachments.forget(recordId);
        letters.forget(recordId);
        notices.forget(recordId);
        groups.forget(recordId);
        cases.forget(recordId);
        destruction.destroy(recordId, caseId, method);
        settle(caseId, recordId, Result.DESTROYED, null);
    }

    /** Keeps the records of a proposal until that day, as far as they are still there. */
    void extend(String caseId, LocalDate until, String reason) {
        for (Settled one : of(caseId)) {
            Kept kept = retention.take(one.recordId()).orElseThrow();
            if (kept.disposedAt() != null || kept.dueOn() == null || !until.isAfter(kept.dueOn())) {
                settle(caseId, one.recordId(), Result.LEFT, kept.disposedAt() != null ? "Record " + one.recordId() + " has been disposed of already."
                        : "Record " + one.recordId() + " is kept for at least as long already.");
            } else {
                retention.extend(one.recordId(), until, reason, caseId);
                settle(caseId, one.recordId(), Result.EXTENDED, null);
            }
        }
    }
}
