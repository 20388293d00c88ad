package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.breachescalation.BreachFiles.utc;

import java.time.Instant;
import java.time.YearMonth;
import org.countersign.breachescalation.Breaches.Kind;
import org.countersign.breachescalation.Breaches.Query;
import org.countersign.breachescalation.Breaches.Tally;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** What the database counts of the register, by the institution's months and to the second. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(BreachDesk.class)
@Tag("database")
class RegisterFiguresTests {

    private static final Query OF_2019 = new Query(null, null, null, 2019, null, 100);

    @Autowired
    Breaches breaches;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    @AfterEach
    void none() {
        jdbc.sql("delete from cs_breach where case_id like 'BE-2019-%'").update();
        jdbc.sql("delete from cs_case where case_id like 'BE-2019-%'").update();
    }

    @Test
    void exactly72HoursIsInTimeAndASecondMoreIsNot() {
        add(1, "2019-01-10T12:00:00Z", "2019-01-13T12:00:00Z", "BREACH", "lost");
        add(2, "2019-01-10T12:00:00Z", "2019-01-13T12:00:01Z", "BREACH", "lost");
        add(3, "2019-01-10T12:00:00Z", "2019-01-13T11:59:59Z", "BREACH", "lost");
        YearMonth month = YearMonth.of(2019, 1);
        assertThat(breaches.tallies(OF_2019)).containsExactlyInAnyOrder(new Tally(month, Kind.BREACH, false, true, "lost", 6, 2),
                new Tally(month, Kind.BREACH, false, true, "lost", 7, 1));
    }

    @Test
    void aMonthIsTheInstitutions() {
        add(1, "2019-06-30T23:30:00Z", null, "NEAR_MISS", null);
        add(2, "2019-06-30T22:30:00Z", null, "NEAR_MISS", null);
        assertThat(breaches.tallies(OF_2019)).containsExactlyInAnyOrder(new Tally(YearMonth.of(2019, 7), Kind.NEAR_MISS, false, false, null, 0, 1),
                new Tally(YearMonth.of(2019, 6), Kind.NEAR_MISS, false, false, null, 0, 1));
    }

    @Test
    void onlyWhatIsAskedForIsCounted() {
        add(1, "2019-03-01T12:00:00Z", null, "NEAR_MISS", null);
        add(2, "2019-03-01T12:00:00Z", null, "BREACH", null);
        assertThat(breaches.tallies(new Query("be-2019-000002", null, null, null, null, 100))).extracting(Tally::kind).containsExactly(Kind.BREACH);
        assertThat(breaches.tallies(new Query(null, Kind.NEAR_MISS, null, 2019, null, 100))).extracting(Tally::cases).containsExactly(1L);
    }

    private void add(int number, String awareAt, @Nullable String notifiedAt, String kind, @Nullable String cause) {
        String caseId = "BE-2019-%06d".formatted(number);
        var aware = utc(Instant.parse(awareAt));
        jdbc.sql("insert into cs_case (case_id, flow, process_instance_id, process_definition_id, starter_id, title, confidential, state_words, decided, started_at)"
                + " values (?, 'breach-escalation', ?, 'none', 'P0001', ?, true, '', false, ?)").params(caseId, caseId, caseId, aware).update();
        jdbc.sql("insert into cs_breach (case_id, kind, stage, next_step, reported_at, aware_at, provisional, deadline, late, notified_at, cause, summary, search_text)"
                + " values (?, ?, '', '', ?, ?, false, ?, false, ?, ?, '', ?)").params(caseId, kind, aware, aware, aware.plusHours(72),
                        notifiedAt == null ? null : utc(Instant.parse(notifiedAt)), cause, caseId.toLowerCase()).update();
    }
}
