package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The task list's ready-made filters, over HTTP as the browser asks for them, with many open tasks on a real PostgreSQL and rights asked.
 * Two real cases are copied row by row as often as needed; whom a task belongs to is all that differs between the copies.
 */
final class Lists {

    private static final String OVERDUE = "Overdue";

    private final ConfigurableApplicationContext application;
    private final JdbcClient jdbc;
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

        Browser browser = new Browser(application, Way.CLEMENTINE);
        Map<String, String> filters = application.getBean(FilterService.class).createTaskFilterQuery().list().stream()
                .collect(Collectors.toMap(Filter::getName, Filter::getId));
        assertThat(filters.keySet()).containsAll(expected.keySet());
        for (String name : List.of("Mine", "To approve", OVERDUE, "To take")) {
            String address = "/camunda/api/engine/engine/default/filter/" + filters.get(name) + "/list?firstResult=0&maxResults=15";
            long[] taken = new long[rounds];
            for (int i = -5; i < rounds; i++) {
                List<HttpResponse<String>> answers = new ArrayList<>();
                long nanos = Cpu.wall(() -> answers.add(browser.get(address)));
                assertThat(answers.get(0).statusCode()).isEqualTo(200);
                assertThat(json.readTree(answers.get(0).body()).get("count").asInt()).isEqualTo(expected.get(name));
                if (i >= 0) {
                    taken[i] = nanos;
                }
            }
            double[] asked = asked(name, rounds);
            double floor = asked[0];
            double asReader = asked[1];
            double p95 = Cpu.percentile(taken, 95);
            table.row("list '%s' over HTTP, %,d of %,d open tasks: p50".formatted(name, expected.get(name), tasks), Cpu.percentile(taken, 50), floor,
                    "ms", "the same query, rights not asked");
            table.row("the same: p95", p95, floor, "ms", "the same query, rights not asked", "under 300 ms", p95 < 300);
            table.row("the same: its query alone, for whom the tasks are", asReader, floor, "ms", "rights not asked", "at most 10 % more", asReader <= 1.1 * floor);
        }
    }

    /** The engine's own query and count in this process, in turns as nobody in particular, who is not asked for rights, and as its reader. */
    private double[] asked(String name, int rounds) {
        IdentityService identity = application.getBean(IdentityService.class);
        Person reader = application.getBean(People.class).byUserId(Way.CLEMENTINE).orElseThrow();
        long[] floor = new long[rounds];
        long[] taken = new long[rounds];
        for (int i = -5; i < rounds; i++) {
            long without = Cpu.wall(() -> query(name));
            identity.setAuthentication(reader.userId(), List.copyOf(reader.roles()));
            long with = Cpu.wall(() -> query(name));
            identity.clearAuthentication();
            if (i >= 0) {
                floor[i] = without;
                taken[i] = with;
            }
        }
        return new double[] {Cpu.percentile(floor, 50), Cpu.percentile(taken, 50)};
    }

    private void query(String name) {
        for (boolean count : new boolean[] {true, false}) {
            var query = application.getBean(TaskService.class).createTaskQuery();
            switch (name) {
                case "To take" -> query.taskCandidateUser(Way.CLEMENTINE);
                case "To approve" -> query.taskAssignee(Way.CLEMENTINE).taskDefinitionKeyIn("approveGroup", "authoriseGroup");
                case OVERDUE -> query.taskAssignee(Way.CLEMENTINE).dueBefore(new java.util.Date());
                default -> query.taskAssignee(Way.CLEMENTINE);
            }
            if (count) {
                query.count();
            } else {
                query.listPage(0, 15);
            }
        }
    }

    private void fill(int tasks, int visible, int toTake) {
        College college = new College(application);
        PapersSwitch.on = false;
        try {
            String waiting = college.start();
            college.jobs(waiting, new long[1]);
            String deciding = college.start();
            college.jobs(deciding, new long[1]);
            college.answer(deciding, Way.BASIL, "sign-as-assistant", Map.of("decision", "SIGN"), new long[1]);
            copy(deciding, 1, visible - 1, Way.CLEMENTINE);
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
                .params(Way.CLEMENTINE, toTake).update();
        jdbc.sql("update act_ru_task set due_date_ = now() - interval '3 days' where id_ in (select id_ from act_ru_task where assignee_ = ? order by id_ limit ?)")
                .params(Way.CLEMENTINE, (visible - toTake) / 2).update();
        jdbc.sql("vacuum analyze").update();
    }

    private void copy(String instanceId, int from, int until, String userId) {
        Task task = application.getBean(TaskService.class).createTaskQuery().processInstanceId(instanceId).singleResult();
        String given = "case when %s = '" + task.getAssignee() + "' then '" + userId + "' else %1$s end";
        new Copies(jdbc, "GA-2000-", Map.of("assignee_", given.formatted("assignee_"), "user_id_", given.formatted("user_id_")), null)
                .running(instanceId, from, until);
    }
}
