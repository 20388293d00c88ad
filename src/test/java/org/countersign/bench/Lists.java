package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The task list's ready-made filters, over HTTP as the browser asks for them, with many open tasks on a real PostgreSQL and rights asked.
 * Two real cases are copied row by row as often as needed; whom a task belongs to is all that differs between the copies.
 */
final class Lists {

    private static final String SERVER = "http://127.0.0.1:";

    /** Columns that name something of the case itself, and so differ from copy to copy. */
    private static final Pattern OWN = Pattern.compile(
            "id_|proc_inst_id_|execution_id_|root_proc_inst_id_|parent_id_|task_id_|act_inst_id_|business_key_|task_id|case_id|process_instance_id|process_instance_id_|resource_id_");

    private static final String OVERDUE = "Overdue";

    private final ConfigurableApplicationContext application;
    private final JdbcClient jdbc;
    private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final ObjectMapper json = new ObjectMapper();

    private Lists(ConfigurableApplicationContext application) {
        this.application = application;
        this.jdbc = JdbcClient.create(application.getBean(DataSource.class));
    }

    static void measure(int tasks, int rounds, Table table) throws IOException, InterruptedException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ConfigurableApplicationContext application = Application.start(postgres.getJdbcUrl("postgres", "postgres"), 0, false,
                        "--spring.datasource.username=postgres", "--spring.datasource.password=postgres")) {
            new Lists(application).fillAndMeasure(tasks, rounds, table);
        }
    }

    private void fillAndMeasure(int tasks, int rounds, Table table) throws IOException, InterruptedException {
        int visible = tasks * 39 / 200;
        int toTake = Math.max(1, tasks / 200);
        Map<String, Integer> expected = Map.of("Mine", visible - toTake, "To approve", visible - toTake, OVERDUE, (visible - toTake) / 2,
                "To take", toTake);
        fill(tasks, visible, toTake);
        TaskService all = application.getBean(TaskService.class);
        assertThat(all.createTaskQuery().count()).isEqualTo(tasks);

        int port = ((ServletWebServerApplicationContext) application).getWebServer().getPort();
        signIn(SERVER + port, College.CLEMENTINE, "countersign-demo");
        Map<String, String> filters = application.getBean(FilterService.class).createTaskFilterQuery().list().stream()
                .collect(Collectors.toMap(Filter::getName, Filter::getId));
        assertThat(filters.keySet()).containsAll(expected.keySet());
        for (String name : List.of("Mine", "To approve", OVERDUE, "To take")) {
            String address = SERVER + port + "/camunda/api/engine/engine/default/filter/" + filters.get(name) + "/list?firstResult=0&maxResults=15";
            long[] taken = new long[rounds];
            for (int i = -5; i < rounds; i++) {
                List<HttpResponse<String>> answers = new ArrayList<>();
                long nanos = Cpu.wall(() -> answers.add(get(address)));
                assertThat(answers.get(0).statusCode()).isEqualTo(200);
                assertThat(json.readTree(answers.get(0).body()).get("count").asInt()).isEqualTo(expected.get(name));
                if (i >= 0) {
                    taken[i] = nanos;
                }
            }
            double floor = withoutRights(name, rounds);
            double p95 = Cpu.percentile(taken, 95);
            table.row("list '%s' over HTTP, %,d of %,d open tasks: p50".formatted(name, expected.get(name), tasks), Cpu.percentile(taken, 50), floor,
                    "ms", "the same query, rights not asked");
            table.row("the same: p95", p95, floor, "ms", "the same query, rights not asked", "under 300 ms", p95 < 300);
        }
    }

    /** The floor: the engine's own query and count in this process, as nobody in particular. */
    private double withoutRights(String name, int rounds) {
        TaskService tasks = application.getBean(TaskService.class);
        long[] taken = new long[rounds];
        for (int i = -5; i < rounds; i++) {
            long nanos = Cpu.wall(() -> {
                for (boolean count : new boolean[] {true, false}) {
                    var query = tasks.createTaskQuery();
                    switch (name) {
                        case "To take" -> query.taskCandidateUser(College.CLEMENTINE);
                        case "To approve" -> query.taskAssignee(College.CLEMENTINE).taskDefinitionKeyIn("approveGroup", "authoriseGroup");
                        case OVERDUE -> query.taskAssignee(College.CLEMENTINE).dueBefore(new java.util.Date());
                        default -> query.taskAssignee(College.CLEMENTINE);
                    }
                    if (count) {
                        query.count();
                    } else {
                        query.listPage(0, 15);
                    }
                }
            });
            if (i >= 0) {
                taken[i] = nanos;
            }
        }
        return Cpu.percentile(taken, 50);
    }

    private void fill(int tasks, int visible, int toTake) {
        College college = new College(application);
        PapersSwitch.on = false;
        try {
            String waiting = college.start();
            college.jobs(waiting, new long[1]);
            String deciding = college.start();
            college.jobs(deciding, new long[1]);
            college.answer(deciding, College.BASIL, "sign-as-assistant", Map.of("decision", "SIGN"), new long[1]);
            copy(deciding, 1, visible - 1, College.CLEMENTINE);
            List<String> others = List.of("desmond.dovecote", "euphemia.elderflower", "fergus.foxglove", "horatio.hazelnut", "noel.nightjar",
                    "ada.applegarth", "basil.birdwhistle", "greta.gooseberry", "imogen.inkwell", "mabel.marmalade");
            int from = visible;
            for (int i = 0; i < others.size(); i++) {
                int until = visible + (int) ((long) (tasks - visible - 1) * (i + 1) / others.size()) - 1;
                copy(i < 5 ? deciding : waiting, from, until, others.get(i));
                from = until + 1;
            }
        } finally {
            PapersSwitch.on = true;
        }
        // Half of hers are late; a few she has put back.
        jdbc.sql("update act_ru_task set assignee_ = null where id_ in (select id_ from act_ru_task where assignee_ = ? order by id_ limit ?)")
                .params(College.CLEMENTINE, toTake).update();
        jdbc.sql("update act_ru_task set due_date_ = now() - interval '3 days' where id_ in (select id_ from act_ru_task where assignee_ = ? order by id_ limit ?)")
                .params(College.CLEMENTINE, (visible - toTake) / 2).update();
        jdbc.sql("vacuum analyze").update();
    }

    private void copy(String instanceId, int from, int until, String userId) {
        Task task = application.getBean(TaskService.class).createTaskQuery().processInstanceId(instanceId).singleResult();
        copyRows("cs_case", "process_instance_id = '" + instanceId + "'", from, until, task.getAssignee(), userId);
        for (String table : List.of("act_ru_execution", "act_ru_task", "act_ru_event_subscr", "act_hi_procinst", "act_hi_actinst", "act_hi_taskinst")) {
            copyRows(table, "proc_inst_id_ = '" + instanceId + "'", from, until, task.getAssignee(), userId);
        }
        copyRows("act_ru_job", "process_instance_id_ = '" + instanceId + "'", from, until, task.getAssignee(), userId);
        copyRows("act_ru_identitylink", "task_id_ = '" + task.getId() + "'", from, until, task.getAssignee(), userId);
        copyRows("act_ru_authorization", "resource_type_ = 7 and resource_id_ = '" + task.getId() + "' and user_id_ is not null", from, until,
                task.getAssignee(), userId);
        copyRows("cs_holding", "task_id = '" + task.getId() + "'", from, until, task.getAssignee(), userId);
    }

    private void copyRows(String table, String where, int from, int until, String holder, String userId) {
        List<String> columns = jdbc.sql("select column_name from information_schema.columns where table_schema = 'public' and table_name = ?"
                + " and is_identity = 'NO' order by ordinal_position").param(table).query(String.class).list();
        String values = columns.stream().map(column -> OWN.matcher(column).matches()
                ? (column.equals("case_id") ? "'GA-2000-' || n" : column + " || '-' || n")
                : Stream.of("assignee_", "user_id_").anyMatch(column::equals)
                        ? "case when " + column + " = '" + holder + "' then '" + userId + "' else " + column + " end" : column)
                .collect(Collectors.joining(", "));
        jdbc.sql("insert into " + table + " (" + String.join(", ", columns) + ") select " + values + " from " + table
                + ", generate_series(" + from + ", " + until + ") n where " + where).update();
    }

    private void signIn(String server, String userId, String password) throws IOException, InterruptedException {
        Matcher token = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(get(server + "/login").body());
        assertThat(token.find()).isTrue();
        String form = Map.of("username", userId, "password", password, "_csrf", token.group(1)).entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
        HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(URI.create(server + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)).build(), BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Location")).hasValueSatisfying(place -> assertThat(place).doesNotContain("login"));
    }

    private HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(URI.create(address)).header("Accept", "application/hal+json, text/html;q=0.5").GET().build(),
                BodyHandlers.ofString());
    }
}
