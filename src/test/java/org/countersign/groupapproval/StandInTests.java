package org.countersign.groupapproval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.groupapproval.LineManagerDecision.Verdict.APPROVE;
import static org.countersign.groupapproval.Office.ADA;
import static org.countersign.groupapproval.Office.BASIL;
import static org.countersign.groupapproval.Office.CLEMENTINE;
import static org.countersign.groupapproval.Office.DESMOND;
import static org.countersign.groupapproval.Office.EUPHEMIA;
import static org.countersign.groupapproval.Office.HORATIO;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.countersign.engine.Cases;
import org.countersign.engine.Cases.Waiting;
import org.countersign.engine.Trail;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Told;
import org.countersign.people.Absences;
import org.countersign.records.Archive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** Absence, lateness and interest: who is asked instead, when, and who never is. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(Office.class)
@Tag("database")
class StandInTests {

    private static final String ADMINISTRATOR = "lysander.larkspur";

    @Autowired
    Office office;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Cases cases;
    @Autowired
    Trail trail;
    @Autowired
    Absences absences;
    @Autowired
    Notices notices;
    @Autowired
    Archive archive;

    @BeforeEach
    void beginOnAMondayWithoutHolidaysAhead() {
        // Five working days from here is Monday the 18th.
        on("2027-01-11T10:00:00Z");
    }

    @AfterEach
    void tidyUp() {
        beginOnAMondayWithoutHolidaysAhead();
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        for (String userId : List.of(CLEMENTINE, DESMOND)) {
            absences.of(id(userId)).stream().filter(absence -> absence.endedAt() == null)
                    .forEach(absence -> absences.end(absence.id(), id(ADMINISTRATOR)));
            absences.setDeputy(id(userId), null, id(ADMINISTRATOR));
        }
        ClockUtil.reset();
    }

    @Test
    void letsADeputyActVisiblyForAnAbsentManager() {
        away(CLEMENTINE, HORATIO);
        ProcessInstance one = office.apply(ADA, office.application("Ferry times", null));

        assertThat(theTask(one).holderIds()).containsExactly(id(HORATIO));
        assertThat(theTask(one).inPlaceOfId()).isEqualTo(id(CLEMENTINE));
        office.approve(HORATIO, APPROVE, null);
        assertThat(trail.of(one.getBusinessKey())).anySatisfy(entry -> {
            assertThat(entry.personId()).isEqualTo(id(HORATIO));
            assertThat(entry.inPlaceOfId()).isEqualTo(id(CLEMENTINE));
        });
    }

    @Test
    void neverMakesADeputyADeciderAboutTheirOwnGroup() {
        away(CLEMENTINE, BASIL);
        ProcessInstance one = office.apply(ADA, office.application("Towpath", BASIL));
        office.sign(BASIL);
        assertThat(theTask(one).holderIds()).doesNotContain(id(BASIL), id(ADA)).contains(id(EUPHEMIA), id(HORATIO));
    }

    @Test
    void asksCollegeOfficersWhereTheSecondManagerHasDecidedAlready() {
        away(CLEMENTINE, DESMOND);
        ProcessInstance one = office.apply(ADA, office.application("Steward rota", null));
        office.approve(DESMOND, APPROVE, null);
        assertThat(theTask(one).task()).isEqualTo("authoriseGroup");
        assertThat(theTask(one).holderIds()).containsExactlyInAnyOrder(id(EUPHEMIA), id(HORATIO));
        assertThat(trail.of(one.getBusinessKey())).anySatisfy(entry ->
                assertThat(entry.words()).contains("college officers").contains("no eligible second line manager"));
    }

    @Test
    void asksCollegeOfficersWhereTheDirectoryNamesNoManager() {
        ProcessInstance one = office.apply(EUPHEMIA, office.application(EUPHEMIA, "Lodgings garden", null));
        assertThat(theTask(one).holderIds()).containsExactlyInAnyOrder(id(DESMOND), id(HORATIO));
    }

    @Test
    void remindsOnceBeforeAndOnceOnTheDueDate() {
        ProcessInstance one = office.apply(ADA, office.application("Reminders", null));
        mornings(one, "2027-01-12", "2027-01-13", "2027-01-14");
        assertThat(reminders(one, CLEMENTINE)).isEmpty();
        mornings(one, "2027-01-15", "2027-01-15");
        assertThat(reminders(one, CLEMENTINE)).hasSize(1);
        mornings(one, "2027-01-18", "2027-01-18");
        assertThat(reminders(one, CLEMENTINE)).hasSize(2);
        assertThat(theTask(one).holderIds()).containsExactly(id(CLEMENTINE));
    }

    @Test
    void asksTheDeputyADayLateAndTheNextInLineAfterThree() {
        absences.setDeputy(id(CLEMENTINE), id(HORATIO), id(ADMINISTRATOR));
        ProcessInstance one = office.apply(ADA, office.application("Late", null));
        mornings(one, "2027-01-15", "2027-01-18", "2027-01-19");
        assertThat(theTask(one).holderIds()).containsExactly(id(CLEMENTINE), id(HORATIO));
        mornings(one, "2027-01-20");
        assertThat(theTask(one).holderIds()).hasSize(2);
        mornings(one, "2027-01-21");
        assertThat(theTask(one).holderIds()).containsExactly(id(CLEMENTINE), id(HORATIO), id(DESMOND));
        // Whoever comes first decides, the late manager included.
        office.approve(CLEMENTINE, APPROVE, null);
        assertThat(theTask(one).task()).isEqualTo("authoriseGroup");
    }

    @Test
    void takesOnlyTheFurthestStepAfterMorningsWereMissed() {
        absences.setDeputy(id(CLEMENTINE), id(HORATIO), id(ADMINISTRATOR));
        ProcessInstance one = office.apply(ADA, office.application("Outage", null));
        mornings(one, "2027-01-25", "2027-01-25");
        assertThat(theTask(one).holderIds()).containsExactly(id(CLEMENTINE), id(DESMOND));
        assertThat(reminders(one, CLEMENTINE)).isEmpty();
    }

    @Test
    void asksTheDeputyTheMorningAfterAHolderGoesAway() {
        ProcessInstance one = office.apply(ADA, office.application("Sudden leave", null));
        away(CLEMENTINE, HORATIO);
        mornings(one, "2027-01-12");
        assertThat(theTask(one).holderIds()).containsExactly(id(CLEMENTINE), id(HORATIO));
    }

    @Test
    void settlesWhatEverybodyWasToldAboutATaskOnceItIsDone() {
        ProcessInstance one = office.apply(ADA, office.application("Settled", null));
        away(CLEMENTINE, HORATIO);
        mornings(one, "2027-01-12", "2027-01-18");
        assertThat(unread(one, CLEMENTINE)).isNotEmpty();
        assertThat(unread(one, HORATIO)).isNotEmpty();
        office.approve(HORATIO, APPROVE, null);
        assertThat(unread(one, CLEMENTINE)).isEmpty();
        assertThat(unread(one, HORATIO)).isEmpty();
        assertThat(unread(one, DESMOND)).as("what waits still").hasSize(1);
    }

    @Test
    void settlesWhatWasToldAboutATaskThatIsNoLongerNeeded() {
        ProcessInstance one = office.apply(ADA, office.application("Settled too", null));
        cases.withdraw(one.getBusinessKey(), id(ADA), "Not needed any more");
        office.runJobs();
        assertThat(unread(one, CLEMENTINE)).extracting(told -> told.notice().subject()).allMatch(subject ->
                subject.startsWith("No longer needed") || subject.startsWith("Withdrawn"));
    }

    @Test
    void keepsTheDeputyWhoHasTheTaskWhenItIsLate() {
        away(CLEMENTINE, HORATIO);
        ProcessInstance one = office.apply(ADA, office.application("Deputy is late too", null));
        mornings(one, "2027-01-19", "2027-01-21");
        assertThat(theTask(one).holderIds()).containsExactly(id(HORATIO), id(DESMOND));
    }

    @Test
    void endsTheRequestOfSomebodyWhoHasLeft() {
        ProcessInstance one = office.apply(ADA, office.application("Left behind", null));
        cases.lapse(cases.find(one.getBusinessKey()).orElseThrow());
        office.runJobs();
        assertThat(cases.find(one.getBusinessKey()).orElseThrow().outcome()).isEqualTo("Lapsed");
        assertThat(archive.find(one.getBusinessKey())).hasValueSatisfying(record -> assertThat(record.outcome()).isEqualTo("Lapsed"));
    }

    @Test
    void letsNobodyElseSignForTheAssistant() {
        ProcessInstance one = office.apply(ADA, office.application("Own hand", BASIL));
        mornings(one, "2027-01-20");
        assertThat(theTask(one).holderIds()).containsExactly(id(BASIL));
        assertThatThrownBy(() -> office.sign(CLEMENTINE)).isInstanceOf(AssertionError.class);
    }

    @Test
    void asksForAnotherAssistantWhereTheOneNamedStaysSilent() {
        ProcessInstance one = office.apply(ADA, office.application("Silence", BASIL));
        // Three working days for the assistant, three more as for a manager: Tuesday the 19th.
        on("2027-01-19T16:59:00Z");
        office.assistantsTimeIsUp(one.getId());
        assertThat(theTask(one).task()).isEqualTo("signAsAssistant");
        on("2027-01-19T17:00:01Z");
        office.assistantsTimeIsUp(one.getId());

        assertThat(theTask(one).task()).isEqualTo("correctApplication");
        assertThat(theTask(one).holderIds()).containsExactly(id(ADA));
        assertThat(notices.of(id(ADA), 50)).anySatisfy(told -> {
            assertThat(told.notice().caseId()).isEqualTo(one.getBusinessKey());
            assertThat(told.notice().text()).contains("Basil Birdwhistle", "has not answered in time", "Name somebody else");
        });
        office.correct(ADA, office.application("Silence", null));
        assertThat(theTask(one).task()).isEqualTo("approveGroup");
    }

    private void away(String userId, String deputyUserId) {
        absences.setDeputy(id(userId), id(deputyUserId), id(ADMINISTRATOR));
        absences.add(id(userId), LocalDate.parse("2027-01-11"), LocalDate.parse("2027-01-29"), id(ADMINISTRATOR));
    }

    private void mornings(ProcessInstance one, String... days) {
        for (String day : days) {
            on(day + "T08:00:00Z");
            office.morning(one.getId());
        }
    }

    private static void on(String instant) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse(instant)));
    }

    private List<Told> reminders(ProcessInstance one, String userId) {
        return notices.of(id(userId), 50).stream().filter(told -> one.getBusinessKey().equals(told.notice().caseId()))
                .filter(told -> told.notice().key().startsWith("reminder:") || told.notice().key().startsWith("due-today:")).toList();
    }

    private List<Told> unread(ProcessInstance one, String userId) {
        return notices.of(id(userId), 50).stream().filter(told -> one.getBusinessKey().equals(told.notice().caseId()) && told.readAt() == null).toList();
    }

    private Waiting theTask(ProcessInstance one) {
        List<Waiting> open = cases.openTasksOf(one.getBusinessKey());
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    private String id(String userId) {
        return office.person(userId).personId();
    }
}
