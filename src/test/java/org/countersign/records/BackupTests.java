package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.countersign.MovableClock;
import org.countersign.journeys.SkippedLoudly;
import org.countersign.records.ledger.LedgerChain;
import org.countersign.records.ledger.LedgerHeadFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The disaster drill: the database of yesterday comes back, the ledger says what is missing, and a bag brings it. */
@RecordsSlice
class BackupTests {

    @Autowired RecordKeeper keeper;
    @Autowired Bags bags;
    @Autowired LedgerChain chain;
    @Autowired SealKeys keys;
    @Autowired DataSource database;
    @Autowired JdbcClient jdbc;
    @Autowired MovableClock clock;

    @TempDir Path folder;

    private Elsewhere restored;

    @BeforeEach
    void aPlaceToRestoreTo() {
        restored = new Elsewhere(database, folder.resolve("restored"));
    }

    @Test
    void afterYesterdaysDatabaseIsRestoredTheLedgerSaysWhatIsMissingAndABagBringsIt() throws Exception {
        String yesterdays = kept();
        Path backup = folder.resolve("backup");
        dump(backup);
        String todays = kept();
        Path bag = folder.resolve("today.zip");
        try (OutputStream out = Files.newOutputStream(bag)) {
            bags.write("today", new Bags.Order("P0009", Bags.Taker.DESK, 0), Stream.of(todays), out);
        }
        LedgerHeadFile headFile = new LedgerHeadFile(restored.data(), chain, clock);
        headFile.tick();
        headFile.tick();

        restore(backup);
        assertThat(restored.jdbc().sql("select record_id from cs_record").query(String.class).list()).contains(yesterdays).doesNotContain(todays);
        assertThat(restored.run("verify-ledger")).as(restored.said()).isEqualTo(1);
        long missing = chain.head().number() - restored.jdbc().sql("select entry_number from cs_ledger_head").query(Long.class).single();
        assertThat(restored.said()).contains("has seen row " + chain.head().number()).contains("the " + missing + " rows after it are missing")
                .contains("an older copy of the database was restored");

        Path authority = Files.writeString(folder.resolve("authority.crt"), keys.caCertificatePem());
        // The keys come back from their own backup.
        Files.copy(Path.of("target", "tests", "records-" + ProcessHandle.current().pid() + ".p12"),
                restored.data().resolve("keystore.p12"));
        assertThat(restored.run("import-bag", bag.toString(), "--authorities=" + authority, "--countersign.records.keystore.password=a-password-for-tests-only"))
                .as(restored.said()).isZero();
        Files.move(restored.data().resolve("ledger-head.log"), folder.resolve("ledger-head-until-the-disaster.log"));
        assertThat(restored.run("verify-ledger")).as(restored.said()).isZero();
        for (String recordId : List.of(yesterdays, todays)) {
            Path pdf = Files.write(folder.resolve("check.pdf"), restored.jdbc().sql("select pdf from cs_record_revision where record_id = ?").param(recordId)
                    .query((rs, n) -> rs.getBytes(1)).single());
            assertThat(restored.run("verify", pdf.toString())).as(restored.said()).isZero();
        }
    }

    private String kept() {
        String next = Cases.next();
        Cases.signedByFour(keeper, next, clock.instant());
        keeper.keep(Cases.draft(next));
        return next;
    }

    private static boolean isPostgres(DataSource database) throws Exception {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        }
    }

    private void dump(Path to) throws Exception {
        if (!isPostgres(database)) {
            jdbc.sql("script to '" + to + "'").query().listOfRows();
            return;
        }
        assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, "pg_dump"))), SkippedLoudly.NO_DUMP);
        run("pg_dump", "--format=custom", "--file=" + to, address(database));
    }

    private void restore(Path from) throws Exception {
        if (!isPostgres(database)) {
            restored.jdbc().sql("runscript from '" + from + "'").update();
        } else {
            run("pg_restore", "--exit-on-error", "--dbname=" + address(restored.database()), from.toString());
        }
    }

    private static String address(DataSource database) throws Exception {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getURL().replaceFirst("jdbc:postgresql://", "postgresql://postgres:postgres@").replaceFirst("\\?.*", "");
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
