package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whole approvals through the engine's own interface, in turns with the same diagram on bare engines. */
final class Approvals {

    private static final int STATEMENTS_OVER = 5;

    private final ApplicationContext application;
    private final College college;

    Approvals(ApplicationContext application) {
        this.application = application;
        this.college = new College(application);
    }

    void measure(int cases, Table table) {
        String bareUrl = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1;USER=sa;PASSWORD=";
        try (BareFlow bare = new BareFlow("bare", bareUrl.formatted("bare"), false);
                BareFlow given = new BareFlow("given", bareUrl.formatted("given"), true)) {
            long[] ours = new long[cases];
            long[] floor = new long[cases];
            long[] floorGiven = new long[cases];
            PapersSwitch.on = false;
            for (int i = -cases; i < cases; i++) {
                long own = college.approve();
                long without = bare.approve();
                long withHolders = given.approve();
                if (i >= 0) {
                    ours[i] = own;
                    floor[i] = without;
                    floorGiven[i] = withHolders;
                }
            }
            double own = Cpu.percentile(ours, 50);
            double without = Cpu.percentile(floor, 50);
            double withHolders = Cpu.percentile(floorGiven, 50);
            table.row("approval of four people, before rendering", own, withHolders, "ms CPU", "same diagram, bare engine, tasks given to the same people");
            table.row("approvals a second and processor, before rendering", 1000 / own, 1000 / withHolders, "1/s", "the same",
                    "at least × 0.8", withHolders / own >= 0.8);
            table.row("approvals a second and processor, before rendering", 1000 / own, 1000 / without, "1/s", "same diagram, bare engine, tasks nobody's",
                    "at least × 0.8", without / own >= 0.8);
            statements(table, given);

            PapersSwitch.on = true;
            int sealed = Math.max(5, cases / 10);
            long[] whole = new long[sealed];
            long before = records();
            for (int i = -sealed; i < sealed; i++) {
                long nanos = college.approve();
                if (i >= 0) {
                    whole[i] = nanos;
                }
            }
            assertThat(records() - before).isEqualTo(2L * sealed);
            double all = Cpu.percentile(whole, 50);
            table.row("approvals a second and processor, with sheet, signatures, record, seal", 1000 / all, 1000 / withHolders, "1/s",
                    "bare engine, tasks given to the same people");
        } finally {
            PapersSwitch.on = true;
        }
    }

    private void statements(Table table, BareFlow given) {
        Map<String, Long> ours = Statements.of(application.getBean(DataSource.class), () -> repeat(college::approve));
        Map<String, Long> floor = Statements.of(given.database(), () -> repeat(given::approve));
        table.row("statements to the database an approval", sum(ours), sum(floor), "statements", "same diagram, bare engine, tasks given to the same people");
        if (Boolean.getBoolean("bench.statements")) {
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
        return JdbcClient.create(application.getBean(DataSource.class)).sql("select count(*) from cs_record").query(Long.class).single();
    }
}
