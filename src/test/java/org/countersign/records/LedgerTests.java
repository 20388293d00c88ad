package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.countersign.MovableClock;
import org.countersign.records.ledger.DailyAnchors;
import org.countersign.records.ledger.LedgerChain;
import org.countersign.records.ledger.LedgerHeadFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@RecordsSlice
class LedgerTests {

    @Autowired Ledger ledger;
    @Autowired LedgerChain chain;
    @Autowired DailyAnchors anchors;
    @Autowired Archive archive;
    @Autowired JdbcClient jdbc;
    @Autowired PlatformTransactionManager transactions;
    @Autowired MovableClock clock;

    @TempDir Path outside;

    @BeforeEach
    void aFreshChain() {
        jdbc.sql("delete from cs_ledger_payload").update();
        jdbc.sql("delete from cs_ledger").update();
        jdbc.sql("delete from cs_ledger_anchor").update();
        jdbc.sql("update cs_ledger_head set entry_number = 0, hash = ?").param("0".repeat(64)).update();
        for (int i = 1; i <= 12; i++) {
            ledger.add("noted", "GA-2026-00000" + i, Map.of("number", i));
        }
    }

    @Test
    void anUntouchedChainFits() {
        assertThat(ledger.check()).isEqualTo(new Ledger.State(true, 12, null, "12 ledger rows, all in place."));
    }

    @Test
    void namesTheRowThatWasChanged() {
        jdbc.sql("update cs_ledger set subject = 'GA-2026-000099' where entry_number = 7").update();
        assertThat(ledger.check().firstBad()).isEqualTo(7);
    }

    @Test
    void namesTheRowWhoseDetailsWereChanged() {
        jdbc.sql("update cs_ledger_payload set payload = '{\"number\":8}' where entry_number = 5").update();
        assertThat(ledger.check().firstBad()).isEqualTo(5);
        assertThat(ledger.check().words()).contains("row 5").contains("details");
    }

    @Test
    void forgetsDetailsAndStillFits() {
        jdbc.sql("delete from cs_ledger_payload where entry_number = 5").update();
        assertThat(ledger.check().intact()).isTrue();
        assertThat(ledger.of("GA-2026-000005").get(0).details()).isNull();
    }

    @Test
    void namesTheRowThatIsMissing() {
        jdbc.sql("delete from cs_ledger_payload where entry_number = 9").update();
        jdbc.sql("delete from cs_ledger where entry_number = 9").update();
        assertThat(ledger.check().firstBad()).isEqualTo(9);
    }

    @Test
    void noticesRowsCutOffEvenWhenTheHeadIsSetBack() {
        LedgerHeadFile file = new LedgerHeadFile(outside, chain, clock);
        file.tick();
        file.tick();
        cutOffAfter(10);
        assertThat(chain.check().intact()).as("the chain alone cannot know").isTrue();
        LedgerHeadFile afterRestart = new LedgerHeadFile(outside, chain, clock);
        afterRestart.compare();
        assertThat(afterRestart.trouble()).hasValueSatisfying(words -> assertThat(words).contains("ends at row 10").contains("row 12").contains("cut off"));
    }

    @Test
    void noticesADatabaseRestoredFromYesterdayThatHasGrownSince() {
        LedgerHeadFile file = new LedgerHeadFile(outside, chain, clock);
        file.tick();
        file.tick();
        cutOffAfter(10);
        IntStream.range(0, 5).forEach(i -> ledger.add("noted", "after", Map.of()));
        LedgerHeadFile afterRestart = new LedgerHeadFile(outside, chain, clock);
        afterRestart.compare();
        assertThat(afterRestart.trouble()).hasValueSatisfying(words -> assertThat(words).contains("rewritten"));
    }

    @Test
    void saysWhileTheFileCannotBeWrittenAndNoLonger() throws Exception {
        Path folder = outside.resolve("folder");
        Files.writeString(folder, "in the way");
        LedgerHeadFile file = new LedgerHeadFile(folder, chain, clock);
        file.tick();
        file.tick();
        assertThat(file.trouble()).hasValueSatisfying(words -> assertThat(words).contains("cannot be written to " + folder).contains("See to it"));
        Files.delete(folder);
        file.tick();
        assertThat(file.trouble()).isEmpty();
        assertThat(folder.resolve("ledger-head.log")).content().startsWith("12 ");
    }

    @Test
    void staysCalmWhenOnlyTheFileLagsOrEndsInTheMiddleOfALine() throws Exception {
        LedgerHeadFile file = new LedgerHeadFile(outside, chain, clock);
        file.tick();
        ledger.add("noted", "later", Map.of());
        file.tick();
        Files.writeString(outside.resolve("ledger-head.log"), "13 abc", StandardOpenOption.APPEND);
        LedgerHeadFile afterRestart = new LedgerHeadFile(outside, chain, clock);
        afterRestart.compare();
        assertThat(afterRestart.trouble()).isEmpty();
        afterRestart.tick();
        afterRestart.tick();
        cutOffAfter(3);
        afterRestart.compare();
        assertThat(afterRestart.trouble()).as("a broken line does not swallow the next one").isPresent();
    }

    @Test
    void noticesAWholeChainRewrittenByItsAnchor() {
        anchors.anchorToday();
        assertThat(ledger.check().intact()).as(ledger.check().words()).isTrue();
        jdbc.sql("delete from cs_ledger_payload").update();
        jdbc.sql("delete from cs_ledger").update();
        jdbc.sql("update cs_ledger_head set entry_number = 0, hash = ?").param("0".repeat(64)).update();
        IntStream.range(0, 12).forEach(i -> ledger.add("noted", "prettier", Map.of()));
        assertThat(chain.check().intact()).isTrue();
        assertThat(ledger.check().words()).contains("Row 12").contains("rewritten");
        jdbc.sql("update cs_ledger_anchor set hash = (select hash from cs_ledger_head)").update();
        assertThat(ledger.check().words()).contains("does not carry the institution's seal");
    }

    @Test
    void noticesAChangedAccessLog() {
        archive.logAccess("GA-2026-000001", "P0009", "viewed");
        archive.logAccess("GA-2026-000001", "P0009", "downloaded");
        clock.forward(Duration.ofMinutes(2));
        anchors.anchorToday();
        assertThat(ledger.check().intact()).isTrue();
        jdbc.sql("update cs_access_log set person_id = 'P0001' where what = 'downloaded'").update();
        assertThat(ledger.check().words()).contains("access log").contains("changed");
    }

    @Test
    void letsRowsOfTheAccessLogGoOnlyWhenTheirTermIsOver() {
        archive.logAccess("GA-2026-000001", "P0009", "viewed");
        clock.forward(Duration.ofMinutes(2));
        anchors.anchorToday();
        jdbc.sql("delete from cs_access_log").update();
        assertThat(ledger.check().words()).contains("access log").contains("missing");
        Instant before = clock.instant();
        try {
            clock.forward(Duration.ofDays(2 * 366 + 1));
            assertThat(ledger.check().intact()).as(ledger.check().words()).isTrue();
        } finally {
            clock.set(before.toString());
        }
    }

    @Test
    void deletesWhoLookedAtWhatOnceItsTermIsOverAndStillFits() {
        Instant before = clock.instant();
        try {
            archive.logAccess("GA-2026-000042", "P0009", "old");
            clock.forward(Duration.ofMinutes(2));
            anchors.anchorToday();
            clock.forward(Duration.ofDays(365));
            archive.logAccess("GA-2026-000042", "P0009", "young");
            clock.forward(Duration.ofMinutes(2));
            anchors.anchorToday();
            assertThat(anchors.deleteOverdueAccesses()).isZero();
            clock.forward(Duration.ofDays(367));
            assertThat(anchors.deleteOverdueAccesses()).isPositive();
            assertThat(jdbc.sql("select what from cs_access_log").query(String.class).list()).containsExactly("young");
            assertThat(ledger.check().intact()).as(ledger.check().words()).isTrue();
            jdbc.sql("update cs_access_log set person_id = 'P0001'").update();
            assertThat(ledger.check().words()).contains("access log").contains("changed");
        } finally {
            jdbc.sql("delete from cs_access_log").update();
            clock.set(before.toString());
        }
    }

    @Test
    void leavesToTheNextAnchorWhatMayStillBeOvertakenByALowerNumber() {
        archive.logAccess("GA-2026-000001", "P0009", "settled");
        clock.forward(Duration.ofMinutes(2));
        archive.logAccess("GA-2026-000001", "P0009", "fresh");
        anchors.anchorToday();
        assertThat(jdbc.sql("select what from cs_access_log where access_number = (select access_number from cs_ledger_anchor)")
                .query(String.class).single()).isEqualTo("settled");
    }

    @Test
    void keepsOneChainWithManyWritersAndWritesNothingForARollBack() throws Exception {
        var writers = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Void>> work = IntStream.range(0, 60).<Callable<Void>>mapToObj(i -> () -> {
                new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    ledger.add("written", "GA-2026-0001" + i, Map.of("first", true));
                    ledger.add("written", "GA-2026-0001" + i, Map.of("first", false));
                    if (i % 3 == 0) {
                        status.setRollbackOnly();
                    }
                });
                return null;
            }).toList();
            for (var done : writers.invokeAll(work)) {
                done.get();
            }
        } finally {
            writers.shutdown();
        }
        assertThat(ledger.check()).isEqualTo(new Ledger.State(true, 12 + 80, null, "92 ledger rows, all in place."));
    }

    @Test
    void failsTheTransactionWhenTheLedgerCannotBeWritten() {
        jdbc.sql("delete from cs_ledger_head").update();
        try {
            assertThatThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                archive.logAccess("GA-2026-000777", "P0001", "viewed");
                ledger.add("written", "GA-2026-000777", Map.of());
            })).isInstanceOf(RuntimeException.class);
            assertThat(jdbc.sql("select count(*) from cs_access_log where record_id = 'GA-2026-000777'").query(Long.class).single()).isZero();
        } finally {
            jdbc.sql("insert into cs_ledger_head (head_id, entry_number, hash) select 1, max(entry_number), max(hash) from cs_ledger where entry_number = 12").update();
        }
    }

    private void cutOffAfter(long number) {
        jdbc.sql("delete from cs_ledger_payload where entry_number > ?").param(number).update();
        jdbc.sql("delete from cs_ledger where entry_number > ?").param(number).update();
        jdbc.sql("update cs_ledger_head set entry_number = ?, hash = (select hash from cs_ledger where entry_number = ?)").params(number, number).update();
    }
}
