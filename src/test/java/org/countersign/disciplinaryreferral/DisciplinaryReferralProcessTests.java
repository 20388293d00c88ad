package org.countersign.disciplinaryreferral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.disciplinaryreferral.ReferralDesk.ADA;
import static org.countersign.disciplinaryreferral.ReferralDesk.BASIL;
import static org.countersign.disciplinaryreferral.ReferralDesk.CLEMENTINE;
import static org.countersign.disciplinaryreferral.ReferralDesk.DESMOND;
import static org.countersign.disciplinaryreferral.ReferralDesk.EUPHEMIA;
import static org.countersign.disciplinaryreferral.ReferralDesk.FERGUS;
import static org.countersign.disciplinaryreferral.ReferralDesk.HORATIO;
import static org.countersign.disciplinaryreferral.ReferralDesk.KEZIAH;
import static org.countersign.disciplinaryreferral.ReferralDesk.NOEL;
import static org.countersign.disciplinaryreferral.ReferralDesk.OTTOLINE;
import static org.countersign.disciplinaryreferral.ReferralDesk.PERCIVAL;
import static org.countersign.disciplinaryreferral.ReferralDesk.QUENTIN;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.answers.Answers;
import org.countersign.answers.Row;
import org.countersign.answers.YesNo;
import org.countersign.casefile.CaseFile;
import org.countersign.casefile.CasePanel;
import org.countersign.casefile.Letters;
import org.countersign.casefile.Letters.Letter;
import org.countersign.disciplinaryreferral.CheckReferral.Measure;
import org.countersign.disciplinaryreferral.CheckReferral.Verdict;
import org.countersign.disciplinaryreferral.ReferForDiscipline.PersonType;
import org.countersign.disciplinaryreferral.ReferForDiscipline.Risk;
import org.countersign.disciplinaryreferral.ReferForDiscipline.Severity;
import org.countersign.casefile.ScreenForDisclosure.Answer;
import org.countersign.engine.Case;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Cases;
import org.countersign.engine.Colleagues;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Trail;
import org.countersign.notices.Notices;
import org.countersign.people.PeopleImport;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.test.context.ActiveProfiles;

/** Every way through the diagram on the real engine, who sees what on it, and what each ending leaves. */
@SpringBootTest
@ActiveProfiles("demo")
@Import({ReferralDesk.class, DisciplinaryReferralProcessTests.Elsewhere.class})
@Tag("database")
class DisciplinaryReferralProcessTests {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    @Autowired
    ReferralDesk desk;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    TaskService tasks;
    @Autowired
    Cases cases;
    @Autowired
    Trail trail;
    @Autowired
    Archive archive;
    @Autowired
    RecordKeeper records;
    @Autowired
    Letters letters;
    @Autowired
    CaseFile file;
    @Autowired
    Notices notices;
    @Autowired
    Answers answers;
    @Autowired
    CaseStarts starts;
    @Autowired
    DisciplinaryReferralTasks flow;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    PeopleImport peopleImport;

    @BeforeEach
    void beginOnAMonday() {
        AbstractAssertions.init(engine);
        desk.clockTo(START);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        jdbc.sql("delete from cs_warning").update();
        AbstractAssertions.reset();
        ClockUtil.reset();
    }

    // --- staff

    @Test
    void warnsAfterAHearingWhenNobodyAppeals() {
        ProcessInstance one = desk.refer();
        assertThat(one).isWaitingAt("screenForDisclosure").hasNotPassed("checkReferral", "judgeWhetherProtected");
        desk.screen(KEZIAH, Answer.NO);
        assertThat(one).isWaitingAt("checkReferral").hasNotPassed("judgeWhetherProtected");
        desk.check(KEZIAH, Verdict.FORMAL);
        assertThat(one).isWaitingAtExactly("investigate").hasNotPassed("reviewInterimMeasure", "recordReceipt");
        desk.answer(NOEL, "investigate", desk.findings());
        desk.answer(KEZIAH, "decideCaseToAnswer", desk.caseToAnswer(YesNo.YES, FERGUS));
        Instant at = desk.now().plus(Duration.ofDays(14));
        desk.answer(KEZIAH, "inviteToHearing", desk.invitation(at));
        assertThat(one).isWaitingAtExactly("holdHearing");
        desk.clockTo(at);
        desk.answer(FERGUS, "holdHearing", desk.held(FERGUS, "written-warning"));
        desk.answer(KEZIAH, "sendOutcome", desk.outcome(HORATIO));
        assertThat(one).isWaitingAtExactly("timeToAppeal", "lodgeAppeal", "enterAppeal");
        desk.letTheWindowClose(one);

        assertThat(one).isEnded().hasPassed("appealWindowClosed", "warned").hasNotPassed("hearAppeal", "dismissed", "noActionRecorded");
        KeptRecord record = recordOf(one);
        assertThat(record.outcome()).isEqualTo("Warned");
        assertThat(record.accessClass()).isEqualTo(AccessClass.RESTRICTED);
        assertThat(record.retentionClass()).isEqualTo("staff-discipline");
        assertThat(record.recordId()).startsWith("DR-2026-");
        byte[] pdf = judged(record);
        assertThat(Judges.textOf(pdf)).contains("Written warning", "Two messages are there", "The Old Library", "Bullying or harassment");
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).contains("holdHearing", "written-warning").doesNotContain("screenForDisclosure", "Read it twice");
        assertThat(letters.of(one.getBusinessKey())).extracting(Letter::kind).containsExactly("invitation", "outcome", "subject-copy");
        letters.of(one.getBusinessKey()).forEach(letter -> {
            Judges.assertPdfA3a(letters.pdf(letter.letterId()));
            Judges.assertPdfUa1(letters.pdf(letter.letterId()));
        });
        assertThat(letterText(one, "invitation")).contains("Bullying or harassment", "right to be accompanied", "The Old Library", "No action, or a warning", "Fergus Foxglove", "Two screenshots")
                .doesNotContain("Clementine", "Basil");
        assertThat(letterText(one, "outcome")).contains("Written warning", "No more of it", "It counts until", "7 June 2027", "A further warning may follow", "appeal", "Horatio Hazelnut", "21 December 2026");
        assertThat(records.signaturesOf(one.getBusinessKey())).extracting(step -> step.signature().name())
                .containsExactly("Keziah Kingfisher", "Noël Nightjar", "Keziah Kingfisher", "Fergus Foxglove");
        assertThat(runtime.createVariableInstanceQuery().count()).isZero();
    }

    @Test
    void dismissesOnlyByTheHandOfSomebodyWithAuthority() {
        ProcessInstance one = desk.hearing(FERGUS);
        assertThat(desk.problems(FERGUS, "holdHearing", desk.held(FERGUS, "dismissal"))).containsOnlyKeys("sanction");
        assertThat(desk.page(FERGUS, "holdHearing").get("sanctions").toString()).contains("Final written warning").doesNotContain("Dismissal");
        runtime.deleteProcessInstance(one.getId(), "again, with somebody who may");

        ProcessInstance other = desk.decided(DESMOND, "dismissal");
        desk.letTheWindowClose(other);
        assertThat(other).isEnded().hasPassed("dismissed").hasNotPassed("warned");
        assertThat(recordOf(other).outcome()).isEqualTo("Dismissed");
        assertThat(letterText(other, "outcome")).contains("Dismissal", "what notice you are given").doesNotContain("It counts until");
        judged(recordOf(other));
    }

    @Test
    void recordsThatNothingFollowsFromAHearing() {
        ProcessInstance one = desk.hearing(FERGUS);
        desk.answer(FERGUS, "holdHearing", desk.held(FERGUS, "none"));
        desk.answer(KEZIAH, "sendOutcome", desk.outcome(null));
        assertThat(one).isEnded().hasPassed("noActionRecorded").hasNotPassed("lodgeAppeal", "warned");
        assertThat(recordOf(one).outcome()).isEqualTo("No action");
        assertThat(recordOf(one).retentionClass()).isEqualTo("referral-unfounded");
        assertThat(letterText(one, "outcome")).contains("No action").doesNotContain("right to appeal");
        judged(recordOf(one));
    }

    @ParameterizedTest
    @CsvSource({"UPHOLD, , outcomeConfirmed, Outcome confirmed, final-written-warning", "REDUCE, verbal-warning, outcomeReduced, Outcome reduced, verbal-warning",
        "OVERTURN, , outcomeOverturned, Outcome overturned,"})
    void hearsAnAppealOfThePersonConcerned(HearAppeal.Result result, String reducedTo, String end, String outcome, String remains) {
        ProcessInstance one = desk.decided(FERGUS, "final-written-warning");
        desk.answer(ADA, "lodgeAppeal", new LodgeAppeal("It is too harsh."));
        assertThat(one).isWaitingAtExactly("inviteToAppeal").hasNotPassed("appealWindowClosed");
        assertThat(desk.appealWindow(one)).isNull();
        desk.appealHearing();
        assertThat(one).isWaitingAtExactly("hearAppeal");
        desk.answer(HORATIO, "hearAppeal", desk.appeal(HORATIO, result, reducedTo));
        assertThat(one).isEnded().hasPassed(end).hasNotPassed("warned", "dismissed");
        assertThat(recordOf(one).outcome()).isEqualTo(outcome);
        assertThat(letterText(one, "appeal-outcome")).contains(remains == null ? "No sanction remains" : remains.equals("verbal-warning") ? "Verbal warning" : "Final written warning");
        assertThat(jdbc.sql("select words from cs_warning where case_id = ?").param(one.getBusinessKey()).query(String.class).optional().isPresent()).isEqualTo(remains != null);
        judged(recordOf(one));
    }

    @Test
    void invitesToTheHearingOfAnAppealInALetterOfItsOwn() {
        ProcessInstance one = desk.decided(FERGUS, "written-warning");
        desk.answer(ADA, "lodgeAppeal", new LodgeAppeal("It is too harsh."));
        Instant at = desk.now().plus(Duration.ofDays(14));
        assertThat(desk.problems(KEZIAH, "inviteToAppeal", desk.appealInvitation(desk.now().plus(Duration.ofDays(2))))).containsOnlyKeys("hearingAt")
                .hasEntrySatisfying("hearingAt", words -> assertThat(words.get(0)).contains("reasonable time to prepare"));
        assertThat(desk.problems(KEZIAH, "inviteToAppeal", new InviteToAppeal("", " ", null))).containsOnlyKeys("hearingAt", "place");

        desk.answer(KEZIAH, "inviteToAppeal", desk.appealInvitation(at));
        assertThat(letterText(one, "appeal-invitation")).contains("letter 3", "The Lodgings", "Horatio Hazelnut", "It is too harsh.", "A statement of the cox",
                "right to be accompanied", "section 10", "What is alleged").doesNotContain("Birdwhistle", "Crabtree");
        assertThat(cases.openTasksOf(one.getBusinessKey())).singleElement().satisfies(task -> assertThat(task.due()).isEqualTo(at));
        assertThat(desk.problems(HORATIO, "hearAppeal", desk.appeal(HORATIO, HearAppeal.Result.UPHOLD, null))).containsOnlyKeys("heardOn")
                .hasEntrySatisfying("heardOn", words -> assertThat(words.get(0)).contains("can be entered from then on"));

        desk.clockTo(at);
        HearAppeal theDayBefore = new HearAppeal(desk.local(at.minus(Duration.ofDays(1))).substring(0, 10), null, HearAppeal.Result.UPHOLD, null, "Heard her again.", "Horatio Hazelnut", true);
        assertThat(desk.problems(HORATIO, "hearAppeal", theDayBefore)).containsOnlyKeys("heardOn");
        desk.answer(HORATIO, "hearAppeal", desk.appeal(HORATIO, HearAppeal.Result.UPHOLD, null));
        assertThat(one).isEnded();
        assertThat(Judges.textOf(judged(recordOf(one)))).contains("Invitation to the hearing of your appeal", "Outcome of the appeal");
    }

    @Test
    void tellsOfAnAppealAsOfARightAndNeverAsOfADuty() {
        ProcessInstance one = desk.decided(FERGUS, "written-warning");
        desk.clockTo(Instant.parse("2026-12-21T08:00:00Z"));
        desk.morning(one);
        String until = "This is open to you until Monday 21 December, 17:00 GMT. If you have no reason to, do nothing.";
        String lastDay = "Today is the last day on which this is open to you. If you have no reason to, do nothing.";
        assertThat(toldOf(one, ADA, ": You may appeal")).extracting(Notices.Notice::text).containsExactlyInAnyOrder(until, lastDay);
        assertThat(toldOf(one, KEZIAH, ": Enter if handed in")).extracting(Notices.Notice::text).containsExactlyInAnyOrder(until, lastDay);
        assertThat(cases.openTasksOf(one.getBusinessKey())).isNotEmpty().allMatch(Cases.Waiting::optional);
        desk.letTheWindowClose(one);
        assertThat(toldOf(one, ADA, ": You may appeal")).extracting(Notices.Notice::subject).contains("No longer open: " + one.getBusinessKey() + ": You may appeal");
    }

    private List<Notices.Notice> toldOf(ProcessInstance one, String userId, String task) {
        return notices.of(desk.person(userId).personId(), 50).stream().map(Notices.Told::notice)
                .filter(notice -> one.getBusinessKey().equals(notice.caseId()) && notice.subject().endsWith(task)).toList();
    }

    @Test
    void refusesAnAppealAfterItsTimePlainly() {
        ProcessInstance one = desk.decided(FERGUS, "written-warning");
        Instant until = desk.appealWindow(one).getDuedate().toInstant();
        assertThat(desk.local(until)).isEqualTo("2026-12-21T17:00");
        desk.clockTo(until);
        assertThat(desk.problems(ADA, "lodgeAppeal", new LodgeAppeal("It is too harsh."))).isEmpty();
        desk.forward(Duration.ofSeconds(1));
        assertThat(desk.problems(ADA, "lodgeAppeal", new LodgeAppeal("It is too harsh."))).containsOnlyKeys("")
                .hasEntrySatisfying("", words -> assertThat(words.get(0)).contains("The time to appeal ended on Monday 21 December 2026, 17:00"));
    }

    @Test
    void letsHrEnterAnAppealHandedInOnPaper() {
        ProcessInstance one = desk.decided(FERGUS, "written-warning");
        assertThat(cases.openTasksOf(one.getBusinessKey())).extracting(Cases.Waiting::task, Cases.Waiting::holderIds)
                .containsExactlyInAnyOrder(tuple("lodgeAppeal", List.of(desk.person(ADA).personId())), tuple("enterAppeal", List.of(desk.person(KEZIAH).personId())));
        desk.answer(KEZIAH, "enterAppeal", new LodgeAppeal("By letter: it is too harsh."));
        assertThat(one).isWaitingAtExactly("inviteToAppeal");
        assertThat(trail.of(one.getBusinessKey())).extracting(Trail.Entry::words).contains("Entered the appeal of the person concerned");
    }

    @Test
    void asksHrAloneWhereThePersonConcernedDoesNotWorkHere() {
        ProcessInstance one = desk.decided(desk.of(PersonType.VOLUNTEER, null, "Wilhelmina Waterwheel", List.of("harassment"), Severity.SERIOUS, Risk.NONE), FERGUS, "written-warning");
        assertThat(one).isWaitingAtExactly("timeToAppeal", "enterAppeal").hasNotPassed("lodgeAppeal");
        assertThat(letterText(one, "outcome")).contains("by a letter to HR").doesNotContain("in the application");
        desk.answer(KEZIAH, "enterAppeal", new LodgeAppeal("By letter: it is too harsh."));
        assertThat(one).isWaitingAtExactly("inviteToAppeal");
    }

    @Test
    void putsAHearingOffOnceWithinFiveWorkingDays() {
        ProcessInstance one = desk.hearing(FERGUS);
        Instant proposed = START.plus(Duration.ofDays(14));
        assertThat(desk.problems(FERGUS, "holdHearing", desk.putOff(FERGUS, proposed.plus(Duration.ofDays(8))))).containsOnlyKeys("postponedTo");
        assertThat(desk.problems(FERGUS, "holdHearing", desk.putOff(FERGUS, proposed.minus(Duration.ofDays(1))))).containsOnlyKeys("postponedTo");
        Instant later = proposed.plus(Duration.ofDays(7));
        desk.answer(FERGUS, "holdHearing", desk.putOff(FERGUS, later));
        assertThat(one).isWaitingAtExactly("holdHearing").hasNotPassed("sendOutcome");
        assertThat(desk.taskOf(FERGUS, "holdHearing").getDueDate().toInstant()).isEqualTo(later);
        assertThat(letterText(one, "postponement")).contains("Monday 14 December 2026, 10:00", "Monday 7 December 2026, 10:00");
        assertThat(desk.problems(FERGUS, "holdHearing", desk.putOff(FERGUS, later.plus(Duration.ofDays(1))))).containsKey("held");
        assertThat(desk.problems(FERGUS, "holdHearing", desk.held(FERGUS, "none"))).containsOnlyKeys("held");
        desk.clockTo(later);
        desk.answer(FERGUS, "holdHearing", desk.held(FERGUS, "none"));
        assertThat(one).isWaitingAt("sendOutcome");
    }

    @Test
    void endsWhereTheInvestigationGivesNoCaseToAnswer() {
        ProcessInstance one = desk.formal();
        desk.answer(NOEL, "investigate", desk.findings());
        desk.answer(KEZIAH, "decideCaseToAnswer", desk.caseToAnswer(YesNo.NO, null));
        assertThat(one).isEnded().hasPassed("noCaseToAnswerRecorded").hasNotPassed("inviteToHearing", "passedToStudentDiscipline");
        assertThat(recordOf(one).outcome()).isEqualTo("No case to answer");
        assertThat(recordOf(one).retentionClass()).isEqualTo("referral-unfounded");
        judged(recordOf(one));
    }

    @ParameterizedTest
    @CsvSource({"NO_CASE, noCaseRecorded, No further action", "INFORMAL, informallySettled, Settled informally"})
    void closesWithoutAProcedure(Verdict verdict, String end, String outcome) {
        ProcessInstance one = desk.refer();
        desk.screen(KEZIAH, Answer.NO);
        desk.check(KEZIAH, verdict);
        assertThat(one).isEnded().hasPassed(end).hasNotPassed("investigate", "whatBeginsNow", "noFurtherActionRecorded");
        assertThat(recordOf(one).outcome()).isEqualTo(outcome);
        judged(recordOf(one));
    }

    // --- the gate

    @ParameterizedTest
    @CsvSource({"STOP", "CONTENT_ALONE"})
    void stopsWhereItMayBeAProtectedDisclosureAndSaysNothingOfIt(String result) {
        ProcessInstance one = desk.refer();
        desk.screen(KEZIAH, Answer.POSSIBLY);
        assertThat(one).isWaitingAt("judgeWhetherProtected").hasNotPassed("checkReferral");
        judge(result);
        assertThat(one).isEnded().hasPassed("noFurtherActionRecorded").hasNotPassed("checkReferral", "noCaseRecorded");
        KeptRecord record = recordOf(one);
        assertThat(record.outcome()).isEqualTo("No further action");
        byte[] pdf = judged(record);
        String all = Judges.textOf(pdf) + new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8) + trail.of(one.getBusinessKey())
                + cases.find(one.getBusinessKey()).map(Case::state).orElse("");
        assertThat(all.toLowerCase()).doesNotContain("disclosure", "whistleblow", "protected", "ottoline", "pd-2026", "read it twice");
        assertThat(letters.of(one.getBusinessKey())).isEmpty();
        assertThat(notices.of(desk.person(ADA).personId(), 20)).filteredOn(told -> one.getBusinessKey().equals(told.notice().caseId())).isEmpty();
    }

    @Test
    void goesOnWhereItIsNotAProtectedDisclosure() {
        ProcessInstance one = desk.refer();
        desk.screen(KEZIAH, Answer.POSSIBLY);
        judge("GO_ON");
        assertThat(one).isWaitingAtExactly("checkReferral").hasNotPassed("sealEarly");
        assertThat(desk.page(KEZIAH, "checkReferral").toString().toLowerCase()).doesNotContain("disclosure", "read it twice");
    }

    private void judge(String result) {
        Task task = tasks.createTaskQuery().taskDefinitionKey("judgeDisclosure").singleResult();
        String disclosure = task.getName().substring(0, task.getName().indexOf(':'));
        assertThat(cases.openTasksOf(disclosure)).singleElement().satisfies(open -> assertThat(open.holderIds()).containsExactly(desk.person(OTTOLINE).personId()));
        desk.judge(task, result);
        desk.runJobs();
    }

    // --- other bodies

    @ParameterizedTest
    @CsvSource({"STUDENT, percival.plumtree, passedToStudentDiscipline, Passed to student discipline, student-discipline, 1",
        "PROFESSIONAL_STUDENT, percival.plumtree, passedToFitnessToPractise, Passed to fitness to practise, fitness-to-practise, 2",
        "CONTRACTOR, quentin.quince, passedToContractOwner, Passed to the contract owner, contractor-action, 1"})
    void passesOnAPackAndRecordsTheOutcome(PersonType type, String authority, String end, String outcome, String retention, int packs) {
        ProcessInstance one = desk.refer(CLEMENTINE, desk.of(type, null, "Wilhelmina Wisteria", List.of("offensive-to-others"), Severity.SERIOUS, Risk.NONE));
        desk.screen(authority, Answer.NO);
        desk.check(authority, Verdict.FORMAL);
        assertThat(one).isWaitingAtExactly("recordReceipt").hasNotPassed("investigate");
        assertThat(letters.of(one.getBusinessKey())).extracting(Letter::kind).hasSize(packs).containsOnly("referral-pack");
        String pack = letterText(one, "referral-pack");
        assertThat(pack).contains("Wilhelmina Wisteria", "offensive, obscene or demeaning", "Social Media Policy §8.6", "mocked a colleague", "not a finding");
        desk.answer(authority, "recordReceipt", new RecordReceipt(desk.today(), "ABC/7"));
        desk.forward(Duration.ofDays(20));
        desk.answer(authority, "recordOutcome", new RecordOutcome(desk.today(), "A written apology.", desk.person(authority).name(), true));
        assertThat(one).isEnded().hasPassed(end);
        assertThat(recordOf(one).outcome()).isEqualTo(outcome);
        assertThat(recordOf(one).retentionClass()).isEqualTo(retention);
        assertThat(Judges.textOf(judged(recordOf(one)))).contains("ABC/7", "A written apology.");
        assertThat(cases.mayRead(desk.person(authority), one.getBusinessKey())).isTrue();
        assertThat(cases.mayRead(desk.person(KEZIAH), one.getBusinessKey())).isFalse();
    }

    @Test
    void tellsTheSafeguardingLeadAndThePoliceBesideHr() {
        ProcessInstance one = desk.refer(CLEMENTINE, desk.of(PersonType.STAFF, desk.choice(ADA), null, List.of("harassment", "illegal-activity"), Severity.GROSS, Risk.CHILD_OR_ADULT_AT_RISK));
        desk.screen(KEZIAH, Answer.NO);
        desk.check(KEZIAH, Verdict.FORMAL);
        assertThat(one).isWaitingAt("investigate").hasNotPassed("recordReceipt");
        assertThat(letters.of(one.getBusinessKey())).extracting(Letter::title).containsExactly("Referral: Safeguarding Lead", "Referral: Police");
        assertThat(letters.of(one.getBusinessKey())).extracting(Letter::addresseeId).containsOnlyNulls();
    }

    @Test
    void asksSomebodyWithoutAPartWhereTheHearingManagerIsLate() {
        ProcessInstance one = desk.formal();
        desk.answer(NOEL, "investigate", desk.findings());
        desk.answer(KEZIAH, "decideCaseToAnswer", desk.caseToAnswer(YesNo.YES, HORATIO));
        desk.answer(KEZIAH, "inviteToHearing", desk.invitation(desk.now().plus(Duration.ofDays(14))));
        assertThat(flow.handOver("holdHearing", one.getBusinessKey(), Flow.StandIn.DEPUTY)).hasValueSatisfying(asked -> assertThat(asked.holderIds())
                .isNotEmpty().doesNotContain(desk.person(NOEL).personId(), desk.person(KEZIAH).personId(), desk.person(ADA).personId(), desk.person(CLEMENTINE).personId()));
        assertThat(flow.handOver("lodgeAppeal", one.getBusinessKey(), Flow.StandIn.DEPUTY)).isEmpty();
    }

    @Test
    void asksCollegeOfficersWhereTheHearingManagerHasLeftAndHrAloneWhereThePersonConcernedHas() throws IOException {
        ProcessInstance one = desk.formal();
        desk.answer(NOEL, "investigate", desk.findings());
        desk.answer(KEZIAH, "decideCaseToAnswer", desk.caseToAnswer(YesNo.YES, FERGUS));
        LocalDate yesterday = LocalDate.parse(desk.today()).minusDays(1);
        try {
            peopleImport.read(Colleagues.peopleWhen(FERGUS, yesterday), "people.csv", null);
            Instant at = desk.now().plus(Duration.ofDays(14));
            desk.answer(KEZIAH, "inviteToHearing", desk.invitation(at));
            assertThat(cases.openTasksOf(one.getBusinessKey())).singleElement().satisfies(task -> assertThat(task.holderIds())
                    .containsExactlyInAnyOrder(desk.person(DESMOND).personId(), desk.person(EUPHEMIA).personId(), desk.person(HORATIO).personId()));
            desk.clockTo(at);
            desk.answer(EUPHEMIA, "holdHearing", desk.held(EUPHEMIA, "written-warning"));
            assertThat(desk.problems(KEZIAH, "sendOutcome", desk.outcome(FERGUS))).as("nobody who has left hears an appeal").containsOnlyKeys("appealManager");

            peopleImport.read(Colleagues.peopleWhen(ADA, yesterday), "people.csv", null);
            desk.answer(KEZIAH, "sendOutcome", desk.outcome(HORATIO));
            assertThat(one).isWaitingAtExactly("timeToAppeal", "enterAppeal");
        } finally {
            peopleImport.read(Colleagues.everybody(), "people.csv", null);
        }
    }

    // --- coming back, and beside

    @Test
    void asksWhoeverReferredForWhatIsMissingAndChecksAgain() {
        ProcessInstance one = desk.refer();
        desk.screen(KEZIAH, Answer.NO);
        desk.check(KEZIAH, Verdict.NOT_COMPLETE);
        assertThat(one).isWaitingAtExactly("completeReferral").hasNotPassed("sealEarly");
        desk.answer(CLEMENTINE, "completeReferral", desk.ofAda());
        assertThat(one).isWaitingAtExactly("screenForDisclosure");
        desk.screen(KEZIAH, Answer.NO);
        desk.check(KEZIAH, Verdict.NO_CASE);
        assertThat(one).isEnded().hasPassed("noCaseRecorded");
    }

    @Test
    void asksSomebodyElseWhereTheAuthorityHasAnInterest() {
        ProcessInstance one = desk.refer();
        desk.screen(KEZIAH, Answer.NO);
        desk.check(KEZIAH, Verdict.CONFLICT_OF_INTEREST);
        assertThat(one).isWaitingAtExactly("checkReferral");
        assertThat(cases.openTasksOf(one.getBusinessKey())).singleElement().satisfies(open -> assertThat(open.holderIds())
                .doesNotContain(desk.person(KEZIAH).personId()).contains(desk.person(HORATIO).personId()));
        desk.check(HORATIO, Verdict.NO_CASE);
        assertThat(one).isEnded();
    }

    @Test
    void reviewsInterimMeasuresBesideTheProcedureAndTellsItNothingElse() {
        ProcessInstance one = desk.refer();
        desk.screen(KEZIAH, Answer.NO);
        desk.answer(KEZIAH, "checkReferral", desk.verdict(KEZIAH, Verdict.FORMAL, Measure.BOTH));
        assertThat(one).isWaitingAtExactly("investigate", "changeAccess");
        CasePanel panel = (CasePanel) desk.page(FERGUS, "changeAccess").get("panel");
        assertThat(panel.toString()).contains("Ada Applegarth", "The accounts of the boathouse").doesNotContain("harassment", "mocked", "Clementine", "Bullying");
        assertThat(panel.sheetAddress()).isNull();
        assertThat(desk.maySeeSheet(FERGUS, one.getBusinessKey())).isFalse();
        assertThat(desk.taskOf(FERGUS, "changeAccess").getName()).isEqualTo(one.getBusinessKey() + ": Change");
        desk.answer(FERGUS, "changeAccess", new ChangeAccess("Taken off the group's list."));
        assertThat(one).isWaitingAtExactly("investigate", "reviewInterimMeasure");
        assertThat(desk.taskOf(KEZIAH, "reviewInterimMeasure").getDueDate().toInstant()).isEqualTo(Instant.parse("2026-12-07T17:00:00Z"));
        assertThat(desk.problems(KEZIAH, "reviewInterimMeasure", new ReviewInterimMeasure(ReviewInterimMeasure.Answer.CONTINUE, desk.today(), "Still needed."))).containsOnlyKeys("nextReview");
        desk.answer(KEZIAH, "reviewInterimMeasure", new ReviewInterimMeasure(ReviewInterimMeasure.Answer.CONTINUE, "2026-12-10", "Still needed."));
        assertThat(desk.taskOf(KEZIAH, "reviewInterimMeasure").getDueDate().toInstant()).isEqualTo(Instant.parse("2026-12-10T17:00:00Z"));
        desk.answer(KEZIAH, "reviewInterimMeasure", new ReviewInterimMeasure(ReviewInterimMeasure.Answer.END, null, "No longer needed."));
        assertThat(one).isWaitingAtExactly("investigate", "changeAccess");
        assertThat(desk.page(FERGUS, "changeAccess").get("panel").toString()).contains("Given back now");
        desk.answer(FERGUS, "changeAccess", new ChangeAccess("Put on the list again."));
        assertThat(one).isWaitingAtExactly("investigate").hasPassed("interimMeasureEnded");
    }

    @Test
    void endsAnInterimMeasureWithTheCaseAndAsksForTheAccessBack() {
        ProcessInstance one = desk.refer();
        desk.screen(KEZIAH, Answer.NO);
        desk.answer(KEZIAH, "checkReferral", desk.verdict(KEZIAH, Verdict.FORMAL, Measure.ACCESS_WITHDRAWN));
        desk.answer(FERGUS, "changeAccess", new ChangeAccess("Taken off the list."));
        desk.answer(NOEL, "investigate", desk.findings());
        desk.answer(KEZIAH, "decideCaseToAnswer", desk.caseToAnswer(YesNo.NO, null));
        assertThat(one).isEnded().hasPassed("noCaseToAnswerRecorded").hasNotPassed("interimMeasureEnded");
        assertThat(cases.openTasksOf(one.getBusinessKey())).isEmpty();
        assertThat(notices.of(desk.person(FERGUS).personId(), 20)).extracting(told -> told.notice().subject()).contains(one.getBusinessKey() + ": give back");
    }

    @Test
    void beginsWithWhatAnotherCaseHandsOver() {
        String from = elsewhere(desk.person(KEZIAH).personId());
        String caseId = starts.start("disciplinary-referral.handedOver", from);
        assertThat(starts.start("disciplinary-referral.handedOver", from)).isEqualTo(caseId);
        desk.runJobs();
        ProcessInstance one = runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseId).singleResult();
        assertThat(one).isWaitingAtExactly("completeReferral").hasNotPassed("screenForDisclosure");
        assertThat(desk.page(KEZIAH, "completeReferral").get("initial").toString()).contains(desk.choice(ADA), "A required removal was not done", "Where: the boathouse group");
        assertThat(cases.visibleTo(desk.person(KEZIAH).personId(), caseId)).isEmpty();
        desk.answer(KEZIAH, "completeReferral", desk.ofAda());
        assertThat(one).isWaitingAtExactly("screenForDisclosure");
        // HR has completed it, so somebody else checks it; and whoever had a part in the case it comes from does not.
        assertThat(cases.openTasksOf(caseId)).singleElement().satisfies(open -> assertThat(open.holderIds())
                .containsExactlyInAnyOrder(desk.person(DESMOND).personId(), desk.person(HORATIO).personId()));
    }

    /** A flow of which a case can be referred. */
    @Component
    static class Elsewhere implements Flow {

        @Autowired
        ReferralDesk desk;

        @Override
        public HandedOver handsOver(String caseId, String toFlow) {
            return new HandedOver(caseId, START.minus(Duration.ofDays(3)), "A required removal was not done.", List.of(desk.person(ADA).personId()), List.of(desk.person(EUPHEMIA).personId()),
                    List.of(new Row("Where", "the boathouse group")), List.of());
        }

        @Override
        public About about() {
            return new About("elsewhere", "Elsewhere", "Nothing.", "EW", true, false, List.of());
        }

        @Override
        public List<Form<?>> forms() {
            return List.of();
        }

        @Override
        public Assignment assign(String task, String caseId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
            return Optional.empty();
        }

        @Override
        public Patience patience() {
            return new Patience(1, 1, 1);
        }
    }

    private String elsewhere(String personId) {
        String caseId = "EW-" + System.nanoTime();
        jdbc.sql("""
                insert into cs_case (case_id, flow, process_instance_id, process_definition_id, starter_id, title, confidential, state_words, decided, started_at)
                values (?, 'elsewhere', ?, 'x', ?, ?, true, '', false, ?)""").params(caseId, caseId, personId, caseId, OffsetDateTime.ofInstant(START, ZoneOffset.UTC)).update();
        answers.take(answers.submit("elsewhere/report", null, personId, new Row("What", "a post")), "elsewhere/report", null, personId, null, caseId);
        return caseId;
    }

    // --- need to know

    @Test
    void showsThePersonConcernedTheirOwnLettersAndNothingElse() {
        ProcessInstance one = desk.decided(FERGUS, "written-warning");
        String caseId = one.getBusinessKey();
        CasePanel panel = (CasePanel) desk.page(ADA, "lodgeAppeal").get("panel");
        assertThat(panel.letters()).extracting(Letter::kind).containsExactly("invitation", "outcome");
        assertThat(panel.files()).isEmpty();
        assertThat(panel.events()).isEmpty();
        assertThat(panel.sheetAddress()).isNull();
        assertThat(panel.toString()).doesNotContain("Clementine", "Basil", "Hilda");
        assertThat(desk.maySeeSheet(ADA, caseId)).isFalse();
        assertThat(cases.mayRead(desk.person(ADA), caseId)).isFalse();
        assertThat(panel.letters()).allMatch(letter -> file.letter(desk.person(ADA), caseId, letter.letterId()).isPresent());
        assertThat(panel.letters()).noneMatch(letter -> file.letter(desk.person(BASIL), caseId, letter.letterId()).isPresent());
        assertThat(notices.of(desk.person(ADA).personId(), 50)).filteredOn(told -> caseId.equals(told.notice().caseId())).isNotEmpty().allSatisfy(told -> {
            assertThat(told.notice().subject()).startsWith(caseId + ": ").doesNotContain("Clementine");
            assertThat(told.notice().link()).matches("/cases/" + caseId + "/letters/.*|/camunda/app/tasklist/.*");
        });
        desk.letTheWindowClose(one);
        String copy = letterText(one, "subject-copy");
        assertThat(copy).contains("Warned", "Written warning", "Two messages are there", "[name withheld]").doesNotContain("Clementine", "Crabtree", "Basil", "Birdwhistle", "Hilda", "Hedgerow");
        assertThat(letters.of(caseId)).filteredOn(letter -> letter.kind().equals("subject-copy")).singleElement().satisfies(letter -> {
            assertThat(file.letter(desk.person(ADA), caseId, letter.letterId())).isEmpty();
            assertThat(file.letter(desk.person(KEZIAH), caseId, letter.letterId())).isPresent();
        });
    }

    @Test
    void isReadByTheAuthorityLessThePersonConcerned() {
        ProcessInstance one = desk.refer();
        assertThat(List.of(ADA, BASIL, CLEMENTINE, FERGUS, HORATIO, OTTOLINE, PERCIVAL, QUENTIN)).noneMatch(userId -> cases.mayRead(desk.person(userId), one.getBusinessKey()));
        assertThat(cases.mayRead(desk.person(KEZIAH), one.getBusinessKey())).isTrue();
        ProcessInstance ofHr = desk.refer(CLEMENTINE, desk.of(PersonType.STAFF, desk.choice(KEZIAH), null, List.of("harassment"), Severity.SERIOUS, Risk.NONE));
        assertThat(cases.mayRead(desk.person(KEZIAH), ofHr.getBusinessKey())).isFalse();
        assertThat(cases.openTasksOf(ofHr.getBusinessKey())).singleElement().satisfies(open -> assertThat(open.holderIds()).doesNotContain(desk.person(KEZIAH).personId()));
        assertThat(cases.find(one.getBusinessKey()).orElseThrow().state()).isEqualTo("Being looked into");
    }

    @Test
    void disregardsAWarningOnceItsLivePeriodIsOver() {
        ProcessInstance first = desk.decided(FERGUS, "written-warning");
        desk.letTheWindowClose(first);
        desk.hearing(FERGUS);
        assertThat(desk.page(FERGUS, "holdHearing").get("panel").toString()).contains("Earlier warnings that count", "Written warning, counts until Monday 7 June 2027");
        desk.clockTo(Instant.parse("2027-06-07T10:00:00Z"));
        assertThat(desk.page(FERGUS, "holdHearing").get("panel").toString()).contains("Written warning, counts until");
        desk.clockTo(Instant.parse("2027-06-08T10:00:00Z"));
        assertThat(desk.page(FERGUS, "holdHearing").get("panel").toString()).contains("Earlier warnings that count").doesNotContain("Written warning, counts until");
    }

    @Test
    void showsNoEarlierWarningToWhoeverInvestigates() {
        ProcessInstance first = desk.decided(FERGUS, "written-warning");
        desk.letTheWindowClose(first);
        desk.formal();
        assertThat(desk.page(NOEL, "investigate").get("panel").toString()).doesNotContain("Earlier warnings", "counts until");
    }

    // --- what is refused

    @Test
    void letsNobodyWithAnotherPartInvestigateHearOrHearTheAppeal() {
        desk.refer();
        desk.screen(KEZIAH, Answer.NO);
        for (String involved : List.of(ADA, BASIL, CLEMENTINE, KEZIAH)) {
            assertThat(desk.problems(KEZIAH, "checkReferral", new CheckReferral(Verdict.FORMAL, "As it stands.", desk.choice(involved), Measure.NONE, null, null, "Keziah Kingfisher", true)))
                    .as(involved).containsOnlyKeys("investigator");
        }
        desk.check(KEZIAH, Verdict.FORMAL);
        desk.answer(NOEL, "investigate", desk.findings());
        for (String involved : List.of(ADA, BASIL, CLEMENTINE, KEZIAH, NOEL)) {
            assertThat(desk.problems(KEZIAH, "decideCaseToAnswer", desk.caseToAnswer(YesNo.YES, involved))).as(involved).containsOnlyKeys("hearingManager");
        }
        assertThat(desk.problems(KEZIAH, "decideCaseToAnswer", desk.caseToAnswer(YesNo.YES, "mabel.marmalade"))).as("manages nobody").containsOnlyKeys("hearingManager");
        desk.answer(KEZIAH, "decideCaseToAnswer", desk.caseToAnswer(YesNo.YES, FERGUS));
        Instant at = desk.now().plus(Duration.ofDays(14));
        desk.answer(KEZIAH, "inviteToHearing", desk.invitation(at));
        desk.clockTo(at);
        desk.answer(FERGUS, "holdHearing", desk.held(FERGUS, "verbal-warning"));
        for (String involved : List.of(ADA, CLEMENTINE, KEZIAH, NOEL, FERGUS)) {
            assertThat(desk.problems(KEZIAH, "sendOutcome", desk.outcome(involved))).as(involved).containsOnlyKeys("appealManager");
        }
    }

    @Test
    void refusesDaysThatCannotBe() {
        desk.formal();
        desk.answer(NOEL, "investigate", desk.findings());
        desk.answer(KEZIAH, "decideCaseToAnswer", desk.caseToAnswer(YesNo.YES, FERGUS));
        for (Instant tooEarly : List.of(desk.now().minus(Duration.ofDays(1)), desk.now().plus(Duration.ofDays(6)))) {
            assertThat(desk.problems(KEZIAH, "inviteToHearing", desk.invitation(tooEarly))).containsOnlyKeys("hearingAt");
        }
        assertThat(desk.problems(KEZIAH, "inviteToHearing", new InviteToHearing("soon", "Here", "None.", "None."))).containsOnlyKeys("hearingAt");
        assertThat(desk.problems(KEZIAH, "inviteToHearing", desk.invitation(desk.now().plus(Duration.ofDays(7))))).isEmpty();
        desk.answer(KEZIAH, "inviteToHearing", desk.invitation(desk.now().plus(Duration.ofDays(7))));
        assertThat(desk.problems(FERGUS, "holdHearing", desk.held(FERGUS, "none"))).as("before its hour").containsOnlyKeys("held");
    }

    @Test
    void refusesAReferralThatCannotBe() {
        assertThat(startProblems(desk.of(PersonType.STAFF, null, "Ada Applegarth", List.of("harassment"), Severity.MINOR, Risk.NONE))).containsOnlyKeys("person");
        assertThat(startProblems(desk.of(PersonType.STAFF, desk.choice(CLEMENTINE), null, List.of("harassment"), Severity.MINOR, Risk.NONE))).containsOnlyKeys("person");
        assertThat(startProblems(desk.of(PersonType.STUDENT, desk.choice(ADA), "Wilhelmina Wisteria", List.of("harassment"), Severity.MINOR, Risk.NONE))).containsOnlyKeys("personName");
        assertThat(startProblems(desk.of(PersonType.STAFF, "Nobody (no.body)", null, List.of("harassment"), Severity.MINOR, Risk.NONE))).containsOnlyKeys("person");
        assertThat(startProblems(desk.of(PersonType.STUDENT, null, null, List.of("harassment"), Severity.MINOR, Risk.NONE))).containsOnlyKeys("personName");
        assertThat(startProblems(desk.of(PersonType.STAFF, desk.choice(ADA), null, List.of("statute-xi-harassment"), Severity.MINOR, Risk.NONE))).as("out of force").containsOnlyKeys("allegations");
        assertThat(startProblems(desk.of(PersonType.STAFF, desk.choice(ADA), null, List.of(), Severity.MINOR, Risk.NONE))).containsOnlyKeys("allegations");
        ReferForDiscipline right = desk.ofAda();
        assertThat(startProblems(new ReferForDiscipline(YesNo.YES, right.personType(), right.person(), null, null, null, right.allegations(), right.facts(), "2026-11-24", "2026-11-01", right.severity(),
                right.deliberate(), right.compromised(), null, right.risk(), null, right.police(), null, List.of("no-such-file")))).containsOnlyKeys("occurredFrom", "occurredUntil", "evidence");
        assertThatThrownBy(() -> desk.refer(BASIL, desk.ofAda())).as("no starter").isInstanceOf(RuntimeException.class);
    }

    private Map<String, List<String>> startProblems(ReferForDiscipline referral) {
        return desk.startProblems(CLEMENTINE, referral);
    }

    // --- what is left

    private KeptRecord recordOf(ProcessInstance one) {
        return archive.find(one.getBusinessKey()).orElseThrow();
    }

    private byte[] judged(KeptRecord record) {
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        return pdf;
    }

    private String letterText(ProcessInstance one, String kind) {
        return letters.of(one.getBusinessKey()).stream().filter(letter -> letter.kind().equals(kind)).findFirst().map(letter -> Judges.textOf(letters.pdf(letter.letterId()))).orElseThrow()
                .replaceAll("\\s+", " ");
    }
}
