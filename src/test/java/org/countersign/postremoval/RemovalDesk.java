package org.countersign.postremoval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.countersign.answers.Attachments;
import org.countersign.answers.YesNo;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Forms;
import org.countersign.institution.Institution.OnPost;
import org.countersign.people.People;
import org.countersign.postremoval.AssessPost.Lawful;
import org.countersign.postremoval.AssessPost.ShortOfRemoval;
import org.countersign.casefile.ScreenForDisclosure.Answer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The college dealing with a post. */
@Component
class RemovalDesk extends Colleagues {

    /** Reports. */
    static final String MABEL = "mabel.marmalade";
    /** Has posted it. */
    static final String BASIL = "basil.birdwhistle";
    /** Communications. */
    static final String JASPER = "jasper.juniper";
    static final String OTTOLINE = "ottoline.ocelot";
    static final String HORATIO = "horatio.hazelnut";
    static final String EUPHEMIA = "euphemia.elderflower";
    static final String DESMOND = "desmond.dovecote";

    private final Forms forms;
    private final ObjectMapper json;
    private final People people;
    private final Attachments attachments;

    RemovalDesk(Forms forms, ObjectMapper json, People people, Attachments attachments, ProcessEngine engine) {
        super("post-removal", forms, people, engine);
        this.forms = forms;
        this.json = json;
        this.people = people;
        this.attachments = attachments;
    }

    LocalDate today() {
        return people.today();
    }

    String file(String userId, String content) {
        return attachments.upload("screen.txt", content.getBytes(StandardCharsets.UTF_8), person(userId).personId()).attachmentId();
    }

    // --- answers

    /** A post by Basil, who is on the staff. */
    static ReportPost byBasil(String... files) {
        return report(ReportPost.Whose.STAFF, BASIL, null, YesNo.NO, files);
    }

    static ReportPost report(ReportPost.Whose whose, @Nullable String author, @Nullable String authorName, YesNo intimate, String... files) {
        return new ReportPost(intimate, ReportPost.Kind.POST, "Flutterby", "https://flutterby.example/p/17", null, null, "He calls the porters thieves.", whose, author,
                authorName, null, YesNo.NO, null, "The porters", List.of("harassment"), YesNo.NO, List.of(files));
    }

    static ScreenForDisclosure screened(Answer answer) {
        return new ScreenForDisclosure(Answer.NO, answer, Answer.NO, "An insult, or a hint at more.");
    }

    static AssessPost weighed(String... grounds) {
        return new AssessPost(YesNo.NO, List.of(), null, Lawful.LAWFUL, List.of(ShortOfRemoval.TALK, ShortOfRemoval.REPLY), "Tried in vain.", "Insults", "Rough", "Public, 300 people",
                "The porters' good name", YesNo.NO, "None", "A request", List.of(grounds), null, "It names them and is false.");
    }

    static AssessPost urgent(AssessPost.Told... told) {
        return new AssessPost(YesNo.YES, List.of(told), "By telephone at nine, reference 12.", null, List.of(), null, null, null, null, null, null, null, null, List.of(), null,
                "It is a threat.");
    }

    DecideOnPost decision(String userId, OnPost decision, @Nullable LocalDate doneBy, String... grounds) {
        return new DecideOnPost(decision, List.of(grounds), "Remove the two sentences about the porters.", doneBy == null ? null : doneBy.toString(), false,
                "It names people and is false.", person(userId).name(), true);
    }

    ReviewRemoval review(String userId, ReviewRemoval.Result result, @Nullable OnPost changedTo, @Nullable LocalDate doneBy) {
        return new ReviewRemoval(result, changedTo, doneBy == null ? null : doneBy.toString(), "I have read both sides.", person(userId).name(), true);
    }

    VerifyRemoval seen(VerifyRemoval.Seen seen) {
        return new VerifyRemoval(seen, local(), "Looked from a private window.", null, List.of());
    }

    // --- steps

    ProcessInstance report(String userId, ReportPost report) {
        return start(userId, "report-post", report);
    }

    Map<String, List<String>> reportProblems(String userId, ReportPost report) {
        return startProblems(userId, "report-post", report);
    }

    void preserve(String... files) {
        answer(JASPER, "preserveEvidence", new PreserveEvidence(YesNo.NO, local(), "Browser of the office, signed out.", YesNo.YES, null, List.of(files)));
    }

    /** As far as the officer's decision. */
    ProcessInstance assessed(ReportPost report, String... grounds) {
        ProcessInstance one = report(MABEL, report);
        preserve();
        answer(JASPER, "screenForDisclosure", screened(Answer.NO));
        answer(JASPER, "assessPost", weighed(grounds));
        return one;
    }

    /** As far as the author's answer, asked of a post that breaks the standard on harassment. */
    ProcessInstance asked(OnPost decision, LocalDate doneBy) {
        ProcessInstance one = assessed(byBasil(), "harassment");
        answer(HORATIO, "decideOnPost", decision(HORATIO, decision, doneBy, "harassment"));
        return one;
    }

    /** The whistleblowing officer's judgement of what this case came upon. */
    void judge(String result) {
        Task task = taskOf(OTTOLINE, "judgeDisclosure");
        answer(OTTOLINE, "judgeDisclosure", typed(forms.open("protected-disclosure", "judge-disclosure", task.getId(), person(OTTOLINE)).orElseThrow(), """
                {"worker": "YES", "information": "%1$s", "tendsToShow": ["DANGER_TO_HEALTH_OR_SAFETY"], "publicInterest": "YES", "result": "%2$s",
                 "rationale": "Judged alone.", "signedName": "Ottoline Ocelot", "intent": true}""".formatted(result.equals("GO_ON") ? "NO" : "YES", result)));
    }

    /** A case of another flow, from which a removal is started. */
    ProcessInstance breachReportedBy(String userId) {
        var opened = forms.open("breach-escalation", "report-breach", null, person(userId)).orElseThrow();
        String answersId = forms.submit(opened, typed(opened, "{\"whatHappened\": \"A list of names stands on Flutterby.\"}"));
        ProcessInstance started = as(userId, () -> engine.getRuntimeService().startProcessInstanceByKey("breach-escalation", Map.of("answersId", answersId)));
        runJobs();
        return engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(started.getId()).singleResult();
    }

    private Object typed(Forms.Opened opened, String answers) {
        try {
            return json.readValue(answers, opened.form().answers());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    List<Task> tasksOf(String userId, String taskName) {
        return as(userId, () -> engine.getTaskService().createTaskQuery().taskDefinitionKey(taskName).listPage(0, 10));
    }

    /** The timer of the author's last day. */
    @Nullable
    Job lastDay(ProcessInstance of) {
        return engine.getManagementService().createJobQuery().processInstanceId(of.getId()).activityId("deadlinePassed").singleResult();
    }

    void ring(Job job) {
        engine.getManagementService().executeJob(job.getId());
        runJobs();
    }
}
