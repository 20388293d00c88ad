package org.countersign.trouble;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.countersign.Demonstration;
import org.countersign.answers.Answers;
import org.countersign.breachescalation.Breaches;
import org.countersign.engine.Caller;
import org.countersign.engine.Cases;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.registers.Apps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A plain program at the engine's own interface, at every task of these flows: nothing but the holder's own honest answers gets through. */
@Demonstration
class EveryTaskUnderAttackTests {

    private static final String ADA = "ada.applegarth";
    private static final String BASIL = "basil.birdwhistle";
    private static final String MABEL = "mabel.marmalade";
    private static final String GRETA = "greta.gooseberry";
    private static final String FERGUS = "fergus.foxglove";
    private static final String HORATIO = "horatio.hazelnut";
    private static final String KEZIAH = "keziah.kingfisher";

    /** What is no answers, or somebody's attempt at more. */
    private static final List<String> FORGED = List.of("", "null", "[]", "{", "{}", "{\"variables\":{}}",
            "{\"variables\":{\"answersId\":{\"value\":null}}}", "{\"variables\":{\"answersId\":{\"value\":\"no-such-answers\"}}}",
            "{\"variables\":{\"answersId\":{\"value\":7,\"type\":\"Integer\"}}}", "{\"variables\":{\"decision\":{\"value\":\"APPROVE\"}}}");

    @LocalServerPort int port;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired Answers answers;
    @Autowired Cases cases;
    @Autowired Breaches breaches;
    @Autowired People people;
    @Autowired Apps apps;
    @Autowired Institution institution;
    @Autowired Clock clock;
    @Autowired JdbcClient jdbc;

    private final Map<String, Caller> callers = new HashMap<>();
    private String flow;
    private String caseId;
    private String first;

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        jdbc.sql("update cs_breach set closed_at = reported_at where closed_at is null").update();
        jdbc.sql("delete from cs_breach_mark where outcome = 'TO_COME'").update();
    }

    @Test
    void ofAGroupsApproval() {
        start("group-approval", "apply-for-group", ADA, application());
        attacked("signAsAssistant", BASIL, Map.of("decision", "DECLINE", "comment", "Not this term."));
        attacked("correctApplication", ADA, application());
        attacked("signAsAssistant", BASIL, Map.of("decision", "SIGN"));
        attacked("approveGroup", "clementine.crabtree", Map.of("decision", "APPROVE"));
        attacked("authoriseGroup", "desmond.dovecote", Map.of("decision", "APPROVE"));
        assertThat(cases.find(caseId).orElseThrow().outcome()).isEqualTo("Authorised");
    }

    @Test
    void ofABreach() {
        start("breach-escalation", "report-breach", MABEL, Map.of("whatHappened", "A list was posted to the wrong group."));
        attacked("containBreach", FERGUS, Map.of("status", "CONTAINED", "actions", "Deleted for everyone."));
        attacked("triageBreach", GRETA, Map.of("verdict", "BREACH", "kinds", List.of("CONFIDENTIALITY"), "awareAt", ago(Duration.ofHours(2)), "awareBasis", "IT said so.",
                "askAdministrator", false));
        attacked("assessBreach", GRETA, Map.of("subjects", List.of("staff"), "data", List.of("basic"), "people", 40, "consequences", "Unwanted calls.", "likelihood", 3,
                "severity", 2, "level", "RISK", "rationale", "Known recipients."));
        attacked("decideOnNotification", GRETA, Map.of("regulator", "DO_NOT_NOTIFY", "people", "NO_HIGH_RISK", "rationale", "As assessed."));
        attacked("confirmNoNotification", HORATIO, Map.of("answer", "NOTIFY_AFTER_ALL", "comment", "Better told."));
        attacked("decideOnNotification", GRETA, Map.of("regulator", "NOTIFY", "people", "TELL", "rationale", "As the second person said."));
        breaches.correctAwareness(caseId, ago(Duration.ofHours(1)), "The log says so.", people.byUserId(GRETA).orElseThrow().personId());
        attacked("confirmCorrection", HORATIO, Map.of("answer", "CONFIRM", "comment", "Checked."));
        attacked("notifyRegulator", GRETA, Map.of("reference", "IC-123456-A1B2", "submittedAt", ago(Duration.ZERO), "channel", "ONLINE_FORM", "missing", "The numbers"));
        attacked("tellPeopleAffected", GRETA, Map.of("means", "LETTER", "toldAt", ago(Duration.ZERO), "howMany", 40, "letter", "Dear all, …"));
        attacked("followUp", GRETA, Map.of("sent", "The numbers.", "sentAt", ago(Duration.ZERO)));
        attacked("closeBreach", GRETA, Map.of("cause", "WRONG_MEMBER_IN_GROUP", "lessons", "Look twice.", "measures", "Smaller groups; Head Porter; 1 December."));
        assertThat(cases.find(caseId).orElseThrow().outcome()).isEqualTo("Notified");
    }

    @Test
    void ofAnApp() {
        start("app-approval", "request-app", ADA, Map.of("about", "NEW_APP", "name", "Otter under attack", "maker", "Otter Software", "whatFor", "To swap shifts."));
        String later = clock.instant().atZone(institution.zone()).toLocalDate().plusMonths(6).toString();
        Map<String, Object> verdict = Map.of("verdict", "SUITABLE", "reasons", "Looked through.", "reviewOn", later, "intent", true);
        attacked("reviewTerms", "clementine.crabtree", all(verdict, Map.of("provider", "Otter Software", "version", "2026", "readOn", "2026-01-05"),
                yes("listsData", "ownPurposes", "thirdParties", "erasure", "countries", "transfers", "processor", "workUse", "ageLimit", "ownership", "export", "ending")));
        attacked("reviewSecurity", FERGUS, all(verdict, yes("endToEnd", "verifiable", "disappearing", "backups", "admission", "removal", "forwarding", "appLock", "secondStep",
                "linkedDevices", "previews", "mediaSaving", "contacts", "remoteWipe", "versions", "weaknesses", "assurance", "location", "audit", "signOn")));
        assertThat(cases.find(caseId).orElseThrow().outcome()).isEqualTo("Suitable");
    }

    @Test
    void whoContainsABreachFindsTheReporterNowhere() {
        start("breach-escalation", "report-breach", MABEL, Map.of("whatHappened", "A list was posted to the wrong group."));
        Task contain = taskOf("containBreach");
        Caller fergus = caller(FERGUS);
        String engine = "/camunda/api/engine/engine/default";
        String task = engine + "/task/" + contain.getId();
        for (String path : List.of("/", "/requests", "/requests/" + caseId, "/requests/" + caseId + "/diagram.bpmn", "/breaches", "/breaches/" + caseId, "/api/breaches/" + caseId,
                "/api/requests", "/api/records/" + caseId, "/forms/sheets/" + caseId + ".pdf", "/forms/breach-escalation/contain-breach?taskId=" + contain.getId(),
                "/forms/breach-escalation/triage-breach?taskId=" + contain.getId(), engine + "/task", task, task + "/form", task + "/identity-links", task + "/comment",
                task + "/attachment", task + "/variables", task + "/form-variables", engine + "/filter", engine + "/process-instance/" + contain.getProcessInstanceId(),
                engine + "/process-instance/" + contain.getProcessInstanceId() + "/variables", engine + "/history/process-instance/" + contain.getProcessInstanceId(),
                engine + "/history/task?processInstanceId=" + contain.getProcessInstanceId(), engine + "/history/user-operation", engine + "/history/detail",
                engine + "/history/activity-instance", engine + "/history/identity-link-log", engine + "/execution", engine + "/job", engine + "/user")) {
            HttpResponse<String> answer = fergus.get(path);
            assertThat(answer.statusCode()).as(path).isLessThan(500);
            assertThat(answer.body().toLowerCase()).as(path).doesNotContain("mabel", "marmalade", people.byUserId(MABEL).orElseThrow().personId().toLowerCase());
        }
        assertThat(jdbc.sql("select subject from cs_notice where person_id = ? union all select body from cs_notice where person_id = ?")
                .params(people.byUserId(FERGUS).orElseThrow().personId(), people.byUserId(FERGUS).orElseThrow().personId()).query(String.class).list())
                .isNotEmpty().noneMatch(text -> text.contains("Mabel") || text.contains("Marmalade"));
    }

    @Test
    void numbersOfPeopleAreWholeAndOfThisWorld() {
        for (String number : List.of("1.5", "1e309", "-1", "1000000000000000000", "1e1000000000", "NaN", "\"7\"", "true", "[1]", "9".repeat(2000), "10000001")) {
            HttpResponse<String> answer = caller(MABEL).submit("breach-escalation/report-breach", "{\"whatHappened\":\"x\",\"howMany\":" + number + "}");
            assertThat(answer.statusCode()).as(number).isIn(400, 422);
        }
    }

    @Test
    void datesAreThoseOfTheInstitutionAndOfThisWorld() {
        for (String date : List.of("2026-11-21T09:30+14:00", "2026-11-21T09:30Z", "-999999999-01-01T00:00", "+999999999-12-31T23:59", "0001-01-01T00:00", "2026-02-30T10:00",
                "21/11/2026", "9999-12-31T23:59", "yesterday")) {
            HttpResponse<String> answer = caller(MABEL).submit("breach-escalation/report-breach", "{\"whatHappened\":\"x\",\"occurredFrom\":\"" + date + "\"}");
            assertThat(answer.statusCode()).as(date).isEqualTo(422);
            assertThat(answer.body()).as(date).contains("occurredFrom");
        }
    }

    @Test
    void anUploadThatCannotBeReadIsTheSendersMistake() {
        for (String boundary : List.of("", "; boundary=B")) {
            assertThat(caller(MABEL).post("/forms/files", "multipart/form-data" + boundary, "--B\r\ncut off").statusCode()).isEqualTo(400);
        }
    }

    private void start(String inFlow, String form, String userId, Map<String, Object> fields) {
        flow = inFlow;
        String path = "/process-definition/key/" + flow;
        for (String forged : FORGED) {
            isRefused(caller(userId).engine(path + "/submit-form", forged), forged);
            isRefused(caller(userId).engine(path + "/start", forged), forged);
        }
        first = caller(userId).answers(flow + "/" + form, signed(userId, fields));
        isRefused(caller(KEZIAH).engine(path + "/submit-form", carrying(first)), "somebody else's answers");
        assertThat(caller(userId).engine(path + "/submit-form", carrying(first)).statusCode()).isEqualTo(200);
        isRefused(caller(userId).engine(path + "/submit-form", carrying(first)), "used answers");
        caseId = answers.find(first).orElseThrow().caseId();
        runJobs();
    }

    /** Every dishonest way first, which leaves everything as it is; then the honest one, once. */
    private void attacked(String name, String userId, Map<String, Object> fields) {
        Task task = taskOf(name);
        Caller holder = caller(userId);
        String form = flow + "/" + name.replaceAll("([A-Z])", "-$1").toLowerCase() + "?taskId=" + task.getId();
        assertThat(holder.submit(form, "{}").statusCode()).as("nothing filled in at %s", name).isEqualTo(422);
        assertThat(holder.submit(form, "{\"noSuchField\":1}").statusCode()).as("a field too many at %s", name).isEqualTo(422);
        assertThat(holder.submit(form, "no answers").statusCode()).as("no answers at %s", name).isEqualTo(400);
        String honest = holder.answers(form, signed(userId, fields));
        String ofAnotherForm = holder.answers("breach-escalation/report-breach", Map.of("whatHappened", "Something else."));
        int before = answers.of(caseId).size();
        for (String way : List.of("/complete", "/submit-form")) {
            String path = "/task/" + task.getId() + way;
            FORGED.forEach(forged -> isRefused(holder.engine(path, forged), name + way + " " + forged));
            isRefused(holder.engine(path, carrying(first)), name + ": used answers");
            isRefused(holder.engine(path, carrying(ofAnotherForm)), name + ": answers of another form");
            isRefused(holder.engine(path, Caller.json(Map.of("variables", Map.of("answersId", Map.of("value", honest), "x", Map.of("value", 1))))), name + ": one variable too many");
            isRefused(caller(KEZIAH).engine(path, carrying(honest)), name + ": somebody without the task");
        }
        assertThat(caller(KEZIAH).get("/forms/" + form).statusCode()).isEqualTo(404);
        assertThat(answers.of(caseId)).hasSize(before);
        assertThat(taskOf(name).getId()).isEqualTo(task.getId());

        assertThat(holder.engine("/task/" + task.getId() + "/complete", carrying(honest)).statusCode()).as(name).isEqualTo(204);
        isRefused(holder.engine("/task/" + task.getId() + "/complete", carrying(honest)), name + ": the same again");
        assertThat(answers.of(caseId)).hasSize(before + 1);
        assertThat(runtime.createVariableInstanceQuery().count()).isZero();
        runJobs();
    }

    private static Map<String, Object> yes(String... points) {
        return Stream.of(points).collect(Collectors.toMap(point -> point, point -> "YES"));
    }

    @SafeVarargs
    private static Map<String, Object> all(Map<String, Object>... parts) {
        Map<String, Object> all = new HashMap<>();
        Stream.of(parts).forEach(all::putAll);
        return all;
    }

    private Map<String, Object> application() {
        return Map.ofEntries(entry("position", "Coordinator"), entry("department", "Sports"), entry("assistant", BASIL), entry("groupName", "Under attack"),
                entry("purpose", "To swap shifts."), entry("app", apps.approved().get(0).appId()), entry("membership", institution.groupApproval().memberships().get(0)),
                entry("members", "Boathouse staff"), entry("devices", List.of("issued")), entry("deviceSecurity", List.of("pin")),
                entry("declaration", institution.groupApproval().declaration().stream().map(Institution.Point::id).toList()),
                entry("policiesRead", institution.groupApproval().readAndUnderstood()), entry("intent", true));
    }

    /** With a signature where the form has one. */
    private Map<String, Object> signed(String userId, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        if (fields.containsKey("intent") || fields.containsKey("decision") || fields.containsKey("regulator") || fields.containsKey("answer") || fields.containsKey("lessons")) {
            all.put("signedName", people.byUserId(userId).orElseThrow().name());
            all.put("intent", true);
        }
        return all;
    }

    private Caller caller(String userId) {
        return callers.computeIfAbsent(userId, id -> Caller.signedIn(port, id));
    }

    private Task taskOf(String name) {
        return tasks.createTaskQuery().processInstanceBusinessKey(caseId).taskDefinitionKey(name).singleResult();
    }

    private String ago(Duration time) {
        return LocalDateTime.ofInstant(clock.instant().minus(time), institution.zone()).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static String carrying(String answersId) {
        return Caller.json(Map.of("variables", Map.of("answersId", Map.of("value", answersId))));
    }

    private static void isRefused(HttpResponse<String> answer, String sent) {
        assertThat(answer.statusCode()).as("%s: %s", sent, answer.body()).isBetween(400, 499);
        assertThat(answer.body()).as(sent).containsPattern("\"message\":\"[^\"]{10,}").doesNotContain("\tat ", "at org.", "NullPointer", "ENGINE-0", "SQL");
    }

    private void runJobs() {
        for (var due = management.createJobQuery().messages().withRetriesLeft().list(); !due.isEmpty(); due = management.createJobQuery().messages().withRetriesLeft().list()) {
            due.forEach(job -> management.executeJob(job.getId()));
        }
    }
}
