package org.countersign.grouplife;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.Cases.Waiting;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What the flow asks of the engine: its one timer, the day of a task, the word that a hold was placed. */
@Component
class GroupLifeEngineTasks {

    private static final String NEXT_DUTY = "nextDuty";

    private final ManagementService management;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final HistoryService history;
    private final Cases cases;

    GroupLifeEngineTasks(@Lazy ManagementService management, @Lazy RuntimeService runtime, @Lazy TaskService tasks, @Lazy HistoryService history, Cases cases) {
        this.management = management;
        this.runtime = runtime;
        this.tasks = tasks;
        this.history = history;
        this.cases = cases;
    }

    /** Lets the timer ring at that instant if it would ring later. Where there is none yet, the case itself will look. */
    void wakeBy(String caseId, Instant at) {
        timerOf(caseId).filter(timer -> timer.getDuedate().toInstant().isAfter(at))
                .ifPresent(timer -> management.setJobDuedate(timer.getId(), Date.from(at)));
    }

    /** Lets it ring now, for somebody who waits in front of a page. If the engine is ringing at this moment, all the better. */
    void ring(String caseId) {
        timerOf(caseId).ifPresent(timer -> {
            try {
                management.executeJob(timer.getId());
            } catch (OptimisticLockingException | NullValueException rung) {
                // It has rung.
            }
        });
    }

    private Optional<Job> timerOf(String caseId) {
        return cases.find(caseId).map(Case::processInstanceId).flatMap(id ->
                management.createJobQuery().processInstanceId(id).activityId(NEXT_DUTY).timers().list().stream().findFirst());
    }

    /** Whether some timer that is due has not rung yet. One that failed for good is none. */
    boolean isRinging() {
        return management.createJobQuery().processDefinitionKey(GroupLifeTasks.FLOW).activityId(NEXT_DUTY).timers().executable().count() > 0;
    }

    void redate(Waiting task, Instant due) {
        cases.redate(task.taskId(), due);
        var open = tasks.createTaskQuery().taskId(task.taskId()).singleResult();
        if (open != null) {
            open.setDueDate(Date.from(due));
            tasks.saveTask(open);
        }
    }

    /** Ends the attestation that waits, if one does: nothing is deleted any more. */
    void deletionHeld(String caseId) {
        end(caseId, Duty.Kind.ATTESTATION, "group-life.deletionHeld");
    }

    /** Ends the word that everything is kept, if it is still waited for. */
    void holdReleased(String caseId) {
        end(caseId, Duty.Kind.HOLD, "group-life.holdReleased");
    }

    /** Ends the question who is to be taken out: they all work here again. */
    void leaverReturned(String caseId) {
        end(caseId, Duty.Kind.LEAVER, "group-life.leaverReturned");
    }

    /** Ends the question who is to run the group, as long as nobody has been named. */
    void administratorReturned(String caseId) {
        end(caseId, Duty.Kind.CHANGE, "group-life.administratorReturned");
    }

    /** Ends the question what becomes of the group. */
    void appApprovedAgain(String caseId) {
        end(caseId, Duty.Kind.APP, "group-life.appApprovedAgain");
    }

    /** A task that people were given, and since when they had it. */
    record Asked(String task, Instant since) {}

    /** The one of those tasks that was given last, whether it is still there or not. */
    Optional<Asked> lastOf(String processInstanceId, String... ofTasks) {
        List<HistoricTaskInstance> last = history.createHistoricTaskInstanceQuery().processInstanceId(processInstanceId).taskDefinitionKeyIn(ofTasks)
                .orderByHistoricActivityInstanceStartTime().desc().listPage(0, 1);
        return last.stream().findFirst().map(one -> new Asked(one.getTaskDefinitionKey(), one.getStartTime().toInstant()));
    }

    private void end(String caseId, Duty.Kind kind, String message) {
        if (cases.openTasksOf(caseId).stream().anyMatch(task -> task.task().equals(kind.task()))) {
            try {
                runtime.createMessageCorrelation(message)
                        .processInstanceId(cases.find(caseId).map(Case::processInstanceId).orElseThrow()).correlate();
            } catch (MismatchingMessageCorrelationException gone) {
                // It has just been answered.
            }
        }
    }
}
