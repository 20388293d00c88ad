package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.breachescalation.BreachDesk.DESMOND;
import static org.countersign.breachescalation.BreachDesk.EUPHEMIA;
import static org.countersign.breachescalation.BreachDesk.FERGUS;
import static org.countersign.breachescalation.BreachDesk.GRETA;
import static org.countersign.breachescalation.BreachDesk.HORATIO;
import static org.countersign.breachescalation.BreachDesk.MABEL;
import static org.countersign.breachescalation.DecideOnNotification.Regulator.DO_NOT_NOTIFY;
import static org.countersign.breachescalation.DecideOnNotification.Regulator.NOTIFY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.breachescalation.AssessBreach.Level;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.breachescalation.Breaches.Kind;
import org.countersign.breachescalation.Breaches.Mark;
import org.countersign.breachescalation.DecideOnNotification.People;
import org.countersign.breachescalation.TriageBreach.Verdict;
import org.countersign.casefile.CaseFile;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.NotAllowed;
import org.countersign.institution.Institution.Asked;
import org.countersign.notices.Notices;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** Every way through the diagram on the real engine, with the clock moved past the marks, and what each ending leaves. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(BreachDesk.class)
@Tag("database")
class BreachEscalationProcessTests {

    private static final Instant START = Instant.parse("2026-11-20T16:40:00Z");

    @Autowired
    BreachDesk desk;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Cases cases;
    @Autowired
    Breaches breaches;
    @Autowired
    org.countersign.engine.CaseStarts starts;
    @Autowired
    CaseFile file;
    @Autowired
    Archive archive;
    @Autowired
    RecordKeeper records;
    @Autowired
    Notices notices;
    @Autowired
    org.springframework.jdbc.core.simple.JdbcClient jdbc;
    @Autowired
    BreachClockHealthIndicator health;
    @Autowired
    org.countersign.registers.Groups groups;
    @Autowired
    org.countersign.registers.Apps apps;
    @Autowired
    org.countersign.holds.Holds holds;
    @Autowired
    org.countersign.people.Absences absences;

    @Autowired
    org.countersign.answers.Attachments attachments;

    @BeforeEach
    void beginOnAFriday() {
        AbstractAssertions.init(engine);
        desk.clockTo(START);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        jdbc.sql("update cs_breach set closed_at = reported_at where closed_at is null").update();
        jdbc.sql("delete from cs_breach_mark where outcome = 'TO_COME'").update();
        AbstractAssertions.reset();
        ClockUtil.reset();
    }

    @Test
    void beginsWithWhatAnotherCaseHasFoundAndItsClockCountsFromThere() {
        String from = desk.report(MABEL).getBusinessKey();
        desk.forward(Duration.ofHours(5));
        String begun = starts.start("breach-escalation.handedOver", from);
        desk.runJobs();
        assertThat(starts.start("breach-escalation.handedOver", from)).as("started once").isEqualTo(begun);

        Breaches.BreachCase breach = breaches.find(begun).orElseThrow();
        assertThat(breach.deadline()).isEqualTo(START.plus(BreachClock.TIME_TO_NOTIFY));
        assertThat(breach.summary()).contains("posted to the wrong group");
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(begun).singleResult()).isWaitingAt("triageBreach", "containBreach", "nextMark");
        assertThat(cases.startedBy(desk.person(MABEL).personId(), 100)).extracting(Case::caseId).contains(from).doesNotContain(begun);
        assertThatThrownBy(() -> runtime.createMessageCorrelation("breach-escalation.handedOver").processInstanceBusinessKey(from).correlateStartMessage())
                .hasMessageContaining("started from another case only");
    }

    @Test
    void theRecordIsReadByTheOfficesThatWatchTheBoardAndByNobodyElse() {
        String caseId = desk.report(MABEL).getBusinessKey();
        desk.answer(GRETA, "triageBreach", new TriageBreach(Verdict.NEAR_MISS, null, List.of(), null, null, false, "It was noticed in time."));
        desk.runJobs();
        assertThat(archive.find(caseId)).hasValueSatisfying(record -> assertThat(record.accessClass()).isEqualTo(AccessClass.RESTRICTED));
        assertThat(List.of(GRETA, HORATIO, EUPHEMIA)).allMatch(userId -> cases.mayRead(desk.person(userId), caseId));
        assertThat(List.of(MABEL, FERGUS, "imogen.inkwell", "lysander.larkspur")).as("who reported, who contains, the desk, administrators")
                .noneMatch(userId -> cases.mayRead(desk.person(userId), caseId));
    }

    @Test
    void nothingIsDeletedInTheGroupConcernedUntilTheCaseIsClosed() {
        var group = group();
        ProcessInstance one = desk.report(MABEL, in(group.groupId()));
        assertThat(holds.onGroup(group.groupId())).singleElement().satisfies(hold -> {
            assertThat(hold.becauseOf()).isEqualTo(one.getBusinessKey());
            assertThat(hold.ownerId()).isEqualTo(desk.person(GRETA).personId());
        });
        desk.answer(GRETA, "triageBreach", new TriageBreach(Verdict.NEAR_MISS, null, List.of(), null, null, false, "It was noticed in time."));
        assertThat(one).isEnded();
        assertThat(holds.isGroupHeld(group.groupId())).isFalse();
    }

    @Test
    void theCaseThatTakesInAReportTakesItsHoldToo() {
        var group = group();
        ProcessInstance first = desk.report(MABEL, in(group.groupId()));
        String triage = desk.taskOf(GRETA, "triageBreach").getId();
        ProcessInstance second = desk.report(MABEL);
        var task = engine.getTaskService().createTaskQuery().taskId(triage).singleResult();
        desk.complete(GRETA, task, desk.submit(GRETA, task, new TriageBreach(Verdict.JOINS, second.getBusinessKey(), List.of(), null, null, false, null)));
        desk.runJobs();
        assertThat(first).isEnded();
        assertThat(holds.onGroup(group.groupId())).extracting(org.countersign.holds.Hold::becauseOf).containsExactly(second.getBusinessKey());
    }

    private org.countersign.registers.Groups.Group group() {
        return groups.enter("Quad chat " + System.nanoTime(), "To swap shifts", apps.all().get(0).appId(), "Team: Lodge", desk.person("ada.applegarth").personId(), null,
                "GA-2026-8" + System.nanoTime() % 1000000);
    }

    private static ReportBreach in(String groupId) {
        return new ReportBreach("A stranger is in the group.", null, null, null, groupId, null, List.of(), List.of(), null, null, null, null, List.of());
    }

    @Test
    void casesThatBelongTogetherAreOneFileToThoseWhoMayReadThem() {
        String from = desk.report(MABEL).getBusinessKey();
        String begun = starts.start("breach-escalation.handedOver", from);
        desk.runJobs();
        for (String[] both : new String[][] {{from, begun}, {begun, from}}) {
            CaseFile.View seen = file.of(desk.person(GRETA), both[0]).orElseThrow();
            assertThat(seen.related()).extracting(Case::caseId).containsExactly(both[1]);
            assertThat(seen.timeline()).extracting(org.countersign.engine.Trail.Entry::caseId).contains(from, begun);
            assertThat(file.of(desk.person(MABEL), both[0])).as("who reported it").isEmpty();
            assertThat(file.of(desk.person(FERGUS), both[0])).as("who contains it").isEmpty();
        }
    }

    @Test
    void closesABreachTheRegulatorWasToldInTime() {
        ProcessInstance one = desk.report(MABEL);
        assertThat(one).isWaitingAt("triageBreach", "containBreach", "nextMark");
        assertThat(breach(one).provisional()).isTrue();
        desk.forward(Duration.ofMinutes(30));
        desk.triage(Verdict.BREACH, START);
        desk.contain();
        desk.assess(3, 2, Level.RISK);
        desk.decide(NOTIFY, People.NO_HIGH_RISK);
        assertThat(one).isWaitingAt("notifyRegulator").hasNotPassed("tellPeopleAffected", "confirmNoNotification");
        desk.forward(Duration.ofHours(3));
        desk.answer(GRETA, "notifyRegulator", desk.notification(desk.now(), null, null));
        assertThat(one).isWaitingAt("closeBreach").hasNotPassed("followUp");
        desk.close();

        assertThat(one).isEnded().hasPassed("breachClosed", "containmentReported").hasNotPassed("nearMissRecorded", "joinedToAnotherCase", "noMarkLeft");
        KeptRecord record = recordOf(one);
        assertThat(record.outcome()).isEqualTo("Notified");
        assertThat(record.accessClass()).isEqualTo(AccessClass.RESTRICTED);
        assertThat(record.retentionClass()).isEqualTo("breach-notified");
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        Judges.assertPdfA3a(records.sheetPdf(record.recordId()).orElseThrow());
        assertThat(new String(Judges.fileInside(pdf, "record.json"), java.nio.charset.StandardCharsets.UTF_8)).contains("awareAt", "triageBreach", "\"late\" : false");
        assertThat(Judges.textOf(pdf)).contains("The facts", "Remedial action", "The regulator's form", "IC-123456-A1B2");
        assertThat(Judges.textOf(Judges.fileInside(pdf, "attachment-2-regulators-form.pdf"))).contains("IC-123456-A1B2");
        assertThat(breach(one).late()).isFalse();
        assertThat(breach(one).closedAt()).isNotNull();
        assertThat(breaches.marksOf(one.getBusinessKey())).isNotEmpty().extracting(Mark::outcome).containsOnly("not needed any more");
        assertThat(records.signaturesOf(one.getBusinessKey())).extracting(step -> step.signature().name())
                .containsExactly("Greta Gooseberry", "Greta Gooseberry");
    }

    @Test
    void tellsRegulatorAndPeopleSideBySideAndFollowsUpEachMissingItem() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START);
        desk.assess(4, 3, Level.HIGH_RISK);
        desk.decide(NOTIFY, People.TELL);
        assertThat(one).isWaitingAt("notifyRegulator", "tellPeopleAffected", "containBreach");
        desk.answer(GRETA, "notifyRegulator", desk.notification(desk.now(), null, "The exact number\n\nThe log files"));
        assertThat(one).isWaitingAt("tellPeopleAffected").isNotWaitingAt("followUp");
        desk.tell(desk.now());
        assertThat(one).isWaitingAt("followUp");
        assertThat(desk.page(GRETA, "followUp")).containsEntry("missingItem", "The exact number").containsEntry("reference", "IC-123456-A1B2");
        desk.followUp(desk.now());
        assertThat(desk.page(GRETA, "followUp")).containsEntry("missingItem", "The log files");
        desk.followUp(desk.now());
        assertThat(one).isWaitingAt("closeBreach").isNotWaitingAt("followUp");
        desk.close();
        assertThat(one).isEnded().hasPassed("breachClosed");
    }

    @Test
    void whatWasLeftOpenIsEnteredLaterAndKeptBesideWhatWasSaidAtFirst() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START);
        desk.contain();
        desk.answer(GRETA, "assessBreach", assessment(AssessBreach.YesNo.UNKNOWN, List.of(), null, null));
        desk.decide(NOTIFY, People.TELL);
        desk.tell(desk.now());
        assertThat(initial(desk.page(GRETA, "notifyRegulator")).get("open")).asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("CYBER_INCIDENT", "STAFF_TRAINED", "WHEN_HAPPENED").doesNotContain("NUMBER_OF_PEOPLE", "TRAINING", "IMPACT");
        assertThat(desk.problems(GRETA, "notifyRegulator", desk.notification(desk.now(), null, List.of(Asked.NUMBER_OF_PEOPLE), null)))
                .as("known already").containsOnlyKeys("open");
        desk.answer(GRETA, "notifyRegulator", desk.notification(desk.now(), null, List.of(Asked.CYBER_INCIDENT), "The log files"));

        assertThat(one).isWaitingAt("followUp").isNotWaitingAt("closeBreach");
        assertThat(desk.page(GRETA, "followUp")).containsEntry("missingItem", "Was it caused by a cyber incident").containsEntry("isQuestion", true)
                .containsEntry("asksHowMany", false);
        desk.forward(Duration.ofHours(2));
        desk.followUp(null, "No: a colleague had been added by mistake.", desk.now(), "The minutes");
        assertThat(desk.page(GRETA, "followUp")).containsEntry("missingItem", "The log files").containsEntry("isQuestion", false);
        desk.followUp(desk.now());
        assertThat(desk.page(GRETA, "followUp")).containsEntry("missingItem", "The minutes");
        desk.followUp(desk.now());

        assertThat(breaches.sentLaterOf(one.getBusinessKey())).extracting(SentLater::what).containsExactly("Was it caused by a cyber incident", "The log files", "The minutes");
        assertThat(breaches.sentLaterOf(one.getBusinessKey()).get(0)).satisfies(later -> {
            assertThat(later.atFirst()).isEqualTo("Don't know");
            assertThat(later.known()).isEqualTo("No: a colleague had been added by mistake.");
            assertThat(later.sentAt()).isEqualTo(START.plus(Duration.ofHours(2)));
        });
        assertThat(breaches.register(new Breaches.Query("added by mistake", null, null, null, null, 10))).extracting(BreachCase::caseId).contains(one.getBusinessKey());
        desk.close();
        assertThat(one).isEnded().hasPassed("breachClosed");
        assertThat(Judges.textOf(archive.pdf(one.getBusinessKey()).orElseThrow()).replaceAll("\\s+", " "))
                .contains("Was it caused by a cyber incident: No: a colleague had been added by mistake.", "At first: Don't know");
    }

    @Test
    void aNumberKnownLaterIsTheCasesNumberAndTheFirstOneStaysBesideIt() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START);
        desk.contain();
        desk.answer(GRETA, "assessBreach", assessment(null, List.of(), null, null));
        desk.decide(NOTIFY, People.TELL);
        desk.tell(desk.now());
        desk.answer(GRETA, "notifyRegulator", desk.notification(desk.now(), null, List.of(Asked.NUMBER_OF_PEOPLE, Asked.STAFF_TRAINED), null));
        assertThat(breach(one).people()).isNull();
        assertThat(desk.page(GRETA, "followUp")).containsEntry("missingItem", "Number of data subjects (about)").containsEntry("asksHowMany", true);
        desk.followUp(1255, "Counted from the mailing list.", desk.now(), null);
        assertThat(breach(one).people()).isEqualTo(1255);
        assertThat(desk.problems(GRETA, "followUp", new FollowUp(3, "Yes.", desk.local(desk.now()), null))).as("it does not ask how many").containsOnlyKeys("number");
        assertThat(breaches.regulatorFormOf(one.getBusinessKey()).orElseThrow().questions())
                .filteredOn(question -> question.key() == Asked.NUMBER_OF_PEOPLE).singleElement()
                .satisfies(question -> {
                    assertThat(question.answer()).startsWith("1255. Counted from the mailing list.").contains("At first: not known yet");
                    assertThat(question.open()).isFalse();
                });
        desk.followUp(null, "It cannot be found out: the lists are gone.", desk.now(), null);
        desk.close();
        assertThat(one).isEnded();
        assertThat(Judges.textOf(archive.pdf(one.getBusinessKey()).orElseThrow())).contains("1,255 (at first: not known yet)", "It cannot be found out");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> initial(Map<String, Object> page) {
        return (Map<String, Object>) page.get("initial");
    }

    @Test
    void needsASecondPersonNotToNotify() {
        ProcessInstance one = desk.report(HORATIO);
        desk.triage(Verdict.BREACH, START);
        desk.contain();
        desk.assess(1, 1, Level.NO_RISK);
        desk.decide(DO_NOT_NOTIFY, People.NO_HIGH_RISK);
        assertThat(one).isWaitingAt("confirmNoNotification").hasNotPassed("closeBreach", "notifyRegulator");
        assertThat(breach(one).regulatorDecision()).isEqualTo("Do not notify, not confirmed yet");
        String horatio = desk.person(HORATIO).personId();
        assertThat(cases.openTasksOf(one.getBusinessKey())).allSatisfy(task ->
                assertThat(task.holderIds()).doesNotContain(horatio, desk.person(GRETA).personId()));

        desk.confirm(EUPHEMIA, ConfirmNoNotification.Answer.NOTIFY_AFTER_ALL);
        assertThat(one).isWaitingAt("decideOnNotification");
        desk.decide(DO_NOT_NOTIFY, People.NO_HIGH_RISK);
        desk.confirm(DESMOND, ConfirmNoNotification.Answer.CONFIRM);
        assertThat(one).isWaitingAt("closeBreach").hasNotPassed("notifyRegulator", "whoIsTold");
        desk.forward(Duration.ofHours(80));
        desk.ring(one);
        assertThat(one).hasPassed("noMarkLeft");
        desk.close();
        assertThat(one).isEnded().hasPassed("breachClosed");
        assertThat(recordOf(one).outcome()).isEqualTo("Not notifiable");
        assertThat(recordOf(one).retentionClass()).isEqualTo("breach-not-notified");
        assertThat(Judges.textOf(archive.pdf(recordOf(one).recordId()).orElseThrow())).contains("Kept for three years");
        assertThat(breach(one).late()).isFalse();
        assertThat(records.signaturesOf(one.getBusinessKey())).extracting(step -> step.signature().name()).containsExactly(
                "Greta Gooseberry", "Euphemia Elderflower", "Greta Gooseberry", "Desmond Dovecote", "Greta Gooseberry");
    }

    @Test
    void keepsARecordOfANearMiss() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.NEAR_MISS, START);
        assertThat(one).isEnded().hasPassed("nearMissRecorded").hasNotPassed("assessBreach", "breachClosed", "containmentReported");
        assertThat(recordOf(one).outcome()).isEqualTo("Near miss");
        assertThat(breach(one).kind()).isEqualTo(Kind.NEAR_MISS);
        assertThat(cases.openTasksOf(one.getBusinessKey())).isEmpty();
    }

    @Test
    void keepsARecordOfWhatWasNotABreach() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.NOT_A_BREACH, START);
        assertThat(one).isEnded().hasPassed("notABreachRecorded").hasNotPassed("nearMissRecorded");
        assertThat(recordOf(one).outcome()).isEqualTo("Not a breach");
    }

    @Test
    void givesTheOtherCaseTheEarlierAwarenessWhenReportsAreJoined() {
        ProcessInstance first = desk.report(MABEL);
        desk.forward(Duration.ofHours(5));
        ProcessInstance second = desk.report(FERGUS);
        Task triageOfSecond = taskIn(second, "triageBreach");
        desk.complete(GRETA, triageOfSecond, desk.submit(GRETA, triageOfSecond, new TriageBreach(Verdict.BREACH, null, List.of(),
                desk.local(desk.now().minus(Duration.ofHours(1))), "Certain since then.", false, null)));
        Task triageOfFirst = taskIn(first, "triageBreach");
        desk.complete(GRETA, triageOfFirst, desk.submit(GRETA, triageOfFirst, new TriageBreach(Verdict.JOINS, second.getBusinessKey(), List.of(), null, null, false, null)));
        desk.runJobs();

        assertThat(first).isEnded().hasPassed("joinOtherCase", "joinedToAnotherCase").hasNotPassed("nearMissRecorded");
        assertThat(recordOf(first).outcome()).isEqualTo("Joined");
        assertThat(breach(second).awareAt()).isEqualTo(START);
        assertThat(breach(second).deadline()).isEqualTo(START.plus(Duration.ofHours(72)));
        assertThat(desk.timer(second).getDuedate().toInstant()).isBeforeOrEqualTo(desk.now());
    }

    @Test
    void asksASecondPersonWhereATriageMakesTheDeadlineOfAJoinedReportLater() {
        ProcessInstance first = desk.report(MABEL);
        desk.forward(Duration.ofHours(5));
        ProcessInstance second = desk.report(FERGUS);
        Task triageOfFirst = taskIn(first, "triageBreach");
        desk.complete(GRETA, triageOfFirst, desk.submit(GRETA, triageOfFirst, new TriageBreach(Verdict.JOINS, second.getBusinessKey() + " ", List.of(), null, null, false, null)));
        desk.runJobs();
        assertThat(breach(second).deadline()).isEqualTo(START.plus(Duration.ofHours(72)));

        desk.triage(Verdict.BREACH, START.plus(Duration.ofHours(4)));
        assertThat(second).isWaitingAt("confirmCorrection", "assessBreach");
        assertThat(breach(second).deadline()).isEqualTo(START.plus(Duration.ofHours(72)));
        desk.confirmCorrection(EUPHEMIA, ConfirmCorrection.Answer.CONFIRM);
        assertThat(breach(second).deadline()).isEqualTo(START.plus(Duration.ofHours(76)));
    }

    @Test
    void refusesToJoinItselfOrACaseThatIsNotThere() {
        ProcessInstance one = desk.report(MABEL);
        for (String other : List.of(one.getBusinessKey(), "BE-2026-999999", "")) {
            assertThat(desk.problems(GRETA, "triageBreach", new TriageBreach(Verdict.JOINS, other, List.of(), null, null, false, null))).containsKey("joins");
        }
    }

    @Test
    void takesNoFileThatShowsAnIntimateImageOrAChildNorOneOfWhichNobodySaid() {
        String file = attachments.upload("note.txt", "What I saw".getBytes(java.nio.charset.StandardCharsets.UTF_8), desk.person(MABEL).personId()).attachmentId();
        assertThat(desk.reportProblems(MABEL, showing(org.countersign.answers.YesNo.YES, file))).containsOnlyKeys("evidence");
        assertThat(desk.reportProblems(MABEL, showing(null, file))).containsOnlyKeys("showsIntimateOrChild");
        assertThat(desk.reportProblems(MABEL, showing(org.countersign.answers.YesNo.NO, file))).isEmpty();
    }

    private static ReportBreach showing(org.countersign.answers.YesNo answer, String file) {
        return new ReportBreach("A picture.", null, null, null, null, null, List.of(), List.of(), null, null, null, answer, List.of(file));
    }

    @Test
    void refusesAnAwarenessInTheFutureOrBeforeTheEvent() {
        desk.report(MABEL, new ReportBreach("Lost phone.", "2026-11-20T09:00", null, null, null, null, List.of(), List.of(), null, null, null, null, List.of()));
        for (String wrong : List.of("2026-11-20T16:41", "2026-11-20T08:59", "yesterday", "+99999-01-01T00:00")) {
            assertThat(desk.problems(GRETA, "triageBreach", new TriageBreach(Verdict.BREACH, null, List.of(), wrong, "Because.", false, null)))
                    .as(wrong).containsOnlyKeys("awareAt");
        }
    }

    @Test
    void remindsAtEachMarkOnceAndStaysLateWhenNobodyNotifies() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START);
        Instant deadline = breach(one).deadline();
        for (Mark mark : breaches.marksOf(one.getBusinessKey())) {
            desk.clockTo(mark.due());
            assertThat(desk.ring(one)).as(mark.mark()).isLessThanOrEqualTo(1);
        }
        assertThat(desk.timer(one).getPriority()).isEqualTo(100);
        assertThat(breaches.marksOf(one.getBusinessKey())).filteredOn(mark -> mark.outcome().equals("sent")).extracting(Mark::mark).containsExactly(
                "containment", "assessment", "decision", "people", "two-days", "notify-with-what-is-known", "six-hours-left", "last-call", "late");
        assertThat(noticesOf(EUPHEMIA, one)).extracting(told -> told.notice().key()).filteredOn(key -> key.startsWith("mark:late:")).hasSize(1);
        desk.forward(Duration.ofHours(24));
        assertThat(desk.ring(one)).isEqualTo(1);
        assertThat(breach(one).late()).isTrue();

        desk.assess(3, 2, Level.RISK);
        desk.decide(NOTIFY, People.NO_HIGH_RISK);
        assertThat(desk.problems(GRETA, "notifyRegulator", desk.notification(desk.now(), " ", null))).containsOnlyKeys("reasonsForDelay");
        assertThat(desk.problems(GRETA, "notifyRegulator", desk.notification(deadline, null, null))).isEmpty();
        assertThat(desk.problems(GRETA, "notifyRegulator", desk.notification(desk.now().plusSeconds(3600), "x", null))).containsOnlyKeys("submittedAt");
        assertThat(breaches.marksOf(one.getBusinessKey())).filteredOn(mark -> mark.outcome().equals("to come")).extracting(Mark::mark).containsExactly("late-again");
        desk.answer(GRETA, "notifyRegulator", desk.notification(desk.now(), "Nobody was there.", null));
        desk.close();
        assertThat(one).isEnded().hasPassed("breachClosed");
        assertThat(breach(one).late()).isTrue();
        assertThat(breaches.marksOf(one.getBusinessKey())).filteredOn(mark -> mark.mark().equals("late-again")).extracting(Mark::outcome)
                .as("reminders that were sent, and none that never came").containsExactly("sent");
        assertThat(recordOf(one).outcome()).isEqualTo("Notified");
    }

    @Test
    void aMarkThatLayInThePastWhenItWasSetIsOverdueOnlyWhenTheEngineDoesNotTakeItUp() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START.minus(Duration.ofHours(50)));
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        desk.forward(Duration.ofMinutes(3));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        desk.ring(one);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void sendsOnlyTheHighestMarkAfterAnOutage() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START);
        desk.contain();
        desk.clockTo(START.plus(Duration.ofHours(11)));
        desk.ring(one);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        desk.forward(Duration.ofHours(30));
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);

        assertThat(desk.ring(one)).isEqualTo(1);
        Map<String, String> outcomes = outcomes(one);
        assertThat(outcomes).containsEntry("assessment", "passed, a later one was sent").containsEntry("decision", "passed, a later one was sent")
                .containsEntry("people", "sent").containsEntry("two-days", "to come").containsEntry("containment", "not needed any more");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(desk.timer(one).getDuedate().toInstant()).isEqualTo(START.plus(Duration.ofHours(48)));
    }

    @Test
    void movesTheMarksAtOnceWhenTheAwarenessWasEarlier() {
        ProcessInstance one = desk.report(MABEL);
        desk.forward(Duration.ofHours(10));
        desk.triage(Verdict.BREACH, START);
        Instant earlier = START.minus(Duration.ofHours(40));
        breaches.correctAwareness(one.getBusinessKey(), desk.local(earlier), "The helpdesk's log says so.", desk.person(GRETA).personId());
        assertThat(one).isNotWaitingAt("confirmCorrection").hasPassed("applyCorrection");
        assertThat(breach(one).deadline()).isEqualTo(earlier.plus(Duration.ofHours(72)));
        assertThat(desk.timer(one).getDuedate().toInstant()).isBefore(desk.now());
        desk.ring(one);
        assertThat(outcomes(one)).containsEntry("two-days", "sent").containsEntry("decision", "passed, a later one was sent").containsEntry("last-call", "to come");
        assertThat(desk.timer(one).getDuedate().toInstant()).isEqualTo(earlier.plus(Duration.ofHours(60)));
        assertThat(taskIn(one, "assessBreach").getDueDate().toInstant()).isEqualTo(earlier.plus(Duration.ofHours(12)));
        assertThat(breaches.correctionsOf(one.getBusinessKey())).hasSize(2);
    }

    @Test
    void movesTheTimerWhenTheTriageSetsAnEarlierAwareness() {
        ProcessInstance one = desk.report(MABEL);
        assertThat(desk.timer(one).getDuedate().toInstant()).isEqualTo(START.plus(Duration.ofHours(1)));
        desk.triage(Verdict.BREACH, START.minus(Duration.ofHours(2)));
        assertThat(desk.timer(one).getDuedate().toInstant()).isEqualTo(START.plus(Duration.ofHours(2)));
        assertThat(outcomes(one)).containsEntry("acknowledge", "not needed any more");
    }

    @Test
    void isLateAtOnceWhenACorrectionMovesTheDeadlineIntoThePast() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START);
        breaches.correctAwareness(one.getBusinessKey(), desk.local(START.minus(Duration.ofHours(73))), "Known at the lodge.", desk.person(GRETA).personId());
        assertThat(breach(one).late()).isTrue();
        desk.ring(one);
        assertThat(outcomes(one)).containsEntry("late", "sent").containsEntry("last-call", "passed, a later one was sent");
    }

    @Test
    void countsTheEarlierDeadlineUntilASecondPersonAgreesToALaterOne() {
        ProcessInstance one = desk.report(MABEL);
        desk.forward(Duration.ofHours(20));
        desk.triage(Verdict.BREACH, START);
        breaches.correctAwareness(one.getBusinessKey(), desk.local(START.plus(Duration.ofHours(6))), "Certain only then.", desk.person(HORATIO).personId());
        assertThat(one).isWaitingAt("confirmCorrection");
        assertThat(breach(one).deadline()).isEqualTo(START.plus(Duration.ofHours(72)));
        assertThat(cases.openTasksOf(one.getBusinessKey())).filteredOn(task -> task.task().equals("confirmCorrection")).singleElement()
                .satisfies(task -> assertThat(task.holderIds()).doesNotContain(desk.person(HORATIO).personId()).contains(desk.person(EUPHEMIA).personId()));
        assertThatThrownBy(() -> breaches.correctAwareness(one.getBusinessKey(), desk.local(START.plus(Duration.ofHours(7))), "Or then.", desk.person(HORATIO).personId()))
                .isInstanceOf(NotAllowed.class);

        desk.confirmCorrection(EUPHEMIA, ConfirmCorrection.Answer.CONFIRM);
        assertThat(breach(one).deadline()).isEqualTo(START.plus(Duration.ofHours(78)));
        assertThat(breaches.correctionsOf(one.getBusinessKey())).extracting(Breaches.Correction::standing).containsExactly("in force", "in force");
        desk.ring(one);
        assertThat(desk.timer(one).getDuedate().toInstant()).isEqualTo(START.plus(Duration.ofHours(30)));
    }

    @Test
    void staysLateWhenALaterDeadlineIsAgreedAfterTheEarlierOnePassed() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START);
        desk.forward(Duration.ofHours(73));
        desk.ring(one);
        breaches.correctAwareness(one.getBusinessKey(), desk.local(START.plus(Duration.ofHours(6))), "Certain only then.", desk.person(GRETA).personId());
        desk.confirmCorrection(EUPHEMIA, ConfirmCorrection.Answer.CONFIRM);
        assertThat(breach(one).deadline()).isAfter(desk.now());
        assertThat(breach(one).late()).isTrue();
        assertThat(breaches.marksOf(one.getBusinessKey())).filteredOn(mark -> mark.mark().equals("last-call")).extracting(Mark::outcome)
                .containsExactly("passed, a later one was sent", "to come");
    }

    @Test
    void changesNothingWhenTheSecondPersonRejectsTheCorrection() {
        ProcessInstance one = desk.report(MABEL);
        desk.forward(Duration.ofHours(20));
        desk.triage(Verdict.BREACH, START);
        Instant timer = desk.timer(one).getDuedate().toInstant();
        breaches.correctAwareness(one.getBusinessKey(), desk.local(START.plus(Duration.ofHours(6))), "Certain only then.", desk.person(GRETA).personId());
        desk.confirmCorrection(EUPHEMIA, ConfirmCorrection.Answer.REJECT);
        assertThat(breach(one).deadline()).isEqualTo(START.plus(Duration.ofHours(72)));
        assertThat(desk.timer(one).getDuedate().toInstant()).isEqualTo(timer);
        assertThat(breaches.correctionsOf(one.getBusinessKey())).extracting(Breaches.Correction::standing).containsExactly("in force", "rejected");
    }

    @Test
    void refusesACorrectionWithoutReasonInTheFutureOrOfAClosedCase() {
        ProcessInstance one = desk.report(MABEL);
        String caseId = one.getBusinessKey();
        String greta = desk.person(GRETA).personId();
        assertThatThrownBy(() -> breaches.correctAwareness(caseId, desk.local(START.minusSeconds(60)), "Too soon.", greta)).isInstanceOf(NotAllowed.class);
        desk.triage(Verdict.BREACH, START);
        assertThatThrownBy(() -> breaches.correctAwareness(caseId, desk.local(START.minusSeconds(60)), " ", greta)).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> breaches.correctAwareness(caseId, desk.local(START.plusSeconds(60)), "x", greta)).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> breaches.correctAwareness(caseId, "soon", "x", greta)).isInstanceOf(NotAllowed.class);
        assertThat(breaches.correctionsOf(caseId)).hasSize(1);
    }

    @Test
    void hidesTheReporterFromWhoeverContainsIt() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START);
        desk.assess(3, 2, Level.RISK);
        assertThat(desk.page(FERGUS, "containBreach").toString()).doesNotContain("Mabel", "Marmalade", desk.person(MABEL).personId()).contains("wrong group");
        assertThat(desk.taskOf(FERGUS, "containBreach").getName()).isEqualTo(one.getBusinessKey() + ": Contain");
        assertThat(desk.maySeeSheet(FERGUS, one.getBusinessKey())).isFalse();
        assertThat(desk.maySeeSheet(MABEL, one.getBusinessKey())).isFalse();
        assertThat(desk.maySeeSheet(GRETA, one.getBusinessKey())).isTrue();
        assertThat(noticesOf(FERGUS, one)).isNotEmpty().allSatisfy(told ->
                assertThat(told.notice().subject() + told.notice().text()).doesNotContain("Mabel", "Marmalade", "wrong group"));
        assertThat(runtime.createVariableInstanceQuery().count()).isZero();
        assertThat(caseOf(one).title()).isEqualTo(one.getBusinessKey());
    }

    @Test
    void asksTheGroupsAdministratorForContainmentAlone() {
        var group = groups.enter("Lodge chat " + START, "To swap shifts", apps.all().get(0).appId(), "Team: Lodge", desk.person("ada.applegarth").personId(), null, "GA-2026-9" + System.nanoTime() % 100000);
        ProcessInstance one = desk.report(MABEL, new ReportBreach("A stranger is in the group.", null, null, null, group.groupId(), null, List.of(), List.of(), null, null, null, null, List.of()));
        desk.answer(GRETA, "triageBreach", new TriageBreach(Verdict.BREACH, null, List.of(), desk.local(START), "Seen.", true, null));
        assertThat(cases.waitingFor(desk.person("ada.applegarth").personId())).extracting(Cases.Waiting::task).containsExactly("containBreach");
        desk.answer("ada.applegarth", "containBreach", new ContainBreach(ContainBreach.Status.CONTAINED, "Removed the stranger.", null));
        assertThat(one).isWaitingAt("containBreach", "assessBreach");
    }

    @Test
    void cannotBeWithdrawnByTheReporter() {
        ProcessInstance one = desk.report(MABEL);
        assertThat(caseOf(one).canBeWithdrawn()).isFalse();
        assertThatThrownBy(() -> cases.withdraw(one.getBusinessKey(), desk.person(MABEL).personId(), "Never mind")).isInstanceOf(NotAllowed.class);
        assertThat(one).isWaitingAt("triageBreach");
    }

    @Test
    void givesTheTriageToTheOfficersWhenTheDataProtectionOfficerIsAway() {
        var absence = absences.add(desk.person(GRETA).personId(), START.atZone(java.time.ZoneOffset.UTC).toLocalDate(), START.atZone(java.time.ZoneOffset.UTC).toLocalDate().plusDays(9), desk.person(GRETA).personId());
        try {
            ProcessInstance one = desk.report(MABEL);
            assertThat(cases.openTasksOf(one.getBusinessKey())).filteredOn(task -> task.task().equals("triageBreach")).singleElement()
                    .satisfies(task -> assertThat(task.holderIds()).contains(desk.person(EUPHEMIA).personId()).doesNotContain(desk.person(GRETA).personId()));
        } finally {
            absences.end(absence.id(), desk.person(GRETA).personId());
        }
    }

    @Test
    void asksTheOfficersWhenTheDeputyIsAwayToo() {
        String greta = desk.person(GRETA).personId();
        String horatio = desk.person(HORATIO).personId();
        var today = START.atZone(java.time.ZoneOffset.UTC).toLocalDate();
        absences.setDeputy(greta, horatio, greta);
        var away = List.of(absences.add(greta, today, today.plusDays(9), greta), absences.add(horatio, today, today.plusDays(9), horatio));
        try {
            ProcessInstance one = desk.report(MABEL);
            assertThat(cases.openTasksOf(one.getBusinessKey())).filteredOn(task -> task.task().equals("triageBreach")).singleElement()
                    .satisfies(task -> assertThat(task.holderIds()).containsExactlyInAnyOrder(desk.person(EUPHEMIA).personId(), desk.person(DESMOND).personId()));
            desk.forward(Duration.ofHours(1));
            assertThat(desk.ring(one)).isEqualTo(1);
            for (String officer : List.of(EUPHEMIA, DESMOND)) {
                assertThat(noticesOf(officer, one)).extracting(told -> told.notice().key()).as("a mark that names only those who are away")
                        .filteredOn(key -> key.startsWith("mark:acknowledge:")).hasSize(1);
            }
        } finally {
            away.forEach(absence -> absences.end(absence.id(), greta));
            absences.setDeputy(greta, null, greta);
        }
    }

    @Test
    void takesNoNotificationWithoutTheRegulatorsReference() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START);
        desk.assess(3, 2, Level.RISK);
        desk.decide(NOTIFY, People.NO_HIGH_RISK);
        for (String reference : new String[] {null, "", " \t"}) {
            assertThat(desk.problems(GRETA, "notifyRegulator", new NotifyRegulator(reference, desk.local(desk.now()), NotifyRegulator.Channel.PHONE, null, List.of(), null, List.of())))
                    .as("\"%s\"", reference).containsOnlyKeys("reference");
        }
        assertThat(one).isWaitingAt("notifyRegulator").isNotWaitingAt("closeBreach");
    }

    @Test
    void putsEveryAnswerOfTheAssessmentOnTheSheet() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, START);
        assertThat(desk.problems(GRETA, "assessBreach", assessment(null, List.of(), null, null))).as("unknowns").isEmpty();
        desk.answer(GRETA, "assessBreach", assessment(AssessBreach.YesNo.YES, List.of(AssessBreach.Affected.AVAILABILITY), AssessBreach.Impact.HIGH,
                AssessBreach.Recovery.EXTENDED));
        assertThat(Judges.textOf(records.sheetPdf(one.getBusinessKey()).orElseThrow())).contains("Employees", "Names and contact details", "4,711", "4,712", "Calls by strangers",
                "Likely", "Limited", "Unknown recipients", "1.25, low", "High risk", "Reasoned so", "IC-4713", "First breach ever reported", "Postal addresses",
                "Through a link", "Availability", "High: no critical service", "Extended: cannot be predicted", "A firewall", "Not known yet", "Every spring",
                "Another firewall", "The police");
    }

    private static AssessBreach assessment(AssessBreach.YesNo cyber, List<AssessBreach.Affected> systems, AssessBreach.Impact impact, AssessBreach.Recovery recovery) {
        boolean known = cyber != null;
        return new AssessBreach(List.of("staff"), List.of("basic"), known ? 4711 : null, known ? 4712 : null, "Calls by strangers", 4, 2,
                List.of(AssessBreach.Aggravator.UNKNOWN_RECIPIENTS), 1, 100, 25, Level.HIGH_RISK, "Reasoned so", known ? "IC-4713" : null, known ? AssessBreach.YesNo.YES : null,
                known ? "Postal addresses" : null, known ? "Through a link" : null, cyber, systems, impact, recovery, known ? "A firewall" : null,
                known ? AssessBreach.YesNo.UNKNOWN : null, known ? "Every spring" : null, known ? "Another firewall" : null, known ? "The police" : null);
    }

    @Test
    void fillsEveryQuestionOfTheRegulatorsFormInItsOrder() {
        ProcessInstance one = desk.report(MABEL, new ReportBreach("I sent it to ann@example.org; a colleague told Mr Peter Pumpkin on 07700 900123.", null, null, "By chance", null, "WhatsApp",
                List.of("staff"), List.of("basic"), 40, null, "Asked them to delete it.", null, List.of()));
        desk.triage(Verdict.BREACH, START);
        desk.assess(3, 2, Level.RISK);
        RegulatorForm form = breaches.regulatorFormOf(one.getBusinessKey()).orElseThrow();
        assertThat(form.questions()).hasSize(34).extracting(RegulatorForm.Question::number).isSorted();
        assertThat(form.questions().get(4).question()).isEqualTo("What happened");
        assertThat(form.questions().get(4).warnings()).anySatisfy(warning -> assertThat(warning).contains("ann@example.org"))
                .anySatisfy(warning -> assertThat(warning).contains("Peter Pumpkin")).anySatisfy(warning -> assertThat(warning).contains("07700 900123"));
        assertThat(form.percentComplete()).isBetween(50, 99);
        assertThat(form.questions()).noneSatisfy(question -> assertThat(question.answer()).contains("Marmalade"));

        byte[] pdf = breaches.regulatorFormPdfOf(one.getBusinessKey()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        String text = Judges.textOf(pdf).replaceAll("\\s+", " ");
        assertThat(text).contains("Information Commissioner's Office", "Complete: " + form.percentComplete() + " %", "Look at this before you send it").doesNotContain("Marmalade");
        form.questions().forEach(question -> assertThat(text.split(" ")).as(question.question())
                .contains((question.number() + " " + question.section() + " " + question.question() + " " + question.answer()).strip().split("\\s+")));
    }

    private Task taskIn(ProcessInstance instance, String task) {
        return engine.getTaskService().createTaskQuery().processInstanceId(instance.getId()).taskDefinitionKey(task).singleResult();
    }

    private Map<String, String> outcomes(ProcessInstance instance) {
        return breaches.marksOf(instance.getBusinessKey()).stream().collect(java.util.stream.Collectors.toMap(Mark::mark, Mark::outcome, (earlier, later) -> later));
    }

    private List<Notices.Told> noticesOf(String userId, ProcessInstance instance) {
        return notices.of(desk.person(userId).personId(), 500).stream().filter(told -> instance.getBusinessKey().equals(told.notice().caseId())).toList();
    }

    private BreachCase breach(ProcessInstance instance) {
        return breaches.find(instance.getBusinessKey()).orElseThrow();
    }

    private Case caseOf(ProcessInstance instance) {
        return cases.find(instance.getBusinessKey()).orElseThrow();
    }

    private KeptRecord recordOf(ProcessInstance instance) {
        return archive.find(instance.getBusinessKey()).orElseThrow();
    }
}
