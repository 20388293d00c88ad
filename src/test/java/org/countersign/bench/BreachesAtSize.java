package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The breach board, the register and overdue timers with many cases on a real PostgreSQL. The demonstration's own cases, made by the flow,
 * are copied row by row; the closed ones without their trail and notices, which nothing measured here reads, and without the engine's
 * history, which goes at night.
 */
final class BreachesAtSize {

    private static final String DPO = "greta.gooseberry";
    private static final int OPEN = 1_000;
    private static final int VIEWERS = 50;
    private static final int ASKED_EVERY_MILLIS = 15_000;
    private static final int WATCHES = 3;
    private static final int WARM_UP = 1_000;
    private static final int ROUNDS = 40;
    private static final int LOOKS = 600;

    /** What stands still for so long has to be made up for. */
    private static final int OUTAGE_HOURS = 30;

    private record Pattern(String caseId, String instanceId) {}

    private final EmbeddedPostgres postgres;
    private final ConfigurableApplicationContext application;
    private final JdbcClient jdbc;
    private final JobExecutor jobs;
    private final Table table;

    private BreachesAtSize(EmbeddedPostgres postgres, ConfigurableApplicationContext application, Table table) {
        this.postgres = postgres;
        this.application = application;
        this.jdbc = JdbcClient.create(application.getBean(DataSource.class));
        this.jobs = ((ProcessEngineConfigurationImpl) application.getBean(ProcessEngine.class).getProcessEngineConfiguration()).getJobExecutor();
        this.table = table;
    }

    static void measure(int closed, int timers, Table table) throws Exception {
        if (closed == 0) {
            return;
        }
        PapersSwitch.on = false;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ConfigurableApplicationContext application = Application.start(postgres.getJdbcUrl("postgres", "postgres"), 0, true,
                        "--spring.datasource.username=postgres", "--spring.datasource.password=postgres", "--countersign.demo.cases=true", "--countersign.group-life.every=1s")) {
            BreachesAtSize one = new BreachesAtSize(postgres, application, table);
            one.fill(closed, timers);
            one.board(closed);
            one.register(closed);
            if (timers > 0) {
                one.timers();
            }
        } finally {
            PapersSwitch.on = true;
        }
    }

    private void fill(int closed, int timers) throws InterruptedException {
        await("select count(*) = 8 and count(closed_at) = 3 and not exists (select 1 from act_ru_job where type_ = 'message') from cs_breach");
        jobs.shutdown();
        List<Pattern> patterns = jdbc.sql("select c.case_id, c.process_instance_id as instance_id from cs_breach b join cs_case c on c.case_id = b.case_id"
                + " where b.closed_at is null order by c.case_id").query(Pattern.class).list();
        List<Pattern> endings = jdbc.sql("select c.case_id, c.process_instance_id as instance_id from cs_breach b join cs_case c on c.case_id = b.case_id"
                + " where b.closed_at is not null order by c.case_id").query(Pattern.class).list();
        College college = new College(application);
        String waiting = college.start();
        college.jobs(waiting, new long[1]);

        List<String> breachTables = List.of("cs_breach", "cs_breach_mark", "cs_breach_awareness", "cs_answers");
        Copies running = new Copies(jdbc, "BE-2000-", Map.of(), OUTAGE_HOURS + " * 60 + n");
        eachShare(patterns, 1, OPEN - patterns.size(), (pattern, from, until) -> {
            running.running(pattern.instanceId(), from, until);
            running.own(breachTables, pattern.caseId(), from, until);
        });
        Copies over = new Copies(jdbc, "BE-2001-", Map.of(), "n * 60");
        eachShare(endings, 1, closed, (pattern, from, until) -> {
            over.own(List.of("cs_case", "cs_holding"), pattern.caseId(), from, until);
            over.own(breachTables, pattern.caseId(), from, until);
        });
        // The morning looks of all copies are overdue too; other flows' make up the number.
        jdbc.sql("update act_ru_job set duedate_ = now() - interval '8 hours' where process_instance_id_ like '%-%-%-%-%-%' and repeat_ is not null").update();
        int overdue = overdue();
        if (timers > 0) {
            assertThat(overdue).isBetween(OPEN, timers);
            new Copies(jdbc, "GA-2000-", Map.of("duedate_", "case when repeat_ is null then duedate_ else now() - interval '8 hours' end"), "8 * 24 * 60")
                    .running(waiting, 1, timers - overdue);
            assertThat(overdue()).isEqualTo(timers);
        }
        jdbc.sql("vacuum analyze").update();
    }

    private void board(int closed) throws Exception {
        Browser browser = new Browser(application, DPO);
        assertThat(browser.get("/breaches").body()).contains(OPEN + " open cases");
        long[] first = new long[ROUNDS];
        long[] floor = new long[ROUNDS];
        double cpu = 0;
        for (int i = -ROUNDS; i < ROUNDS; i++) {
            double before = Cpu.ofUsAnd(server());
            long[] nanos = {0};
            try (InputStream body = opened(browser, nanos)) {
                body.readAllBytes();
            }
            double taken = Cpu.ofUsAnd(server()) - before;
            long read = Cpu.wall(() -> jdbc.sql("select * from cs_breach where closed_at is null order by deadline, case_id").query().listOfRows());
            if (i >= 0) {
                first[i] = nanos[0];
                floor[i] = read;
                cpu += taken;
            }
        }
        double least = Cpu.percentile(floor, 50);
        String board = "breach board, first byte, %,d open and %,d closed cases".formatted(OPEN, closed);
        table.row(board + ": p50", Cpu.percentile(first, 50), least, "ms", "its open cases read by SQL alone");
        double p95 = Cpu.percentile(first, 95);
        table.row("the same: p95", p95, least, "ms", "its open cases read by SQL alone", "under 200 ms", p95 < 200);
        table.note("the same: CPU of the whole page, its reader and the database included", "%.0f ms".formatted(1000 * cpu / ROUNDS));
        watch(browser);
    }

    /** The board, of which the first byte has come. */
    private static InputStream opened(Browser browser, long[] nanos) throws Exception {
        long begun = System.nanoTime();
        PushbackInputStream body = new PushbackInputStream(browser.get("/breaches", BodyHandlers.ofInputStream()).body());
        body.unread(body.read());
        nanos[0] = System.nanoTime() - begun;
        return body;
    }

    private void watch(Browser browser) throws Exception {
        long server = server();
        String[] stamp = {browser.get("/breaches/open").headers().firstValue("ETag").orElseThrow()};
        // A screen is left open for days: what is compiled and settled in the first minutes is not part of it.
        for (int i = 0; i < WARM_UP; i++) {
            assertThat(browser.get("/breaches/open", BodyHandlers.ofString(), "If-None-Match", stamp[0]).statusCode()).isEqualTo(304);
            if (i % 10 == 0) {
                browser.get("/breaches");
            }
        }
        Cpu.Work watching = () -> ask(browser, stamp);
        double[] idle = new double[WATCHES];
        double[] watched = new double[WATCHES];
        double[] changing = new double[WATCHES];
        for (int i = 0; i < WATCHES; i++) {
            idle[i] = share(server, () -> Thread.sleep(ASKED_EVERY_MILLIS));
            watched[i] = share(server, watching);
            changing[i] = share(server, () -> {
                jdbc.sql("update cs_breach set stage = stage || '.' where case_id = (select max(case_id) from cs_breach where closed_at is null)").update();
                // What is shared has to grow old first.
                Thread.sleep(4000);
                ask(browser, stamp);
            });
        }
        String viewers = "%d viewers of the board, asking every %d s, their own side and the database included".formatted(VIEWERS, ASKED_EVERY_MILLIS / 1000);
        double least = Arrays.stream(idle).average().orElseThrow();
        double more = Arrays.stream(watched).average().orElseThrow();
        table.row(viewers, more, least, "% of a core", "nobody watches", "under 5 % more", more - least < 5);
        double most = Arrays.stream(changing).average().orElseThrow();
        table.row("the same, all of them getting the whole list anew every 20 s", most, least, "% of a core", "nobody watches");
    }

    /** Every viewer asks once, evenly spread. */
    private static void ask(Browser browser, String[] stamp) throws Exception {
        String before = stamp[0];
        long begun = System.nanoTime();
        for (int viewer = 1; viewer <= VIEWERS; viewer++) {
            HttpResponse<String> answer = browser.get("/breaches/open", BodyHandlers.ofString(), "If-None-Match", before);
            stamp[0] = answer.headers().firstValue("ETag").orElseThrow();
            assertThat(answer.statusCode()).isEqualTo(stamp[0].equals(before) ? 304 : 200);
            Thread.sleep(Math.max(0, (long) viewer * ASKED_EVERY_MILLIS / VIEWERS - (System.nanoTime() - begun) / 1_000_000));
        }
    }

    private long server() throws IOException {
        return Long.parseLong(Files.readAllLines(Path.of(jdbc.sql("show data_directory").query(String.class).single(), "postmaster.pid")).get(0));
    }

    /** Percent of one core. */
    private static double share(long databaseServer, Cpu.Work work) {
        double before = Cpu.ofUsAnd(databaseServer);
        long nanos = Cpu.wall(work);
        return 100 * (Cpu.ofUsAnd(databaseServer) - before) / (nanos / 1e9);
    }

    private void register(int closed) throws Exception {
        Browser browser = new Browser(application, DPO);
        page(browser, closed, "/breaches/register?before=BE-2001-%06d", "all of them");
        page(browser, closed, "/breaches/register?outcome=Near+miss&before=BE-2001-%06d", "by outcome");
        page(browser, closed, "/breaches/register?text=nowhere+%d", "by words that no case has");
        long[] size = new long[3];
        long read = Cpu.wall(() -> size[0] = read(browser, closed, false)[0]);
        double plain = Cpu.wall(() -> jdbc.sql("select * from cs_breach order by case_id").query(row -> {
            size[2] += row.getString("search_text").length();
        })) / 1e9;
        table.row("register.csv, %,d lines".formatted(closed + OPEN), read / 1e9, plain, "s", "the same rows read by SQL at once");
        double before = Math.min(liveMegabytes(), Math.min(liveMegabytes(), liveMegabytes()));
        long[] streamed = read(browser, closed, true);
        double more = streamed[1] / 1048576.0 - before;
        table.row("the same: heap in use while it streams, beyond that before", more, size[0] / 1048576.0, "MB", "the file itself", "under 16 MB", more < 16);
    }

    /** A page of the register with its figures, in another place or about something else each time. */
    private void page(Browser browser, int closed, String address, String what) throws IOException {
        long[] first = new long[ROUNDS];
        long[] floor = new long[ROUNDS];
        double cpu = 0;
        for (int i = -5; i < ROUNDS; i++) {
            String asked = address.formatted(1000 + i);
            double before = Cpu.ofUsAnd(server());
            long nanos = Cpu.wall(() -> assertThat(browser.get(asked).statusCode()).isEqualTo(200));
            double taken = Cpu.ofUsAnd(server()) - before;
            long read = Cpu.wall(() -> jdbc.sql("select count(*) from cs_breach where search_text like '%nothing at all%'").query(Integer.class).single());
            if (i >= 0) {
                first[i] = nanos;
                floor[i] = read;
                cpu += taken;
            }
        }
        double least = Cpu.percentile(floor, 50);
        String floorIs = "every case's text looked through by SQL";
        table.row("register's page with its figures, %,d cases, %s: p50".formatted(closed + OPEN, what), Cpu.percentile(first, 50), least, "ms", floorIs);
        table.row("the same: p95", Cpu.percentile(first, 95), least, "ms", floorIs);
        table.note("the same: CPU, its reader and the database included", "%.1f ms".formatted(1000 * cpu / ROUNDS));
    }

    /** Bytes (about), and the most heap that was in use after a full collection on the way. */
    private static long[] read(Browser browser, int closed, boolean weighed) throws IOException, InterruptedException {
        long bytes = 0;
        long lines = 0;
        long most = 0;
        try (BufferedReader csv = new BufferedReader(new InputStreamReader(
                browser.get("/breaches/register.csv", BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            for (String line = csv.readLine(); line != null; line = csv.readLine()) {
                bytes += line.length() + 2;
                lines += line.startsWith("BE-") ? 1 : 0;
                if (weighed && line.startsWith("BE-") && lines % Math.max(1, closed / 10) == 0) {
                    most = Math.max(most, (long) (liveMegabytes() * 1048576));
                }
            }
        }
        assertThat(lines).isEqualTo(closed + OPEN - 5 + 8);
        return new long[] {bytes, most};
    }

    private static double liveMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
    }

    private void timers() throws Exception {
        int due = overdue();
        long server = server();
        int marksDue = one("select count(distinct case_id) from cs_breach_mark where outcome = 'TO_COME' and due_at <= now()");
        jdbc.sql("create table begun as select now() as at, (select coalesce(max(entry_id), 0) from cs_trail) as entry").update();
        double cpu = Cpu.ofUsAnd(server);
        long begun = System.nanoTime();
        jobs.start();
        await("select not exists (select 1 from act_ru_job where duedate_ <= (select at from begun) and retries_ > 0)");
        double seconds = (System.nanoTime() - begun) / 1e9;
        cpu = Cpu.ofUsAnd(server) - cpu;
        jobs.shutdown();
        assertThat(one("select count(*) from cs_breach_mark where outcome = 'TO_COME' and due_at <= (select at from begun)")).isZero();
        assertThat(one("select count(*) from (select case_id from cs_trail where entry_id > (select entry from begun) group by case_id, event, activity, words"
                + " having count(*) > 1) twice")).isZero();
        assertThat(one("select count(*) from act_ru_job where retries_ = 0")).isZero();
        double marks = one("select extract(epoch from max(handled_at) - (select at from begun)) * 1000 from cs_breach_mark"
                + " where handled_at > (select at from begun)") / 1e3;
        double earlier = one("select count(*) from cs_trail where entry_id > (select entry from begun) and case_id like 'GA-%' and event = 'reminded'"
                + " and happened_at < (select max(handled_at) from cs_breach_mark where handled_at > (select at from begun))");
        int others = one("select count(*) from cs_trail where entry_id > (select entry from begun) and case_id like 'GA-%' and event = 'reminded'");
        long[] bare = new long[100];
        try (BareFlow floor = new BareFlow("mornings", postgres.getJdbcUrl("postgres", "template1") + "&password=postgres", Way.APPROVAL, Map.of("signAsAssistant", List.of(Way.BASIL)))) {
            for (int i = -bare.length; i < bare.length; i++) {
                long nanos = floor.morning();
                if (i >= 0) {
                    bare[i] = nanos;
                }
            }
        }
        double least = Cpu.percentile(bare, 50) * due / 1e3;
        table.row("%,d overdue timers after an outage, all handled once".formatted(due), seconds, least, "s", "a bare engine's own CPU for as many",
                "within 120 s", seconds <= 120);
        table.row("the same: CPU, database included", cpu, least, "s CPU", "a bare engine's own CPU for as many");
        table.row("the same: %,d breach marks, all handled after".formatted(marksDue), marks, seconds, "s", "all timers");
        table.note("the same: of %,d other reminders sent before the last breach mark".formatted(others), "%,.0f".formatted(earlier),
                "at most 1 %", earlier <= others / 100.0);
    }

    private interface Share {
        void copy(Pattern pattern, int from, int until);
    }

    /** Each pattern is copied about as often as the others. */
    private static void eachShare(List<Pattern> patterns, int from, int until, Share share) {
        int next = from;
        for (int i = 0; i < patterns.size(); i++) {
            int end = from - 1 + (int) ((long) (until - from + 1) * (i + 1) / patterns.size());
            share.copy(patterns.get(i), next, end);
            next = end + 1;
        }
    }

    private int overdue() {
        return one("select count(*) from act_ru_job where duedate_ <= now() and retries_ > 0");
    }

    private int one(String sql) {
        return jdbc.sql(sql).query(Number.class).single().intValue();
    }

    private void await(String condition) throws InterruptedException {
        for (int look = 0; look < LOOKS; look++) {
            if (jdbc.sql(condition).query(Boolean.class).single()) {
                return;
            }
            Thread.sleep(1000);
        }
        throw new AssertionError("Not so after ten minutes: " + condition);
    }
}
