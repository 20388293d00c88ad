package org.countersign.concernintake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.countersign.answers.YesNo;
import org.countersign.concernintake.RaiseConcern.About;
import org.countersign.concernintake.RaiseConcern.Concerned;
import org.countersign.concernintake.RaiseConcern.RaisedFor;
import org.countersign.concernintake.RaiseConcern.Urgency;
import org.countersign.concernintake.RaiseConcern.Wish;
import org.countersign.concernintake.RouteConcern.Outside;
import org.countersign.concernintake.RouteConcern.Route;
import org.countersign.concernintake.ScreenForDisclosure.Answer;
import org.countersign.engine.Forms;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.stereotype.Component;

/** The demonstration's college dealing with a concern: its people do with the engine what their browsers would make them do. */
@Component
class ConcernDesk {

    static final String ADA = "ada.applegarth";
    static final String BASIL = "basil.birdwhistle";
    static final String CLEMENTINE = "clementine.crabtree";
    static final String DESMOND = "desmond.dovecote";
    static final String EUPHEMIA = "euphemia.elderflower";
    static final String FERGUS = "fergus.foxglove";
    static final String GRETA = "greta.gooseberry";
    static final String HORATIO = "horatio.hazelnut";
    static final String OTTOLINE = "ottoline.ocelot";

    private final Forms forms;
    private final People people;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;
    private final IdentityService identity;

    ConcernDesk(Forms forms, People people, RuntimeService runtime, TaskService tasks, ManagementService management, IdentityService identity) {
        this.forms = forms;
        this.people = people;
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
        this.identity = identity;
    }

    Person person(String userId) {
        return people.byUserId(userId).orElseThrow();
    }

    /** Ada's concern about a post of Basil's, for her line manager. */
    static RaiseConcern aboutBasil() {
        return about(About.POST, Urgency.SOON, Concerned.STAFF, BASIL, null, Wish.LINE_MANAGER);
    }

    static RaiseConcern about(About about, Urgency urgency, Concerned concerned, String person, String personElse, Wish wish) {
        return new RaiseConcern(YesNo.NO, RaisedFor.MYSELF, null, about, "He called the boathouse crew names on the team's page.", "The team's page", concerned,
                person, personElse, urgency, "That the post goes.", wish, List.of());
    }

    ProcessInstance raise(String userId, RaiseConcern concern) {
        var opened = forms.open("concern-intake", "raise-concern", null, person(userId)).orElseThrow();
        assertThat(forms.problems(opened, concern)).isEmpty();
        ProcessInstance started = as(userId, () -> runtime.startProcessInstanceByKey("concern-intake", Map.of("answersId", forms.submit(opened, concern))));
        runJobs();
        return runtime.createProcessInstanceQuery().processInstanceId(started.getId()).singleResult();
    }

    Map<String, List<String>> problemsRaising(String userId, RaiseConcern concern) {
        return forms.problems(forms.open("concern-intake", "raise-concern", null, person(userId)).orElseThrow(), concern);
    }

    void screen(String userId, Answer answer) {
        answer(userId, "concern-intake", "screenForDisclosure", new ScreenForDisclosure(answer, Answer.POSSIBLY, Answer.POSSIBLY, "It reads like a quarrel of their own."));
    }

    RouteConcern decision(String userId, Route route, Outside... outside) {
        return new RouteConcern(route, List.of(outside), "Weighed with care.", "Thank you for telling us; this is what we do.", person(userId).name(), true);
    }

    void route(String userId, Route route, Outside... outside) {
        answer(userId, "concern-intake", "routeConcern", decision(userId, route, outside));
    }

    /** Fills in the form of the one such task this person has, completes it, and lets the work that follows be done. */
    void answer(String userId, String flow, String taskName, Object answers) {
        Task task = taskOf(userId, taskName);
        var opened = open(userId, flow, task);
        assertThat(forms.problems(opened, answers)).isEmpty();
        String answersId = forms.submit(opened, answers);
        as(userId, () -> {
            tasks.complete(task.getId(), new LinkedHashMap<>(Map.of("answersId", answersId)));
            return null;
        });
        runJobs();
    }

    Map<String, List<String>> problems(String userId, String taskName, Object answers) {
        return forms.problems(open(userId, "concern-intake", taskOf(userId, taskName)), answers);
    }

    Map<String, Object> page(String userId, String taskName) {
        return forms.page(open(userId, "concern-intake", taskOf(userId, taskName)));
    }

    private Forms.Opened open(String userId, String flow, Task task) {
        return forms.open(flow, task.getTaskDefinitionKey().replaceAll("([A-Z])", "-$1").toLowerCase(), task.getId(), person(userId)).orElseThrow();
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

    <T> T as(String userId, Supplier<T> work) {
        identity.setAuthentication(userId, new ArrayList<>(person(userId).roles()));
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }
}
