package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.countersign.breachescalation.AssessBreach.Aggravator;
import org.countersign.breachescalation.AssessBreach.Level;
import org.countersign.breachescalation.TriageBreach.Verdict;
import org.countersign.engine.Forms;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.stereotype.Component;

/** The demonstration's college dealing with a breach: its people do with the engine what their browsers would make them do. */
@Component
class BreachDesk {

    static final String MABEL = "mabel.marmalade";
    static final String GRETA = "greta.gooseberry";
    static final String FERGUS = "fergus.foxglove";
    static final String HORATIO = "horatio.hazelnut";
    static final String EUPHEMIA = "euphemia.elderflower";
    static final String DESMOND = "desmond.dovecote";

    private final Forms forms;
    private final People people;
    private final Institution institution;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final IdentityService identity;

    BreachDesk(Forms forms, People people, Institution institution, RuntimeService runtime, TaskService tasks, ManagementService management,
            IdentityService identity) {
        this.forms = forms;
        this.people = people;
        this.institution = institution;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.identity = identity;
    }

    Person person(String userId) {
        return people.byUserId(userId).orElseThrow();
    }

    Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    void clockTo(Instant instant) {
        ClockUtil.setCurrentTime(Date.from(instant));
    }

    void forward(Duration by) {
        clockTo(now().plus(by));
    }

    String local(Instant instant) {
        return LocalDateTime.ofInstant(instant, institution.zone()).toString();
    }

    static ReportBreach unknowns() {
        return new ReportBreach("A list with names was posted to the wrong group.", null, null, null, null, null, List.of(), List.of(), null, null, null, List.of());
    }

    ProcessInstance report(String userId) {
        return report(userId, unknowns());
    }

    ProcessInstance report(String userId, ReportBreach report) {
        var opened = forms.open("breach-escalation", "report-breach", null, person(userId)).orElseThrow();
        assertThat(forms.problems(opened, report)).isEmpty();
        ProcessInstance started = as(userId, () -> runtime.startProcessInstanceByKey("breach-escalation", Map.of("answersId", forms.submit(opened, report))));
        runJobs();
        return runtime.createProcessInstanceQuery().processInstanceId(started.getId()).singleResult();
    }

    void triage(Verdict verdict, Instant awareAt) {
        answer(GRETA, "triageBreach", new TriageBreach(verdict, null, List.of(TriageBreach.Kind.CONFIDENTIALITY), verdict == Verdict.BREACH ? local(awareAt) : null,
                verdict == Verdict.BREACH ? "IT has confirmed it." : null, false, "Looked at with the Head Porter."));
    }

    void contain() {
        answer(FERGUS, "containBreach", new ContainBreach(ContainBreach.Status.CONTAINED, "The message was deleted for everyone.", null));
    }

    void assess(int likelihood, int severity, Level level) {
        answer(GRETA, "assessBreach", new AssessBreach(List.of("staff"), List.of("basic"), 40, 40, "Unwanted calls.", likelihood, severity, List.<Aggravator>of(),
                1, 100, 25, level, "Known recipients who deleted it.", null, null, null, "Wrong group chosen", AssessBreach.YesNo.NO, List.of(), null, null, "Training", AssessBreach.YesNo.YES, "Yearly", "Smaller groups", null));
    }

    void decide(DecideOnNotification.Regulator regulator, DecideOnNotification.People people) {
        answer(GRETA, "decideOnNotification", new DecideOnNotification(regulator, people, "As assessed.", person(GRETA).name(), true));
    }

    void confirm(String userId, ConfirmNoNotification.Answer answer) {
        answer(userId, "confirmNoNotification", new ConfirmNoNotification(answer, "I have read it.", person(userId).name(), true));
    }

    NotifyRegulator notification(Instant submittedAt, String reasons, String missing) {
        return new NotifyRegulator("IC-123456-A1B2", local(submittedAt), NotifyRegulator.Channel.ONLINE_FORM, reasons, missing, List.of());
    }

    void tell(Instant at) {
        answer(GRETA, "tellPeopleAffected", new TellPeopleAffected(TellPeopleAffected.Means.LETTER, local(at), 40, "Dear all, …", null));
    }

    void followUp(Instant at) {
        answer(GRETA, "followUp", new FollowUp("The numbers.", local(at), null));
    }

    void close() {
        answer(GRETA, "closeBreach", new CloseBreach(CloseBreach.Cause.WRONG_MEMBER_IN_GROUP, "Look twice.", "Smaller groups; Head Porter; 1 December.", person(GRETA).name(), true));
    }

    void confirmCorrection(String userId, ConfirmCorrection.Answer answer) {
        answer(userId, "confirmCorrection", new ConfirmCorrection(answer, "Checked against the log.", person(userId).name(), true));
    }

    /** Fills in the form of the one such task this person has, completes it, and lets the work that follows be done. */
    void answer(String userId, String taskName, Object answers) {
        Task task = taskOf(userId, taskName);
        complete(userId, task, submit(userId, task, answers));
        runJobs();
    }

    void complete(String userId, Task task, String answersId) {
        as(userId, () -> {
            tasks.complete(task.getId(), new LinkedHashMap<>(Map.of("answersId", answersId)));
            return null;
        });
    }

    String submit(String userId, Task task, Object answers) {
        var opened = open(userId, task);
        assertThat(forms.problems(opened, answers)).isEmpty();
        return forms.submit(opened, answers);
    }

    Map<String, List<String>> problems(String userId, String taskName, Object answers) {
        return forms.problems(open(userId, taskOf(userId, taskName)), answers);
    }

    Map<String, Object> page(String userId, String taskName) {
        return forms.page(open(userId, taskOf(userId, taskName)));
    }

    boolean maySeeSheet(String userId, String caseId) {
        return forms.maySeeSheet(caseId, person(userId));
    }

    private Forms.Opened open(String userId, Task task) {
        return forms.open("breach-escalation", task.getTaskDefinitionKey().replaceAll("([A-Z])", "-$1").toLowerCase(), task.getId(), person(userId)).orElseThrow();
    }

    Task taskOf(String userId, String taskName) {
        List<Task> found = as(userId, () -> tasks.createTaskQuery().taskDefinitionKey(taskName).listPage(0, 10));
        assertThat(found).as("tasks %s that %s sees", taskName, userId).hasSize(1);
        return found.get(0);
    }

    /** Runs everything that is due apart from timers, until nothing is left. */
    void runJobs() {
        for (int round = 0; round < 20; round++) {
            List<Job> due = management.createJobQuery().messages().withRetriesLeft().list();
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> management.executeJob(job.getId()));
        }
        throw new AssertionError("Jobs keep coming");
    }

    /** The timer of the marks, which there is once while the clock runs. */
    Job timer(ProcessInstance of) {
        return management.createJobQuery().processInstanceId(of.getId()).activityId("nextMark").singleResult();
    }

    /** Lets the timer ring as often as it is due. */
    int ring(ProcessInstance of) {
        for (int rung = 0; rung < 30; rung++) {
            Job timer = timer(of);
            if (timer == null || timer.getDuedate().toInstant().isAfter(now())) {
                return rung;
            }
            management.executeJob(timer.getId());
        }
        throw new AssertionError("The timer rings on and on");
    }

    <T> T as(String userId, java.util.function.Supplier<T> work) {
        identity.setAuthentication(userId, new ArrayList<>(person(userId).roles()));
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }
}
