package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.countersign.engine.Cases;
import org.countersign.engine.Forms;
import org.countersign.engine.Forms.Opened;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.springframework.context.ApplicationContext;

/** Four people of the demonstration who take applications through the flow as fast as they can, by the public faces of the application. */
public final class College {

    static final String FLOW = "group-approval";
    static final String ADA = "ada.applegarth";
    static final String BASIL = "basil.birdwhistle";
    static final String CLEMENTINE = "clementine.crabtree";
    static final String DESMOND = "desmond.dovecote";

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

    /** A whole approval with its jobs done in this thread; answers the nanoseconds of submitting, completing and the jobs. */
    long approve() {
        long[] nanos = {0};
        String instanceId = start(nanos);
        jobs(instanceId, nanos);
        answer(instanceId, BASIL, "sign-as-assistant", Map.of("decision", "SIGN"), nanos);
        answer(instanceId, CLEMENTINE, "approve-group", Map.of("decision", "APPROVE"), nanos);
        answer(instanceId, DESMOND, "authorise-group", Map.of("decision", "APPROVE"), nanos);
        jobs(instanceId, nanos);
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(instanceId).count()).isZero();
        return nanos[0];
    }

    /** An application that now waits for its sheet to be frozen. */
    public String start() {
        return start(new long[1]);
    }

    public String caseOf(String instanceId) {
        return engine.getHistoryService().createHistoricProcessInstanceQuery().processInstanceId(instanceId).singleResult().getBusinessKey();
    }

    public boolean isAuthorised(String caseId) {
        return cases.find(caseId).filter(one -> "Authorised".equals(one.outcome())).isPresent();
    }

    private String start(long[] nanos) {
        Person ada = person(ADA);
        Opened opened = forms.open(FLOW, "apply-for-group", null, ada).orElseThrow();
        Map<String, Object> fields = new HashMap<>();
        fields.put("position", ada.position());
        fields.put("department", ada.department());
        fields.put("assistant", BASIL);
        fields.put("groupName", "Crew " + UUID.randomUUID());
        fields.put("purpose", "To swap shifts on the river.");
        fields.put("app", apps.approved().get(0).appId());
        fields.put("membership", institution.groupApproval().memberships().get(0));
        fields.put("members", "Boathouse staff");
        fields.put("devices", List.of("issued"));
        fields.put("deviceSecurity", List.of("pin"));
        fields.put("declaration", institution.groupApproval().declaration().stream().map(Institution.Point::id).toList());
        fields.put("policiesRead", institution.groupApproval().readAndUnderstood());
        Object answers = signed(opened, ada, fields);
        String[] instanceId = new String[1];
        nanos[0] += Cpu.of(() -> as(ada, () -> instanceId[0] = engine.getRuntimeService()
                .startProcessInstanceByKey(FLOW, Map.of("answersId", forms.submit(opened, answers))).getId()));
        return instanceId[0];
    }

    /** Has that person do the task of that form as soon as it is there. */
    public void answer(String instanceId, String userId, String form, Map<String, Object> fields, long[] nanos) {
        Person person = person(userId);
        Task task = engine.getTaskService().createTaskQuery().processInstanceId(instanceId).singleResult();
        assertThat(task.getAssignee()).isEqualTo(userId);
        Opened opened = forms.open(FLOW, form, task.getId(), person).orElseThrow();
        Object answers = signed(opened, person, new HashMap<>(fields));
        nanos[0] += Cpu.of(() -> as(person, () -> engine.getTaskService()
                .complete(task.getId(), new HashMap<>(Map.of("answersId", forms.submit(opened, answers))))));
    }

    /** Does what the job executor would do. */
    void jobs(String instanceId, long[] nanos) {
        engine.getManagementService().createJobQuery().processInstanceId(instanceId).messages().list()
                .forEach(job -> nanos[0] += Cpu.of(() -> engine.getManagementService().executeJob(job.getId())));
    }

    private Object signed(Opened opened, Person person, Map<String, Object> fields) {
        fields.put("signedName", person.name());
        fields.put("intent", true);
        Object answers = json.convertValue(fields, opened.form().answers());
        assertThat(forms.problems(opened, answers)).isEmpty();
        return answers;
    }

    private void as(Person person, Runnable work) {
        engine.getIdentityService().setAuthentication(person.userId(), List.copyOf(person.roles()));
        try {
            work.run();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private Person person(String userId) {
        return people.byUserId(userId).orElseThrow();
    }
}
