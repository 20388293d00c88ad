package org.countersign.grouplife;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Forms;
import org.countersign.grouplife.ConfirmActivation.Setting;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.PeopleImport;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.springframework.stereotype.Component;

/** The college running messaging groups. */
@Component
class GroupDesk extends Colleagues {

    static final String ADA = "ada.applegarth";
    static final String BASIL = "basil.birdwhistle";
    static final String CLEMENTINE = "clementine.crabtree";
    static final String DESMOND = "desmond.dovecote";
    static final String IMOGEN = "imogen.inkwell";
    static final String MABEL = "mabel.marmalade";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Forms forms;
    private final ObjectMapper json;
    private final Institution institution;
    private final Apps apps;
    private final Groups groups;
    private final GroupWatch watch;
    private final GroupLives lives;
    private final PeopleImport peopleImport;

    GroupDesk(Forms forms, People people, ObjectMapper json, Institution institution, Apps apps, Groups groups, GroupWatch watch, GroupLives lives, PeopleImport peopleImport, ProcessEngine engine) {
        super("group-life", forms, people, engine);
        this.forms = forms;
        this.json = json;
        this.institution = institution;
        this.apps = apps;
        this.groups = groups;
        this.watch = watch;
        this.lives = lives;
        this.peopleImport = peopleImport;
    }

    LocalDate today() {
        return LocalDate.ofInstant(now(), institution.zone());
    }

    String app(String name) {
        return apps.byName(name).orElseThrow().appId();
    }

    /** A group of Ada's, authorised and in the register; its life has begun. */
    Group authorised(String assistant) {
        Group group = inTheRegister(assistant);
        itsLifeBegins();
        return group;
    }

    void itsLifeBegins() {
        watch.begin();
        runJobs();
    }

    Group inTheRegister(String assistant) {
        String caseId = as(ADA, () -> engine.getRuntimeService().startProcessInstanceByKey("group-approval", Map.of("answersId", application(assistant))).getBusinessKey());
        runJobs();
        if (assistant != null) {
            approval(assistant, "signAsAssistant", "SIGN");
        }
        approval(CLEMENTINE, "approveGroup", "APPROVE");
        approval(DESMOND, "authoriseGroup", "APPROVE");
        return groups.byRecordId(caseId).orElseThrow();
    }

    private String application(String assistant) {
        var opened = forms.open("group-approval", "apply-for-group", null, person(ADA)).orElseThrow();
        var answers = new HashMap<String, Object>(Map.of("position", "Coordinator", "department", "Sports", "groupName", "Rota " + NUMBER.incrementAndGet(),
                "purpose", "To swap shifts.", "app", app("WhatsApp"), "membership", institution.groupApproval().memberships().get(0), "members", "Boathouse staff",
                "devices", List.of("issued"), "deviceSecurity", List.of("pin")));
        answers.put("assistant", assistant);
        answers.put("declaration", declaration());
        answers.put("policiesRead", institution.groupApproval().readAndUnderstood());
        answers.put("signedName", person(ADA).name());
        answers.put("intent", true);
        return forms.submit(opened, json.convertValue(answers, opened.form().answers()));
    }

    List<String> declaration() {
        return institution.groupApproval().declaration().stream().map(Institution.Point::id).toList();
    }

    private void approval(String userId, String task, String decision) {
        Task open = taskOf(userId, task);
        var opened = forms.open("group-approval", task.replaceAll("([A-Z])", "-$1").toLowerCase(), open.getId(), person(userId)).orElseThrow();
        complete(userId, open, forms.submit(opened, json.convertValue(Map.of("decision", decision, "signedName", person(userId).name(), "intent", true), opened.form().answers())));
        runJobs();
    }

    /** The same, set up and in use since today, with Basil and Mabel in it. */
    Group active(String assistant) {
        Group group = authorised(assistant);
        ring(group);
        answer(ADA, "confirmActivation", activation("basil.birdwhistle", "mabel.marmalade", "ada.applegarth"));
        return groups.byId(group.groupId()).orElseThrow();
    }

    ConfirmActivation activation(String... members) {
        return new ConfirmActivation(today().toString(), Arrays.asList(Setting.values()), String.join("\n", members), List.of(), null);
    }

    AttestDeletion attestation() {
        return new AttestDeletion(today().toString(), null, true);
    }

    CloseGroup closure(String userId) {
        return new CloseGroup("The season is over.", "The rota of the year", true, true, person(userId).name(), true);
    }

    /** The case of the year a group is in. */
    ProcessInstance life(Group group) {
        return engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey("group-life").list().stream()
                .filter(one -> one.getBusinessKey().equals(caseOf(group))).findFirst().orElseThrow();
    }

    String caseOf(Group group) {
        return lives.yearOf(group.groupId()).orElseThrow().caseId();
    }

    Job timer(Group group) {
        return engine.getManagementService().createJobQuery().processInstanceId(life(group).getId()).activityId("nextDuty").singleResult();
    }

    /** The people's file comes in again, without those. */
    void directoryWithout(String... userIds) {
        try (InputStream file = getClass().getResourceAsStream("/demo/people.csv")) {
            String all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            String left = all.lines().filter(line -> Arrays.stream(userIds).noneMatch(id -> line.contains("," + id + ","))).collect(Collectors.joining("\n"));
            peopleImport.read(new ByteArrayInputStream(left.getBytes(StandardCharsets.UTF_8)), "people.csv", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Completes that one of several tasks of a kind. */
    void answerTask(String userId, String taskId, Object answers) {
        Task task = engine.getTaskService().createTaskQuery().taskId(taskId).singleResult();
        complete(userId, task, submit(userId, task, answers));
        runJobs();
    }

    ChangeGroup change(ChangeGroup.What what, String person, String purpose) {
        return new ChangeGroup(what, person, purpose, "She moves to the gardens.");
    }

    void sign(String userId, SignAsAdministrator.Answer answer) {
        answer(userId, "signAsAdministrator", new SignAsAdministrator(answer, declaration(), "No time.", person(userId).name(), true));
    }

    void agree(String userId, AgreeToChange.Answer answer) {
        answer(userId, "agreeToChange", new AgreeToChange(answer, "As discussed.", person(userId).name(), true));
    }

    /** A step of a change is waited for until then and no longer. */
    void lapses(Group group, String event, String at) {
        ringsAt(group, event, at, at);
    }

    /** The same, where the application stands still until later. */
    void ringsAt(Group group, String event, String due, String at) {
        Job timer = engine.getManagementService().createJobQuery().processInstanceId(life(group).getId()).activityId(event).singleResult();
        assertThat(timer.getDuedate().toInstant()).isEqualTo(due);
        clockTo(Instant.parse(at));
        engine.getManagementService().executeJob(timer.getId());
    }

    RenewGroup renewal(RenewGroup.Choice choice) {
        return new RenewGroup(choice, declaration(), null, person(ADA).name(), true);
    }

    /** Lets the group's timer ring as often as it is due. */
    int ring(Group group) {
        for (int rung = 0; rung < 30; rung++) {
            Job timer = timer(group);
            if (timer.getDuedate().toInstant().isAfter(now())) {
                return rung;
            }
            engine.getManagementService().executeJob(timer.getId());
        }
        throw new AssertionError("The timer rings on and on");
    }
}
