package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.countersign.Demonstration;
import org.countersign.answers.Answers;
import org.countersign.answers.Submitted;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.registers.Apps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the gate says to programs that talk to the engine's own interface past the forms. */
@Demonstration
@Tag("database")
class FormGateTests {

    private static final String ADA = "ada.applegarth";
    private static final String CLEMENTINE = "clementine.crabtree";
    private static final String DESMOND = "desmond.dovecote";
    private static final String EUPHEMIA = "euphemia.elderflower";
    private static final String HORATIO = "horatio.hazelnut";
    private static final String START = "/process-definition/key/group-approval";

    @LocalServerPort
    int port;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    ManagementService management;
    @Autowired
    Answers answers;
    @Autowired
    Cases cases;
    @Autowired
    People people;
    @Autowired
    Apps apps;
    @Autowired
    Institution institution;

    private static int groups;

    private Caller ada;
    private Caller clementine;
    private String caseId;
    private Task task;

    @BeforeEach
    void adaHasAppliedAndClementineIsAsked() {
        ada = Caller.signedIn(port, ADA);
        clementine = Caller.signedIn(port, CLEMENTINE);
        caseId = applied(ada, ADA);
        task = taskOf(caseId);
        assertThat(task.getTaskDefinitionKey()).isEqualTo("approveGroup");
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
    }

    @Test
    void letsHonestAnswersPass() {
        assertThat(clementine.engine("/task/" + task.getId() + "/complete", carrying(approval())).statusCode()).isEqualTo(204);
        runJobs();
        assertThat(taskOf(caseId).getTaskDefinitionKey()).isEqualTo("authoriseGroup");
        assertThat(runtime.createVariableInstanceQuery().count()).isZero();
    }

    private static final List<String> FORGERIES = List.of("", "null", "[]", "7", "{", "{}",
            "{\"variables\":null}", "{\"variables\":{}}", "{\"variables\":[]}",
            "{\"variables\":{\"answersId\":null}}",
            "{\"variables\":{\"answersId\":{}}}",
            "{\"variables\":{\"answersId\":{\"value\":null}}}",
            "{\"variables\":{\"answersId\":{\"value\":\"\"}}}",
            "{\"variables\":{\"answersId\":{\"value\":\"no-such-answers\"}}}",
            "{\"variables\":{\"answersId\":{\"value\":\"" + "x".repeat(5000) + "\"}}}",
            "{\"variables\":{\"answersId\":{\"value\":7,\"type\":\"Integer\"}}}",
            "{\"variables\":{\"answersId\":{\"value\":\"seven\",\"type\":\"Integer\"}}}",
            "{\"variables\":{\"answersId\":{\"value\":true,\"type\":\"Boolean\"}}}",
            "{\"variables\":{\"answersId\":{\"value\":\"x\",\"type\":\"NoSuchType\"}}}",
            "{\"variables\":{\"answersId\":{\"value\":\"aGVsbG8=\",\"type\":\"Bytes\"}}}",
            "{\"variables\":{\"answersId\":{\"value\":\"rO0ABXA=\",\"type\":\"Object\",\"valueInfo\":{\"objectTypeName\":\"java.lang.String\","
                    + "\"serializationDataFormat\":\"application/x-java-serialized-object\"}}}}",
            "{\"variables\":{\"answersId\":{\"value\":{\"a\":1}}}}",
            "{\"variables\":{\"decision\":{\"value\":\"APPROVE\"}}}",
            "{\"variables\":{\"\":{\"value\":\"x\"}}}",
            "{\"unknown\":1}");

    @Test
    void refusesToCompleteWithoutAnswers() {
        for (String body : FORGERIES) {
            isRefused(clementine.engine("/task/" + task.getId() + "/complete", body), body);
            isRefused(clementine.engine("/task/" + task.getId() + "/submit-form", body), body);
        }
        nothingHasHappened();
    }

    @Test
    void refusesToStartWithoutAnswers() {
        List<Case> before = cases.startedBy(personId(ADA), 100);
        for (String body : FORGERIES) {
            isRefused(ada.engine(START + "/start", body), body);
            isRefused(ada.engine(START + "/submit-form", body), body);
        }
        assertThat(cases.startedBy(personId(ADA), 100)).isEqualTo(before);
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(1);
    }

    @Test
    void refusesEveryOtherVariableBesideTheAnswers() {
        String id = approval();
        for (String name : List.of("decision", "caseId", "answersid", "initiator", "x")) {
            String body = Caller.json(Map.of("variables", Map.of("answersId", Map.of("value", id), name, Map.of("value", "APPROVE"))));
            isRefused(clementine.engine("/task/" + task.getId() + "/complete", body), body);
            isRefused(clementine.engine("/task/" + task.getId() + "/submit-form", body), body);
        }
        nothingHasHappened();
        isUnused(id);
        assertThat(runtime.createVariableInstanceQuery().count()).isZero();
    }

    @Test
    void refusesSomebodyElsesAnswers() {
        String hers = approval();
        String another = applied(ada, ADA);
        String startAnswers = ada.answers("group-approval/apply-for-group", application(ADA));
        isRefused(clementine.engine("/task/" + task.getId() + "/complete", carrying(startAnswers)));
        isRefused(ada.engine(START + "/submit-form", carrying(hers)));
        isRefused(clementine.engine("/task/" + taskOf(another).getId() + "/complete", carrying(hers)));
        nothingHasHappened();
        isUnused(hers);
        isUnused(startAnswers);
    }

    @Test
    void refusesAnswersThatWereUsed() {
        String used = answers.of(caseId).get(0).answersId();
        long open = runtime.createProcessInstanceQuery().count();
        isRefused(ada.engine(START + "/start", carrying(used)));
        isRefused(ada.engine(START + "/submit-form", carrying(used)));
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(open);
    }

    @Test
    void refusesATaskThatIsNotTheCallersToDo() {
        String id = approval();
        for (String userId : List.of(ADA, DESMOND, "keziah.kingfisher", "lysander.larkspur")) {
            Caller other = Caller.signedIn(port, userId);
            isRefused(other.engine("/task/" + task.getId() + "/complete", carrying(id)));
            isRefused(other.engine("/task/" + task.getId() + "/submit-form", carrying(id)));
            isRefused(other.engine("/task/" + task.getId() + "/claim", Caller.json(Map.of("userId", userId))));
            assertThat(other.get("/forms/group-approval/approve-group?taskId=" + task.getId()).statusCode()).isEqualTo(404);
        }
        nothingHasHappened();
        isUnused(id);
    }

    @Test
    void refusesACompletedTaskAgain() {
        String id = approval();
        String path = "/task/" + task.getId() + "/complete";
        String second = approval();
        assertThat(clementine.engine(path, carrying(id)).statusCode()).isEqualTo(204);
        isRefused(clementine.engine(path, carrying(id)));
        isRefused(clementine.engine(path, carrying(second)));
        isUnused(second);
        runJobs();
        assertThat(taskOf(caseId).getTaskDefinitionKey()).isEqualTo("authoriseGroup");
    }

    @Test
    void refusesATaskThatAnotherHolderHasTaken() {
        String hers = applied(Caller.signedIn(port, EUPHEMIA), EUPHEMIA);
        Task shared = taskOf(hers);
        assertThat(shared.getAssignee()).isNull();
        Caller desmond = Caller.signedIn(port, DESMOND);
        Caller horatio = Caller.signedIn(port, HORATIO);
        String form = "group-approval/approve-group?taskId=" + shared.getId();
        String late = horatio.answers(form, decision("Horatio Hazelnut"));
        assertThat(desmond.engine("/task/" + shared.getId() + "/claim", Caller.json(Map.of("userId", DESMOND))).statusCode()).isEqualTo(204);
        isRefused(horatio.engine("/task/" + shared.getId() + "/complete", carrying(late)));
        isUnused(late);
        assertThat(desmond.engine("/task/" + shared.getId() + "/complete",
                carrying(desmond.answers(form, decision("Desmond Dovecote")))).statusCode()).isEqualTo(204);
    }

    @Test
    void aCaseStartsAtItsBeginningUnderItsOwnNumber() {
        String id = ada.answers("group-approval/apply-for-group", application(ADA));
        Map<String, Object> body = new LinkedHashMap<>(Map.of("variables", Map.of("answersId", Map.of("value", id))));
        body.put("startInstructions", List.of(Map.of("type", "startBeforeActivity", "activityId", "sealRecord")));
        isRefused(ada.engine(START + "/start", Caller.json(body)));
        isUnused(id);

        body.remove("startInstructions");
        body.put("businessKey", caseId);
        var answer = ada.engine(START + "/start", Caller.json(body));
        if (answer.statusCode() < 300) {
            assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseId).count()).isEqualTo(1);
            assertThat(answers.find(id).orElseThrow().caseId()).isNotEqualTo(caseId);
        } else {
            isRefused(answer);
        }
    }

    @Test
    void refusesABodyLongerThanAnyForm() {
        String huge = "{\"variables\":{\"answersId\":{\"value\":\"" + "x".repeat(8_000_000) + "\"}}}";
        isRefused(clementine.engine("/task/" + task.getId() + "/complete", huge));
        isRefused(ada.engine(START + "/submit-form", huge));
        nothingHasHappened();
    }

    @Test
    void letsOneOfTwoAtTheSameMomentPass() throws Exception {
        for (int round = 0; round < 3; round++) {
            String one = applied(ada, ADA);
            Task contested = taskOf(one);
            String form = "group-approval/approve-group?taskId=" + contested.getId();
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                ids.add(clementine.answers(form, decision("Clementine Crabtree")));
            }
            List<HttpResponse<String>> both = together(ids.stream().<Callable<HttpResponse<String>>>map(
                    id -> () -> clementine.engine("/task/" + contested.getId() + "/complete", carrying(id))).toList());
            assertThat(both).filteredOn(answer -> answer.statusCode() == 204).hasSize(1);
            both.stream().filter(answer -> answer.statusCode() != 204).forEach(FormGateTests::isRefused);
            assertThat(answers.of(one)).filteredOn(given -> given.task().equals("approveGroup")).hasSize(1);
            runJobs();
            assertThat(taskOf(one).getTaskDefinitionKey()).isEqualTo("authoriseGroup");
        }
    }

    @Test
    void startsOneCaseFromAnswersSentTwiceAtOnce() throws Exception {
        String id = ada.answers("group-approval/apply-for-group", application(ADA));
        long open = runtime.createProcessInstanceQuery().count();
        List<HttpResponse<String>> both = together(java.util.Collections.nCopies(2, () -> ada.engine(START + "/submit-form", carrying(id))));
        assertThat(both).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        both.stream().filter(answer -> answer.statusCode() != 200).forEach(FormGateTests::isRefused);
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(open + 1);
    }

    @Test
    void refusesADecisionAboutWhatWasWithdrawn() {
        String id = approval();
        cases.withdraw(caseId, personId(ADA), "Not needed any more");
        isRefused(clementine.engine("/task/" + task.getId() + "/complete", carrying(id)));
        isUnused(id);
        runJobs();
        assertThat(cases.find(caseId).orElseThrow().outcome()).isEqualTo("Withdrawn");
    }

    private String applied(Caller caller, String userId) {
        var answer = caller.engine(START + "/submit-form", carrying(caller.answers("group-approval/apply-for-group", application(userId))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        runJobs();
        return cases.startedBy(personId(userId), 1).get(0).caseId();
    }

    private Map<String, Object> application(String userId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("position", "Coordinator");
        fields.put("department", "Sports");
        fields.put("groupName", "Gate " + ++groups);
        fields.put("purpose", "To swap shifts.");
        fields.put("app", apps.approved().get(0).appId());
        fields.put("membership", institution.groupApproval().memberships().get(0));
        fields.put("members", "Boathouse staff");
        fields.put("devices", List.of("issued"));
        fields.put("deviceSecurity", List.of("pin"));
        fields.put("declaration", institution.groupApproval().declaration().stream().map(Institution.Point::id).toList());
        fields.put("policiesRead", institution.groupApproval().readAndUnderstood());
        fields.put("signedName", people.byUserId(userId).orElseThrow().name());
        fields.put("intent", true);
        return fields;
    }

    private static Map<String, Object> decision(String name) {
        return Map.of("decision", "APPROVE", "comment", "", "signedName", name, "intent", true);
    }

    private String approval() {
        return clementine.answers("group-approval/approve-group?taskId=" + task.getId(), decision("Clementine Crabtree"));
    }

    private static String carrying(String answersId) {
        return Caller.json(Map.of("variables", Map.of("answersId", Map.of("value", answersId, "type", "String"))));
    }

    private Task taskOf(String someCase) {
        return tasks.createTaskQuery().processInstanceBusinessKey(someCase).singleResult();
    }

    private String personId(String userId) {
        return people.byUserId(userId).orElseThrow().personId();
    }

    private void nothingHasHappened() {
        assertThat(taskOf(caseId)).isNotNull().extracting(Task::getId).isEqualTo(task.getId());
        assertThat(answers.of(caseId)).extracting(Submitted::task).containsExactly("applyForGroup");
    }

    private void isUnused(String answersId) {
        assertThat(answers.find(answersId)).hasValueSatisfying(submitted -> assertThat(submitted.usedAt()).isNull());
    }

    private static void isRefused(HttpResponse<String> answer) {
        isRefused(answer, "");
    }

    /** In plain words, and as something the caller did wrong. */
    private static void isRefused(HttpResponse<String> answer, String sent) {
        assertThat(answer.statusCode()).as("%s %.200s: %s", answer.uri(), sent, answer.body()).isBetween(400, 499);
        assertThat(answer.body()).as("%s %.200s", answer.uri(), sent).containsPattern("\"message\":\"[^\"]{10,}").doesNotContain("\tat ", "at org.", "NullPointer", "ENGINE-0", "SQL");
    }

    private void runJobs() {
        List<Job> due = management.createJobQuery().messages().withRetriesLeft().list();
        if (!due.isEmpty()) {
            due.forEach(job -> management.executeJob(job.getId()));
            runJobs();
        }
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        var pool = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> done = new ArrayList<>();
            for (Future<T> one : pool.invokeAll(calls)) {
                done.add(one.get());
            }
            return done;
        } finally {
            pool.shutdown();
        }
    }
}
