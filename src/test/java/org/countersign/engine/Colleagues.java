package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.core.io.ClassPathResource;

/** The demonstration's college at work on one flow: its people do with the engine what their browsers would make them do. */
public abstract class Colleagues {

    private static final ZoneId ZONE = ZoneId.of("Europe/London");

    private final String flow;
    private final Forms forms;
    private final People people;
    protected final ProcessEngine engine;

    protected Colleagues(String flow, Forms forms, People people, ProcessEngine engine) {
        this.flow = flow;
        this.forms = forms;
        this.people = people;
        this.engine = engine;
    }

    public Person person(String userId) {
        return people.byUserId(userId).orElseThrow();
    }

    /** What is wrong with answers somebody would start a case with. */
    public Map<String, List<String>> startProblems(String userId, String form, Object answers) {
        return forms.problems(forms.open(flow, form, null, person(userId)).orElseThrow(), answers);
    }

    /** What the form shows that starts the flow. */
    protected Map<String, Object> startPage(String userId, String form) {
        return forms.page(forms.open(flow, form, null, person(userId)).orElseThrow());
    }

    /** Starts the flow and lets the work that follows be done; returns the case. */
    protected ProcessInstance start(String userId, String form, Object answers) {
        var opened = forms.open(flow, form, null, person(userId)).orElseThrow();
        assertThat(forms.problems(opened, answers)).isEmpty();
        ProcessInstance started = as(userId, () -> engine.getRuntimeService().startProcessInstanceByKey(flow,
                Map.of("answersId", forms.submit(opened, answers))));
        runJobs();
        return engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(started.getId()).singleResult();
    }

    /** Fills in the form of the one such task this person has, completes it, and lets the work that follows be done. */
    public void answer(String userId, String taskName, Object answers) {
        Task task = taskOf(userId, taskName);
        complete(userId, task, submit(userId, task, answers));
        runJobs();
    }

    public String submit(String userId, Task task, Object answers) {
        var opened = open(userId, task);
        assertThat(forms.problems(opened, answers)).isEmpty();
        return forms.submit(opened, answers);
    }

    public void complete(String userId, Task task, String answersId) {
        as(userId, () -> {
            engine.getTaskService().complete(task.getId(), new LinkedHashMap<>(Map.of("answersId", answersId)));
            return null;
        });
    }

    public Map<String, List<String>> problems(String userId, String taskName, Object answers) {
        return forms.problems(open(userId, taskOf(userId, taskName)), answers);
    }

    /** What the form of that task shows. */
    public Map<String, Object> page(String userId, String taskName) {
        return forms.page(open(userId, taskOf(userId, taskName)));
    }

    public boolean maySeeSheet(String userId, String caseId) {
        return forms.maySeeSheet(caseId, person(userId));
    }

    public Task taskOf(String userId, String taskName) {
        List<Task> found = as(userId, () -> engine.getTaskService().createTaskQuery().taskDefinitionKey(taskName).listPage(0, 10));
        assertThat(found).as("tasks %s that %s sees", taskName, userId).hasSize(1);
        return found.get(0);
    }

    /** Runs everything that is due apart from timers, until nothing is left. */
    public void runJobs() {
        for (int round = 0; round < 20; round++) {
            List<Job> due = engine.getManagementService().createJobQuery().messages().withRetriesLeft().list();
            if (due.isEmpty()) {
                return;
            }
            due.forEach(job -> engine.getManagementService().executeJob(job.getId()));
        }
        throw new AssertionError("Jobs keep coming");
    }

    public <T> T as(String userId, Supplier<T> work) {
        engine.getIdentityService().setAuthentication(userId, List.copyOf(person(userId).roles()));
        try {
            return work.get();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    /** The demonstration's people as a file in which one of them leaves on that day, for a directory to be imported. */
    public static InputStream peopleWhen(String userId, LocalDate leavesOn) throws IOException {
        try (InputStream csv = new ClassPathResource("demo/people.csv").getInputStream()) {
            String changed = new String(csv.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("(?m)^(P\\d+," + Pattern.quote(userId) + ",(?:[^,]*,){7})[^,]*", "$1" + leavesOn);
            return new ByteArrayInputStream(changed.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The demonstration's people as they are. */
    public static InputStream everybody() throws IOException {
        return new ClassPathResource("demo/people.csv").getInputStream();
    }

    public Instant now() {
        return ClockUtil.getCurrentTime().toInstant();
    }

    public void clockTo(Instant instant) {
        ClockUtil.setCurrentTime(Date.from(instant));
    }

    public void forward(Duration by) {
        clockTo(now().plus(by));
    }

    /** A moment as forms send it, in the institution's zone. */
    public String local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZONE).toString();
    }

    public String local() {
        return local(now());
    }

    private Forms.Opened open(String userId, Task task) {
        String flow = task.getProcessDefinitionId().substring(0, task.getProcessDefinitionId().indexOf(':'));
        return forms.open(flow, Forms.kebab(task.getTaskDefinitionKey()), task.getId(), person(userId)).orElseThrow();
    }
}
