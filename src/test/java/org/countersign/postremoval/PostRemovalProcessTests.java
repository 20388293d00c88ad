package org.countersign.postremoval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.postremoval.RemovalDesk.BASIL;
import static org.countersign.postremoval.RemovalDesk.DESMOND;
import static org.countersign.postremoval.RemovalDesk.EUPHEMIA;
import static org.countersign.postremoval.RemovalDesk.HORATIO;
import static org.countersign.postremoval.RemovalDesk.JASPER;
import static org.countersign.postremoval.RemovalDesk.MABEL;
import static org.countersign.postremoval.RemovalDesk.OTTOLINE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.answers.Answers;
import org.countersign.answers.Attachments;
import org.countersign.answers.YesNo;
import org.countersign.casefile.CaseFile;
import org.countersign.casefile.CasePanel;
import org.countersign.casefile.Letters;
import org.countersign.casefile.Letters.Letter;
import org.countersign.engine.Caller;
import org.countersign.engine.Case;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Cases;
import org.countersign.engine.Colleagues;
import org.countersign.engine.HandedOver;
import org.countersign.engine.NotAllowed;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution.OnPost;
import org.countersign.notices.Notices;
import org.countersign.people.PeopleImport;
import org.countersign.postremoval.ReviewRemoval.Result;
import org.countersign.casefile.ScreenForDisclosure.Answer;
import org.countersign.postremoval.VerifyRemoval.Seen;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

/** Every way through the diagram on the real engine, and what each ending leaves. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@Import(RemovalDesk.class)
@Tag("database")
class PostRemovalProcessTests {

    private static final Instant START = Instant.parse("2026-11-20T10:40:00Z");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Autowired
    RemovalDesk desk;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Cases cases;
    @Autowired
    Archive archive;
    @Autowired
    RecordKeeper records;
    @Autowired
    Letters letters;
    @Autowired
    CaseFile caseFile;
    @Autowired
    Notices notices;
    @Autowired
    Trail trail;
    @Autowired
    Answers answers;
    @Autowired
    Attachments attachments;
    @Autowired
    CaseStarts starts;
    @Autowired
    PostRemovalTasks flow;
    @Autowired
    Groups groups;
    @Autowired
    Apps apps;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    PeopleImport peopleImport;
    @LocalServerPort
    int port;

    @BeforeEach
    void beginOnAFriday() {
        AbstractAssertions.init(engine);
        desk.clockTo(START);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().rootProcessInstances().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        AbstractAssertions.reset();
        ClockUtil.reset();
    }

    @Test
    void closesWhenTheAuthorRemovesWhatWasRequested() {
        ProcessInstance one = desk.asked(OnPost.REQUEST, desk.today().plusDays(5));
        assertThat(one).isWaitingAt("answerNotice").hasNotPassed("judgeWhetherProtected", "startBreachCase", "sendAdvice");
        desk.answer(BASIL, "answerNotice", new AnswerNotice(AnswerNotice.Answer.REMOVED, null, null));
        assertThat(one).isWaitingAt("verifyRemoval").hasNotPassed("reviewRemoval");
        desk.answer(JASPER, "verifyRemoval", desk.seen(Seen.GONE));

        assertThat(one).isEnded().hasPassed("postRemoved").hasNotPassed("startReferral", "publishStatement");
        KeptRecord record = recordOf(one);
        assertThat(record.outcome()).isEqualTo("Removed");
        assertThat(record.accessClass()).isEqualTo(AccessClass.RESTRICTED);
        assertThat(record.retentionClass()).isEqualTo("post-removal-decided");
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        Judges.assertPdfA3a(records.sheetPdf(record.recordId()).orElseThrow());
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).contains("decideOnPost").doesNotContain("screenForDisclosure", "An insult, or a hint");
        assertThat(records.signaturesOf(one.getBusinessKey())).extracting(step -> step.signature().name()).containsExactly("Horatio Hazelnut");
        assertThat(cases.find(one.getBusinessKey()).orElseThrow().state()).isEqualTo("Dealt with; thank you for telling us");
    }

    @Test
    void closesAsPartlyRemovedWhenWhatMatteredIsGone() {
        ProcessInstance one = desk.asked(OnPost.REQUIRE, desk.today());
        desk.answer(BASIL, "answerNotice", new AnswerNotice(AnswerNotice.Answer.PARTLY, "The picture stays.", null));
        desk.forward(Duration.ofDays(1));
        desk.answer(JASPER, "verifyRemoval", desk.seen(Seen.PARTLY));
        assertThat(one).isEnded().hasPassed("postPartlyRemoved").hasNotPassed("startReferral");
        assertRecord(one, "Partly removed", "post-removal-decided");
    }

    @Test
    void startsAReferralWithTheCaseAttachedWhenARequiredRemovalIsNotDone() {
        String file = desk.file(MABEL, "He calls the porters thieves.");
        ProcessInstance one = desk.assessed(RemovalDesk.byBasil(file), "harassment");
        desk.answer(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUIRE, desk.today().plusDays(2), "harassment"));
        desk.forward(Duration.ofDays(3));
        desk.ring(desk.lastDay(one));
        assertThat(one).isWaitingAt("verifyRemoval").hasNotPassed("whatIsAnswered");
        assertThat(desk.tasksOf(BASIL, "answerNotice")).isEmpty();
        desk.answer(JASPER, "verifyRemoval", desk.seen(Seen.STILL_THERE));

        assertThat(one).isEnded().hasPassed("startReferral", "authorReferred").hasNotPassed("requestNotFollowed");
        assertRecord(one, "Referred", "post-removal-decided");
        Case referral = cases.startedFrom(one.getBusinessKey(), "disciplinary-referral").orElseThrow();
        HandedOver begun = answers.of(referral.caseId()).stream().filter(given -> given.task().equals(HandedOver.TASK)).map(given -> answers.read(given, HandedOver.class)).findFirst().orElseThrow();
        assertThat(begun.concerns()).containsExactly(id(BASIL));
        assertThat(begun.involved()).contains(id(MABEL), id(JASPER), id(HORATIO)).doesNotContain(id(BASIL));
        assertThat(begun.files()).containsExactly(file);
        assertThat(begun.since()).isEqualTo(START);
        assertThat(begun.facts().toString()).contains("Basil Birdwhistle", "harassment").doesNotContain("Mabel");
    }

    @Test
    void nothingFollowsFromARequestThatIsNotDone() {
        ProcessInstance one = desk.asked(OnPost.REQUEST, desk.today().plusDays(2));
        desk.forward(Duration.ofDays(3));
        desk.ring(desk.lastDay(one));
        desk.answer(JASPER, "verifyRemoval", desk.seen(Seen.STILL_THERE));
        assertThat(one).isEnded().hasPassed("requestNotFollowed").hasNotPassed("startReferral");
        assertRecord(one, "Not removed", "post-removal-decided");
        assertThat(cases.startedFrom(one.getBusinessKey(), "disciplinary-referral")).isEmpty();
    }

    @Test
    void theLastDayRingsAtItsEndAndVerifyingIsDueTheDayAfter() {
        LocalDate day = desk.today().plusDays(5);
        ProcessInstance one = desk.asked(OnPost.REQUIRE, day);
        assertThat(desk.lastDay(one).getDuedate().toInstant()).isEqualTo(day.plusDays(1).atStartOfDay(LONDON).toInstant());
        desk.answer(BASIL, "answerNotice", new AnswerNotice(AnswerNotice.Answer.REMOVED, null, null));
        assertThat(desk.lastDay(one)).isNull();
        assertThat(cases.openTasksOf(one.getBusinessKey())).singleElement().satisfies(task ->
                assertThat(task.due()).isEqualTo(day.plusDays(1).atTime(17, 0).atZone(LONDON).toInstant()));
        assertThat(desk.problems(JASPER, "verifyRemoval", desk.seen(Seen.STILL_THERE))).containsOnlyKeys("result");
        assertThat(desk.problems(JASPER, "verifyRemoval", desk.seen(Seen.GONE))).isEmpty();
    }

    @Test
    void closesWithAdviceThatAsksNothing() {
        ProcessInstance one = desk.assessed(RemovalDesk.byBasil());
        desk.answer(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.ADVISE, null));
        assertThat(one).isEnded().hasPassed("authorAdvised").hasNotPassed("sendNotice", "answerNotice", "verifyRemoval");
        assertRecord(one, "Advised", "post-removal-decided");
        assertThat(letters.of(one.getBusinessKey())).singleElement().satisfies(letter -> assertThat(letter.kind()).isEqualTo("advice"));
        assertThat(notices.of(id(BASIL), 5)).anySatisfy(told -> assertThat(told.notice().link()).contains("/letters/"));
    }

    @Test
    void closesWithoutActionAndKeepsThatForAYear() {
        ProcessInstance one = desk.assessed(RemovalDesk.byBasil());
        desk.answer(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.NO_ACTION, null));
        assertThat(one).isEnded().hasPassed("noActionDecided").hasNotPassed("sendNotice", "sendAdvice", "publishStatement");
        assertRecord(one, "No further action", "post-removal-no-further-action");
        assertThat(letters.of(one.getBusinessKey())).isEmpty();
    }

    @Test
    void publishesACorrectiveStatementAloneOrBesides() {
        ProcessInstance alone = desk.assessed(RemovalDesk.byBasil());
        desk.answer(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.STATEMENT, null));
        desk.answer(JASPER, "publishStatement", new PublishStatement("The porters have taken nothing.", "The college's page", desk.local()));
        assertThat(alone).isEnded().hasPassed("statementPublished").hasNotPassed("sendNotice");
        assertRecord(alone, "Statement published", "post-removal-decided");

        ProcessInstance besides = desk.assessed(RemovalDesk.byBasil(), "harassment");
        desk.answer(HORATIO, "decideOnPost", new DecideOnPost(OnPost.REQUEST, List.of("harassment"), "All of it.", desk.today().toString(), true, "False.", "Horatio Hazelnut", true));
        desk.answer(BASIL, "answerNotice", new AnswerNotice(AnswerNotice.Answer.REMOVED, null, null));
        desk.answer(JASPER, "verifyRemoval", desk.seen(Seen.GONE));
        assertThat(besides).isWaitingAt("publishStatement");
        desk.answer(JASPER, "publishStatement", new PublishStatement("The porters have taken nothing.", "The college's page", desk.local()));
        assertThat(besides).isEnded().hasPassed("postRemoved").hasNotPassed("statementPublished");
    }

    @Test
    void passesOnWhatIsUrgentAndUnlawful() {
        ProcessInstance one = upToAssessment(Answer.NO);
        desk.answer(JASPER, "assessPost", RemovalDesk.urgent(AssessPost.Told.POLICE, AssessPost.Told.PROVIDER));
        assertThat(one).isEnded().hasPassed("passedOnAsUrgent").hasNotPassed("startBreachCase", "decideOnPost");
        assertRecord(one, "Passed on as urgent", "post-removal-decided");
    }

    @Test
    void startsABreachCaseWherePersonalDataLieOpen() {
        ProcessInstance one = upToAssessment(Answer.NO);
        desk.answer(JASPER, "assessPost", RemovalDesk.urgent(AssessPost.Told.BREACH_CASE));
        assertThat(one).isEnded().hasPassed("startBreachCase", "passedOnAsUrgent");
        assertThat(cases.startedFrom(one.getBusinessKey(), "breach-escalation")).isPresent();
    }

    // --- the judgement of a protected disclosure

    @Test
    void stopsWhenItIsAProtectedDisclosureAndSaysNothingOfIt() {
        ProcessInstance one = upToAssessment(Answer.POSSIBLY);
        assertThat(one).isWaitingAt("judgeWhetherProtected");
        assertThat(desk.tasksOf(JASPER, "assessPost")).isEmpty();
        desk.judge("STOP");
        assertThat(one).isEnded().hasPassed("noFurtherActionRecorded").hasNotPassed("assessPost");
        assertRecord(one, "No further action", "post-removal-no-further-action");
        byte[] pdf = archive.pdf(one.getBusinessKey()).orElseThrow();
        String all = Judges.textOf(pdf) + new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)
                + trail.of(one.getBusinessKey()).stream().map(Trail.Entry::words).toList();
        assertThat(all).doesNotContainIgnoringCase("disclosure").doesNotContainIgnoringCase("protected").doesNotContainIgnoringCase("whistleblowing").doesNotContain("PD-", "Ottoline", "hint at more");
        assertThat(cases.find(one.getBusinessKey()).orElseThrow().state()).isEqualTo("Dealt with; thank you for telling us");
    }

    @Test
    void goesOnWhenItIsNoProtectedDisclosure() {
        ProcessInstance one = upToAssessment(Answer.POSSIBLY);
        desk.judge("GO_ON");
        assertThat(one).isWaitingAt("assessPost");
        desk.answer(JASPER, "assessPost", RemovalDesk.weighed("harassment"));
        assertThat(desk.problems(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUIRE, desk.today(), "harassment"))).isEmpty();
    }

    @Test
    void dealsWithTheContentAloneWithoutARequirementAndWithoutNamingAnyoneElsewhere() {
        ProcessInstance one = upToAssessment(Answer.POSSIBLY);
        desk.judge("CONTENT_ALONE");
        desk.answer(JASPER, "assessPost", RemovalDesk.weighed("harassment"));
        assertThat(desk.problems(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUIRE, desk.today(), "harassment"))).containsOnlyKeys("decision");
        assertThat(desk.page(HORATIO, "decideOnPost").get("decisions")).isEqualTo(List.of("NO_ACTION", "ADVISE", "REQUEST", "STATEMENT"));
        HandedOver toBreach = flow.handsOver(one.getBusinessKey(), "breach-escalation");
        assertThat(toBreach.concerns()).isEmpty();
        assertThat(toBreach.facts().toString()).doesNotContain("Basil");
        assertThatThrownBy(() -> flow.handsOver(one.getBusinessKey(), "disciplinary-referral")).isInstanceOf(NotAllowed.class);
        desk.answer(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUEST, desk.today(), "harassment"));
        desk.forward(Duration.ofDays(1));
        desk.ring(desk.lastDay(one));
        desk.answer(JASPER, "verifyRemoval", desk.seen(Seen.STILL_THERE));
        assertThat(one).isEnded().hasPassed("requestNotFollowed").hasNotPassed("startReferral");
    }

    // --- disagreement and review

    @Test
    void anotherOfficerReviewsADisagreementAndTheDecisionStands() {
        ProcessInstance one = disagreed(OnPost.REQUIRE);
        assertThat(one).isWaitingAt("reviewRemoval").hasNotPassed("verifyRemoval");
        assertThat(desk.tasksOf(HORATIO, "reviewRemoval")).isEmpty();
        desk.answer(EUPHEMIA, "reviewRemoval", desk.review(EUPHEMIA, Result.CONFIRM, null, null));
        assertThat(one).isWaitingAt("verifyRemoval");
        assertThat(letters.of(one.getBusinessKey())).extracting(Letter::kind).containsExactly("removal-notice", "review-outcome");
        desk.answer(JASPER, "verifyRemoval", desk.seen(Seen.GONE));
        assertThat(one).isEnded().hasPassed("postRemoved");
        assertThat(records.signaturesOf(one.getBusinessKey())).extracting(step -> step.signature().name()).containsExactly("Horatio Hazelnut", "Euphemia Elderflower");
        assertRecord(one, "Removed", "post-removal-decided");
    }

    @Test
    void aReviewDropsTheDecision() {
        ProcessInstance one = disagreed(OnPost.REQUIRE);
        desk.answer(EUPHEMIA, "reviewRemoval", desk.review(EUPHEMIA, Result.DROP, null, null));
        assertThat(one).isEnded().hasPassed("sendReviewOutcome", "noActionDecided").hasNotPassed("verifyRemoval", "startReferral");
        assertRecord(one, "No further action", "post-removal-no-further-action");
    }

    @Test
    void aReviewTurnsARequirementIntoARequestFromWhichNothingFollows() {
        ProcessInstance one = disagreed(OnPost.REQUIRE);
        assertThat(desk.problems(EUPHEMIA, "reviewRemoval", desk.review(EUPHEMIA, Result.CHANGE, null, null))).containsOnlyKeys("changedTo");
        assertThat(desk.problems(EUPHEMIA, "reviewRemoval", desk.review(EUPHEMIA, Result.CHANGE, OnPost.REQUIRE, null))).containsOnlyKeys("changedTo");
        desk.answer(EUPHEMIA, "reviewRemoval", desk.review(EUPHEMIA, Result.CHANGE, OnPost.REQUEST, desk.today().plusDays(9)));
        desk.forward(Duration.ofDays(10));
        desk.answer(JASPER, "verifyRemoval", desk.seen(Seen.STILL_THERE));
        assertThat(one).isEnded().hasPassed("requestNotFollowed").hasNotPassed("startReferral");
    }

    @Test
    void aReviewTurnsARequestIntoAdvice() {
        ProcessInstance one = disagreed(OnPost.REQUEST);
        desk.answer(EUPHEMIA, "reviewRemoval", desk.review(EUPHEMIA, Result.CHANGE, OnPost.ADVISE, null));
        assertThat(one).isEnded().hasPassed("authorAdvised").hasNotPassed("verifyRemoval");
    }

    @Test
    void aReviewThatOutlastsTheDayNeedsANewOne() {
        disagreed(OnPost.REQUEST);
        desk.forward(Duration.ofDays(8));
        assertThat(desk.problems(EUPHEMIA, "reviewRemoval", desk.review(EUPHEMIA, Result.CONFIRM, null, null))).containsOnlyKeys("doneBy");
        assertThat(desk.problems(EUPHEMIA, "reviewRemoval", desk.review(EUPHEMIA, Result.CONFIRM, null, desk.today().minusDays(1)))).containsOnlyKeys("doneBy");
        assertThat(desk.problems(EUPHEMIA, "reviewRemoval", desk.review(EUPHEMIA, Result.CONFIRM, null, desk.today()))).isEmpty();
    }

    // --- who

    @Test
    void communicationsEntersTheAnswerOfAnAuthorWhoIsNotOnTheStaff() {
        ProcessInstance one = desk.assessed(RemovalDesk.report(ReportPost.Whose.OUTSIDE, null, "Gadfly of the Isis", YesNo.NO), "harassment");
        assertThat(desk.problems(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUIRE, desk.today(), "harassment"))).containsOnlyKeys("decision");
        desk.answer(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUEST, desk.today(), "harassment"));
        assertThat(letters.of(one.getBusinessKey())).singleElement().satisfies(letter -> assertThat(letter.addressee()).isEqualTo("Gadfly of the Isis"));
        assertThat(desk.problems(JASPER, "answerNotice", new AnswerNotice(AnswerNotice.Answer.REMOVED, null, null))).containsOnlyKeys("cameBy");
        desk.answer(JASPER, "answerNotice", new AnswerNotice(AnswerNotice.Answer.REMOVED, null, "By a message at noon"));
        assertThat(one).isWaitingAt("verifyRemoval");
    }

    @Test
    void theAuthorSeesTheNoticeAndNothingOfWhoReportedIt() {
        ProcessInstance one = desk.asked(OnPost.REQUEST, desk.today().plusDays(5));
        String caseId = one.getBusinessKey();
        CasePanel panel = (CasePanel) desk.page(BASIL, "answerNotice").get("panel");
        assertThat(panel.events()).isEmpty();
        assertThat(panel.files()).isEmpty();
        assertThat(panel.sheetAddress()).isNull();
        assertThat(panel.toString()).contains("harassment").doesNotContain("Mabel", "thieves", "Jasper");
        assertThat(desk.maySeeSheet(BASIL, caseId)).isFalse();
        assertThat(cases.mayRead(desk.person(BASIL), caseId)).isFalse();
        Letter letter = panel.letters().get(0);
        assertThat(caseFile.letter(desk.person(BASIL), caseId, letter.letterId())).isPresent();
        byte[] pdf = letters.pdf(letter.letterId());
        Judges.assertPdfA3a(pdf);
        assertThat(Judges.textOf(pdf)).contains("Basil Birdwhistle", "right to disagree", "Code of Practice on Freedom of Speech", "Remove the two sentences")
                .doesNotContain("Mabel", "thieves");
    }

    @Test
    void nobodyConcernedReadsItAndNobodyElseThanCommunicationsAndOfficers() {
        ProcessInstance one = desk.report(MABEL, RemovalDesk.report(ReportPost.Whose.STAFF, DESMOND, null, YesNo.NO));
        for (String reader : List.of(JASPER, HORATIO, EUPHEMIA)) {
            assertThat(cases.mayRead(desk.person(reader), one.getBusinessKey())).as(reader).isTrue();
        }
        for (String nobody : List.of(DESMOND, MABEL, BASIL, OTTOLINE, "greta.gooseberry", "keziah.kingfisher", "imogen.inkwell", "lysander.larkspur")) {
            assertThat(cases.mayRead(desk.person(nobody), one.getBusinessKey())).as(nobody).isFalse();
        }
        desk.preserve();
        desk.answer(JASPER, "screenForDisclosure", RemovalDesk.screened(Answer.NO));
        desk.answer(JASPER, "assessPost", RemovalDesk.weighed());
        assertThat(cases.openTasksOf(one.getBusinessKey())).singleElement().satisfies(task ->
                assertThat(task.holderIds()).contains(id(HORATIO), id(EUPHEMIA)).doesNotContain(id(DESMOND)));
    }

    @Test
    void anOfficerWhoReportedItDoesNotDecide() {
        ProcessInstance one = desk.report(HORATIO, RemovalDesk.byBasil());
        desk.preserve();
        desk.answer(JASPER, "screenForDisclosure", RemovalDesk.screened(Answer.NO));
        desk.answer(JASPER, "assessPost", RemovalDesk.weighed());
        assertThat(desk.tasksOf(HORATIO, "decideOnPost")).isEmpty();
        assertThat(desk.tasksOf(EUPHEMIA, "decideOnPost")).hasSize(1);
        assertThat(one).isWaitingAt("decideOnPost");
    }

    @Test
    void anOfficerDoesNotDecideAboutTheirOwnPostNorReviewTheDecision() {
        ProcessInstance one = desk.assessed(RemovalDesk.report(ReportPost.Whose.STAFF, HORATIO, null, YesNo.NO), "harassment");
        assertThat(cases.openTasksOf(one.getBusinessKey())).singleElement().satisfies(task -> assertThat(task.holderIds()).containsExactlyInAnyOrder(id(DESMOND), id(EUPHEMIA)));
        desk.answer(EUPHEMIA, "decideOnPost", desk.decision(EUPHEMIA, OnPost.REQUEST, desk.today().plusDays(7), "harassment"));
        desk.answer(HORATIO, "answerNotice", new AnswerNotice(AnswerNotice.Answer.DISAGREE, "It is a joke.", null));
        assertThat(cases.openTasksOf(one.getBusinessKey())).singleElement().satisfies(task -> assertThat(task.holderIds()).containsExactly(id(DESMOND)));
        assertThat(cases.mayRead(desk.person(HORATIO), one.getBusinessKey())).isFalse();
    }

    @Test
    void whereTheAuthorHasLeftCommunicationsEntersWhatTheyAnswer() throws IOException {
        ProcessInstance one = desk.assessed(RemovalDesk.byBasil(), "harassment");
        peopleImport.read(Colleagues.peopleWhen(BASIL, desk.today().minusDays(1)), "people.csv", null);
        try {
            assertThat(desk.reportProblems(MABEL, RemovalDesk.byBasil())).as("nobody who has left is chosen as the author").containsOnlyKeys("author");
            desk.answer(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUIRE, desk.today().plusDays(7), "harassment"));
            assertThat(cases.openTasksOf(one.getBusinessKey())).singleElement().satisfies(task -> {
                assertThat(task.task()).isEqualTo("answerNotice");
                assertThat(task.holderIds()).containsExactly(id(JASPER));
            });
        } finally {
            peopleImport.read(Colleagues.everybody(), "people.csv", null);
        }
    }

    @Test
    void communicationsHasNoTaskInWhatItPostedItself() {
        ProcessInstance one = desk.report(MABEL, RemovalDesk.report(ReportPost.Whose.STAFF, JASPER, null, YesNo.NO));
        assertThat(desk.tasksOf(JASPER, "preserveEvidence")).isEmpty();
        assertThat(cases.openTasksOf(one.getBusinessKey())).singleElement().satisfies(task -> assertThat(task.holderIds()).doesNotContain(id(JASPER)));
    }

    // --- what is refused

    @Test
    void refusesReportsThatCannotBe() {
        assertThat(desk.reportProblems(MABEL, RemovalDesk.report(ReportPost.Whose.STAFF, BASIL, null, YesNo.YES, desk.file(MABEL, "x")))).containsOnlyKeys("evidence");
        assertThat(desk.reportProblems(MABEL, RemovalDesk.byBasil(desk.file(BASIL, "not hers")))).containsOnlyKeys("evidence");
        assertThat(desk.reportProblems(MABEL, RemovalDesk.report(ReportPost.Whose.STAFF, "nobody.here", null, YesNo.NO))).containsOnlyKeys("author");
        assertThat(desk.reportProblems(MABEL, RemovalDesk.report(ReportPost.Whose.STUDENT, BASIL, null, YesNo.NO))).containsOnlyKeys("author");
        assertThat(desk.reportProblems(MABEL, new ReportPost(YesNo.NO, ReportPost.Kind.POST, null, null, null, "2030-01-01T10:00", "What.", ReportPost.Whose.UNKNOWN, null, null, null, YesNo.NO, null,
                null, List.of("statute-xi-offensive"), YesNo.NO, List.of()))).containsOnlyKeys("platform", "seenAt", "standards");
        assertThat(desk.reportProblems(MABEL, new ReportPost(null, null, null, null, null, null, " ", null, null, null, null, null, null, null, List.of(), null, List.of())))
                .containsOnlyKeys("showsIntimateOrChild", "kind", "description", "whose", "aboutMe", "urgent");
    }

    @Test
    void offersNoStandardThatOnlyConductCanBreak() {
        ReportPost report = RemovalDesk.byBasil();
        assertThat(desk.reportProblems(MABEL, new ReportPost(report.showsIntimateOrChild(), report.kind(), report.platform(), report.address(), null, null, report.description(), report.whose(),
                report.author(), null, null, report.aboutMe(), null, report.concernedName(), List.of("removal-not-done"), report.urgent(), List.of()))).containsOnlyKeys("standards");
        desk.assessed(report, "harassment");
        assertThat(desk.page(HORATIO, "decideOnPost").get("standards").toString()).contains("harassment", "disrepute").doesNotContain("removal-not-done", "excessive-use");
    }

    @Test
    void refusesARemovalInThePastWithoutGroundsOrOnReputationAlone() {
        desk.assessed(RemovalDesk.byBasil(), "disrepute");
        assertThat(desk.problems(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUEST, desk.today().minusDays(1), "harassment"))).containsOnlyKeys("doneBy");
        assertThat(desk.problems(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUEST, null, "harassment"))).containsOnlyKeys("doneBy");
        assertThat(desk.problems(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUEST, desk.today()))).containsOnlyKeys("grounds");
        assertThat(desk.problems(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUIRE, desk.today(), "disrepute", "speaking-for-the-college"))).containsOnlyKeys("grounds");
        assertThat(desk.problems(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.REQUIRE, desk.today(), "disrepute", "harassment"))).isEmpty();
        assertThat(desk.problems(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.ADVISE, null, "disrepute"))).isEmpty();
        assertThat(desk.problems(HORATIO, "decideOnPost", new DecideOnPost(OnPost.ADVISE, List.of(), "Mabel Marmalade is hurt.", null, false, "As MABEL MARMALADE said.", "Horatio Hazelnut", true)))
                .containsOnlyKeys("asked", "rationale");
        assertThat(desk.problems(HORATIO, "decideOnPost", new DecideOnPost(OnPost.NO_ACTION, List.of(), null, null, true, "Fine.", "Somebody Else", true)))
                .containsOnlyKeys("statementToo", "signedName");
    }

    @Test
    void refusesAnAssessmentThatWeighsNothingAndAFastTrackThatTellsNobody() {
        upToAssessment(Answer.NO);
        assertThat(desk.problems(JASPER, "assessPost", new AssessPost(YesNo.NO, List.of(), null, null, List.of(), null, null, null, null, null, null, null, null, List.of("no-such"), null, "So.")))
                .containsOnlyKeys("lawful", "steps", "stepsReason", "content", "tone", "audience", "othersRights", "disclaimer", "powerImbalance", "leastIntrusive", "grounds");
        assertThat(desk.problems(JASPER, "assessPost", new AssessPost(YesNo.YES, List.of(), null, null, List.of(), null, null, null, null, null, null, null, null, List.of(), null, "So.")))
                .containsOnlyKeys("told", "toldDetails");
    }

    // --- files

    @Test
    void refusesAFileThatHasChangedSinceItsDigestWasNoted() {
        String file = desk.file(MABEL, "As captured.");
        desk.report(MABEL, RemovalDesk.byBasil(file));
        String noted = attachments.find(file).orElseThrow().sha256();
        assertThat(desk.problems(JASPER, "preserveEvidence", preserved(noted.toUpperCase(java.util.Locale.ROOT) + "  screen.txt"))).isEmpty();
        assertThat(desk.problems(JASPER, "preserveEvidence", preserved(Attachments.sha256("As captured, and edited.".getBytes(StandardCharsets.UTF_8))))).containsOnlyKeys("digests");
        assertThat(desk.problems(JASPER, "preserveEvidence", preserved("I have none"))).containsOnlyKeys("digests");
    }

    @Test
    void noticesAFileThatChangesAfterTheEvidenceWasPreserved() {
        String file = desk.file(MABEL, "As captured.");
        ProcessInstance one = desk.assessed(RemovalDesk.byBasil(file), "harassment");
        assertThat(desk.page(HORATIO, "decideOnPost").get("panel").toString()).contains("as captured").doesNotContain("CHANGED");
        jdbc.sql("update cs_attachment set content = ? where attachment_id = ?").params("Edited.".getBytes(StandardCharsets.UTF_8), file).update();
        assertThat(desk.page(HORATIO, "decideOnPost").get("panel").toString()).contains("CHANGED since it was captured");
        desk.answer(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.NO_ACTION, null));
        assertThat(Judges.textOf(archive.pdf(one.getBusinessKey()).orElseThrow()).replaceAll("\\s+", " ")).contains("CHANGED since it was captured");
    }

    @Test
    void aFileThatMustNotBeKeptIsDestroyedNeverEmbeddedAndItsEndIsInTrailAndRecord() {
        String file = desk.file(MABEL, "Must not be kept.");
        ProcessInstance one = desk.assessed(RemovalDesk.byBasil(file), "harassment");
        String caseId = one.getBusinessKey();
        Caller jasper = Caller.signedIn(port, JASPER);
        jasper.post("/cases/" + caseId + "/files/" + file + "/quarantine", "application/x-www-form-urlencoded", "reason=It+shows+a+child.");
        assertThat(attachments.find(file).orElseThrow().isReadable()).isFalse();
        jasper.post("/cases/" + caseId + "/files/" + file + "/destroy", "application/x-www-form-urlencoded", "");
        assertThat(attachments.find(file).orElseThrow().destroyedAt()).as("not by the same person").isNull();
        Caller.signedIn(port, HORATIO).post("/cases/" + caseId + "/files/" + file + "/destroy", "application/x-www-form-urlencoded", "");
        desk.answer(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.NO_ACTION, null));

        byte[] pdf = archive.pdf(caseId).orElseThrow();
        assertThat(Judges.textOf(pdf).replaceAll("\\s+", " ")).contains("destroyed: it must not be kept", "Destroyed a file");
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).doesNotContain("\"name\" : \"screen.txt\"");
        assertThatThrownBy(() -> attachments.content(file)).isInstanceOf(Attachments.Refused.class);
        assertThat(trail.of(caseId)).extracting(Trail.Entry::event).contains("fileQuarantined", "fileDestroyed");
    }

    // --- one case and another

    @Test
    void beginsWithWhatAnotherCaseHandsOverCompletedByCommunications() {
        ProcessInstance breach = desk.breachReportedBy(MABEL);
        String caseId = starts.start("post-removal.handedOver", breach.getBusinessKey());
        assertThat(starts.start("post-removal.handedOver", breach.getBusinessKey())).isEqualTo(caseId);
        Map<String, Object> page = desk.page(JASPER, "completeReport");
        assertThat(page.get("initial").toString()).contains("A list of names stands on Flutterby.");
        desk.answer(JASPER, "completeReport", RemovalDesk.report(ReportPost.Whose.UNKNOWN, null, null, YesNo.NO));
        desk.preserve();
        desk.answer(JASPER, "screenForDisclosure", RemovalDesk.screened(Answer.NO));
        desk.answer(JASPER, "assessPost", RemovalDesk.weighed("personal-data"));
        desk.answer(HORATIO, "decideOnPost", desk.decision(HORATIO, OnPost.NO_ACTION, null));
        assertThat(archive.find(caseId).orElseThrow().outcome()).isEqualTo("No further action");
        assertThat(cases.linkedTo(caseId)).extracting(Case::caseId).containsExactly(breach.getBusinessKey());
    }

    @Test
    void isLinkedWithTheCaseOfTheMessagingGroupItIsIn() {
        String approval = "GA-2026-" + (700000 + Math.floorMod(System.nanoTime(), 100000));
        jdbc.sql("""
                insert into cs_case (case_id, flow, process_instance_id, process_definition_id, starter_id, title, confidential, state_words, decided, started_at)
                values (?, 'group-approval', ?, 'none', ?, 'Group', false, 'Approved', true, current_timestamp)""").params(approval, approval, id(BASIL)).update();
        String app = apps.all().stream().filter(one -> one.status() == Apps.Status.APPROVED).findFirst().orElseThrow().appId();
        String group = groups.enter("Porters " + approval, "Shifts", app, "Team", id(BASIL), null, approval).groupId();
        ProcessInstance one = desk.report(MABEL, new ReportPost(YesNo.NO, ReportPost.Kind.CONVERSATION, null, null, group, null, "Insults.", ReportPost.Whose.UNKNOWN, null, null, null,
                YesNo.NO, null, null, List.of(), YesNo.NO, List.of()));
        assertThat(cases.linkedTo(one.getBusinessKey())).extracting(Case::caseId).containsExactly(approval);
        assertThat(desk.reportProblems(MABEL, new ReportPost(YesNo.NO, ReportPost.Kind.CONVERSATION, null, null, "G999999", null, "Insults.", ReportPost.Whose.UNKNOWN, null, null, null,
                YesNo.NO, null, null, List.of(), YesNo.NO, List.of()))).containsOnlyKeys("group");
    }

    private ProcessInstance upToAssessment(Answer answer) {
        ProcessInstance one = desk.report(MABEL, RemovalDesk.byBasil());
        desk.preserve();
        desk.answer(JASPER, "screenForDisclosure", RemovalDesk.screened(answer));
        return one;
    }

    private ProcessInstance disagreed(OnPost decision) {
        ProcessInstance one = desk.asked(decision, desk.today().plusDays(5));
        desk.answer(BASIL, "answerNotice", new AnswerNotice(AnswerNotice.Answer.DISAGREE, "It is true.", null));
        return one;
    }

    private PreserveEvidence preserved(String digests) {
        return new PreserveEvidence(YesNo.NO, desk.local(), "Browser.", YesNo.YES, digests, List.of());
    }

    private String id(String userId) {
        return desk.person(userId).personId();
    }

    private void assertRecord(ProcessInstance one, String outcome, String retentionClass) {
        KeptRecord record = recordOf(one);
        assertThat(record.outcome()).isEqualTo(outcome);
        assertThat(record.retentionClass()).isEqualTo(retentionClass);
        assertThat(record.accessClass()).isEqualTo(AccessClass.RESTRICTED);
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
    }

    private KeptRecord recordOf(ProcessInstance one) {
        return archive.find(one.getBusinessKey()).orElseThrow();
    }
}
