package org.countersign.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.Demonstration;
import org.countersign.engine.Caller;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Questions no Tasklist would ask, at the engine's interface: whatever is wrong with them is the caller's mistake, in plain words, never an error of ours. */
@Demonstration
@Tag("database")
class OddQueriesTests {

    private static final List<String> PEOPLE = List.of("ada.applegarth", "greta.gooseberry", "lysander.larkspur", "euphemia.elderflower", "keziah.kingfisher");

    private static final String API = "/camunda/api/engine/engine/default";

    /** What a task can be asked for, and what cannot be asked. */
    private static final List<String> KEYS = List.of("taskId", "taskIdIn", "name", "nameLike", "nameNotEqual", "description", "priority", "maxPriority", "assignee", "assigneeLike",
            "assigneeIn", "assigneeNotIn", "assigneeExpression", "candidateUser", "candidateGroup", "candidateGroups", "candidateGroupsExpression", "includeAssignedTasks", "withCandidateGroups",
            "involvedUser", "unassigned", "delegationState", "processInstanceBusinessKey", "processInstanceBusinessKeyIn", "processInstanceBusinessKeyLike", "processInstanceId",
            "processInstanceIdIn", "processDefinitionKey", "processDefinitionKeyIn", "processDefinitionId", "executionId", "activityInstanceIdIn", "tenantIdIn", "withoutTenantId", "taskDefinitionKey",
            "taskDefinitionKeyIn", "taskDefinitionKeyLike", "createdOn", "createdAfter", "createdBefore", "createdBeforeExpression", "updatedAfter", "dueDate", "dueAfter", "dueBefore",
            "dueBeforeExpression", "withoutDueDate", "followUpDate", "followUpBefore", "followUpBeforeOrNotExistent", "followUpBeforeOrNotExistentExpression", "active", "suspended", "processVariables",
            "taskVariables", "caseInstanceVariables", "variableNamesIgnoreCase", "variableValuesIgnoreCase", "caseInstanceId", "parentTaskId", "withTaskVariablesInReturn", "withCommentAttachmentInfo", "withTaskLocalVariablesInReturn",
            "sorting", "sortBy", "orQueries", "noSuchKey", "class", "@class", "$type", "__proto__");

    private static final List<String> VALUES = List.of("null", "true", "7", "-1", "99999999999999999999", "1e309", "\"\"", "\"x\"", "\"\\u0000\"", "\"\\ud800\"", "\"2026-13-45\"",
            "\"9999999-01-01T00:00:00.000+0000\"", "\"${1+1}\"", "[]", "[null]", "[\"\"]", "[\"\\u0000\"]", "[7,[8]]", "{}", "[{}]", "{\"a\":[{}]}");

    @LocalServerPort int port;
    @Autowired ObjectMapper json;

    private final Set<String> ours = new TreeSet<>();

    @Test
    void ofAnyKeyAndValueAreTheCallersMistake() throws Exception {
        Caller ada = Caller.signedIn(port, "ada.applegarth");
        List<String> addresses = addresses(ada);
        int turn = 0;
        for (String key : KEYS) {
            for (String value : VALUES) {
                String body = "{\"" + key + "\":" + value + "}";
                ask(ada, addresses.get(turn++ % addresses.size()), body);
                ask(ada, addresses.get(turn % addresses.size()), "{\"orQueries\":[" + body + "]}");
            }
        }
        assertThat(ours).isEmpty();
    }

    @Test
    void ofAnyShapeAreTheCallersMistakeWhoeverAsks() throws Exception {
        int turn = 0;
        for (String userId : PEOPLE) {
            Caller caller = Caller.signedIn(port, userId);
            List<String> addresses = addresses(caller);
            for (String body : shapes()) {
                ask(caller, addresses.get(turn++ % addresses.size()), body);
            }
        }
        assertThat(ours).isEmpty();
    }

    @Test
    void inTheAddressAreTheCallersMistakeToo() throws Exception {
        Caller ada = Caller.signedIn(port, "ada.applegarth");
        for (String resource : List.of("/process-definition", "/process-definition/count", "/task", "/task/count", "/filter", "/filter/" + filter(ada) + "/list")) {
            for (String parameter : List.of("version", "firstResult", "maxResults", "sortBy", "sortOrder", "latest", "latestVersion", "startableInTasklist", "active", "suspended", "key", "keysIn", "name", "nameLike",
                    "processDefinitionIdIn", "deployedAfter", "tenantIdIn", "itemCount", "priority", "dueBefore", "delegationState", "processVariables", "taskVariables", "owner", "noSuchParameter")) {
                for (String value : List.of("", "-1", "0", "x", "true", "99999999999", "%00", "%E2%82", "${1+1}".replace("{", "%7B").replace("}", "%7D").replace("$", "%24"), "a_eq_b", "a_junk_b", "_", "x,,y", "9".repeat(500))) {
                    note(ada.get(API + resource + "?" + parameter + "=" + value), "GET " + resource + "?" + parameter + "=" + value);
                }
            }
            note(ada.get(API + resource + "?firstResult=2147483647&maxResults=2147483647"), resource + " far away");
            note(ada.get(API + resource + "?sortBy=name&sortOrder=asc&sortBy=junk"), resource + " sorted twice");
        }
        assertThat(ours).isEmpty();
    }

    private List<String> shapes() {
        List<String> shapes = new ArrayList<>(List.of("", " ", "null", "true", "7", "\"x\"", "[]", "[{}]", "{", "}", "{\"", "{'name':'x'}", "{\"name\":\"x\"}}", "{\"name\":\"x\",\"name\":7}", "\u0000", "\ufeff{}",
                "<task/>", "{\"name\":\"" + "x".repeat(500_000) + "\"}", "{\"" + "k".repeat(100_000) + "\":1}", "{\"priority\":" + "9".repeat(2000) + "}",
                "{\"taskIdIn\":[" + "\"x\",".repeat(40_000) + "\"x\"]}", "{\"candidateGroups\":[" + "\"x\",".repeat(3000) + "\"x\"]}"));
        for (int depth : new int[] {2, 50, 900, 20_000}) {
            shapes.add("{\"orQueries\":[".repeat(depth) + "{}" + "]}".repeat(depth));
            shapes.add("{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
            shapes.add("[".repeat(depth) + "]".repeat(depth));
            shapes.add("{\"processVariables\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
        }
        for (String sorting : List.of("{\"sortBy\":\"junk\",\"sortOrder\":\"asc\"}", "{\"sortBy\":\"name\",\"sortOrder\":\"junk\"}", "{\"sortBy\":\"name\"}", "{\"sortOrder\":\"asc\"}", "{\"sortBy\":null,\"sortOrder\":null}",
                "{\"sortBy\":\"processVariable\",\"sortOrder\":\"asc\"}", "{\"sortBy\":\"processVariable\",\"sortOrder\":\"asc\",\"parameters\":{}}", "{\"sortBy\":\"processVariable\",\"sortOrder\":\"asc\",\"parameters\":{\"variable\":\"x\",\"type\":\"Junk\"}}",
                "{\"sortBy\":\"processVariable\",\"sortOrder\":\"asc\",\"parameters\":{\"variable\":\"x\",\"type\":\"Object\"}}", "{\"sortBy\":\"taskVariable\",\"sortOrder\":\"asc\",\"parameters\":{\"variable\":null,\"type\":7}}",
                "{\"sortBy\":\"processVariable\",\"sortOrder\":\"asc\",\"parameters\":{\"variable\":[1],\"type\":\"String\"}}", "{\"sortBy\":\"processVariable\",\"sortOrder\":\"asc\",\"parameters\":{\"variable\":\"\\u0000\",\"type\":\"String\"}}",
                "{\"sortBy\":\"name; drop table cs_case\",\"sortOrder\":\"asc\"}", "null", "7", "[]")) {
            shapes.add("{\"sorting\":[" + sorting + "]}");
            shapes.add("{\"sorting\":[{\"sortBy\":\"name\",\"sortOrder\":\"asc\"}," + sorting + "]}");
            shapes.add("{\"orQueries\":[{\"sorting\":[" + sorting + "]}]}");
        }
        for (String variable : List.of("{}", "null", "{\"name\":\"x\"}", "{\"name\":\"x\",\"operator\":\"eq\"}", "{\"name\":\"x\",\"operator\":\"junk\",\"value\":1}", "{\"name\":\"x\",\"operator\":\"like\",\"value\":1}",
                "{\"name\":\"x\",\"operator\":\"gt\",\"value\":true}", "{\"name\":\"x\",\"operator\":\"gt\",\"value\":null}", "{\"name\":\"x\",\"operator\":\"eq\",\"value\":{}}", "{\"name\":\"x\",\"operator\":\"eq\",\"value\":[]}",
                "{\"name\":null,\"operator\":\"eq\",\"value\":1}", "{\"name\":7,\"operator\":7,\"value\":7}", "{\"name\":\"\\u0000\",\"operator\":\"eq\",\"value\":\"\\u0000\"}", "{\"name\":\"x\",\"operator\":\"eq\",\"value\":1e309}",
                "{\"name\":\"x\",\"operator\":\"like\",\"value\":\"" + "%".repeat(5000) + "\"}")) {
            for (String where : List.of("processVariables", "taskVariables", "caseInstanceVariables")) {
                shapes.add("{\"" + where + "\":[" + variable + "]}");
            }
        }
        return shapes;
    }

    private void ask(Caller caller, String address, String body) {
        note(caller.engine(address, body), address.replaceAll("[0-9a-f-]{36}", "{id}") + " " + (body.length() > 200 ? body.substring(0, 200) + "… " + body.length() : body));
    }

    private void note(HttpResponse<String> answer, String asked) {
        String said = answer.body();
        if (answer.statusCode() >= 500 || said.contains("\tat ") || said.contains("SQL") || said.contains("org.apache.ibatis")) {
            ours.add(answer.statusCode() + " " + asked + " -> " + said.substring(0, Math.min(160, said.length())));
        }
    }

    private List<String> addresses(Caller caller) throws Exception {
        String filter = filter(caller);
        return List.of("/task?maxResults=5", "/task/count", "/filter/" + filter + "/list?maxResults=5", "/filter/" + filter + "/count");
    }

    private String filter(Caller caller) throws Exception {
        JsonNode filters = json.readTree(caller.get(API + "/filter?maxResults=50").body());
        return filters.get(0).get("id").asText();
    }
}
