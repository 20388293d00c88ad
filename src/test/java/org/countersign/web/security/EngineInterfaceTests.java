package org.countersign.web.security;

import org.countersign.Demonstration;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.countersign.institution.Institution;
import org.countersign.registers.Apps;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What somebody signed in can reach below {@code /camunda} with a plain HTTP client. */
@Demonstration
class EngineInterfaceTests {

    private static final String API = "/camunda/api/engine/engine/default";
    private static final String FOREIGN = "${''.getClass().forName('java.lang.System').getMethod('setProperty', ''.getClass(), ''.getClass())"
            + ".invoke(null, 'countersign.evaluated', 'yes')}";

    @LocalServerPort
    int port;

    @Autowired
    TaskService tasks;

    @Autowired
    IdentityService identity;

    @Autowired
    ManagementService management;

    @Autowired
    Institution institution;

    @Autowired
    Apps apps;

    @Autowired
    ObjectMapper json;

    @BeforeEach
    void nothingEvaluatedYet() {
        System.clearProperty("countersign.evaluated");
    }

    @Test
    void closesEverythingTheTasklistDoesNotNeedToEverybody() {
        for (String user : List.of("ada.applegarth", "lysander.larkspur", "euphemia.elderflower")) {
            Browser browser = new Browser(port).signIn(user).openTasklist();
            assertThat(Stream.of("/camunda/app/cockpit/default/", "/camunda/app/admin/default/", "/camunda/app/welcome/default/",
                    "/camunda/app/admin/default/setup/", "/camunda/app/admin/", "/camunda/app/", "/camunda/", "/camunda",
                    "/camunda/api/cockpit/plugin/base/default/incident", "/camunda/api/admin/plugin/adminPlugins/default/x",
                    "/camunda/api/welcome/plugin/x/static/y", "/camunda/api/admin/auth/user/other",
                    API + "/process-instance", API + "/execution", API + "/variable-instance", API + "/user", API + "/group",
                    API + "/authorization", API + "/authorization/check", API + "/deployment", API + "/job", API + "/incident", API + "/batch",
                    API + "/history/process-instance", API + "/history/task", API + "/history/variable-instance", API + "/history/user-operation",
                    API + "/history/activity-instance", API + "/history/identity-link-log", API + "/event-subscription", API + "/external-task",
                    API + "/metrics", API + "/schema/log", API + "/telemetry/data", API + "/version", API + "/decision-definition",
                    API + "/task/x/variables", API + "/task/x/localVariables", API + "/task/x/form-variables", API + "/task/x/comment",
                    API + "/task/x/attachment", API + "/task/x/rendered-form", API + "/task/x/deployed-form", API + "/task/report/candidate-group-count",
                    API + "/process-definition/x/statistics", API + "/process-definition/x/rendered-form", API + "/identity/groups?userId=basil.birdwhistle",
                    "/webjars/camunda/app/admin/index.html", "/engine-rest/task"))
                    .allSatisfy(path -> assertThat(browser.get(path).statusCode()).as(user + " GET " + path).isIn(403, 404));
        }
    }

    @Test
    void closesEveryOtherMethodOfOpenAddresses() {
        Browser browser = new Browser(port).signIn("ada.applegarth").openTasklist();
        Map<String, List<String>> closed = Map.of(
                API + "/task/x", List.of("PUT", "DELETE", "PATCH", "POST"),
                API + "/task/x/identity-links", List.of("POST", "PUT"),
                API + "/task/x/assignee", List.of("POST"), API + "/task/x/delegate", List.of("POST"), API + "/task/x/resolve", List.of("POST"),
                API + "/task/x/bpmnError", List.of("POST"), API + "/task/create", List.of("POST"),
                API + "/filter/create", List.of("POST"), API + "/filter/x", List.of("PUT", "DELETE"));
        closed.forEach((path, methods) -> methods.forEach(method ->
                assertThat(browser.change(method, path, "{}").statusCode()).as(method + " " + path).isIn(403, 404, 405)));
        assertThat(Stream.of("/message", "/signal", "/condition", "/user/create", "/user/x/credentials", "/group/create", "/group/x/members/y",
                "/authorization/create", "/deployment/create", "/identity/verify", "/process-instance/delete", "/execution/x/signal",
                "/process-definition/key/group-approval/delete", "/modification/execute", "/migration/execute", "/job/x/execute"))
                .allSatisfy(path -> assertThat(browser.change("POST", API + path, "{}").statusCode()).as(path).isIn(403, 404));
    }

    @Test
    void makesNobodyTheEnginesAdministrator() {
        String body = "{\"profile\":{\"id\":\"intruder\",\"firstName\":\"x\",\"lastName\":\"y\"},\"credentials\":{\"password\":\"a long enough one\"}}";
        Browser staff = new Browser(port).signIn("ada.applegarth").openTasklist();
        assertThat(staff.change("POST", "/camunda/api/admin/setup/default/user/create", body).statusCode()).isEqualTo(403);
        assertThat(new Browser(port).send("POST", "/camunda/api/admin/setup/default/user/create", BodyPublishers.ofString(body),
                "Content-Type", "application/json").statusCode()).isEqualTo(401);
        assertThat(staff.change("POST", "/camunda/api/admin/auth/user/default/login/tasklist", "").statusCode()).isEqualTo(403);
        assertThat(identity.createUserQuery().userId("intruder").count()).isZero();
    }

    @Test
    void isNotTalkedRoundByOddSpellings() {
        Browser browser = new Browser(port).signIn("ada.applegarth").openTasklist();
        String session = "JSESSIONID=" + browser.cookie("JSESSIONID") + "; XSRF-TOKEN=" + browser.cookie("XSRF-TOKEN");
        assertThat(Stream.of(
                "/camunda/api/engine/engine/default/history%2Ftask", "/camunda/api/engine/engine/default/history/task;x=y",
                "/camunda/api/engine/engine/default/history/task;jsessionid=1", "/camunda/api/engine/engine/default//history/task",
                "//camunda/api/engine/engine/default/history/task", "/camunda//api/engine/engine/default/history/task",
                "/camunda/api/engine/engine/default/./history/task", "/camunda/api/engine/engine/default/task/../history/task",
                "/camunda/api/engine/engine/default/task/%2e%2e/history/task", "/camunda/api/engine/engine/default/%68istory/task",
                "/%63amunda/api/engine/engine/default/history/task", "/camunda/%61pi/engine/engine/default/user",
                "/camunda/api/engine/engine/default/HISTORY/task", "/CAMUNDA/api/engine/engine/default/history/task",
                "/camunda/api/engine/engine/default/history/task/", "/camunda/api/engine/engine/default/history/task%00",
                "/camunda/api/engine/engine/default/history/task%0a", "/camunda/api/engine/engine/default/history\\task",
                "/camunda/api/engine/engine/default/history%5Ctask", "/camunda/api/engine/engine/default/history%252Ftask",
                "/camunda/api/engine/engine/default/task/x/variables/", "/camunda/api/engine/engine/default/task/x/variables;a",
                "/camunda/api/engine/engine/default/%75ser", "/camunda/api/engine/history/task", "/camunda/api/engine/engine/other/history/task",
                "/camunda/api/admin/setup/default/user/create/", "/camunda/app/tasklist/%2e%2e/admin/index.html",
                "/camunda/app/tasklist/../admin/index.html", "/camunda/app/tasklist/scripts/../../admin/index.html",
                "/camunda/app/admin;/default/", "/camunda/app/cockpit/index.html"))
                .allSatisfy(path -> Stream.of("GET", "POST", "OPTIONS", "HEAD", "PUT", "TRACE", "get").forEach(method ->
                        assertThat(status(method, path, session, browser.cookie("XSRF-TOKEN"))).as(method + " " + path).isIn(400, 403, 404, 405, 501)));
    }

    @Test
    void evaluatesNothingThatComesInAQuery() throws IOException {
        Browser browser = new Browser(port).signIn("ada.applegarth").openTasklist();
        String filter = json.readTree(browser.get(API + "/filter?maxResults=50").body()).get(0).get("id").asText();
        String text = json.writeValueAsString(FOREIGN);
        String escaped = "\"" + FOREIGN.replace("$", "\\u0024").replace("'", "\\u0027") + "\"";
        for (String value : List.of(text, escaped)) {
            for (String body : List.of("{\"assigneeExpression\":" + value + "}", "{\"orQueries\":[{\"assigneeExpression\":" + value + "}]}",
                    "{\"orQueries\":[{\"\\u0061ssigneeExpression\":" + value + "}]}", "{\"orQueries\":[{\"orQueries\":[{\"assigneeExpression\":" + value + "}]}]}",
                    "{\"orQueries\":[{\"dueBeforeExpression\":" + value + "}]}", "{\"orQueries\":[{\"candidateGroupsExpression\":" + value + "}]}",
                    "{\"orQueries\":[{\"processInstanceBusinessKeyExpression\":" + value + "}]}")) {
                for (String address : List.of("/task?maxResults=5", "/task/count", "/filter/" + filter + "/list?maxResults=5", "/filter/" + filter + "/count")) {
                    assertThat(browser.change("POST", API + address, body).statusCode()).as(address + " " + body).isIn(400, 403);
                }
            }
        }
        String encoded = java.net.URLEncoder.encode(FOREIGN, StandardCharsets.UTF_8);
        assertThat(browser.get(API + "/task?maxResults=5&assigneeExpression=" + encoded).statusCode()).isIn(400, 403);
        assertThat(System.getProperty("countersign.evaluated")).isNull();
    }

    @Test
    void showsNoOtherApplicationToSomebodyWithoutATaskInIt() throws IOException {
        Task task = applyAsAda("Seen by nobody else");
        Browser outsider = new Browser(port).signIn("keziah.kingfisher").openTasklist();
        assertThat(outsider.get(API + "/task/" + task.getId()).statusCode()).isIn(403, 404);
        assertThat(outsider.get(API + "/task/" + task.getId() + "/form").statusCode()).isIn(403, 404);
        assertThat(outsider.get(API + "/task/" + task.getId() + "/identity-links").statusCode()).isIn(403, 404);
        assertThat(outsider.change("POST", API + "/task/" + task.getId() + "/claim", "{\"userId\":\"keziah.kingfisher\"}").statusCode()).isIn(403, 404);
        assertThat(outsider.change("POST", API + "/task/" + task.getId() + "/complete", "{}").statusCode()).isIn(400, 403, 404);
        assertThat(outsider.change("POST", API + "/task/" + task.getId() + "/submit-form", "{}").statusCode()).isIn(400, 403, 404);
        assertThat(json.readTree(outsider.get(API + "/task?maxResults=100").body())).isEmpty();
        assertThat(outsider.get(API + "/task?maxResults=100&processInstanceId=" + task.getProcessInstanceId()).body()).isEqualTo("[]");
        assertThat(json.readTree(outsider.get(API + "/task/count").body()).get("count").asInt()).isZero();
        for (JsonNode filter : json.readTree(outsider.get(API + "/filter?maxResults=100").body())) {
            assertThat(outsider.get(API + "/filter/" + filter.get("id").asText() + "/list?maxResults=100").body()).doesNotContain("Seen by nobody else");
        }
        Browser holder = new Browser(port).signIn("clementine.crabtree").openTasklist();
        assertThat(holder.get(API + "/task/" + task.getId()).body()).contains("Seen by nobody else");
    }

    @Test
    void letsNoBrowserKeepWhatItReadsOfTasks() {
        Browser holder = new Browser(port).signIn("clementine.crabtree").openTasklist();
        assertThat(holder.get(API + "/task?maxResults=5").headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(holder.get("/camunda/app/tasklist/scripts/config.js").headers().firstValue("Cache-Control").orElse("")).doesNotContain("no-store");
    }

    @Test
    void answersAQuestionThatMakesNoSenseAsSuch() throws IOException {
        Browser ada = new Browser(port).signIn("ada.applegarth").openTasklist();
        for (JsonNode filter : json.readTree(ada.get(API + "/filter?maxResults=50").body())) {
            assertThat(ada.change("POST", API + "/filter/" + filter.get("id").asText() + "/list?maxResults=5", "{\"candidateGroup\":\"staff\"}").statusCode())
                    .isIn(200, 400);
        }
    }

    @Test
    void readsNoMoreThanAnybodyHasToSay() {
        Browser ada = new Browser(port).signIn("ada.applegarth").openTasklist();
        String longList = "{\"x\":[" + "0,".repeat(40_000) + "0]}";
        for (String address : List.of("/task", "/task/count", "/tas%6b", "/task/x/claim", "/process-definition/key/group-approval/start")) {
            assertThat(ada.change("POST", API + address, longList).statusCode()).as(address).isEqualTo(413);
        }
    }

    @Test
    void letsNobodyHandATaskToSomebodyElseOrDropIt() throws IOException {
        Task task = applyAsAda("Stays where it is");
        Browser holder = new Browser(port).signIn("clementine.crabtree").openTasklist();
        String address = API + "/task/" + task.getId();
        assertThat(holder.change("POST", address + "/claim", "{\"userId\":\"basil.birdwhistle\"}").statusCode()).isEqualTo(403);
        assertThat(holder.change("POST", address + "/claim", "{\"userId\":null}").statusCode()).isEqualTo(403);
        assertThat(holder.change("POST", address + "/assignee", "{\"userId\":\"basil.birdwhistle\"}").statusCode()).isEqualTo(403);
        assertThat(holder.change("POST", address + "/delegate", "{\"userId\":\"basil.birdwhistle\"}").statusCode()).isEqualTo(403);
        assertThat(holder.change("PUT", address, "{\"name\":\"x\",\"assignee\":\"basil.birdwhistle\"}").statusCode()).isEqualTo(403);
        assertThat(holder.change("POST", address + "/complete", "{}").statusCode()).isEqualTo(400);
        assertThat(tasks.createTaskQuery().taskId(task.getId()).singleResult().getAssignee()).isEqualTo("clementine.crabtree");
        assertThat(holder.change("POST", address + "/unclaim", "{}").statusCode()).isEqualTo(204);
        assertThat(holder.change("POST", address + "/claim", "{\"userId\":\"clementine.crabtree\"}").statusCode()).isEqualTo(204);
    }

    @Test
    void refusesAChangeWithoutTheWebappsToken() {
        Browser browser = new Browser(port).signIn("ada.applegarth").openTasklist();
        assertThat(browser.send("POST", API + "/task/count", BodyPublishers.ofString("{}"), "Content-Type", "application/json").statusCode())
                .isEqualTo(403);
    }

    @Test
    void carriesNoMarkOfTheVendor() {
        Browser browser = new Browser(port).signIn("ada.applegarth");
        assertThat(browser.get("/camunda/app/tasklist/scripts/config.js").body()).contains("Countersign").contains("countersign/dress");
        assertThat(browser.get("/camunda/app/tasklist/styles/user-styles.css").body()).contains(".ce-eol-banner");
        assertThat(browser.get("/camunda/app/tasklist/countersign/dress.js").statusCode()).isEqualTo(200);
    }

    private Task applyAsAda(String groupName) throws IOException {
        Browser ada = new Browser(port).signIn("ada.applegarth").openTasklist();
        String page = ada.get("/forms/group-approval/apply-for-group").body();
        var token = Pattern.compile("data-csrf=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).isTrue();
        String answers = json.writeValueAsString(Map.ofEntries(Map.entry("position", "Coordinator"), Map.entry("department", "Sports"),
                Map.entry("groupName", groupName), Map.entry("purpose", "To swap shifts."), Map.entry("app", apps.all().stream()
                        .filter(app -> app.name().equals("WhatsApp")).findFirst().orElseThrow().appId()),
                Map.entry("membership", institution.groupApproval().memberships().get(0)), Map.entry("members", "Boathouse staff"),
                Map.entry("devices", List.of("issued")), Map.entry("deviceSecurity", List.of("pin")),
                Map.entry("declaration", institution.groupApproval().declaration().stream().map(Institution.Point::id).toList()),
                Map.entry("policiesRead", institution.groupApproval().readAndUnderstood()),
                Map.entry("signedName", "Ada Applegarth"), Map.entry("intent", true)));
        HttpResponse<String> submitted = ada.send("POST", "/forms/group-approval/apply-for-group", BodyPublishers.ofString(answers),
                "Content-Type", "application/json", "X-CSRF-TOKEN", token.group(1));
        assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
        String answersId = json.readTree(submitted.body()).get("answersId").asText();
        HttpResponse<String> started = ada.change("POST", API + "/process-definition/key/group-approval/submit-form",
                "{\"variables\":{\"answersId\":{\"value\":\"" + answersId + "\",\"type\":\"String\"}}}");
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        String instance = json.readTree(started.body()).get("id").asText();
        for (Job job : management.createJobQuery().processInstanceId(instance).messages().list()) {
            management.executeJob(job.getId());
        }
        return tasks.createTaskQuery().processInstanceId(instance).singleResult();
    }

    /** Sends the address byte for byte, as no polite client would. */
    private int status(String method, String path, String cookies, String token) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream().write((method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookies + "\r\nX-XSRF-TOKEN: " + token
                    + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}").getBytes(StandardCharsets.ISO_8859_1));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)).readLine();
            return line == null ? 400 : Integer.parseInt(line.split(" ")[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
