package org.countersign.grouplife;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.grouplife.GroupDesk.ADA;
import static org.countersign.grouplife.GroupDesk.BASIL;
import static org.countersign.grouplife.GroupDesk.CLEMENTINE;
import static org.countersign.grouplife.GroupDesk.DESMOND;
import static org.countersign.grouplife.GroupDesk.IMOGEN;
import static org.countersign.grouplife.GroupDesk.MABEL;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.answers.Attachments;
import org.countersign.engine.Cases;
import org.countersign.engine.NotAllowed;
import org.countersign.engine.Trail;
import org.countersign.grouplife.ChangeGroup.What;
import org.countersign.grouplife.ConfirmActivation.Setting;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.Duty.State;
import org.countersign.holds.Hold;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.notices.Notices;
import org.countersign.people.Absences;
import org.countersign.people.People;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.records.Retention;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.countersign.registers.Groups.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** Every way through the diagram on the real engine, and what each ending leaves. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@Import(GroupDesk.class)
@Tag("database")
class GroupLifeProcessTests {

    /** A Friday, in winter time. */
    private static final Instant START = Instant.parse("2026-11-20T10:40:00Z");

    @Autowired
    GroupDesk desk;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Groups groups;
    @Autowired
    GroupLives lives;
    @Autowired
    GroupActions actions;
    @Autowired
    Cases cases;
    @Autowired
    Attachments attachments;
    @Autowired
    Archive archive;
    @Autowired
    Retention retention;
    @Autowired
    RecordKeeper records;
    @Autowired
    Holds holds;
    @Autowired
    Apps apps;
    @Autowired
    Notices notices;
    @Autowired
    Absences absences;
    @Autowired
    People people;
    @Autowired
    GroupWatch watch;
    @Autowired
    DutySummary summary;
    @Autowired
    Trail trail;

    @BeforeEach
    void beginOnAFriday() {
        AbstractAssertions.init(engine);
        desk.clockTo(START);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().rootProcessInstances().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        desk.directoryWithout();
        AbstractAssertions.reset();
        ClockUtil.reset();
    }

    @Test
    void isSetUpAttestedAndClosed() {
        Group group = desk.authorised(null);
        ProcessInstance life = desk.life(group);
        assertThat(life.getBusinessKey()).startsWith("GL-2026-");
        assertThat(life).isWaitingAt("nextDuty").hasNotPassed("lookAtDuties");
        desk.ring(group);
        assertThat(life).isWaitingAt("nextDuty", "confirmActivation");
        String picture = attachments.upload("settings.txt", "Timer: 7 days".getBytes(StandardCharsets.UTF_8), id(ADA)).attachmentId();
        desk.answer(ADA, "confirmActivation", new ConfirmActivation(desk.today().toString(), List.of(Setting.values()), ADA + "\n" + BASIL, List.of(picture), null));
        assertThat(attachments.of(life.getBusinessKey())).extracting(Attachments.Attachment::attachmentId).containsExactly(picture);
        assertThat(life).isWaitingAt("nextDuty").hasPassed("dutyAnswered");
        assertThat(status(group)).isEqualTo(Status.ACTIVE);
        assertThat(lives.members(group.groupId())).hasSize(2);

        desk.forward(Duration.ofDays(7));
        desk.ring(group);
        assertThat(life).isWaitingAt("nextDuty", "attestDeletion").hasNotPassed("reviewMembership");
        desk.answer(ADA, "attestDeletion", new AttestDeletion(desk.today().toString(), "The rota of November", true));
        assertThat(of(group, Kind.ATTESTATION)).extracting(Duty::state).containsExactly(State.KEPT, State.TO_COME);

        actions.ask(desk.person(ADA), group.groupId(), Kind.CLOSING);
        assertThat(life).isWaitingAt("nextDuty", "closeGroup");
        desk.answer(ADA, "closeGroup", desk.closure(ADA));
        assertThat(life).isEnded().hasPassed("sealRecord", "groupClosed").hasNotPassed("yearRecorded");
        assertThat(status(group)).isEqualTo(Status.CLOSED);
        assertThat(lives.members(group.groupId())).isEmpty();
        KeptRecord record = archive.find(life.getBusinessKey()).orElseThrow();
        assertThat(record.outcome()).isEqualTo("Closed");
        assertThat(record.accessClass()).isEqualTo(AccessClass.OPEN_TO_THE_DESK);
        assertThat(record.retentionClass()).isEqualTo("group-life");
        assertThat(retention.of(List.of(record.recordId(), group.recordId()))).extracting(Retention.Kept::dueOn).containsOnly(LocalDate.of(2028, 11, 27));
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        assertThat(Judges.textOf(pdf).replaceAll("\\s+", " ")).contains("Duties kept and missed", "Attest transfer and deletion: Kept", "Attest transfer and deletion, Ada Applegarth: The rota of November").doesNotContain("confidential");
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).contains("attestDeletion", "The season is over.", "2 members")
                .doesNotContain("basil.birdwhistle");
    }

    @Test
    void suspendsForAMissedDutyAndIsRestoredByARecordedAct() {
        Group group = desk.active(null);
        ProcessInstance life = desk.life(group);
        desk.forward(Duration.ofDays(7));
        desk.ring(group);
        Duty open = of(group, Kind.ATTESTATION).get(0);
        desk.clockTo(open.managerAt());
        desk.ring(group);
        assertThat(holders(group, "attestDeletion")).containsExactlyInAnyOrder(id(ADA), id(CLEMENTINE));
        desk.clockTo(open.suspendAt());
        desk.ring(group);
        assertThat(status(group)).isEqualTo(Status.SUSPENDED);
        assertThat(life).isWaitingAt("nextDuty", "attestDeletion", "restoreGroup");
        assertThat(told(ADA)).anySatisfy(one -> assertThat(one.notice().subject()).startsWith("Suspended: "));

        RestoreGroup act = new RestoreGroup("Basil covers on Fridays.", true);
        assertThat(desk.problems(CLEMENTINE, "restoreGroup", act)).isNotEmpty();
        desk.answer(ADA, "attestDeletion", desk.attestation());
        assertThat(of(group, Kind.ATTESTATION)).extracting(Duty::state).containsExactly(State.MISSED, State.KEPT_LATE, State.TO_COME);
        desk.clockTo(of(group, Kind.RESTORING).get(0).managerAt());
        desk.ring(group);
        assertThat(holders(group, "restoreGroup")).as("the line manager is late").containsExactlyInAnyOrder(id(CLEMENTINE), id(DESMOND));
        desk.answer(CLEMENTINE, "restoreGroup", act);
        assertThat(life).hasPassed("groupRestored").isWaitingAt("nextDuty");
        assertThat(status(group)).isEqualTo(Status.ACTIVE);
    }

    @Test
    void asksOnceAfterThreeWeeksOfStandstillAndTellsEachAdministratorOnce() {
        Group one = desk.active(null);
        Group other = desk.active(null);
        desk.clockTo(Instant.parse("2026-12-14T09:30:00Z"));
        int before = told(ADA).size();
        summary.look();
        assertThat(told(ADA)).as("nothing before all has been looked at").hasSize(before);
        desk.ring(one);
        desk.ring(other);
        summary.look();
        summary.look();
        assertThat(told(ADA)).hasSize(before + 1);
        assertThat(told(ADA).get(0).notice().subject()).isEqualTo("Your groups: 2 things to do");
        assertThat(told(ADA).get(0).notice().link()).isEqualTo("/registers/groups/attest");
        assertThat(of(one, Kind.ATTESTATION)).extracting(Duty::state).containsExactly(State.OPEN, State.TO_COME);
        assertThat(status(one)).isEqualTo(Status.ACTIVE);
        cases.openTasksOf(desk.caseOf(one)).forEach(task -> assertThat(actions.attest(desk.person(ADA), task.taskId())).isEmpty());
        assertThat(cases.openTasksOf(desk.caseOf(one))).isEmpty();
    }

    @Test
    void remindsNobodyOnAWeekendOrAHoliday() {
        desk.clockTo(Instant.parse("2026-12-18T10:40:00Z"));
        Group group = desk.active(null);
        int before = told(ADA).size();
        for (String morning : List.of("2026-12-25T09:30:00Z", "2026-12-26T09:30:00Z", "2026-12-28T09:30:00Z")) {
            at(group, morning);
            assertThat(desk.life(group)).isWaitingAt("attestDeletion");
            assertThat(told(ADA)).as("Christmas, a Saturday, the Monday in the place of Boxing Day").hasSize(before);
        }
        at(group, "2026-12-29T09:30:00Z");
        assertThat(told(ADA)).as("the next working day").hasSize(before + 1);
    }

    @Test
    void refusesToAttestForAnothersGroupTwiceAheadOfTimeAndOnHold() {
        Group group = desk.active(null);
        assertThat(actions.attest(desk.person(ADA), "no-such-task")).isNotEmpty();
        desk.forward(Duration.ofDays(7));
        desk.ring(group);
        String taskId = cases.openTasksOf(desk.caseOf(group)).get(0).taskId();
        assertThat(actions.attest(desk.person(MABEL), taskId)).isNotEmpty();
        assertThat(desk.problems(ADA, "attestDeletion", new AttestDeletion(desk.today().plusDays(7).toString(), null, true))).containsOnlyKeys("upTo");
        assertThat(actions.attest(desk.person(ADA), taskId)).isEmpty();
        assertThat(actions.attest(desk.person(ADA), taskId)).isNotEmpty();
        assertThat(of(group, Kind.ATTESTATION)).filteredOn(one -> one.state() == State.KEPT).hasSize(1);
        holds.place(new Scope.Groups(List.of(group.groupId())), "A subject access request", id(IMOGEN), desk.today().plusMonths(1), null, id(IMOGEN));
        assertThatThrownBy(() -> actions.ask(desk.person(ADA), group.groupId(), Kind.ATTESTATION)).isInstanceOf(NotAllowed.class).hasMessageContaining("hold");
        assertThatThrownBy(() -> actions.ask(desk.person(MABEL), group.groupId(), Kind.REVIEW)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void suspendsDeletionWhileAHoldIsOnIt() {
        Group group = desk.active(null);
        ProcessInstance life = desk.life(group);
        desk.forward(Duration.ofDays(7));
        desk.ring(group);
        assertThat(life).isWaitingAt("nextDuty", "attestDeletion");
        Hold hold = holds.place(new Scope.Groups(List.of(group.groupId())), "A subject access request", id(IMOGEN), desk.today().plusMonths(1), null, id(IMOGEN));
        assertThat(life).hasPassed("deletionSuspended").isWaitingAt("nextDuty");
        desk.ring(group);
        assertThat(life).isWaitingAt("nextDuty", "keepEverything");
        assertThat(told(ADA)).anySatisfy(one -> assertThat(one.notice().text()).contains("Switch the timer for disappearing messages off", "delete nothing"));
        desk.answer(ADA, "keepEverything", new KeepEverything(true, null));
        desk.forward(Duration.ofDays(7));
        desk.ring(group);
        assertThat(life).isWaitingAt("nextDuty").isNotWaitingAt("attestDeletion");
        assertThat(of(group, Kind.ATTESTATION)).extracting(Duty::state).containsExactly(State.HELD, State.HELD, State.TO_COME);
        assertThat(status(group)).isEqualTo(Status.ACTIVE);
        holds.release(hold.holdId(), "Answered", id(IMOGEN));
        desk.ring(group);
        assertThat(life).isWaitingAt("nextDuty", "attestDeletion");
        assertThat(told(ADA)).anySatisfy(one -> assertThat(one.notice().subject()).startsWith("The hold is over: "));
    }

    @Test
    void forgetsToAskForTheTimerWhenTheHoldIsReleasedFirst() {
        Group group = desk.active(null);
        Hold hold = holds.place(new Scope.Groups(List.of(group.groupId())), "A mistake", id(IMOGEN), desk.today().plusMonths(1), null, id(IMOGEN));
        desk.ring(group);
        holds.release(hold.holdId(), "Placed on the wrong group", id(IMOGEN));
        assertThat(desk.life(group)).hasPassed("holdEnded").isNotWaitingAt("keepEverything");
        assertThat(of(group, Kind.HOLD)).extracting(Duty::state).containsExactly(State.NOT_NEEDED);
    }

    @Test
    void reviewsItsMembersEveryQuarterAndTakesNobodyWhoDoesNotWorkHere() {
        Group group = desk.active(null);
        desk.clockTo(Instant.parse("2027-02-22T09:00:00Z"));
        desk.ring(group);
        assertThat(desk.life(group)).isWaitingAt("nextDuty", "attestDeletion", "reviewMembership");
        assertThat(desk.problems(ADA, "reviewMembership", new ReviewMembership("ada.applegarth\nSomebody Else", null, true))).containsOnlyKeys("members");
        desk.answer(ADA, "reviewMembership", new ReviewMembership("Ada Applegarth\nbasil.birdwhistle", null, true));
        assertThat(lives.members(group.groupId())).containsExactlyInAnyOrder(id(ADA), id(BASIL));
        assertThat(of(group, Kind.REVIEW)).extracting(Duty::state).containsExactly(State.KEPT, State.TO_COME);
    }

    @Test
    void asksToRemoveALeaverTheSameWorkingDay() {
        Group group = desk.active(null);
        desk.directoryWithout(MABEL);
        desk.ring(group);
        assertThat(desk.life(group)).isWaitingAt("nextDuty", "removeLeaver");
        assertThat(of(group, Kind.LEAVER)).singleElement().satisfies(one -> assertThat(one.dueAt()).isEqualTo(Instant.parse("2026-11-20T17:00:00Z")));
        desk.answer(ADA, "removeLeaver", new RemoveLeaver(List.of(of(group, Kind.LEAVER).get(0).about()), null));
        assertThat(lives.members(group.groupId())).hasSize(2);
        watch.leavers();
        assertThat(of(group, Kind.LEAVER)).extracting(Duty::state).containsExactly(State.KEPT);
    }

    @Test
    void asksTheAssistantWhenTheAdministratorHasLeftAndTheLineManagerWhenBothHave() {
        Group covered = desk.active(BASIL);
        Group alone = desk.active(null);
        desk.directoryWithout(ADA);
        desk.ring(covered);
        desk.ring(alone);
        assertThat(holders(covered, "changeGroup")).containsExactly(id(BASIL));
        assertThat(holders(alone, "changeGroup")).containsExactly(id(CLEMENTINE));
        assertThat(holders(alone, "removeLeaver")).containsExactly(id(CLEMENTINE));

        desk.answer(CLEMENTINE, "changeGroup", desk.change(What.ADMINISTRATOR, MABEL, null));
        desk.sign(MABEL, SignAsAdministrator.Answer.SIGN);
        assertThat(holders(alone, "agreeToChange")).as("not whoever named the new one").doesNotContain(id(CLEMENTINE), id(MABEL));
        String agrees = person(holders(alone, "agreeToChange").get(0));
        desk.agree(agrees, AgreeToChange.Answer.AGREE);
        assertThat(groups.byId(alone.groupId()).orElseThrow().administratorId()).isEqualTo(id(MABEL));
        assertThat(holders(alone, "removeLeaver")).as("what waited has passed to her").containsExactly(id(MABEL));
        assertThat(desk.life(alone)).hasPassed("signAsAdministrator", "changeDecided");
    }

    @Test
    void asksTheLineManagerWhenAdministratorAndAssistantHaveGoneTogether() {
        Group group = desk.active(BASIL);
        desk.directoryWithout(ADA, BASIL);
        desk.ring(group);
        for (String task : List.of("changeGroup", "removeLeaver")) {
            assertThat(holders(group, task)).as(task).containsExactly(id(CLEMENTINE));
        }
        assertThat(groups.byId(group.groupId()).orElseThrow().assistantId()).isNull();
        assertThat(of(group, Kind.CHANGE)).singleElement().satisfies(one -> assertThat(one.suspends()).as("where nobody answers").isTrue());
    }

    @Test
    void changesItsPurposeWhenTheLineManagerAgreesAndStaysAsItWasWhenNot() {
        Group group = desk.active(null);
        actions.ask(desk.person(ADA), group.groupId(), Kind.CHANGE);
        desk.answer(ADA, "changeGroup", desk.change(What.PURPOSE, null, "To swap shifts and boats."));
        assertThat(desk.life(group)).isWaitingAt("nextDuty", "agreeToChange").hasNotPassed("signAsAdministrator");
        desk.agree(CLEMENTINE, AgreeToChange.Answer.REFUSE);
        assertThat(groups.byId(group.groupId()).orElseThrow().purpose()).isEqualTo(group.purpose());
        actions.ask(desk.person(ADA), group.groupId(), Kind.CHANGE);
        desk.answer(ADA, "changeGroup", desk.change(What.PURPOSE, null, "To swap shifts and boats."));
        desk.agree(CLEMENTINE, AgreeToChange.Answer.AGREE);
        assertThat(groups.byId(group.groupId()).orElseThrow().purpose()).isEqualTo("To swap shifts and boats.");
        assertThat(records.signaturesOf(desk.caseOf(group))).extracting(one -> one.signature().decision()).containsExactly("Refused", "Agreed");
    }

    @Test
    void asksAgainWhenWhoeverIsToRunItDeclines() {
        Group group = desk.active(null);
        actions.ask(desk.person(ADA), group.groupId(), Kind.CHANGE);
        assertThat(desk.problems(ADA, "changeGroup", desk.change(What.ADMINISTRATOR, ADA, null))).containsOnlyKeys("person");
        desk.answer(ADA, "changeGroup", desk.change(What.ADMINISTRATOR, BASIL, null));
        desk.sign(BASIL, SignAsAdministrator.Answer.DECLINE);
        assertThat(desk.life(group)).isWaitingAt("nextDuty", "changeGroup").hasNotPassed("agreeToChange");
        assertThat(groups.byId(group.groupId()).orElseThrow().administratorId()).isEqualTo(id(ADA));
    }

    @Test
    void remindsWhoeverIsToRunItAndLetsTheChangeLapseWhenTheyDoNotSign() {
        Group group = desk.active(null);
        ProcessInstance life = desk.life(group);
        actions.ask(desk.person(ADA), group.groupId(), Kind.CHANGE);
        desk.answer(ADA, "changeGroup", desk.change(What.ADMINISTRATOR, BASIL, null));
        Instant due = waiting(group, "signAsAdministrator").due();
        assertThat(due).as("five working days").isEqualTo(Instant.parse("2026-11-27T17:00:00Z"));
        for (String morning : List.of("2026-11-26T09:00:00Z", "2026-11-27T09:00:00Z", "2026-11-30T09:00:00Z", "2026-12-02T09:00:00Z", "2026-12-08T09:00:00Z")) {
            at(group, morning);
        }
        assertThat(holders(group, "signAsAdministrator")).as("nobody signs for him").containsExactly(id(BASIL));
        assertThat(told(BASIL)).filteredOn(one -> one.notice().subject().equals("Sign the declaration: WhatsApp group '" + group.name() + "'")).as("asked, the day before, that day, and twice when late").hasSize(5);
        assertThat(life).isWaitingAt("nextDuty", "signAsAdministrator");
        desk.lapses(group, "signatureNotGiven", "2026-12-09T17:00:00Z");
        assertThat(life).hasPassed("signatureNotGiven", "letChangeLapse", "changeLapsed").hasNotPassed("agreeToChange");
        assertThat(groups.byId(group.groupId()).orElseThrow().administratorId()).isEqualTo(id(ADA));
        assertThat(of(group, Kind.CHANGE)).extracting(Duty::state).containsExactly(State.NOT_NEEDED);
        assertThat(told(ADA)).extracting(one -> one.notice().subject()).contains("Not changed: WhatsApp group '" + group.name() + "'");
        actions.ask(desk.person(ADA), group.groupId(), Kind.CHANGE);
        assertThat(life).isWaitingAt("nextDuty", "changeGroup");
    }

    @Test
    void asksTheDeputyAndTheNextInLineForAnAgreementAndThenLetsTheChangeLapse() {
        Group group = desk.active(null);
        ProcessInstance life = desk.life(group);
        actions.ask(desk.person(ADA), group.groupId(), Kind.CHANGE);
        desk.answer(ADA, "changeGroup", desk.change(What.PURPOSE, null, "To swap shifts and boats."));
        at(group, "2026-11-30T09:00:00Z");
        assertThat(holders(group, "agreeToChange")).as("no deputy is named, so the next in line is asked").containsExactlyInAnyOrder(id(CLEMENTINE), id(DESMOND));
        at(group, "2026-12-02T09:00:00Z");
        assertThat(told(CLEMENTINE)).filteredOn(one -> one.notice().text().startsWith("This is overdue") && one.notice().subject().contains(group.name())).hasSize(1);
        desk.lapses(group, "changeNotDecided", "2026-12-09T17:00:00Z");
        assertThat(life).hasPassed("changeNotDecided", "changeLapsed").hasNotPassed("changeDecided");
        assertThat(groups.byId(group.groupId()).orElseThrow().purpose()).isEqualTo(group.purpose());
    }

    @Test
    void asksAnewForSomebodyToRunItWhenTheChangeLapses() {
        Group group = desk.active(null);
        desk.directoryWithout(ADA);
        desk.ring(group);
        desk.answer(CLEMENTINE, "changeGroup", desk.change(What.ADMINISTRATOR, MABEL, null));
        desk.lapses(group, "signatureNotGiven", "2026-12-09T17:00:00Z");
        desk.ring(group);
        assertThat(desk.life(group)).hasPassed("changeLapsed").isWaitingAt("changeGroup");
        assertThat(holders(group, "changeGroup")).containsExactly(id(CLEMENTINE));
    }

    @Test
    void asksAgainForAStepOfAChangeWhoseTimeWasOverWhileTheApplicationStoodStill() {
        Group group = desk.active(null);
        ProcessInstance life = desk.life(group);
        actions.ask(desk.person(ADA), group.groupId(), Kind.CHANGE);
        desk.answer(ADA, "changeGroup", desk.change(What.ADMINISTRATOR, BASIL, null));
        desk.ringsAt(group, "signatureNotGiven", "2026-12-09T17:00:00Z", "2027-01-04T09:30:00Z");
        assertThat(life).isWaitingAt("nextDuty", "signAsAdministrator").hasNotPassed("changeLapsed");
        assertThat(waiting(group, "signAsAdministrator").due()).as("five working days anew").isEqualTo(Instant.parse("2027-01-11T17:00:00Z"));
        assertThat(told(BASIL)).filteredOn(one -> one.notice().subject().equals("Sign the declaration: WhatsApp group '" + group.name() + "'")).hasSize(2);
        desk.forward(Duration.ofHours(1));
        desk.sign(BASIL, SignAsAdministrator.Answer.SIGN);
        desk.ringsAt(group, "changeNotDecided", "2027-01-21T17:00:00Z", "2027-02-15T09:30:00Z");
        assertThat(life).isWaitingAt("nextDuty", "agreeToChange").isNotWaitingAt("signAsAdministrator").hasNotPassed("changeLapsed");
        assertThat(trail.of(desk.caseOf(group))).filteredOn(one -> one.event().equals("askedAgain")).hasSize(2);
        desk.lapses(group, "changeNotDecided", "2027-03-04T17:00:00Z");
        assertThat(life).hasPassed("changeLapsed").isNotWaitingAt("agreeToChange");
    }

    @Test
    void asksNothingMoreWhenWhoeverHadLeftIsBack() {
        Group group = desk.active(null);
        ProcessInstance life = desk.life(group);
        desk.directoryWithout(ADA, MABEL);
        desk.ring(group);
        assertThat(life).isWaitingAt("nextDuty", "removeLeaver", "changeGroup");
        desk.directoryWithout(MABEL);
        assertThat(life).hasPassed("administratorReturned", "changeDropped").isWaitingAt("removeLeaver").isNotWaitingAt("changeGroup");
        desk.directoryWithout();
        assertThat(life).hasPassed("leaverReturned", "removalDropped").isNotWaitingAt("removeLeaver");
        assertThat(lives.dutiesOf(group.groupId())).filteredOn(one -> one.kind() == Kind.LEAVER || one.kind() == Kind.CHANGE).hasSize(3).extracting(Duty::state).containsOnly(State.NOT_NEEDED);
        assertThat(lives.members(group.groupId())).hasSize(3);
        desk.directoryWithout(MABEL);
        desk.ring(group);
        assertThat(life).as("and when she leaves again").isWaitingAt("removeLeaver");
    }

    @Test
    void asksTheAssistantTooOnTheFirstMorningOnWhichTheAdministratorIsAway() {
        desk.clockTo(Instant.parse("2027-05-07T09:30:00Z"));
        Group group = desk.active(BASIL);
        at(group, "2027-05-14T09:30:00Z");
        assertThat(holders(group, "attestDeletion")).containsExactly(id(ADA));
        absences.add(id(ADA), desk.today(), desk.today().plusDays(14), id(ADA));
        at(group, "2027-05-17T09:30:00Z");
        assertThat(holders(group, "attestDeletion")).contains(id(BASIL));
        assertThat(told(BASIL).get(0).notice()).satisfies(one -> assertThat(one.subject() + one.text()).contains("Attest transfer and deletion", group.name()));
        absences.of(id(ADA)).stream().filter(one -> one.endedAt() == null).forEach(one -> absences.end(one.id(), id(ADA)));
    }

    @Test
    void asksTheAssistantForWhatWaitedWhenTheAdministratorLeft() {
        Group group = desk.active(BASIL);
        at(group, "2026-11-27T09:30:00Z");
        assertThat(holders(group, "attestDeletion")).containsExactly(id(ADA));
        desk.directoryWithout(ADA);
        at(group, "2026-11-30T09:30:00Z");
        assertThat(holders(group, "attestDeletion")).contains(id(BASIL));
    }

    /** A morning: what is due is asked for, then people are told. */
    private void at(Group group, String morning) {
        desk.clockTo(Instant.parse(morning));
        desk.ring(group);
        summary.look();
    }

    private Cases.Waiting waiting(Group group, String task) {
        return cases.openTasksOf(desk.caseOf(group)).stream().filter(one -> one.task().equals(task)).findFirst().orElseThrow();
    }

    @Test
    void tellsOfAHoldAndOfAWithdrawnAppOnce() {
        Group group = desk.active(BASIL);
        Hold hold = holds.place(new Scope.Groups(List.of(group.groupId())), "A claim", id(IMOGEN), desk.today().plusMonths(1), null, id(IMOGEN));
        App whatsApp = apps.byId(group.appId()).orElseThrow();
        apps.change(whatsApp.appId(), Apps.Status.WITHDRAWN, "New terms", null, null, "P0006");
        try {
            desk.ring(group);
            assertThat(desk.life(group)).isWaitingAt("nextDuty", "keepEverything", "decideOnApp");
            for (String userId : List.of(ADA, BASIL)) {
                assertThat(told(userId)).filteredOn(one -> one.notice().subject().startsWith("Keep everything: ") && one.notice().subject().contains(group.name())).as(userId).hasSize(1);
                assertThat(told(userId)).filteredOn(one -> (one.notice().subject() + one.notice().text()).matches("(?s).*(may no longer be used|becomes of).*") && one.notice().subject().contains(group.name()))
                        .as(userId).hasSize(1);
            }
            int before = told(ADA).size();
            desk.clockTo(Instant.parse("2026-11-20T11:00:00Z"));
            summary.look();
            assertThat(told(ADA)).as("and not again by the summary").hasSize(before);
            desk.answer(ADA, "decideOnApp", new DecideOnApp(DecideOnApp.Choice.MOVE, desk.app("Signal"), null));
            List<Setting> butTheTimer = List.of(Setting.BACKUPS, Setting.ADMINISTRATORS, Setting.LINK);
            assertThat(desk.problems(ADA, "confirmActivation", new ConfirmActivation(desk.today().toString(), butTheTimer, ADA, List.of(), null))).as("the timer stays off").isEmpty();
            holds.release(hold.holdId(), "Settled", id(IMOGEN));
            assertThat(desk.problems(ADA, "confirmActivation", new ConfirmActivation(desk.today().toString(), butTheTimer, ADA, List.of(), null))).containsOnlyKeys("settings");
        } finally {
            apps.change(whatsApp.appId(), Apps.Status.APPROVED, "Back again", whatsApp.conditions(), null, "P0006");
        }
    }

    @Test
    void asksEveryGroupOfAWithdrawnAppWhatNow() {
        Group moves = desk.active(null);
        Group closes = desk.active(null);
        App whatsApp = apps.byId(moves.appId()).orElseThrow();
        apps.change(whatsApp.appId(), Apps.Status.WITHDRAWN, "New terms", null, null, "P0006");
        try {
            desk.ring(moves);
            desk.ring(closes);
            assertThat(desk.life(moves)).isWaitingAt("nextDuty", "decideOnApp");
            String task = cases.openTasksOf(desk.caseOf(moves)).get(0).taskId();
            desk.answerTask(ADA, task, new DecideOnApp(DecideOnApp.Choice.MOVE, desk.app("Signal"), null));
            assertThat(groups.byId(moves.groupId()).orElseThrow().appName()).isEqualTo("Signal");
            desk.answer(ADA, "confirmActivation", desk.activation(ADA, BASIL));
            assertThat(desk.life(moves)).isWaitingAt("nextDuty");
            desk.answer(ADA, "decideOnApp", new DecideOnApp(DecideOnApp.Choice.CLOSE, null, null));
            ProcessInstance closing = desk.life(closes);
            assertThat(closing).isWaitingAt("nextDuty", "closeGroup");
            desk.answer(ADA, "closeGroup", desk.closure(ADA));
            assertThat(closing).isEnded().hasPassed("groupClosed");
        } finally {
            apps.change(whatsApp.appId(), Apps.Status.APPROVED, "Back again", whatsApp.conditions(), null, "P0006");
        }
    }

    @Test
    void asksNothingMoreWhenTheAppIsApprovedAgain() {
        Group group = desk.active(null);
        App whatsApp = apps.byId(group.appId()).orElseThrow();
        apps.change(whatsApp.appId(), Apps.Status.WITHDRAWN, "New terms", null, null, "P0006");
        try {
            desk.ring(group);
            assertThat(desk.life(group)).isWaitingAt("nextDuty", "decideOnApp");
        } finally {
            apps.change(whatsApp.appId(), Apps.Status.APPROVED, "A mistake", whatsApp.conditions(), null, "P0006");
        }
        assertThat(desk.life(group)).hasPassed("appApprovedAgain", "moveDropped").isWaitingAt("nextDuty").isNotWaitingAt("decideOnApp");
        assertThat(of(group, Kind.APP)).extracting(Duty::state).containsExactly(State.NOT_NEEDED);
        assertThat(newsFor(ADA, group)).startsWith("The app is approved for work again");
    }

    @Test
    void asksWhatNowOfAGroupWhoseAppWasWithdrawnBeforeItsLifeBegan() {
        Group group = desk.inTheRegister(null);
        App whatsApp = apps.byId(group.appId()).orElseThrow();
        apps.change(whatsApp.appId(), Apps.Status.WITHDRAWN, "New terms", null, null, "P0006");
        try {
            desk.itsLifeBegins();
            desk.ring(group);
            assertThat(desk.life(group)).isWaitingAt("nextDuty", "confirmActivation", "decideOnApp");
            assertThat(told(ADA)).anySatisfy(one -> assertThat(one.notice().subject()).isEqualTo("WhatsApp may no longer be used: WhatsApp group '" + group.name() + "'"));
        } finally {
            apps.change(whatsApp.appId(), Apps.Status.APPROVED, "Back again", whatsApp.conditions(), null, "P0006");
        }
    }

    @Test
    void tellsThoseWhoRunAGroupOfOtherConditionsInWords() {
        Group group = desk.active(BASIL);
        App whatsApp = apps.byId(group.appId()).orElseThrow();
        try {
            apps.change(whatsApp.appId(), Apps.Status.APPROVED, "Looked at again", "Only the business version.", null, "P0006");
            assertThat(newsFor(BASIL, group)).endsWith("from now on: Only the business version.");
            desk.forward(Duration.ofMinutes(1));
            apps.change(whatsApp.appId(), Apps.Status.APPROVED, "Looked at again", null, null, "P0006");
            assertThat(newsFor(BASIL, group)).contains("without conditions").doesNotContain("null");
        } finally {
            desk.forward(Duration.ofMinutes(1));
            apps.change(whatsApp.appId(), Apps.Status.APPROVED, "As before", whatsApp.conditions(), null, "P0006");
        }
        assertThat(newsFor(ADA, group)).contains(whatsApp.conditions());
    }

    @Test
    void isRenewedAfterAYearWithARecordOfTheYearAndGoesOnAsACaseOfItsOwn() {
        Group group = desk.active(null);
        ProcessInstance first = desk.life(group);
        desk.clockTo(Instant.parse("2027-10-22T09:00:00Z"));
        desk.ring(group);
        desk.answer(ADA, "attestDeletion", desk.attestation());
        assertThat(first).isWaitingAt("nextDuty", "reviewMembership", "renewGroup");
        assertThat(desk.problems(ADA, "renewGroup", new RenewGroup(RenewGroup.Choice.RENEW, List.of(), null, desk.person(ADA).name(), true))).containsOnlyKeys("declaration");
        desk.answer(ADA, "renewGroup", desk.renewal(RenewGroup.Choice.RENEW));
        assertThat(first).isEnded().hasPassed("yearRecorded").hasNotPassed("groupClosed");
        KeptRecord record = archive.find(first.getBusinessKey()).orElseThrow();
        assertThat(record.outcome()).isEqualTo("Renewed");
        Judges.assertPdfA3a(archive.pdf(record.recordId()).orElseThrow());
        byte[] sheet = records.sheetPdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(sheet);
        assertThat(Judges.textOf(sheet).replaceAll("\\s+", " ")).as("what is affirmed").contains("Conditions of WhatsApp", "Set messages to disappear after 7 days");
        assertThat(retention.of(List.of(record.recordId()))).extracting(Retention.Kept::dueOn).containsOnlyNulls();

        ProcessInstance second = desk.life(group);
        assertThat(second.getBusinessKey()).isEqualTo(desk.caseOf(group)).startsWith("GL-2027-");
        desk.ring(group);
        assertThat(second).isWaitingAt("nextDuty", "reviewMembership").hasNotPassed("confirmActivation");
        assertThat(lives.yearsOf(group.groupId())).extracting(GroupLives.Year::number).containsExactly(1, 2);
        assertThat(of(group, Kind.RENEWAL)).extracting(Duty::state).containsExactly(State.KEPT, State.TO_COME);
        assertThat(status(group)).isEqualTo(Status.ACTIVE);
    }

    @Test
    void isClosedWhenItIsNotRenewedButNotOnHold() {
        Group group = desk.active(null);
        ProcessInstance life = desk.life(group);
        desk.clockTo(Instant.parse("2027-10-22T09:00:00Z"));
        desk.ring(group);
        desk.answer(ADA, "renewGroup", desk.renewal(RenewGroup.Choice.CLOSE));
        Hold hold = holds.place(new Scope.Groups(List.of(group.groupId())), "A dispute", id(IMOGEN), desk.today().plusMonths(1), null, id(IMOGEN));
        assertThat(desk.problems(ADA, "closeGroup", desk.closure(ADA))).isNotEmpty();
        holds.release(hold.holdId(), "Settled", id(IMOGEN));
        desk.answer(ADA, "closeGroup", desk.closure(ADA));
        assertThat(life).isEnded().hasPassed("groupClosed");
        assertThatThrownBy(() -> actions.ask(desk.person(ADA), group.groupId(), Kind.CHANGE)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void letsTheAssistantCoverAnAdministratorWhoIsAway() {
        Group group = desk.active(BASIL);
        absences.add(id(ADA), desk.today(), desk.today().plusDays(14), id(ADA));
        try {
            desk.forward(Duration.ofDays(7));
            desk.ring(group);
            assertThat(holders(group, "attestDeletion")).containsExactly(id(BASIL));
            assertThat(cases.openTasksOf(desk.caseOf(group)).get(0).inPlaceOfId()).isEqualTo(id(ADA));
        } finally {
            desk.clockTo(START);
            absences.of(id(ADA)).stream().filter(one -> one.endedAt() == null).forEach(one -> absences.end(one.id(), id(ADA)));
        }
    }

    @Test
    void isReadByThoseConcernedAndByTheDataProtectionOfficerOnHoldOnly() {
        Group group = desk.active(BASIL);
        String caseId = desk.caseOf(group);
        assertThat(List.of(ADA, BASIL, CLEMENTINE, "desmond.dovecote", IMOGEN)).allSatisfy(userId -> assertThat(cases.mayRead(desk.person(userId), caseId)).as(userId).isTrue());
        assertThat(List.of(MABEL, "greta.gooseberry", "horatio.hazelnut", "fergus.foxglove")).allSatisfy(userId -> assertThat(cases.mayRead(desk.person(userId), caseId)).as(userId).isFalse());
        holds.place(new Scope.Groups(List.of(group.groupId())), "A subject access request", id(IMOGEN), desk.today().plusMonths(1), null, id(IMOGEN));
        assertThat(cases.mayRead(desk.person("greta.gooseberry"), caseId)).isTrue();
    }

    private List<String> holders(Group group, String task) {
        return cases.openTasksOf(desk.caseOf(group)).stream().filter(one -> one.task().equals(task)).flatMap(one -> one.holderIds().stream()).toList();
    }

    private String id(String userId) {
        return desk.person(userId).personId();
    }

    private String person(String personId) {
        return people.byId(personId).orElseThrow().userId();
    }

    private List<Notices.Told> told(String userId) {
        return notices.of(id(userId), 500);
    }

    /** What somebody was told last about a group. */
    private String newsFor(String userId, Group group) {
        return told(userId).stream().map(Notices.Told::notice).filter(one -> one.subject().contains("'" + group.name() + "'")).findFirst().orElseThrow().text();
    }

    private Status status(Group group) {
        return groups.byId(group.groupId()).orElseThrow().status();
    }

    private List<Duty> of(Group group, Kind kind) {
        return lives.dutiesOf(group.groupId()).stream().filter(one -> one.kind() == kind).toList();
    }
}
