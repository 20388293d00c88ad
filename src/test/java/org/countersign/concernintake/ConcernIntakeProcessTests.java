package org.countersign.concernintake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.concernintake.ConcernDesk.ADA;
import static org.countersign.concernintake.ConcernDesk.BASIL;
import static org.countersign.concernintake.ConcernDesk.CLEMENTINE;
import static org.countersign.concernintake.ConcernDesk.DESMOND;
import static org.countersign.concernintake.ConcernDesk.EUPHEMIA;
import static org.countersign.concernintake.ConcernDesk.FERGUS;
import static org.countersign.concernintake.ConcernDesk.GRETA;
import static org.countersign.concernintake.ConcernDesk.HORATIO;
import static org.countersign.concernintake.ConcernDesk.OTTOLINE;
import static org.countersign.concernintake.ConcernDesk.about;
import static org.countersign.concernintake.ConcernDesk.aboutBasil;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.answers.Answers;
import org.countersign.answers.Attachments;
import org.countersign.answers.Row;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.concernintake.RaiseConcern.About;
import org.countersign.concernintake.RaiseConcern.Concerned;
import org.countersign.concernintake.RaiseConcern.RaisedFor;
import org.countersign.concernintake.RaiseConcern.Urgency;
import org.countersign.concernintake.RaiseConcern.Wish;
import org.countersign.concernintake.RouteConcern.Outside;
import org.countersign.concernintake.RouteConcern.Route;
import org.countersign.casefile.ScreenForDisclosure.Answer;
import org.countersign.engine.Case;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow.StandIn;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Trail;
import org.countersign.notices.Notices;
import org.countersign.people.Absences;
import org.countersign.people.People;
import org.countersign.protecteddisclosure.WhistleblowingDesk;
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
import org.springframework.test.context.ActiveProfiles;

/** Every way through the diagram on the real engine, and what each ending leaves. */
@SpringBootTest
@ActiveProfiles("demo")
@Import({ConcernDesk.class, WhistleblowingDesk.class})
@Tag("database")
class ConcernIntakeProcessTests {

    @Autowired
    ConcernDesk desk;
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
    Notices notices;
    @Autowired
    WhistleblowingDesk whistleblowing;
    @Autowired
    CaseStarts starts;
    @Autowired
    Answers answers;
    @Autowired
    Attachments attachments;
    @Autowired
    Trail trail;
    @Autowired
    People people;
    @Autowired
    Absences absences;
    @Autowired
    ConcernIntakeTasks flow;

    @BeforeEach
    void begin() {
        AbstractAssertions.init(engine);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test", true, true, true));
        AbstractAssertions.reset();
    }

    @Test
    void advisesWhoeverRaisedIt() {
        ProcessInstance one = desk.raise(ADA, aboutBasil());
        assertThat(one).isWaitingAt("screenForDisclosure");
        desk.screen(CLEMENTINE, Answer.NO);
        assertThat(one).isWaitingAt("routeConcern").hasNotPassed("judgeWhetherProtected");
        desk.route(CLEMENTINE, Route.ADVISE);
        assertThat(one).isEnded().hasPassed("advised").hasNotPassed("startBreach", "startRemoval", "startReferral", "noActionRecorded");

        KeptRecord record = recordOf(one);
        assertThat(record.recordId()).startsWith("RC-");
        assertThat(record.outcome()).isEqualTo("Advised");
        assertThat(record.accessClass()).isEqualTo(AccessClass.RESTRICTED);
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).contains("raiseConcern", "routeConcern").doesNotContain("screenForDisclosure");
        assertThat(Judges.textOf(pdf)).contains("Basil Birdwhistle", "Thank you for telling us").doesNotContain("disclosure", "protected");
        assertThat(records.signaturesOf(one.getBusinessKey())).extracting(step -> step.signature().name()).containsExactly("Clementine Crabtree");
        assertThat(cases.answerTo(one.getBusinessKey())).contains("Thank you for telling us; this is what we do.");
        assertThat(notices.of(desk.person(ADA).personId(), 10)).anySatisfy(told -> assertThat(told.notice().subject()).isEqualTo(one.getBusinessKey() + ": answered"));
        assertThat(cases.mayRead(desk.person(CLEMENTINE), one.getBusinessKey())).isTrue();
        assertThat(cases.mayRead(desk.person(ADA), one.getBusinessKey())).isFalse();
        assertThat(cases.mayRead(desk.person(BASIL), one.getBusinessKey())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "BREACH,   breach-escalation,     startBreach,   passedOnAsBreach,   Passed on as a breach",
        "REMOVAL,  post-removal,          startRemoval,  passedOnAsRemoval,  Passed on as a removal",
        "REFERRAL, disciplinary-referral, startReferral, passedOnAsReferral, Passed on as a referral"})
    void passesItOnWithTheFactsAndWithoutTheNameOfWhoRaisedIt(Route route, String flow, String start, String end, String outcome) {
        assumeTrue(starts.canStart(flow + ".handedOver"), "There is no flow '" + flow + "' here");
        ProcessInstance one = desk.raise(ADA, aboutBasil());
        desk.screen(CLEMENTINE, Answer.NO);
        desk.route(CLEMENTINE, route);
        assertThat(one).isEnded().hasPassed(start, end).hasNotPassed("advised", "referredOutside");
        assertThat(recordOf(one).outcome()).isEqualTo(outcome);

        Case other = cases.startedFrom(one.getBusinessKey(), flow).orElseThrow();
        HandedOver handedOver = answers.of(other.caseId()).stream().filter(given -> given.task().equals(HandedOver.TASK)).findFirst()
                .map(given -> answers.read(given, HandedOver.class)).orElseThrow();
        assertThat(handedOver.since()).isEqualTo(cases.find(one.getBusinessKey()).orElseThrow().startedAt());
        assertThat(handedOver.concerns()).containsExactly(desk.person(BASIL).personId());
        assertThat(handedOver.involved()).as("who raised it, and who passed it on").containsExactly(desk.person(ADA).personId(), desk.person(CLEMENTINE).personId());
        assertThat(handedOver.facts()).extracting(Row::text).anyMatch(text -> text.contains("boathouse crew")).noneMatch(text -> text.contains("Applegarth"));
        assertThat(runtime.createProcessInstanceQuery().processInstanceId(other.processInstanceId()).singleResult()).isNotNull();
        assertThat(cases.visibleTo(desk.person(CLEMENTINE).personId(), other.caseId())).as("not among the requests of who passed it on").isEmpty();
        assertJudged(one);
    }

    @Test
    void refersItOutside() {
        ProcessInstance one = desk.raise(ADA, about(About.PRIVATE_MESSAGE, Urgency.SOON, Concerned.OUTSIDE, null, "somebody who calls himself Otter", Wish.EITHER));
        desk.screen(CLEMENTINE, Answer.NO);
        assertThat(desk.page(CLEMENTINE, "routeConcern").get("hint")).asString().contains("provider").contains("police");
        assertThat(desk.problems(CLEMENTINE, "routeConcern", desk.decision(CLEMENTINE, Route.REFER_OUTSIDE))).containsOnlyKeys("outside");
        desk.route(CLEMENTINE, Route.REFER_OUTSIDE, Outside.PROVIDER, Outside.POLICE);
        assertThat(one).isEnded().hasPassed("referredOutside").hasNotPassed("advised", "noActionRecorded");
        assertThat(recordOf(one).outcome()).isEqualTo("Referred outside");
        assertThat(Judges.textOf(assertJudged(one))).contains("The provider of the app or platform; The police");
    }

    @Test
    void recordsWhyNothingIsDone() {
        ProcessInstance one = desk.raise(ADA, aboutBasil());
        desk.screen(CLEMENTINE, Answer.NO);
        desk.route(CLEMENTINE, Route.NO_ACTION);
        assertThat(one).isEnded().hasPassed("noActionRecorded").hasNotPassed("noFurtherActionRecorded", "advised");
        assertThat(recordOf(one).outcome()).isEqualTo("No further action");
        assertThat(Judges.textOf(assertJudged(one))).contains("Weighed with care.");
    }

    @Test
    void stopsWhereItIsProtectedAndSaysNothingOfWhy() {
        ProcessInstance one = desk.raise(ADA, aboutBasil());
        desk.screen(CLEMENTINE, Answer.POSSIBLY);
        assertThat(one).isWaitingAt("judgeWhetherProtected").hasNotPassed("routeConcern");
        assertThat(cases.openTasksOf(one.getBusinessKey())).isEmpty();
        assertThat(cases.find(one.getBusinessKey()).orElseThrow().state()).isEqualTo("Being looked into");
        whistleblowing.judge(Result.STOP);
        desk.runJobs();
        assertThat(one).isEnded().hasPassed("noFurtherActionRecorded").hasNotPassed("routeConcern", "noActionRecorded");

        assertThat(recordOf(one).outcome()).isEqualTo("No further action");
        byte[] pdf = assertJudged(one);
        assertThat(Judges.textOf(pdf)).doesNotContain("rotected", "isclosure", "histleblow", "Ottoline", "quarrel");
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).doesNotContain("screenForDisclosure", "isclosure", "PD-", "quarrel");
        assertThat(trail.of(one.getBusinessKey())).extracting(Trail.Entry::words).noneMatch(words -> words.contains("isclosure") || words.contains("rotected"));
        assertThat(cases.answerTo(one.getBusinessKey())).hasValueSatisfying(answer -> assertThat(answer).contains("Nothing further is done").doesNotContain("disclosure"));
        Case judgement = cases.startedFrom(one.getBusinessKey(), "protected-disclosure").orElseThrow();
        assertThat(cases.mayRead(desk.person(CLEMENTINE), judgement.caseId())).isFalse();
        assertThat(cases.mayRead(desk.person(OTTOLINE), judgement.caseId())).isTrue();
    }

    @Test
    void dealsWithTheContentAloneWhereItMayBeProtected() {
        ProcessInstance one = desk.raise(ADA, aboutBasil());
        desk.screen(CLEMENTINE, Answer.POSSIBLY);
        whistleblowing.judge(Result.CONTENT_ALONE);
        desk.runJobs();
        assertThat(one).isWaitingAt("routeConcern");
        assertThat(desk.problems(CLEMENTINE, "routeConcern", desk.decision(CLEMENTINE, Route.REFERRAL))).containsOnlyKeys("route");
        desk.route(CLEMENTINE, Route.ADVISE);
        assertThat(one).isEnded().hasPassed("advised");
        assertThat(Judges.textOf(assertJudged(one))).doesNotContain("rotected", "isclosure");
    }

    @Test
    void goesOnWhereItIsNotProtected() {
        ProcessInstance one = desk.raise(ADA, aboutBasil());
        desk.screen(CLEMENTINE, Answer.POSSIBLY);
        whistleblowing.judge(Result.GO_ON);
        desk.runJobs();
        assertThat(one).isWaitingAt("routeConcern").hasPassed("judgeWhetherProtected").hasNotPassed("sealRecord");
    }

    @Test
    void neverReachesTheLineManagerItIsAbout() {
        ProcessInstance one = desk.raise(ADA, about(About.HARASSMENT, Urgency.SOON, Concerned.STAFF, CLEMENTINE, null, Wish.LINE_MANAGER));
        assertThat(holders(one)).containsExactlyInAnyOrder(DESMOND, EUPHEMIA, HORATIO);
        assertThat(cases.mayRead(desk.person(CLEMENTINE), one.getBusinessKey())).isFalse();
        assertThat(notices.of(desk.person(CLEMENTINE).personId(), 50)).noneMatch(told -> one.getBusinessKey().equals(told.notice().caseId()));
    }

    @Test
    void neverReachesWhoeverRaisedItOrAnOfficerItIsAbout() {
        ProcessInstance one = desk.raise(HORATIO, about(About.HARASSMENT, Urgency.NOW, Concerned.STAFF, DESMOND, null, Wish.COLLEGE_OFFICER));
        assertThat(holders(one)).containsExactly(EUPHEMIA);
    }

    @Test
    void goesStraightToWhomTheTableNames() {
        assertThat(holders(desk.raise(ADA, about(About.PERSONAL_DATA, Urgency.SOON, Concerned.UNKNOWN, null, null, Wish.LINE_MANAGER)))).containsExactly(GRETA);
        assertThat(holders(desk.raise(ADA, about(About.ACCOUNT, Urgency.SOON, Concerned.UNKNOWN, null, null, Wish.LINE_MANAGER)))).containsExactly(FERGUS);
        assertThat(holders(desk.raise(ADA, about(About.RULES, Urgency.SOON, Concerned.STAFF, BASIL, null, Wish.EITHER)))).containsExactly(CLEMENTINE);
        assertThat(holders(desk.raise(ADA, about(About.RULES, Urgency.NOW, Concerned.STAFF, BASIL, null, Wish.EITHER)))).contains(DESMOND, HORATIO);
    }

    @Test
    void theOfficersReceiveItWhereSomebodyHasNoLineManager() {
        assertThat(holders(desk.raise(EUPHEMIA, about(About.RULES, Urgency.SOON, Concerned.STAFF, BASIL, null, Wish.LINE_MANAGER)))).containsExactlyInAnyOrder(DESMOND, HORATIO);
    }

    @Test
    void theOfficersReceiveItWhileTheLineManagerIsAway() {
        long away = absences.add(desk.person(CLEMENTINE).personId(), people.today(), people.today().plusDays(3), "P0012").id();
        try {
            assertThat(holders(desk.raise(ADA, aboutBasil()))).containsExactlyInAnyOrder(DESMOND, EUPHEMIA, HORATIO);
        } finally {
            absences.end(away, "P0012");
        }
    }

    @Test
    void anIntimateImageOrAChildShutsTheUploadAndMakesItUrgent() {
        var picture = attachments.upload("picture.txt", "what it shows".getBytes(StandardCharsets.UTF_8), desk.person(ADA).personId());
        assertThat(desk.problemsRaising(ADA, with(YesNo.YES, List.of(picture.attachmentId())))).containsOnlyKeys("evidence");
        assertThat(desk.problemsRaising(ADA, with(YesNo.NO, List.of(picture.attachmentId())))).isEmpty();
        assertThat(desk.problemsRaising(ADA, with(null, List.of()))).containsOnlyKeys("showsIntimateOrChild");
        assertThat(desk.problemsRaising(BASIL, with(YesNo.NO, List.of(picture.attachmentId())))).as("somebody else's file").containsKey("evidence");
        assertThat(holders(desk.raise(ADA, with(YesNo.YES, List.of())))).containsExactlyInAnyOrder(DESMOND, EUPHEMIA, HORATIO);
    }

    @Test
    void whatWasAttachedGoesIntoTheRecord() {
        var picture = attachments.upload("seen.txt", "what was seen".getBytes(StandardCharsets.UTF_8), desk.person(ADA).personId());
        ProcessInstance one = desk.raise(ADA, with(YesNo.NO, List.of(picture.attachmentId())));
        desk.screen(CLEMENTINE, Answer.NO);
        desk.route(CLEMENTINE, Route.ADVISE);
        assertThat(Judges.textOf(archive.pdf(one.getBusinessKey()).orElseThrow())).contains("seen.txt");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThat(desk.problemsRaising(ADA, new RaiseConcern(null, null, null, null, " ", null, null, null, null, null, null, null, List.of())))
                .containsOnlyKeys("showsIntimateOrChild", "raisedFor", "about", "whatHappened", "concerned", "urgency", "wish");
        assertThat(desk.problemsRaising(ADA, about(About.POST, Urgency.SOON, Concerned.STAFF, "nobody.known", null, Wish.EITHER))).containsOnlyKeys("person");
        assertThat(desk.problemsRaising(ADA, about(About.POST, Urgency.SOON, Concerned.OUTSIDE, null, "Clementine Crabtree", Wish.EITHER)))
                .as("somebody who works here, called an outsider").containsOnlyKeys("concerned");
        desk.raise(ADA, about(About.POST, Urgency.SOON, Concerned.UNKNOWN, null, null, Wish.LINE_MANAGER));
        desk.screen(CLEMENTINE, Answer.NO);
        assertThat(desk.problems(CLEMENTINE, "routeConcern", new RouteConcern(null, null, " ", "", "Ada Applegarth", false)))
                .containsOnlyKeys("route", "reasons", "answer", "signedName", "intent");
        assertThat(desk.problems(CLEMENTINE, "routeConcern", desk.decision(CLEMENTINE, Route.REFERRAL))).as("nobody is named").containsOnlyKeys("route");
    }

    @Test
    void anOfficerJoinsWhereTheReceiverIsLate() {
        ProcessInstance one = desk.raise(ADA, aboutBasil());
        assertThat(flow.handOver("screenForDisclosure", one.getBusinessKey(), StandIn.NEXT_IN_LINE).orElseThrow().holderIds())
                .containsExactlyInAnyOrder(desk.person(DESMOND).personId(), desk.person(EUPHEMIA).personId(), desk.person(HORATIO).personId());
    }

    private static RaiseConcern with(YesNo shows, List<String> files) {
        return new RaiseConcern(shows, RaisedFor.MYSELF, null, About.POST, "A picture of somebody.", null, Concerned.STAFF, BASIL, null, Urgency.NOT_URGENT, null,
                Wish.LINE_MANAGER, files);
    }

    private List<String> holders(ProcessInstance one) {
        return cases.openTasksOf(one.getBusinessKey()).stream().flatMap(task -> task.holderIds().stream()).map(id -> people.byId(id).orElseThrow().userId()).toList();
    }

    private byte[] assertJudged(ProcessInstance one) {
        byte[] pdf = archive.pdf(one.getBusinessKey()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        return pdf;
    }

    private KeptRecord recordOf(ProcessInstance one) {
        return archive.find(cases.find(one.getBusinessKey()).map(Case::caseId).orElseThrow()).orElseThrow();
    }
}
