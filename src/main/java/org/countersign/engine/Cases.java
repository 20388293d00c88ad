package org.countersign.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.countersign.answers.Answers;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The cases of all flows and what they wait for. Callers decide who may see what; {@link #visibleTo} does it for own requests. */
@Service
public class Cases {

    /**
     * A task people have; whoever of the holders takes it first has it.
     *
     * @param optional see {@link Flow#isOptional}; {@code due} is then until when it is open to them
     */
    public record Waiting(String taskId, String caseId, String flow, String task, String title, List<String> holderIds,
            @Nullable String inPlaceOfId, Instant since, @Nullable Instant due, boolean optional) {}

    /** Ids of the diagram's elements the case has passed (nodes and sequence flows) and those it stands at. */
    public record Way(List<String> taken, List<String> current) {}

    private static final String HOLDING = """
            select task_id, case_id, flow, task, title, person_id, in_place_of, held_since, due_at from cs_holding
            where ended_at is null\s""";

    /** How a case has to do with another one: it was started from it. */
    static final String STARTED_FROM = "STARTED_FROM";

    /** How a case has to do with another one: it is about it, for example about a messaging group that was approved. */
    public static final String CONCERNS = "CONCERNS";

    /** Who started a case of which nothing is known any more. */
    private static final String NOBODY = "-";

    private static final String NOT_FROM_ANOTHER = " and case_id not in (select case_id from cs_case_link where how = '" + STARTED_FROM + "')";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ZoneId zone;
    private final Trail trail;
    private final Answers answers;
    private final Mentions mentions;
    private final TransactionTemplate ownTransaction;
    private final RuntimeService runtime;
    private final HistoryService history;
    private final RepositoryService repository;
    private final Flows flows;

    Cases(JdbcClient jdbc, Clock clock, Institution institution, Trail trail, Answers answers, Mentions mentions, Flows flows,
            PlatformTransactionManager transactions, @Lazy RuntimeService runtime, @Lazy HistoryService history, @Lazy RepositoryService repository) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.zone = institution.zone();
        this.trail = trail;
        this.answers = answers;
        this.mentions = mentions;
        this.flows = flows;
        this.ownTransaction = new TransactionTemplate(transactions,
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
        this.runtime = runtime;
        this.history = history;
        this.repository = repository;
    }

    public Optional<Case> find(String caseId) {
        return jdbc.sql("select * from cs_case where case_id = ?").param(caseId).query(this::read).optional();
    }

    boolean areThereAny() {
        return jdbc.sql("select 1 from cs_case fetch first 1 rows only").query(Integer.class).optional().isPresent();
    }

    /** Newest first, from the newest on. Not those that another case has started. */
    public List<Case> startedBy(String personId, int limit) {
        return jdbc.sql("select * from cs_case where starter_id = ?" + NOT_FROM_ANOTHER + " order by started_at desc, case_id desc fetch first ? rows only")
                .params(personId, limit).query(this::read).list();
    }

    /** Newest first, those older than that case; none where the case is not theirs. */
    public List<Case> startedBy(String personId, String before, int limit) {
        return jdbc.sql("""
                select older.* from cs_case older join cs_case shown on shown.case_id = ? and shown.starter_id = older.starter_id
                where older.starter_id = ? and (older.started_at < shown.started_at
                    or older.started_at = shown.started_at and older.case_id < shown.case_id)
                    and older.case_id not in (select case_id from cs_case_link where how = 'STARTED_FROM')
                order by older.started_at desc, older.case_id desc fetch first ? rows only""")
                .params(before, personId, limit).query(this::read).list();
    }

    /** The case if this person started it; "not there" and "not yours" answer alike. */
    public Optional<Case> visibleTo(String personId, String caseId) {
        return jdbc.sql("select * from cs_case where case_id = ? and starter_id = ?" + NOT_FROM_ANOTHER).params(caseId, personId)
                .query(this::read).optional();
    }

    /**
     * Whether somebody may read the whole case: whom its flow says, or who asked for it where nothing is confidential. Who holds a
     * task in it sees what that task shows, and nothing more by this.
     */
    public boolean mayRead(Person person, String caseId) {
        Optional<Case> found = find(caseId);
        if (found.isEmpty()) {
            return cameWith(caseId, Readers.keys(person), true) && !cameWith(caseId, Readers.keys(person), false);
        }
        return found.filter(one -> !one.starterId().equals(NOBODY)).filter(one -> flows.find(one.flow()).filter(flow -> flow.readers(caseId).admit(person)).isPresent()
                || !one.confidential() && visibleTo(person.personId(), caseId).isPresent()).isPresent();
    }

    /** A record that came in a bag has no case here to ask: who may read it came with it. */
    private boolean cameWith(String recordId, List<String> keys, boolean admitted) {
        return jdbc.sql("select count(*) from cs_case_reader where case_id = :id and admitted = :admitted and reader in (:keys)").param("id", recordId)
                .param("admitted", admitted).param("keys", keys).query(Integer.class).single() > 0;
    }

    /** Ids of those who may not read the case whatever their role, because it is about them or they had a part in it; none once it is forgotten. */
    public Set<String> keptFrom(String caseId) {
        Optional<Case> found = find(caseId);
        if (found.isEmpty()) {
            return jdbc.sql("select reader from cs_case_reader where case_id = ? and not admitted").param(caseId).query(String.class).list().stream()
                    .map(reader -> reader.substring(Readers.PERSON.length())).collect(Collectors.toSet());
        }
        return found.filter(one -> !one.starterId().equals(NOBODY)).flatMap(one -> flows.find(one.flow())).map(flow -> flow.readers(caseId).never()).orElse(Set.of());
    }

    /** Whether somebody holds a task in the case that shows its papers: what was attached, letters, the sheet. */
    public boolean showsPapersTo(Person person, String caseId) {
        return openTasksOf(caseId).stream().anyMatch(task -> task.holderIds().contains(person.personId())
                && flows.named(task.flow()).showsSheetTo(task.task()));
    }

    /** What whoever started an ended case is told, where its flow answers; see {@link Flow#answerTo}. */
    public Optional<String> answerTo(String caseId) {
        return find(caseId).flatMap(one -> flows.find(one.flow())).flatMap(flow -> flow.answerTo(caseId));
    }

    /** The case of that flow which was started from this one. */
    public Optional<Case> startedFrom(String caseId, String flow) {
        return jdbc.sql("select c.* from cs_case c join cs_case_link l on l.case_id = c.case_id where l.other_id = ? and l.how = ? and c.flow = ?"
                        + " order by c.started_at desc, c.case_id desc fetch first 1 row only")
                .params(caseId, STARTED_FROM, flow).query(this::read).optional();
    }

    /** The case from which this one was started. */
    public Optional<Case> originOf(String caseId) {
        return jdbc.sql("select c.* from cs_case c join cs_case_link l on l.other_id = c.case_id where l.case_id = ? and l.how = ?")
                .params(caseId, STARTED_FROM).query(this::read).optional();
    }

    /** Cases that have to do with this one, in whichever direction, oldest first. */
    public List<Case> linkedTo(String caseId) {
        return jdbc.sql("""
                select * from cs_case where case_id in (select other_id from cs_case_link where case_id = ?)
                    or case_id in (select case_id from cs_case_link where other_id = ?) order by started_at, case_id""")
                .params(caseId, caseId).query(this::read).list();
    }

    /** Says that a case has to do with another one; saying it again changes nothing. */
    public void link(String caseId, String otherId, String how) {
        jdbc.sql("""
                insert into cs_case_link (case_id, other_id, how) select ?, ?, ? from cs_case where case_id = ?
                    and not exists (select 1 from cs_case_link where case_id = ? and other_id = ?)""")
                .params(caseId, otherId, how, caseId, caseId, otherId).update();
    }

    /** Open tasks this person holds or may take, the one due first first. */
    public List<Waiting> waitingFor(String personId) {
        return jdbc.sql(HOLDING + "and task_id in (select mine.task_id from cs_holding mine where mine.person_id = ?"
                        + " and mine.ended_at is null) order by due_at, task_id, holding_id")
                .param(personId).query(new Holders(flows)).list().stream().collect(Holders.TOGETHER);
    }

    /** Open tasks of a case. */
    public List<Waiting> openTasksOf(String caseId) {
        return jdbc.sql(HOLDING + "and case_id = ? order by due_at, task_id, holding_id")
                .param(caseId).query(new Holders(flows)).list().stream().collect(Holders.TOGETHER);
    }

    /** Open tasks of those cases, by case id. */
    public Map<String, List<Waiting>> openTasksOf(List<String> caseIds) {
        return caseIds.isEmpty() ? Map.of() : jdbc.sql(HOLDING + "and case_id in (:cases) order by due_at, task_id, holding_id").param("cases", caseIds)
                .query(new Holders(flows)).list().stream().collect(Holders.TOGETHER).stream().collect(Collectors.groupingBy(Waiting::caseId));
    }

    /** Open tasks of all cases of a flow, by case id. */
    public Map<String, List<Waiting>> openTasksOfFlow(String flow) {
        return jdbc.sql(HOLDING + "and flow = ? order by due_at, task_id, holding_id").param(flow).query(new Holders(flows)).list().stream()
                .collect(Holders.TOGETHER).stream().collect(Collectors.groupingBy(Waiting::caseId));
    }

    /**
     * How long cases of a flow took from their start to their end.
     *
     * @param median half of them took no longer
     * @param most   nine in ten took no longer
     */
    public record TimeTaken(String flow, long cases, Duration median, Duration most) {}

    /** For cases that have ended since then, by flow; not those that their flow keeps apart. */
    public List<TimeTaken> timesTaken(Instant since) {
        String taken = "within group (order by extract(epoch from ended_at) - extract(epoch from started_at))";
        Map<String, String> letters = flows.all().stream().collect(Collectors.toMap(Flow::name, Flow::prefix));
        List<TimeTaken> all = new ArrayList<>();
        jdbc.sql("select flow, count(*), percentile_cont(0.5) " + taken + ", percentile_cont(0.9) " + taken + ", substring(case_id from 1 for 2) from cs_case"
                        + " where ended_at >= ? group by flow, substring(case_id from 1 for 2) order by flow")
                .param(OffsetDateTime.ofInstant(since, ZoneOffset.UTC)).query(row -> {
                    if (row.getString(5).equals(letters.get(row.getString(1)))) {
                        all.add(new TimeTaken(row.getString(1), row.getLong(2), Duration.ofSeconds((long) row.getDouble(3)), Duration.ofSeconds((long) row.getDouble(4))));
                    }
                });
        return all;
    }

    /** The cases a person has to do with: they started it, held or did something in it, somebody stood in for them, or what was written in it names them. Newest first. */
    public List<Case> involving(String personId) {
        return jdbc.sql("""
                select * from cs_case where case_id in (select case_id from cs_case where starter_id = :person
                    union select case_id from cs_holding where person_id = :person union select case_id from cs_holding where in_place_of = :person
                    union select case_id from cs_trail where person_id = :person union select case_id from cs_case_person where person_id = :person)
                order by started_at desc, case_id desc""").param("person", personId).query(this::read).list();
    }

    /**
     * Whoever changes the same case waits here until the caller's transaction has ended, and then sees what it did. For everything that
     * looks where a case stands and then writes what follows from it.
     */
    public void takeTurn(String caseId) {
        jdbc.sql("select case_id from cs_case where case_id = ? for update").param(caseId).query().listOfRows();
    }

    /** Moves the due date of open tasks, when what they are due by has moved. */
    public void redate(String taskId, Instant due) {
        jdbc.sql("update cs_holding set due_at = ? where task_id = ? and ended_at is null")
                .params(OffsetDateTime.ofInstant(due, ZoneOffset.UTC), taskId).update();
    }

    /** From the engine's history while it lasts, later from the trail. */
    public Way wayOf(String caseId) {
        Case one = find(caseId).orElseThrow();
        List<HistoricActivityInstance> passed = history.createHistoricActivityInstanceQuery()
                .processInstanceId(one.processInstanceId()).orderPartiallyByOccurrence().asc().list();
        Set<String> taken = new LinkedHashSet<>();
        List<String> current = new ArrayList<>();
        for (HistoricActivityInstance instance : passed) {
            if (instance.getEndTime() == null) {
                current.add(instance.getActivityId());
            } else {
                taken.add(instance.getActivityId());
            }
        }
        if (passed.isEmpty()) {
            trail.of(caseId).stream().map(Trail.Entry::activity).filter(id -> id != null).forEach(taken::add);
            return new Way(List.copyOf(taken), List.of());
        }
        addSequenceFlows(one.processDefinitionId(), passed, taken);
        return new Way(List.copyOf(taken), current);
    }

    /** A flow was taken when its target began the moment its source ended; the history does not name flows themselves. */
    private void addSequenceFlows(String definitionId, List<HistoricActivityInstance> passed, Set<String> taken) {
        Map<String, FlowNode> nodes = new LinkedHashMap<>();
        repository.getBpmnModelInstance(definitionId).getModelElementsByType(FlowNode.class)
                .forEach(node -> nodes.put(node.getId(), node));
        for (int next = 1; next < passed.size(); next++) {
            FlowNode target = nodes.get(passed.get(next).getActivityId());
            for (int before = next - 1; target != null && before >= 0; before--) {
                String sourceId = passed.get(before).getActivityId();
                Optional<SequenceFlow> flow = target.getIncoming().stream()
                        .filter(incoming -> incoming.getSource().getId().equals(sourceId)).findFirst();
                if (flow.isPresent()) {
                    taken.add(flow.get().getId());
                    break;
                }
            }
        }
    }

    /** The diagram of the case's own version, as BPMN XML. */
    public String diagramOf(String caseId) {
        Case one = find(caseId).orElseThrow();
        try (var model = repository.getProcessModel(one.processDefinitionId())) {
            return new String(model.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Withdraws on behalf of its starter.
     *
     * @throws NotAllowed when it is not theirs, or decided already
     */
    @Transactional
    public void withdraw(String caseId, String personId, String reason) {
        Case one = visibleTo(personId, caseId).orElseThrow(() -> new NotAllowed("You have no request with this number."));
        if (!flows.named(one.flow()).withdrawable()) {
            throw new NotAllowed("A report of this kind cannot be withdrawn. Tell whoever deals with it what has changed.");
        }
        if (reason.length() > 2000) {
            throw new NotAllowed("Keep the reason under 2,000 characters.");
        }
        decide(caseId, "This request has been decided already, so it cannot be withdrawn any more.");
        String form = one.flow() + "/" + Withdrawal.TASK;
        String answersId = answers.submit(form, null, personId, new Withdrawal(reason.strip()));
        answers.take(answersId, form, null, personId, null, caseId);
        answers.find(answersId).ifPresent(withdrawal -> mentions.note(caseId, withdrawal.json()));
        trail.add(caseId, "withdrawn", null, personId, null, "Withdrawn by the person who asked");
        stop(one);
    }

    /** Ends what nobody can carry on, because whoever asked is no longer employed. Undecided cases only. */
    @Transactional
    public void lapse(Case one) {
        decide(one.caseId(), "This request has been decided meanwhile.");
        trail.add(one.caseId(), "lapsed", null, null, null, "Lapsed: the person who asked is no longer employed");
        stop(one);
    }

    /** Open cases that may still be withdrawn. */
    List<Case> undecided() {
        return jdbc.sql("select * from cs_case where decided = false and ended_at is null").query(this::read).list().stream()
                .filter(Case::canBeWithdrawn).toList();
    }

    private void stop(Case one) {
        try {
            runtime.createMessageCorrelation(one.flow() + ".withdrawn").processInstanceId(one.processInstanceId()).correlate();
        } catch (MismatchingMessageCorrelationException | OptimisticLockingException e) {
            throw new NotAllowed("This request cannot be withdrawn at this moment, because something else is happening to it. Try again in a minute.");
        }
    }

    /**
     * Marks the case as decided, so that exactly one of two people deciding at once succeeds.
     *
     * @throws NotAllowed with that message when it was decided before
     */
    public void decide(String caseId, String otherwise) {
        int changed = jdbc.sql("""
                update cs_case set decided = true, state_words = 'The record is being sealed'
                where case_id = ? and decided = false and ended_at is null""").param(caseId).update();
        if (changed != 1) {
            throw new NotAllowed(otherwise);
        }
    }

    /** Takes a decision back, when something hinders its result. */
    public void reopen(String caseId) {
        jdbc.sql("update cs_case set decided = false where case_id = ? and ended_at is null").param(caseId).update();
    }

    /** Says anew what the case is about, and where it stands. */
    public void retitle(String caseId, String title, String state) {
        jdbc.sql("update cs_case set title = ?, state_words = ? where case_id = ?").params(title, state, caseId).update();
    }

    /** Says where the case stands, in words for the person who started it. */
    public void say(String caseId, String state) {
        jdbc.sql("update cs_case set state_words = ? where case_id = ?").params(state, caseId).update();
    }

    /** Ends a case; idempotent. */
    public void end(String caseId, String outcome, String state) {
        jdbc.sql("update cs_case set outcome = ?, state_words = ?, ended_at = coalesce(ended_at, ?) where case_id = ?")
                .params(outcome, state, now(), caseId).update();
    }

    /** Ids of the tasks the case has had. */
    public List<String> taskIdsOf(String caseId) {
        return jdbc.sql("select distinct task_id from cs_holding where case_id = ?").param(caseId).query(String.class).list();
    }

    /** Whether the case has ended, and every case that was started from it too. */
    public boolean isOver(String caseId) {
        return find(caseId).filter(one -> one.endedAt() == null).isEmpty() && jdbc.sql("""
                select count(*) from cs_case c join cs_case_link l on l.case_id = c.case_id where l.other_id = ? and l.how = ? and c.ended_at is null""")
                .params(caseId, STARTED_FROM).query(Integer.class).single() == 0;
    }

    /**
     * Destroys what is known of an ended case, in the caller's transaction: who started it and what it was about, its trail, its tasks,
     * its links, what its flow keeps, and the engine's history. Its number stays taken.
     */
    public void forget(String caseId) {
        jdbc.sql("delete from cs_case_reader where case_id = ?").param(caseId).update();
        find(caseId).ifPresent(one -> {
            flows.find(one.flow()).ifPresent(flow -> flow.forget(caseId));
            jdbc.sql("delete from cs_trail where case_id = ?").param(caseId).update();
            jdbc.sql("delete from cs_holding where case_id = ?").param(caseId).update();
            jdbc.sql("delete from cs_case_person where case_id = ?").param(caseId).update();
            jdbc.sql("delete from cs_case_link where case_id = ? or other_id = ?").params(caseId, caseId).update();
            jdbc.sql("update cs_case set starter_id = ?, title = case_id, state_words = 'Disposed of', outcome = null, confidential = true where case_id = ?")
                    .params(NOBODY, caseId).update();
            history.createUserOperationLogQuery().processInstanceId(one.processInstanceId()).list()
                    .forEach(entry -> history.deleteUserOperationLogEntry(entry.getId()));
            if (history.createHistoricProcessInstanceQuery().processInstanceId(one.processInstanceId()).count() > 0) {
                history.deleteHistoricProcessInstance(one.processInstanceId());
            }
        });
    }

    /** Opens a case under the next number of its flow and year, without gaps, in the caller's transaction. @param apart see {@link Flow#apart} */
    String open(Flow flow, String processInstanceId, String processDefinitionId, String starterId, Optional<String> apart) {
        int year = clock.instant().atZone(zone).getYear();
        String series = apart.map(letters -> flow.name() + " " + letters).orElse(flow.name());
        int number = nextNumber(series, year).orElseGet(() -> {
            beginNumbering(series, year);
            return nextNumber(series, year).orElseThrow();
        });
        String caseId = "%s-%d-%06d".formatted(apart.orElse(flow.prefix()), year, number);
        boolean confidential = flow.confidential() || apart.isPresent();
        jdbc.sql("""
                insert into cs_case (case_id, flow, process_instance_id, process_definition_id, starter_id, title,
                    confidential, state_words, decided, started_at) values (?, ?, ?, ?, ?, ?, ?, ?, false, ?)""")
                .params(caseId, flow.name(), processInstanceId, processDefinitionId, starterId,
                        confidential ? caseId : flow.title(), confidential, "Submitted", now())
                .update();
        return caseId;
    }

    private Optional<Integer> nextNumber(String series, int year) {
        KeyHolder number = new GeneratedKeyHolder();
        jdbc.sql("update cs_case_number set last_number = last_number + 1 where flow = ? and case_year = ?")
                .params(series, year).update(number, "last_number");
        return Optional.ofNullable(number.getKey()).map(Number::intValue);
    }

    /** In a transaction of its own: a row that somebody else has just made must not spoil the caller's. */
    private void beginNumbering(String series, int year) {
        try {
            ownTransaction.executeWithoutResult(status -> jdbc
                    .sql("insert into cs_case_number (flow, case_year, last_number) values (?, ?, 0)")
                    .params(series, year).update());
        } catch (DuplicateKeyException alreadyBegun) {
            // Somebody else's first case of the year came a moment earlier.
        }
    }

    Optional<Case> ofProcessInstance(String processInstanceId) {
        return jdbc.sql("select * from cs_case where process_instance_id = ?").param(processInstanceId).query(this::read)
                .optional();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    Case read(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Case(row.getString("case_id"), row.getString("flow"), row.getString("process_instance_id"),
                row.getString("process_definition_id"), row.getString("starter_id"), row.getString("title"),
                row.getBoolean("confidential"), row.getString("state_words"), row.getString("outcome"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(), ended == null ? null : ended.toInstant(),
                !row.getBoolean("decided") && ended == null && flows.find(row.getString("flow")).filter(Flow::withdrawable).isPresent());
    }
}
