package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.countersign.breachescalation.Breaches;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.people.People;
import org.countersign.records.Archive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** What somebody finds who starts the demonstration for the first time. */
@SpringBootTest(properties = "camunda.bpm.job-execution.enabled=true")
@ActiveProfiles("demo")
@Tag("database")
class DemonstrationCasesTests {

    @Autowired
    DemonstrationCases demonstration;
    @Autowired
    Breaches breaches;
    @Autowired
    Archive archive;
    @Autowired
    Cases cases;
    @Autowired
    People people;

    @Test
    void leavesBreachCasesAtEveryStageAndARecordOfEachThatEnded() {
        assertThat(register()).as("tests begin with an empty college").isEmpty();

        demonstration.play();

        assertThat(breaches.open()).extracting(BreachCase::nextStep).containsExactly("Notify the regulator", "Send the regulator what is missing",
                "Assess the risk", "Confirm that the regulator is not told", "Triage the report");
        assertThat(breaches.open()).extracting(BreachCase::late).containsExactly(true, false, false, false, false);
        assertThat(breaches.open()).extracting(BreachCase::provisional).containsExactly(false, false, false, false, true);
        assertThat(cases.waitingFor(people.byUserId("horatio.hazelnut").orElseThrow().personId())).extracting(Cases.Waiting::task)
                .containsExactly("confirmNoNotification");
        List<BreachCase> closed = register().stream().filter(one -> one.closedAt() != null).toList();
        assertThat(closed).extracting(BreachCase::outcome).containsExactlyInAnyOrder("Notified", "Near miss", "Not a breach");
        await().untilAsserted(() -> assertThat(closed).allSatisfy(one -> assertThat(archive.find(one.caseId())).isPresent()));
    }

    private List<BreachCase> register() {
        return breaches.register(new Breaches.Query(null, null, null, null, null, 100));
    }
}
