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
import java.util.stream.Stream;
import org.countersign.MovableClock;
import org.countersign.records.ledger.DailyAnchors;
import org.countersign.records.ledger.LedgerChain;
import org.countersign.records.ledger.LedgerHeadFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** What somebody who can write every table does, and what is said of it. */
    record Done(String what, String words, String... sql) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static final String HEAD = "update cs_ledger_head set ";

    static Stream<Done> tamperings() {
        return Stream.of(
                new Done("the time of a row", "row 7: its time, event or subject", "update cs_ledger set at = at + interval '1' hour where entry_number = 7"),
                new Done("the event of a row", "row 7: its time, event or subject", "update cs_ledger set event = 'signed' where entry_number = 7"),
                new Done("the salt of a row", "row 7: its details", "update cs_ledger_payload set salt = '00' where entry_number = 7"),
                new Done("a row with its own hash made to fit nothing after it", "row 7: its time",
                        "update cs_ledger set event = 'x', hash = '" + "a".repeat(64) + "' where entry_number = 7"),
                new Done("two rows in each other's place", "row 4: it does not follow", "update cs_ledger set entry_number = -4 where entry_number = 4",
                        "update cs_ledger set entry_number = 4 where entry_number = 5", "update cs_ledger set entry_number = 5 where entry_number = -4"),
                new Done("a row put in between", "row 12: it does not follow", "update cs_ledger set entry_number = 13 where entry_number = 12",
                        "insert into cs_ledger select 12, at, event, subject, payload_sha256, previous_hash, hash from cs_ledger where entry_number = 11",
                        HEAD + "entry_number = 13"),
                new Done("a row written behind the end", "row 13: it lies beyond the head",
                        "insert into cs_ledger select 13, at, event, subject, payload_sha256, hash, hash from cs_ledger where entry_number = 12"),
                new Done("the end set to a later row", "row 13: the row is missing", HEAD + "entry_number = 13"),
                new Done("another hash at the end", "last row 12: the head names another hash", HEAD + "hash = '" + "b".repeat(64) + "'"),
                new Done("the first row taken away", "row 1: the row is missing", "delete from cs_ledger where entry_number = 1"),
                new Done("the last row taken away", "row 12: the row is missing", "delete from cs_ledger where entry_number = 12"));
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void namesTheFirstRowThatDoesNotFit(Done done) {
        assertThat(ledger.check().intact()).isTrue();
        // The details keep nobody from it: without them a row can be moved about.
        if (!done.what().contains("salt")) {
            jdbc.sql("delete from cs_ledger_payload").update();
        }
        for (String sql : done.sql()) {
            jdbc.sql(sql).update();
        }
        assertThat(ledger.check().intact()).isFalse();
        assertThat(ledger.check().words()).contains(done.words());
        assertThat(ledger.trouble()).hasValueSatisfying(words -> assertThat(words).contains(done.words()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete from cs_ledger_anchor", "update cs_ledger_anchor set anchored_on = anchored_on - 1",
        "update cs_ledger_anchor set entry_number = 11", "update cs_ledger_anchor set sealed_text = 'x'", "update cs_ledger_anchor set access_sha256 = 'x'",
        "update cs_ledger_anchor set access_from = 9000000"})
    void noticesAnAnchorThatWasTamperedWithOrTakenAway(String sql) {
        archive.logAccess("GA-2026-000001", "P0009", "viewed");
        clock.forward(Duration.ofMinutes(2));
        anchors.anchorToday();
        assertThat(ledger.check().intact()).as(ledger.check().words()).isTrue();
        jdbc.sql(sql).update();
        assertThat(ledger.check().intact()).isFalse();
        assertThat(ledger.check().words()).containsAnyOf("anchor of 2026-11-", "access log up to 2026-11-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"update cs_access_log set at = at + interval '1' hour where what = 'two'", "delete from cs_access_log where what = 'two'",
        "update cs_access_log set what = case what when 'one' then 'two' else 'one' end where what in ('one', 'two')",
        "update cs_access_log set record_id = 'GA-2026-000003' where what = 'one'"})
    void noticesARowOfTheAccessLogThatWasChangedExchangedOrTakenAway(String sql) {
        jdbc.sql("delete from cs_access_log").update();
        for (String what : List.of("one", "two", "three")) {
            archive.logAccess("GA-2026-000001", "P0009", what);
        }
        clock.forward(Duration.ofMinutes(2));
        anchors.anchorToday();
        assertThat(ledger.check().intact()).as(ledger.check().words()).isTrue();
        assertThat(jdbc.sql(sql).update()).isPositive();
        assertThat(ledger.check().words()).containsAnyOf("The access log up to 2026-11-", "Rows of the access log up to 2026-11-");
        jdbc.sql("delete from cs_access_log").update();
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
    void anAnchorAndTheRowThatNamesItComeTogetherOrNotAtAll() {
        LedgerChain full = new LedgerChain(jdbc, transactions, clock) {
            @Override
            public void add(String event, String subject, Map<String, ?> details) {
                throw new IllegalStateException("The disk is full");
            }
        };
        assertThatThrownBy(() -> new DailyAnchors(jdbc, full, clock, text -> text, (text, seal) -> true).anchorToday()).hasMessage("The disk is full");
        assertThat(jdbc.sql("select count(*) from cs_ledger_anchor").query(Long.class).single()).isZero();
        anchors.anchorToday();
        anchors.anchorToday();
        assertThat(ledger.of("ledger")).singleElement().satisfies(row -> assertThat(row.event()).isEqualTo("anchored"));
        assertThat(ledger.check().intact()).as(ledger.check().words()).isTrue();
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
