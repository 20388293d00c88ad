package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.countersign.breachescalation.Breaches;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.holds.Holds;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.registers.Groups;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** What somebody finds who starts the demonstration for the first time. */
@SpringBootTest(properties = {"camunda.bpm.job-execution.enabled=true", "countersign.group-life.every=200ms"})
@ActiveProfiles("demo")
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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
    ReadableCases readable;
    @Autowired
    People people;
    @Autowired
    Groups groups;
    @Autowired
    Holds holds;

    /** What the jobs do by themselves takes a moment, on a busy machine a long one. */
    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(5));
    }

    @BeforeAll
    void play() {
        assertThat(register()).as("tests begin with an empty college").isEmpty();
        demonstration.play();
    }

    @Test
    void leavesBreachCasesAtEveryStageAndARecordOfEachThatEnded() {
        assertThat(breaches.open()).extracting(BreachCase::nextStep).containsExactly("Notify the regulator", "Send the regulator what is missing",
                "Assess the risk", "Confirm that the regulator is not told", "Triage the report");
        assertThat(breaches.open()).extracting(BreachCase::late).containsExactly(true, false, false, false, false);
        assertThat(breaches.open()).extracting(BreachCase::provisional).containsExactly(false, false, false, false, true);
        assertThat(waitingFor("horatio.hazelnut")).containsExactly("confirmNoNotification");
        assertThat(cases.waitingFor(people.byUserId("fergus.foxglove").orElseThrow().personId())).extracting(Cases.Waiting::title)
                .contains("Review the security of Heron Messenger");
        List<BreachCase> closed = register().stream().filter(one -> one.closedAt() != null).toList();
        assertThat(closed).extracting(BreachCase::outcome).containsExactlyInAnyOrder("Notified", "Near miss", "Not a breach");
        soon().untilAsserted(() -> assertThat(closed).allSatisfy(one -> assertThat(archive.find(one.caseId())).isPresent()));
    }

    @Test
    void leavesConfidentialCasesAtDifferentStagesAndARecordOfEachThatEnded() {
        soon().untilAsserted(() -> assertThat(outcomes("concern-intake", "clementine.crabtree"))
                .containsExactlyInAnyOrder("Advised", "No further action", "Passed on as a removal"));
        soon().untilAsserted(() -> assertThat(outcomes("concern-intake", "noel.nightjar")).containsExactly("Passed on as a referral"));
        soon().untilAsserted(() -> assertThat(outcomes("post-removal", "jasper.juniper")).containsExactlyInAnyOrder("open", "open", "Removed"));
        soon().untilAsserted(() -> assertThat(outcomes("disciplinary-referral", "keziah.kingfisher")).containsExactly("open", "open"));
        soon().untilAsserted(() -> assertThat(outcomes("disciplinary-referral", "percival.plumtree")).containsExactly("Passed to student discipline"));
        soon().untilAsserted(() -> assertThat(outcomes("protected-disclosure", "ottoline.ocelot")).containsExactlyInAnyOrder("open", "Stopped"));
        assertThat(waitingFor("fergus.foxglove")).contains("screenForDisclosure", "changeAccess");
        assertThat(waitingFor("jasper.juniper")).containsExactly("verifyRemoval");
        assertThat(waitingFor("ottoline.ocelot")).containsExactly("judgeDisclosure");
        assertThat(waitingFor("desmond.dovecote")).contains("investigate");
        assertThat(waitingFor("clementine.crabtree")).containsExactly("holdHearing");
    }

    @Test
    void leavesGroupsInUseOnHoldAndNotSetUpYet() {
        soon().untilAsserted(() -> assertThat(groups.all()).extracting(Groups.Group::name, Groups.Group::status).containsExactly(
                tuple("Boathouse rota", Groups.Status.ACTIVE), tuple("Interview days", Groups.Status.APPROVED), tuple("Lodge desk", Groups.Status.ACTIVE),
                tuple("Server room alarms", Groups.Status.ACTIVE)));
        assertThat(groups.all()).filteredOn(one -> holds.isGroupHeld(one.groupId())).extracting(Groups.Group::name).containsExactly("Lodge desk");
        soon().untilAsserted(() -> assertThat(waitingFor("keziah.kingfisher")).contains("confirmActivation"));
        soon().untilAsserted(() -> assertThat(waitingFor("mabel.marmalade")).contains("keepEverything"));
    }

    /** From the concern to the removal that was required and confirmed on review; from the last day on, a referral may follow. */
    @Test
    void aConcernLeadsToARequiredRemovalAndAnotherToAReferral() {
        Case removal = cases.find(cases.waitingFor(person("jasper.juniper").personId()).get(0).caseId()).orElseThrow();
        assertThat(cases.originOf(removal.caseId())).map(Case::flow).contains("concern-intake");
        assertThat(cases.openTasksOf(removal.caseId())).extracting(Cases.Waiting::task).containsExactly("verifyRemoval");
        String referral = cases.waitingFor(person("desmond.dovecote").personId()).stream().filter(one -> one.task().equals("investigate")).findFirst().orElseThrow().caseId();
        assertThat(cases.originOf(referral)).map(Case::flow).contains("concern-intake");
    }

    private List<String> outcomes(String flow, String reader) {
        List<Case> all = readable.of(person(reader), new ReadableCases.Query(flow, null, null, 50));
        all.stream().filter(one -> one.endedAt() != null).forEach(one -> assertThat(archive.find(one.caseId())).as(one.caseId()).isPresent());
        return all.stream().map(one -> one.outcome() == null ? "open" : one.outcome()).toList();
    }

    private List<String> waitingFor(String userId) {
        return cases.waitingFor(person(userId).personId()).stream().map(Cases.Waiting::task).toList();
    }

    private Person person(String userId) {
        return people.byUserId(userId).orElseThrow();
    }

    private List<BreachCase> register() {
        return breaches.register(new Breaches.Query(null, null, null, null, null, 100));
    }
}
