package org.countersign.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Measures and prints one table, {@code target/benchmark.md}. Counts are asserted, times are not: the table is the product.
 * {@code -Dbench.cases}, {@code -Dbench.papers}, {@code -Dbench.starts}, {@code -Dbench.sealed}, {@code -Dbench.tasks},
 * {@code -Dbench.lists}, {@code -Dbench.breaches}, {@code -Dbench.timers}, {@code -Dbench.rights}, {@code -Dbench.records},
 * {@code -Dbench.ledger}, {@code -Dbench.exported} change how much is done; 0 leaves a part out.
 */
@Tag("bench")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class Benchmark {

    private static final Table TABLE = new Table();

    @BeforeAll
    static void leaveNothingOfTheLastRun() throws IOException {
        FileSystemUtils.deleteRecursively(Application.PLACE);
    }

    @Test
    @Order(1)
    void papersAndWholeCases() throws Exception {
        try (ConfigurableApplicationContext application = Application.start("jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1", 0, false)) {
            unlessNone("bench.papers", 40, papers -> new Papers(application).measure(papers, TABLE));
            unlessNone("bench.cases", 400, cases -> {
                WholeCases whole = new WholeCases(application);
                whole.approvals(cases, TABLE);
                whole.confidential(Way.REMOVAL, Math.max(1, cases / 2), TABLE);
                whole.confidential(Way.REFERRAL, Math.max(1, cases / 2), TABLE);
            });
        }
    }

    @Test
    @Order(2)
    void starts() throws Exception {
        unlessNone("bench.starts", 3, starts -> new Starts().measure(starts, Integer.getInteger("bench.sealed", 50), TABLE));
    }

    @Test
    @Order(3)
    void lists() throws Exception {
        unlessNone("bench.tasks", 20_000, tasks -> Lists.measure(tasks, Integer.getInteger("bench.lists", 40), TABLE));
    }

    @Test
    @Order(4)
    void breaches() throws Exception {
        unlessNone("bench.breaches", 100_000, breaches -> BreachesAtSize.measure(breaches, Integer.getInteger("bench.timers", 10_000), TABLE));
    }

    @Test
    @Order(5)
    void rights() throws Exception {
        unlessNone("bench.rights", 100_000, cases -> Rights.measure(cases, TABLE));
    }

    @Test
    @Order(9)
    void records() throws Exception {
        unlessNone("bench.records", 100_000, records -> RecordsAtSize.measure(records, TABLE));
    }

    @Test
    @Order(10)
    void ledgerAndBags() throws Exception {
        unlessNone("bench.ledger", 1_000_000, entries -> LedgerAndBags.measure(entries, Integer.getInteger("bench.exported", 10_000), TABLE));
    }

    @Test
    @Order(5)
    void groups() throws Exception {
        unlessNone("bench.groups", 1_000, groups -> GroupsAtSize.measure(groups, TABLE));
    }

    private interface Part {
        void of(int size) throws Exception;
    }

    private static void unlessNone(String property, int size, Part part) throws Exception {
        int chosen = Integer.getInteger(property, size);
        if (chosen > 0) {
            part.of(chosen);
            OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
            TABLE.note("(load of the machine at the end of " + property + ")", "%.1f on %d processors".formatted(machine.getSystemLoadAverage(), machine.getAvailableProcessors()));
        }
    }

    @AfterAll
    static void print() {
        TABLE.write(Path.of("target/benchmark.md"));
        System.out.println("\n" + TABLE.markdown());
    }
}
