package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.countersign.bench.Way.Step;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whole cases through the engine's own interface, in turns with the same diagram on bare engines. */
final class WholeCases {

    private static final int STATEMENTS_OVER = 5;
    private static final int AT_ONCE = 2;

    /** Of removals and referrals, on two processors. */
    private static final int WANTED_A_MINUTE = 200;

    private final ApplicationContext application;
    private final College college;
    private final JdbcClient jdbc;

    WholeCases(ApplicationContext application) {
        this.application = application;
        this.college = new College(application);
        this.jdbc = JdbcClient.create(application.getBean(DataSource.class));
    }

    /** Four people's approval of a group. */
    void approvals(int cases, Table table) {
        double bare = beforeRendering(Way.APPROVAL, cases, 0.8, table);
        PapersSwitch.on = true;
        int sealed = Math.max(5, cases / 10);
        long[] whole = new long[sealed];
        long before = records();
        for (int i = -sealed; i < sealed; i++) {
            long nanos = college.take(Way.APPROVAL);
            if (i >= 0) {
                whole[i] = nanos;
            }
        }
        assertThat(records() - before).isEqualTo(2L * sealed);
        table.row("approvals a second and processor, with sheet, signatures, record, seal", 1000 / Cpu.percentile(whole, 50), 1000 / bare, "1/s",
                "bare engine, tasks given to the same people");
    }

    /** Confidential cases, from the first form to the sealed record. */
    void confidential(Way way, int cases, Table table) throws Exception {
        double bare = beforeRendering(way, cases, 0, table);
        together(way, Math.max(AT_ONCE, cases / 10), new AtomicLong());
        AtomicLong cpu = new AtomicLong();
        long before = records();
        double seconds = together(way, cases, cpu);
        assertThat(records() - before).isEqualTo(cases);
        double each = cpu.get() / 1e6 / cases;
        table.row("%s with letters, sheet, signatures, record, seal".formatted(way.one()), each, bare, "ms CPU", "bare engine, tasks given to the same people");
        double byCpu = 60_000 * AT_ONCE / each;
        table.row("%d %ss a minute and two processors, by CPU".formatted(cases, way.one()), byCpu, 60_000 * AT_ONCE / bare, "1/min", "the same",
                "at least " + WANTED_A_MINUTE, byCpu >= WANTED_A_MINUTE);
        double byWall = 60 * cases / seconds;
        table.note("the same %d by the clock, two at once".formatted(cases), "%,.0f 1/min".formatted(byWall), "at least " + WANTED_A_MINUTE, byWall >= WANTED_A_MINUTE);
    }

    /** Answers the milliseconds of the bare engine whose tasks are given to people. */
    private double beforeRendering(Way way, int cases, double aim, Table table) {
        String bareUrl = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;USER=sa;PASSWORD=";
        PapersSwitch.on = false;
        college.take(way);
        try (BareFlow bare = new BareFlow("bare", bareUrl.formatted("bare-" + way.flow()), way, Map.of());
                BareFlow given = new BareFlow("given", bareUrl.formatted("given-" + way.flow()), way, holders(way))) {
            long[] ours = new long[cases];
            long[] floor = new long[cases];
            long[] floorGiven = new long[cases];
            for (int i = -cases; i < cases; i++) {
                long own = college.take(way);
                long without = bare.take();
                long withHolders = given.take();
                if (i >= 0) {
                    ours[i] = own;
                    floor[i] = without;
                    floorGiven[i] = withHolders;
                }
            }
            double own = Cpu.percentile(ours, 50);
            double without = Cpu.percentile(floor, 50);
            double withHolders = Cpu.percentile(floorGiven, 50);
            table.row("%s of %d forms, before rendering".formatted(way.one(), way.steps().stream().filter(step -> step.userId() != null).count()), own, withHolders,
                    "ms CPU", "same diagram, bare engine, tasks given to the same people");
            String perSecond = way.one() + "s a second and processor, before rendering";
            if (aim > 0) {
                table.row(perSecond, 1000 / own, 1000 / withHolders, "1/s", "the same", "at least × " + aim, withHolders / own >= aim);
                table.row(perSecond, 1000 / own, 1000 / without, "1/s", "same diagram, bare engine, tasks nobody's", "at least × " + aim, without / own >= aim);
            } else {
                table.row(perSecond, 1000 / own, 1000 / without, "1/s", "same diagram, bare engine, tasks nobody's");
            }
            statements(way, table, given);
            return withHolders;
        } finally {
            PapersSwitch.on = true;
        }
    }

    /** Who had the tasks of the newest case. */
    private Map<String, List<String>> holders(Way way) {
        record Held(String task, String personId) {}
        People people = application.getBean(People.class);
        return jdbc.sql("select task, person_id from cs_holding where case_id = (select max(case_id) from cs_case where flow = ?)").param(way.flow())
                .query((row, number) -> new Held(row.getString(1), row.getString(2))).list().stream()
                .collect(groupingBy(Held::task, mapping(held -> people.byId(held.personId()).map(Person::userId).orElseThrow(), toList())));
    }

    /** Step by step, so that days pass for all of them at the same time; answers the seconds by the clock. */
    private double together(Way way, int cases, AtomicLong cpu) throws Exception {
        ExecutorService hands = Executors.newFixedThreadPool(AT_ONCE);
        long begun = System.nanoTime();
        try {
            List<Callable<String>> starts = new ArrayList<>();
            for (int i = 0; i < cases; i++) {
                starts.add(() -> counted(cpu, nanos -> college.begin(way, nanos)));
            }
            List<String> instanceIds = done(hands, starts);
            for (Step step : way.afterStart()) {
                college.pass(step.daysLater());
                done(hands, instanceIds.stream().<Callable<String>>map(instanceId -> () -> counted(cpu, nanos -> {
                    college.go(way, step, instanceId, nanos);
                    return instanceId;
                })).toList());
            }
            instanceIds.forEach(college::assertEnded);
            return (System.nanoTime() - begun) / 1e9;
        } finally {
            hands.shutdown();
            ClockUtil.reset();
        }
    }

    private interface Measured {
        String in(long[] nanos);
    }

    private static String counted(AtomicLong cpu, Measured work) {
        long[] nanos = {0};
        String instanceId = work.in(nanos);
        cpu.addAndGet(nanos[0]);
        return instanceId;
    }

    private static List<String> done(ExecutorService hands, List<Callable<String>> work) throws Exception {
        List<String> results = new ArrayList<>();
        for (Future<String> one : hands.invokeAll(work)) {
            results.add(one.get());
        }
        return results;
    }

    private void statements(Way way, Table table, BareFlow given) {
        Map<String, Long> ours = Statements.of(application.getBean(DataSource.class), () -> repeat(() -> college.take(way)));
        Map<String, Long> floor = Statements.of(given.database(), () -> repeat(given::take));
        table.row("statements to the database a " + way.one(), sum(ours), sum(floor), "statements", "same diagram, bare engine, tasks given to the same people");
        if (Boolean.getBoolean("bench.statements")) {
            System.out.println("--- " + way.one());
            ours.forEach((sql, count) -> System.out.printf("%5.1f  %s%n", (double) count / STATEMENTS_OVER,
                    sql.replaceAll("\\s+", " ").substring(0, Math.min(160, sql.replaceAll("\\s+", " ").length()))));
        }
    }

    private static void repeat(Runnable work) {
        for (int i = 0; i < STATEMENTS_OVER; i++) {
            work.run();
        }
    }

    private static double sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum() / (double) STATEMENTS_OVER;
    }

    private long records() {
        return jdbc.sql("select count(*) from cs_record").query(Long.class).single();
    }
}
