package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.countersign.Demonstration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A person's own requests, page by page. */
@Demonstration
@Tag("database")
class CasesTests {

    private static final Instant MORNING = Instant.parse("2027-01-11T08:00:00Z");

    @Autowired
    Cases cases;
    @Autowired
    JdbcClient database;

    @AfterEach
    void tidyUp() {
        database.sql("delete from cs_case where starter_id in ('P-pages', 'P-other')").update();
    }

    @Test
    void pagesThroughOnesOwnRequestsEachOnceNewestFirst() {
        started("GA-2027-900001", "P-pages", MORNING);
        // Two in the same instant: the number decides.
        started("GA-2027-900002", "P-pages", MORNING.plusSeconds(60));
        started("GA-2027-900003", "P-pages", MORNING.plusSeconds(60));
        started("GA-2027-900004", "P-other", MORNING.plusSeconds(30));
        started("GA-2027-900005", "P-pages", MORNING.plusSeconds(120));

        assertThat(ids(cases.startedBy("P-pages", 2))).containsExactly("GA-2027-900005", "GA-2027-900003");
        assertThat(ids(cases.startedBy("P-pages", "GA-2027-900003", 2))).containsExactly("GA-2027-900002", "GA-2027-900001");
        assertThat(cases.startedBy("P-pages", "GA-2027-900001", 2)).isEmpty();
    }

    @Test
    void pagesFromNobodyElsesRequest() {
        started("GA-2027-900001", "P-pages", MORNING);
        started("GA-2027-900004", "P-other", MORNING.plusSeconds(30));
        assertThat(cases.startedBy("P-pages", "GA-2027-900004", 2)).isEmpty();
    }

    private static List<String> ids(List<Case> found) {
        return found.stream().map(Case::caseId).toList();
    }

    private void started(String caseId, String personId, Instant at) {
        database.sql("""
                insert into cs_case (case_id, flow, process_instance_id, process_definition_id, starter_id, title, confidential, state_words,
                    decided, started_at) values (?, 'group-approval', ?, 'definition', ?, 'Title', false, 'Submitted', true, ?)""")
                .params(caseId, "pi-" + caseId, personId, OffsetDateTime.ofInstant(at, ZoneOffset.UTC)).update();
    }
}
