package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.countersign.MovableClock;
import org.countersign.records.Archive.Query;
import org.countersign.records.Archive.Standing;
import org.countersign.records.Archive.Status;
import org.countersign.records.RecordDraft.AccessClass;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records as rows, without bytes: what a question finds. */
@RecordsSlice
class RecordSearchTests {

    private static final String FLOW = "search-tests";

    @Autowired Archive archive;
    @Autowired JdbcClient jdbc;
    @Autowired MovableClock clock;
    @Autowired DeskMeters meters;

    @BeforeEach
    void someRecords() {
        clock.set("2026-11-23T10:00:00Z");
        row("GA-2001-000001", "2026-01-10T00:30:00Z", AccessClass.OPEN_TO_THE_DESK, "Zoë's crème brûlée club", "Authorised", "A rota for the Boathouse");
        row("GA-2001-000002", "2026-07-10T23:30:00Z", AccessClass.OPEN_TO_THE_DESK, "船庫 group", "Refused", "قارب лодка");
        row("BE-2001-000003", "2026-08-01T12:00:00Z", AccessClass.RESTRICTED, "Boathouse keys lost", "Refused", "Zoë lost them");
        row("PD-2001-000004", "2026-08-02T12:00:00Z", AccessClass.SEALED_OFF, "Boathouse", "Refused", "");
    }

    @AfterEach
    void leaveNothing() {
        jdbc.sql("delete from cs_hold_record where record_id in (select record_id from cs_record where flow = ?)").param(FLOW).update();
        jdbc.sql("delete from cs_hold where hold_id like 'SEARCH-%'").update();
        jdbc.sql("delete from cs_record where flow = ?").param(FLOW).update();
    }

    private void row(String recordId, String sealedAt, AccessClass accessClass, String title, String outcome, String text) {
        jdbc.sql("""
                insert into cs_record (record_id, flow, process_instance_id, title, outcome, access_class, retention_class, sealed_at, time_attested_by,
                awaits_timestamp, timestamp_attempts, verification_code, revision, sha256, size_bytes, search_text)
                values (?, ?, ?, ?, ?, ?, 'class-of-search', ?, 'us', false, 0, ?, 1, 'x', 1, ?)""")
                .params(recordId, FLOW, recordId, title, outcome, accessClass.name(), Sheets.utc(Instant.parse(sealedAt)), recordId,
                        SearchWords.of(recordId, accessClass, title, outcome, ("[\"" + text + "\"]").getBytes(StandardCharsets.UTF_8))).update();
    }

    private List<String> found(@Nullable String text, @Nullable String outcome, @Nullable LocalDate from, @Nullable LocalDate to, @Nullable Status status) {
        return archive.search(new Query(text, FLOW, outcome, null, "class-of-search", from, to, status, null, 100)).stream().map(KeptRecord::recordId).toList();
    }

    @ParameterizedTest
    @CsvSource({"zoe, GA-2001-000001", "CRÈME brul, GA-2001-000001", "boat, GA-2001-000001", "rota club, GA-2001-000001", "庫船, GA-2001-000002",
            "лод, GA-2001-000002", "قارب, GA-2001-000002", "ga-2001-000002, GA-2001-000002", "BE-2001-000003, BE-2001-000003"})
    void findsByWordsInAnyScriptAndByTheirBeginnings(String asked, String expected) {
        assertThat(found(asked, null, null, null, null)).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"keys", "lost", "zoe lost", "rota refused", "ro", "house", "PD-2001-000004", "%", "_", "zoe' | 'keys", "ro:*", "!!", "\\", "***"})
    void findsNothingThatIsRestrictedOrSealedOffOrHasNotAllOfTheWords(String asked) {
        assertThat(found(asked, null, null, null, null)).isEmpty();
    }

    @Test
    void anOutcomeFindsOnlyWhatIsOpen() {
        assertThat(found(null, "Refused", null, null, null)).containsExactly("GA-2001-000002");
    }

    @Test
    void daysAreThoseOfTheInstitution() {
        // Half past midnight of the eleventh there, on summer time.
        assertThat(found(null, null, LocalDate.of(2026, 7, 11), LocalDate.of(2026, 7, 11), null)).containsExactly("GA-2001-000002");
        assertThat(found(null, null, null, LocalDate.of(2026, 7, 10), null)).containsExactly("GA-2001-000001");
    }

    @Test
    void goesOnAfterTheLastOneShown() {
        Query first = new Query(null, FLOW, null, null, null, null, null, null, null, 2);
        List<KeptRecord> shown = archive.search(first);
        assertThat(shown).extracting(KeptRecord::recordId).containsExactly("BE-2001-000003", "GA-2001-000002");
        assertThat(archive.search(first.after("GA-2001-000002", 2))).extracting(KeptRecord::recordId).containsExactly("GA-2001-000001");
        assertThat(archive.search(first.after("GA-2099-999999", 2))).isEmpty();
        assertThat(archive.count(first)).isEqualTo(3);
    }

    @Test
    void walksThroughAllThereAre() {
        IntStream.range(0, 1_203).forEach(n -> row("GA-2002-%06d".formatted(n), "2026-03-01T00:00:00Z", AccessClass.OPEN_TO_THE_DESK, "Many", "Authorised", ""));
        Query many = new Query("many", FLOW, null, null, null, null, null, null, null, 10);
        assertThat(archive.all(many).map(KeptRecord::recordId)).hasSize(1_203).doesNotHaveDuplicates();
    }

    @Test
    void aStatusIsWhereARecordStandsToday() {
        jdbc.sql("update cs_record set due_on = ? where record_id = 'GA-2001-000001'").param(LocalDate.of(2026, 11, 23)).update();
        jdbc.sql("update cs_record set due_on = ?, awaits_timestamp = true where record_id = 'GA-2001-000002'").param(LocalDate.of(2026, 11, 24)).update();
        assertThat(found(null, null, null, null, Status.DUE)).containsExactly("GA-2001-000001");
        assertThat(found(null, null, null, null, Status.ACTIVE)).containsExactly("BE-2001-000003", "GA-2001-000002");
        assertThat(found(null, null, null, null, Status.AWAITING_TIMESTAMP)).containsExactly("GA-2001-000002");

        jdbc.sql("insert into cs_hold (hold_id, reason, owner_id, review_on, placed_at) values ('SEARCH-1', 'A claim', 'P0001', ?, ?)")
                .params(LocalDate.of(2027, 1, 1), Sheets.utc(clock.instant())).update();
        jdbc.sql("insert into cs_hold_record (hold_id, record_id) values ('SEARCH-1', 'GA-2001-000001')").update();
        assertThat(found(null, null, null, null, Status.HELD)).containsExactly("GA-2001-000001");
        assertThat(found(null, null, null, null, Status.DUE)).isEmpty();
        Standing held = archive.standings(List.of("GA-2001-000001", "GA-2099-999999")).get("GA-2001-000001");
        assertThat(held.held()).isTrue();
        assertThat(held.due()).isTrue();

        jdbc.sql("update cs_hold set released_at = ? where hold_id = 'SEARCH-1'").param(Sheets.utc(clock.instant())).update();
        jdbc.sql("update cs_record set disposed_at = ? where record_id = 'BE-2001-000003'").param(Sheets.utc(clock.instant())).update();
        assertThat(found(null, null, null, null, Status.DUE)).containsExactly("GA-2001-000001");
        assertThat(found(null, null, null, null, Status.DISPOSED)).containsExactly("BE-2001-000003");
    }

    @Test
    void countsWhatIsSealedDueHeldAndHowLongNobodyHasLookedAtTheBytes() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        meters.bindTo(registry);
        double sealed = registry.get("countersign.records.sealed").gauge().value();
        double due = registry.get("countersign.records.due").gauge().value();
        double held = registry.get("countersign.records.held").gauge().value();
        row("GA-1999-000001", "1999-01-01T00:00:00Z", AccessClass.OPEN_TO_THE_DESK, "Old", "Authorised", "");
        jdbc.sql("update cs_record set due_on = ?, retention_action = 'review' where record_id = 'GA-1999-000001'").param(LocalDate.of(2026, 11, 23)).update();
        assertThat(registry.get("countersign.records.sealed").gauge().value()).isEqualTo(sealed + 1);
        assertThat(registry.get("countersign.records.due").gauge().value()).isEqualTo(due + 1);
        assertThat(registry.get("countersign.records.fixity.age").gauge().value()).isGreaterThan(26 * 365 * 86_400.0);
        jdbc.sql("insert into cs_hold (hold_id, reason, owner_id, review_on, placed_at) values ('SEARCH-2', 'A claim', 'P0001', ?, ?)")
                .params(LocalDate.of(2027, 1, 1), Sheets.utc(clock.instant())).update();
        jdbc.sql("insert into cs_hold_record (hold_id, record_id) values ('SEARCH-2', 'GA-1999-000001')").update();
        assertThat(registry.get("countersign.records.held").gauge().value()).isEqualTo(held + 1);
    }

    @Test
    void countsByMonthYearClassAndPerson() {
        assertThat(archive.countByFlow(Instant.parse("2026-07-01T00:00:00Z"), Instant.parse("2026-09-01T00:00:00Z"))).as("never what is sealed off").containsEntry(FLOW, 2L);
        jdbc.sql("update cs_record set due_on = ? where flow = ?").params(LocalDate.of(1977, 5, 5), FLOW).update();
        assertThat(archive.countDueByYear()).containsEntry(1977, 3L);
        assertThat(archive.retentionClasses()).contains("class-of-search").isSorted().doesNotHaveDuplicates();
        for (String id : List.of("GA-2001-000001", "BE-2001-000003", "PD-2001-000004")) {
            jdbc.sql("insert into cs_record_person (record_id, person_id) values (?, 'SEARCHED')").param(id).update();
        }
        jdbc.sql("insert into cs_record_person (record_id, person_id) values ('GA-2001-000001', 'ANOTHER')").update();
        try {
            Map<String, Integer> named = new LinkedHashMap<>();
            archive.naming("SEARCHED").forEach((one, people) -> named.put(one.recordId(), people));
            assertThat(named).containsExactly(Map.entry("BE-2001-000003", 1), Map.entry("GA-2001-000001", 2));
        } finally {
            jdbc.sql("delete from cs_record_person where person_id in ('SEARCHED', 'ANOTHER')").update();
        }
    }
}
