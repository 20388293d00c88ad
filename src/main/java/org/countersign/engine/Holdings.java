package org.countersign.engine;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.countersign.engine.Cases.Waiting;
import org.countersign.engine.Flow.Assignment;
import org.countersign.institution.Institution;
import org.countersign.institution.WorkingDays;
import org.countersign.notices.CalendarEntry;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who holds which task, since when, for whom and until when. */
@Component
class Holdings {

    /** An open task as one of its holders has it. */
    record Holding(String caseId, String flow, String task, @Nullable String inPlaceOf) {}

    private final JdbcClient jdbc;
    private final JdbcOperations rows;
    private final Clock clock;
    private final ZoneId zone;
    private final WorkingDays workingDays;
    private final Flows flows;
    private final Cases cases;
    private final Trail trail;
    private final People people;
    private final Notices notices;
    private final TaskService tasks;

    Holdings(JdbcClient jdbc, JdbcOperations rows, Clock clock, Institution institution, WorkingDays workingDays, Flows flows, Cases cases,
            Trail trail, People people, Notices notices, @Lazy TaskService tasks) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.clock = clock;
        this.zone = institution.zone();
        this.workingDays = workingDays;
        this.flows = flows;
        this.cases = cases;
        this.trail = trail;
        this.people = people;
        this.notices = notices;
        this.tasks = tasks;
    }

    /** A task arises: names it, dates it, gives it to somebody, and tells them. */
    void begin(DelegateTask task, String flowName) {
        Flow flow = flows.named(flowName);
        String caseId = task.getExecution().getProcessBusinessKey();
        Assignment assignment = flow.assign(task.getTaskDefinitionKey(), caseId);
        boolean optional = flow.isOptional(task.getTaskDefinitionKey());
        String title = !flow.isConfidential(caseId) ? assignment.title() : caseId + ": " + (optional ? assignment.title() : verb(assignment.title()));
        Instant due = assignment.due() == null ? dueAfter(assignment.workingDays()) : assignment.due();
        task.setName(title);
        task.setDueDate(Date.from(due));
        give(task, assignment);
        insert(task.getId(), caseId, flowName, task.getTaskDefinitionKey(), title, assignment, due);
        cases.say(caseId, assignment.state());
        if (assignment.why() != null) {
            trail.add(caseId, "assigned", task.getTaskDefinitionKey(), null, assignment.inPlaceOf(), assignment.why());
        }
        if (!flow.tellsAtOnce(task.getTaskDefinitionKey())) {
            return;
        }
        String when = assignment.due() == null ? PlainDates.day(due, zone) : PlainDates.moment(due, zone);
        tell(assignment.holderIds(), "waiting:" + task.getId(), flowName + "/task-waiting", title,
                optional ? "This is open to you until " + when + ". If you have no reason to, do nothing." : "This waits for you. Please do it by " + when + ".", task.getId(), caseId,
                flow.calendarEntry(task.getTaskDefinitionKey(), caseId));
    }

    /** More people may do the task from now on; whoever takes it first has it. */
    void handOver(Waiting task, Assignment assignment) {
        tasks.setAssignee(task.taskId(), null);
        for (String holderId : assignment.holderIds()) {
            people.byId(holderId).ifPresent(person -> tasks.addCandidateUser(task.taskId(), person.userId()));
        }
        insert(task.taskId(), task.caseId(), task.flow(), task.task(), task.title(), assignment, task.due());
        if (assignment.why() != null) {
            trail.add(task.caseId(), "handedOver", task.task(), null, assignment.inPlaceOf(), assignment.why());
        }
        if (!flows.named(task.flow()).tellsAtOnce(task.task())) {
            return;
        }
        tell(assignment.holderIds(), "handed-over:" + task.taskId(), task.flow() + "/handed-over", task.title(),
                task.optional() ? "This has been handed on to you because whoever had it is away. If you have no reason to, do nothing."
                        : "This has been handed on to you because it is late, or because whoever had it is away. Please do it soon.", task.taskId(), task.caseId(),
                flows.named(task.flow()).calendarEntry(task.task(), task.caseId()));
    }

    /** They have the task no longer. */
    void leave(Waiting task, List<String> personIds) {
        for (String personId : personIds) {
            people.byId(personId).ifPresent(person -> tasks.deleteCandidateUser(task.taskId(), person.userId()));
            jdbc.sql("update cs_holding set ended_at = ? where task_id = ? and person_id = ? and ended_at is null").params(now(), task.taskId(), personId).update();
        }
    }

    /** Tells every holder once per key. */
    void remind(Waiting task, String key, String text) {
        tell(task.holderIds(), key + ":" + task.taskId(), task.flow() + "/reminder", task.title(), text, task.taskId(),
                task.caseId(), flows.named(task.flow()).calendarEntry(task.task(), task.caseId()));
        trail.add(task.caseId(), "reminded", task.task(), null, null, "Reminded: " + task.title().replace(task.caseId() + ": ", ""));
    }

    /** How far the reminders for a task have come, see the column's comment. */
    int latenessOf(String taskId) {
        return jdbc.sql("select max(lateness) from cs_holding where task_id = ? and ended_at is null").param(taskId)
                .query(Integer.class).single();
    }

    void markLateness(String taskId, int lateness) {
        jdbc.sql("update cs_holding set lateness = ? where task_id = ? and ended_at is null").params(lateness, taskId).update();
    }

    Optional<Holding> held(String taskId, String personId) {
        return jdbc.sql("select case_id, flow, task, in_place_of from cs_holding where task_id = ? and person_id = ? and ended_at is null")
                .params(taskId, personId)
                .query((row, number) -> new Holding(row.getString("case_id"), row.getString("flow"), row.getString("task"), row.getString("in_place_of"))).optional();
    }

    /** The task is gone with its case, undone: its holders need not wait for it. */
    void gone(String taskId) {
        List<Waiting> left = jdbc.sql("select * from cs_holding where task_id = ? and ended_at is null").param(taskId).query(new Holders(flows))
                .stream().collect(Holders.TOGETHER);
        for (Waiting task : left) {
            end(taskId, task.caseId());
            if (!flows.named(task.flow()).tellsAtOnce(task.task())) {
                continue;
            }
            Notice notice = task.optional()
                    ? new Notice("gone:" + taskId, task.flow() + "/task-gone", "No longer open: " + task.title(),
                            "The time for it is over, or the case has gone on. There is nothing left for you to do.", "/", task.caseId())
                    : new Notice("gone:" + taskId, task.flow() + "/task-gone", "No longer needed: " + task.title(),
                            "It has been withdrawn, closed or sent back meanwhile. There is nothing left for you to do.", "/", task.caseId());
            notices.tell(task.holderIds(), notice);
        }
    }

    /** The task is done: nobody holds it any more, and what its holders were told about it is settled. */
    void end(String taskId, String caseId) {
        notices.settle(caseId, link(taskId));
        jdbc.sql("update cs_holding set ended_at = ? where task_id = ? and ended_at is null").params(now(), taskId).update();
    }

    private void give(DelegateTask task, Assignment assignment) {
        // A candidate as well as assignee: who puts the task back finds it again.
        for (String holderId : assignment.holderIds()) {
            people.byId(holderId).map(Person::userId).ifPresent(task::addCandidateUser);
        }
        if (assignment.holderIds().size() == 1) {
            people.byId(assignment.holderIds().get(0)).map(Person::userId).ifPresent(task::setAssignee);
        }
    }

    private void insert(String taskId, String caseId, String flow, String task, String title, Assignment assignment,
            @Nullable Instant due) {
        OffsetDateTime dueAt = due == null ? null : OffsetDateTime.ofInstant(due, ZoneOffset.UTC);
        rows.batchUpdate("""
                insert into cs_holding (task_id, case_id, flow, task, title, person_id, in_place_of, held_since, due_at, lateness)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)""", assignment.holderIds().stream().map(holderId -> new @Nullable Object[] {
                    taskId, caseId, flow, task, title, holderId, assignment.inPlaceOf(), now(), dueAt}).toList());
    }

    private void tell(List<String> personIds, String key, String template, String subject, String text, String taskId,
            String caseId, Optional<CalendarEntry> calendar) {
        notices.tell(personIds, new Notice(key, template, subject, text, link(taskId), caseId, calendar.orElse(null)));
    }

    private static String link(String taskId) {
        return "/camunda/app/tasklist/default/#/?task=" + taskId;
    }

    /** Close of business that many working days from today. */
    Instant dueAfter(int days) {
        LocalDate today = clock.instant().atZone(zone).toLocalDate();
        return workingDays.closeOfBusiness(today, days).atZone(zone).toInstant();
    }

    private static String verb(String title) {
        int blank = title.indexOf(' ');
        return blank < 0 ? title : title.substring(0, blank);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
