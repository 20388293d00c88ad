package org.countersign.groupapproval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.countersign.engine.Forms;
import org.countersign.groupapproval.LineManagerDecision.Verdict;
import org.countersign.groupapproval.SignAsAssistant.AssistantDecision;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.springframework.stereotype.Component;

/** The demonstration's college at work: its people do with the engine what their browsers would make them do. */
@Component
class Office {

    static final String ADA = "ada.applegarth";
    static final String BASIL = "basil.birdwhistle";
    static final String CLEMENTINE = "clementine.crabtree";
    static final String DESMOND = "desmond.dovecote";
    static final String EUPHEMIA = "euphemia.elderflower";
    static final String HORATIO = "horatio.hazelnut";

    private final Forms forms;
    private final People people;
    private final Apps apps;
    private final Institution institution;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final IdentityService identity;

    Office(Forms forms, People people, Apps apps, Institution institution, RuntimeService runtime, TaskService tasks,
            ManagementService management, IdentityService identity) {
        this.forms = forms;
        this.people = people;
        this.apps = apps;
        this.institution = institution;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.identity = identity;
    }

    Person person(String userId) {
        return people.byUserId(userId).orElseThrow();
    }

    String app(String name) {
        return apps.all().stream().filter(app -> app.name().equals(name)).findFirst().orElseThrow().appId();
    }

    /** A complete application by Ada; a name nobody else has taken. */
    ApplyForGroup application(String groupName, String assistant) {
        return application(ADA, groupName, assistant);
    }

    ApplyForGroup application(String userId, String groupName, String assistant) {
        return new ApplyForGroup("Coordinator", "Sports", assistant, groupName, "To swap shifts on the river.", app("WhatsApp"),
                institution.groupApproval().memberships().get(0), "Boathouse staff", List.of("issued"), List.of("pin", "face"),
                institution.groupApproval().declaration().stream().map(Institution.Point::id).toList(),
                institution.groupApproval().readAndUnderstood(), person(userId).name(), true);
    }

    /** Submits the application and lets the sheet be frozen; returns the case. */
    ProcessInstance apply(String userId, ApplyForGroup application) {
        var opened = forms.open("group-approval", "apply-for-group", null, person(userId)).orElseThrow();
        assertThat(forms.problems(opened, application)).isEmpty();
        ProcessInstance started = as(userId, () -> runtime.startProcessInstanceByKey("group-approval",
                Map.of("answersId", forms.submit(opened, application))));
        runJobs();
        return runtime.createProcessInstanceQuery().processInstanceId(started.getId()).singleResult();
    }

    void sign(String userId) {
        answer(userId, "signAsAssistant", new SignAsAssistant(AssistantDecision.SIGN, null, person(userId).name(), true));
    }

    void decline(String userId, String why) {
        answer(userId, "signAsAssistant", new SignAsAssistant(AssistantDecision.DECLINE, why, person(userId).name(), true));
    }

    void approve(String userId, Verdict verdict, String comment) {
        answer(userId, "approveGroup", new ApproveGroup(verdict, comment, person(userId).name(), true));
    }

    void authorise(String userId, Verdict verdict, String comment) {
        answer(userId, "authoriseGroup", new AuthoriseGroup(verdict, comment, person(userId).name(), true));
    }

    void correct(String userId, ApplyForGroup application) {
        answer(userId, "correctApplication", application);
    }

    /** Fills in the form of the one such task this person has, completes it, and lets the work that follows be done. */
    void answer(String userId, String taskName, Object answers) {
        Task task = taskOf(userId, taskName);
        complete(userId, task.getId(), Map.of("answersId", submit(userId, task, answers)));
        runJobs();
    }

    String submit(String userId, Task task, Object answers) {
        var opened = forms.open("group-approval", kebab(task.getTaskDefinitionKey()), task.getId(), person(userId)).orElseThrow();
        assertThat(forms.problems(opened, answers)).isEmpty();
        return forms.submit(opened, answers);
    }

    Task taskOf(String userId, String taskName) {
        List<Task> found = as(userId, () -> tasks.createTaskQuery().taskDefinitionKey(taskName).listPage(0, 10));
        assertThat(found).as("tasks %s that %s sees", taskName, userId).hasSize(1);
        return found.get(0);
    }

    void complete(String userId, String taskId, Map<String, Object> variables) {
        as(userId, () -> {
            tasks.complete(taskId, new LinkedHashMap<>(variables));
            return null;
        });
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

    /** A morning comes for that case. */
    void morning(String processInstanceId) {
        Job timer = management.createJobQuery().processInstanceId(processInstanceId).activityId("morningCame").singleResult();
        management.executeJob(timer.getId());
    }

    /** The assistant's time is up, if the clock says so. */
    void assistantsTimeIsUp(String processInstanceId) {
        management.createJobQuery().processInstanceId(processInstanceId).activityId("assistantNotHeard").executable().list()
                .forEach(timer -> management.executeJob(timer.getId()));
    }

    <T> T as(String userId, java.util.function.Supplier<T> work) {
        Person person = person(userId);
        List<String> groups = new ArrayList<>(person.roles());
        identity.setAuthentication(userId, groups);
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }

    private static String kebab(String task) {
        return task.replaceAll("([A-Z])", "-$1").toLowerCase();
    }
}
