package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.countersign.Countersign;
import org.countersign.MovableClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.NameMatchMethodPointcut;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * An import killed without warning has left each record whole or not at all, and is finished by being run again; an export has left no bag, and
 * nothing else behind.
 */
@RecordsSlice
@Tag("once")
class KilledOnTheWayTests {

    private static final int RECORDS = 12;

    /** Half of the records have come, and the next one is written but not committed: there the import says so and stands still. */
    static class HalfWay {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static Advisor halfWay() {
            AtomicInteger imported = new AtomicInteger();
            NameMatchMethodPointcut add = new NameMatchMethodPointcut();
            add.setMappedName("add");
            add.setClassFilter(Ledger.class::isAssignableFrom);
            return new DefaultPointcutAdvisor(add, (MethodInterceptor) call -> {
                Object line = call.proceed();
                if (call.getArguments()[0].equals("imported") && imported.incrementAndGet() > RECORDS / 2) {
                    System.err.println("half way");
                    Thread.sleep(Long.MAX_VALUE);
                }
                return line;
            });
        }
    }

    @Autowired RecordKeeper keeper;
    @Autowired Bags bags;
    @Autowired SealKeys keys;
    @Autowired MovableClock clock;

    @TempDir Path folder;

    @Test
    void aSecondRunCompletesWhatTheFirstOneBeganAndABrokenOffExportIsNoBag() throws Exception {
        List<String> recordIds = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            String next = Cases.next();
            Cases.signedByFour(keeper, next, clock.instant());
            keeper.keep(Cases.draft(next));
            recordIds.add(next);
        }
        Path bag = folder.resolve("bag.zip");
        try (OutputStream out = Files.newOutputStream(bag)) {
            bags.write("bag", new Bags.Order("P0009", Bags.Taker.DESK, 0), recordIds.stream(), out);
        }
        Files.writeString(folder.resolve("authority.crt"), keys.caCertificatePem());
        Process killed = start(bag, "--spring.main.sources=" + HalfWay.class.getName());
        while (!Files.readString(folder.resolve("log")).contains("half way")) {
            assertThat(killed.isAlive()).as("the import ended by itself: " + Files.readString(folder.resolve("log"))).isTrue();
            Thread.sleep(20);
        }
        killed.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        JdbcClient there = JdbcClient.create(new DriverManagerDataSource(url(), "sa", ""));
        assertThat(there.sql("select record_id from cs_record order by record_id").query(String.class).list()).as("whole, or not there")
                .isEqualTo(recordIds.subList(0, RECORDS / 2));

        assertThat(start(bag).waitFor()).as(Files.readString(folder.resolve("log"))).isZero();
        assertThat(Files.readAllLines(folder.resolve("said"))).singleElement().satisfies(line ->
                assertThat(new ObjectMapper().readTree(line).path("answer").asText()).isEqualTo("holds"));
        assertThat(there.sql("select record_id from cs_record order by record_id").query(String.class).list()).isEqualTo(recordIds);
        for (String recordId : recordIds) {
            assertThat(there.sql("select count(*) from cs_ledger where subject = ? and event = 'imported'").param(recordId).query(Long.class).single())
                    .as(recordId).isEqualTo(1);
            assertThat(there.sql("select count(*) from cs_record_person where record_id = ?").param(recordId).query(Long.class).single()).isEqualTo(4);
        }
        assertThat(run(List.of("verify-ledger")).waitFor()).as(Files.readString(folder.resolve("log"))).isZero();

        Path half = folder.resolve("half.zip");
        Process exporting = export(half, recordIds, RECORDS / 2);
        for (String line = exporting.inputReader().readLine(); !"half way".equals(line); line = exporting.inputReader().readLine()) {
            assertThat(line).as("the export ended by itself").isNotNull();
        }
        exporting.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
        assertThat(start(half).waitFor()).isEqualTo(1);
        assertThat(folder.resolve("said")).content().contains("not a whole zip file");
        assertThat(there.sql("select count(distinct subject) from cs_ledger where event = 'exported' and entry_number > (select max(entry_number) from cs_ledger where event = 'imported')")
                .query(Long.class).single()).as("what had left is in the ledger").isEqualTo(RECORDS / 2);

        Path whole = folder.resolve("whole.zip");
        assertThat(export(whole, recordIds, 0).waitFor()).isZero();
        assertThat(start(whole).waitFor()).isZero();
        assertThat(folder.resolve("said")).content().contains(RECORDS + " were here already");
        assertThat(run(List.of("verify-ledger")).waitFor()).as(Files.readString(folder.resolve("log"))).isZero();
    }

    private Process export(Path file, List<String> recordIds, int until) throws IOException {
        List<String> all = java(ExportingUntilKilled.class, List.of(file.toString(), String.join(",", recordIds), Integer.toString(until)));
        return new ProcessBuilder(all).redirectErrorStream(true).start();
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("data/countersign") + ";WRITE_DELAY=0;LOCK_TIMEOUT=15000;MAX_COMPACT_TIME=0";
    }

    private Process start(Path bag, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("import-bag", bag.toString(), "--authorities=" + folder.resolve("authority.crt"), "--json",
                "--logging.level.org.countersign.records.RecordsConfiguration=warn"));
        command.addAll(List.of(more));
        return run(command);
    }

    private Process run(List<String> command) throws IOException {
        return new ProcessBuilder(java(Countersign.class, command)).redirectError(folder.resolve("log").toFile()).redirectOutput(folder.resolve("said").toFile()).start();
    }

    private List<String> java(Class<?> program, List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx400m", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), program.getName()));
        all.addAll(arguments);
        all.addAll(List.of("--spring.datasource.url=" + url(), "--countersign.data=" + folder.resolve("data"), "--countersign.institution.pack=jesus-college",
                "--countersign.records.keystore.file=" + folder.resolve("data/keystore.p12"), "--countersign.records.keystore.password=another college's secret"));
        return all;
    }
}
