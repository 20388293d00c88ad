package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.countersign.bench.Way.Step;
import org.countersign.engine.Cases;
import org.countersign.engine.Forms;
import org.countersign.engine.Forms.Opened;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.springframework.context.ApplicationContext;

/** People of the demonstration who take cases through their flows as fast as they can, by the public faces of the application. */
public final class College {

    private final Forms forms;
    private final People people;
    private final Apps apps;
    private final Institution institution;
    private final Cases cases;
    private final ObjectMapper json;
    private final ProcessEngine engine;

    public College(ApplicationContext application) {
        this.forms = application.getBean(Forms.class);
        this.people = application.getBean(People.class);
        this.apps = application.getBean(Apps.class);
        this.institution = application.getBean(Institution.class);
        this.cases = application.getBean(Cases.class);
        this.json = application.getBean(ObjectMapper.class);
        this.engine = application.getBean(ProcessEngine.class);
    }

    /** A whole case with its jobs done in this thread; answers the nanoseconds of submitting, completing and the jobs. */
    long take(Way way) {
        long[] nanos = {0};
        try {
            String instanceId = begin(way, nanos);
            for (Step step : way.afterStart()) {
                pass(step.daysLater());
                go(way, step, instanceId, nanos);
            }
            assertEnded(instanceId);
            return nanos[0];
        } finally {
            ClockUtil.reset();
        }
    }

    /** A case that has been started, and whatever follows by itself. */
    String begin(Way way, long[] nanos) {
        Step start = way.steps().get(0);
        Person person = person(String.valueOf(start.userId()));
        Opened opened = forms.open(way.flow(), start.form(), null, person).orElseThrow();
        Object answers = typed(opened, person, start.answers().apply(this));
        String[] instanceId = new String[1];
        nanos[0] += Cpu.of(() -> as(person, () -> instanceId[0] = engine.getRuntimeService()
                .startProcessInstanceByKey(way.flow(), Map.of("answersId", forms.submit(opened, answers))).getId()));
        jobs(instanceId[0], nanos);
        return instanceId[0];
    }

    /** The next step of a case, and whatever follows by itself. */
    void go(Way way, Step step, String instanceId, long[] nanos) {
        if (step.userId() == null) {
            Job timer = engine.getManagementService().createJobQuery().processInstanceId(instanceId).activityId(step.form()).singleResult();
            assertThat(timer.getDuedate()).isBefore(ClockUtil.getCurrentTime());
            nanos[0] += Cpu.of(() -> engine.getManagementService().executeJob(timer.getId()));
        } else {
            answer(way, step, instanceId, step.userId(), step.answers().apply(this), nanos);
        }
        jobs(instanceId, nanos);
    }

    void assertEnded(String instanceId) {
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(instanceId).count()).isZero();
    }

    /** Days pass for the whole application. */
    void pass(int days) {
        if (days > 0) {
            ClockUtil.setCurrentTime(Date.from(ClockUtil.getCurrentTime().toInstant().plus(Duration.ofDays(days))));
        }
    }

    /** An application for a group that now waits for its sheet to be frozen. */
    public String start() {
        Step start = Way.APPROVAL.steps().get(0);
        Person person = person(Way.ADA);
        Opened opened = forms.open(Way.APPROVAL.flow(), start.form(), null, person).orElseThrow();
        String answersId = forms.submit(opened, typed(opened, person, start.answers().apply(this)));
        String[] instanceId = new String[1];
        as(person, () -> instanceId[0] = engine.getRuntimeService().startProcessInstanceByKey(Way.APPROVAL.flow(), Map.of("answersId", answersId)).getId());
        return instanceId[0];
    }

    public String caseOf(String instanceId) {
        return engine.getHistoryService().createHistoricProcessInstanceQuery().processInstanceId(instanceId).singleResult().getBusinessKey();
    }

    public boolean isAuthorised(String caseId) {
        return cases.find(caseId).filter(one -> "Authorised".equals(one.outcome())).isPresent();
    }

    /** Has that person do a task of an application for a group as soon as it is there. */
    public void answer(String instanceId, String userId, String form, Map<String, Object> answers, long[] nanos) {
        answer(Way.APPROVAL, new Step(userId, form, unused -> answers), instanceId, userId, answers, nanos);
    }

    private void answer(Way way, Step step, String instanceId, String userId, Map<String, Object> answers, long[] nanos) {
        Person person = person(userId);
        Task task = engine.getTaskService().createTaskQuery().processInstanceId(instanceId).taskDefinitionKey(step.task()).singleResult();
        Opened opened = forms.open(way.flow(), step.form(), task.getId(), person).orElseThrow();
        Object typed = typed(opened, person, answers);
        nanos[0] += Cpu.of(() -> as(person, () -> engine.getTaskService()
                .complete(task.getId(), new HashMap<>(Map.of("answersId", forms.submit(opened, typed))))));
    }

    /** Does what the job executor would do. */
    void jobs(String instanceId, long[] nanos) {
        List<Job> due = engine.getManagementService().createJobQuery().processInstanceId(instanceId).messages().list();
        due.forEach(job -> nanos[0] += Cpu.of(() -> engine.getManagementService().executeJob(job.getId())));
        if (!due.isEmpty()) {
            jobs(instanceId, nanos);
        }
    }

    // --- what people write

    Person person(String userId) {
        return people.byUserId(userId).orElseThrow();
    }

    /** As the picker writes it. */
    String choice(String userId) {
        return person(userId).name() + " (" + userId + ")";
    }

    String anApp() {
        return apps.approved().get(0).appId();
    }

    Institution institution() {
        return institution;
    }

    /** Local time. */
    String now() {
        return LocalDateTime.ofInstant(ClockUtil.getCurrentTime().toInstant(), institution.zone()).toString().substring(0, 16);
    }

    /** The day in that many days. */
    String day(int later) {
        return people.today().plusDays(later).toString();
    }

    private Object typed(Opened opened, Person person, Map<String, Object> answers) {
        Object typed = json.convertValue(Way.signed(answers, person.name()), opened.form().answers());
        assertThat(forms.problems(opened, typed)).isEmpty();
        return typed;
    }

    private void as(Person person, Runnable work) {
        engine.getIdentityService().setAuthentication(person.userId(), List.copyOf(person.roles()));
        try {
            work.run();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }
}
