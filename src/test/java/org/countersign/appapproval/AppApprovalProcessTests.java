package org.countersign.appapproval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.appapproval.AppDesk.ADA;
import static org.countersign.appapproval.AppDesk.BASIL;
import static org.countersign.appapproval.AppDesk.CLEMENTINE;
import static org.countersign.appapproval.AppDesk.DESMOND;
import static org.countersign.appapproval.AppDesk.EUPHEMIA;
import static org.countersign.appapproval.AppDesk.FERGUS;
import static org.countersign.appapproval.AppDesk.HORATIO;
import static org.countersign.appapproval.AppDesk.LYSANDER;
import static org.countersign.appapproval.AppDesk.newApp;
import static org.countersign.appapproval.AppDesk.newLook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.Demonstration;
import org.countersign.appapproval.RequestApp.About;
import org.countersign.engine.Cases;
import org.countersign.engine.Cases.Waiting;
import org.countersign.engine.Forms;
import org.countersign.engine.Trail;
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
import org.countersign.registers.Apps.Status;
import org.countersign.registers.Groups;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every way through the diagram on the real engine, and what each ending leaves. */
@Demonstration
@Tag("database")
class AppApprovalProcessTests {

    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Forms forms;
    @Autowired
    People people;
    @Autowired
    Absences absences;
    @Autowired
    Cases cases;
    @Autowired
    Trail trail;
    @Autowired
    Archive archive;
    @Autowired
    RecordKeeper records;
    @Autowired
    Retention retention;
    @Autowired
    Notices notices;
    @Autowired
    Apps apps;
    @Autowired
    Groups groups;
    @Autowired
    AppReviews reviews;
    @Autowired
    AppChanges changes;

    private AppDesk desk;

    @BeforeEach
    void beginOnAMondayWithoutHolidaysAhead() {
        desk = new AppDesk(forms, people, engine);
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2027-01-11T10:00:00Z")));
        AbstractAssertions.init(engine);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test", true, true, true));
        List.of(CLEMENTINE, FERGUS).forEach(userId -> absences.of(id(userId)).stream().filter(one -> one.endedAt() == null)
                .forEach(one -> absences.end(one.id(), id(LYSANDER))));
        absences.setDeputy(id(CLEMENTINE), null, id(LYSANDER));
        ClockUtil.reset();
        AbstractAssertions.reset();
    }

    @Test
    void aSuitableAppIsApprovedOnceBothReviewsAreDone() {
        ProcessInstance one = desk.request(ADA, newApp("Otter Chat"));
        assertThat(one).isWaitingAt("reviewTerms", "reviewSecurity");
        assertThat(cases.find(one.getBusinessKey()).orElseThrow().state()).isEqualTo("Waiting for the line manager and the IT team");
        desk.reviewSecurity(FERGUS, Verdict.SUITABLE, null);
        assertThat(one).isWaitingAt("reviewTerms").hasNotPassed("sealRecord");
        assertThat(cases.find(one.getBusinessKey()).orElseThrow().state()).isEqualTo("Waiting for the line manager");
        assertThat(apps.byName("Otter Chat")).isEmpty();
        desk.reviewTerms(CLEMENTINE, Verdict.SUITABLE, null);
        assertThat(one).isEnded().hasPassed("enterInRegister", "appApproved").hasNotPassed("appApprovedWithConditions", "appRefused", "appWithdrawalRecorded");

        KeptRecord record = recordOf(one);
        assertThat(record.recordId()).startsWith("AA-2027-");
        assertThat(record.outcome()).isEqualTo("Suitable");
        assertThat(record.retentionClass()).isEqualTo("app-approval");
        assertThat(record.accessClass()).isEqualTo(AccessClass.OPEN_TO_THE_DESK);
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        assertThat(Judges.textOf(pdf).replaceAll("\\s+", " ")).contains("Otter Chat may be used for work", "Messages can disappear after Yes", "Use for work is allowed Yes", "Read on 20 November 2026").doesNotContain("confidential");
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).contains("requestApp", "reviewTerms", "reviewSecurity");
        assertThat(records.signaturesOf(one.getBusinessKey())).extracting(step -> step.signature().name() + ", " + step.signature().role())
                .containsExactly("Fergus Foxglove, IT team", "Clementine Crabtree, Line manager");

        App app = apps.byName("otter chat").orElseThrow();
        assertThat(app.status()).isEqualTo(Status.APPROVED);
        assertThat(app.recordId()).isEqualTo(record.recordId());
        assertThat(app.conditions()).isNull();
        assertThat(app.reviewOn()).isEqualTo(people.today().plusMonths(6));
        assertThat(subjectsFor(ADA)).contains("Suitable: app 'Otter Chat'");
        assertThat(cases.mayRead(desk.person(ADA), record.recordId())).isTrue();
        assertThat(cases.mayRead(desk.person(BASIL), record.recordId())).isFalse();
    }

    @Test
    void theConditionsOfBothStandInTheRegister() {
        ProcessInstance one = desk.request(ADA, newApp("Otter Groups"));
        desk.reviewTerms(CLEMENTINE, Verdict.WITH_CONDITIONS, "Only the business version.");
        desk.reviewSecurity(FERGUS, Verdict.WITH_CONDITIONS, "Set messages to disappear after 7 days.");
        assertThat(one).isEnded().hasPassed("appApprovedWithConditions").hasNotPassed("appApproved", "appRefused", "appWithdrawalRecorded");
        assertThat(recordOf(one).outcome()).isEqualTo("Suitable with conditions");
        assertThat(apps.byName("Otter Groups").orElseThrow().conditions()).isEqualTo("Only the business version.\nSet messages to disappear after 7 days.");
        assertThat(apps.approved()).as("offered for groups").extracting(App::name).contains("Otter Groups");
        assertJudged(one);
    }

    @Test
    void oneNoIsEnough() {
        ProcessInstance one = desk.request(ADA, newApp("Otter Leaks"));
        desk.reviewTerms(CLEMENTINE, Verdict.SUITABLE, null);
        desk.reviewSecurity(FERGUS, Verdict.UNSUITABLE, null);
        assertThat(one).isEnded().hasPassed("appRefused").hasNotPassed("appApproved", "appApprovedWithConditions", "appWithdrawalRecorded");
        assertThat(recordOf(one).outcome()).isEqualTo("Unsuitable");
        App app = apps.byName("Otter Leaks").orElseThrow();
        assertThat(app.status()).isEqualTo(Status.REFUSED);
        assertThat(app.reviewOn()).isNull();
        assertThat(apps.historyOf(app.appId())).singleElement().satisfies(change -> {
            assertThat(change.reason()).contains("Terms: I have read them.", "Security: I have tried it out.");
            assertThat(change.changedBy()).isNull();
        });
        assertJudged(one);
        assertThat(desk.problems(ADA, newApp("Otter Leaks"))).as("it may be asked for again").isEmpty();
    }

    @Test
    void aWeaknessWithdrawsAnApp() {
        String appId = appId(desk.approved("Otter River"));
        groups.enter("River rota", "Shifts.", appId, "Team: crew", id(ADA), id(BASIL), "GA-2027-900001");
        ProcessInstance again = desk.request(FERGUS, newLook(About.WEAKNESS, appId));
        assertThat(apps.byId(appId).orElseThrow().status()).as("until it is decided").isEqualTo(Status.APPROVED);
        assertThat(reviews.openFor("otter RIVER")).map(one -> one.caseId()).contains(again.getBusinessKey());
        desk.reviewTerms(DESMOND, Verdict.SUITABLE, null);
        desk.reviewSecurity(FERGUS, Verdict.UNSUITABLE, null);
        assertThat(again).isEnded().hasPassed("appWithdrawalRecorded").hasNotPassed("appRefused", "appApproved");
        assertThat(apps.byId(appId).orElseThrow().status()).isEqualTo(Status.WITHDRAWN);
        String first = apps.historyOf(appId).get(1).recordId();
        assertThat(apps.historyOf(appId)).extracting(Apps.Change::recordId).containsExactly(again.getBusinessKey(), first);
        assertThat(List.of(first, again.getBusinessKey())).as("their time runs").allSatisfy(recordId ->
                assertThat(retention.of(recordId).orElseThrow().dueOn()).isEqualTo(people.today().plusYears(6)));
        assertThat(Judges.textOf(assertJudged(again))).contains("A weakness has become known", "1 group");
    }

    @Test
    void anotherLookBeginsWithWhatWasFoundBefore() {
        String appId = appId(desk.approved("Otter Again"));
        desk.request(CLEMENTINE, newLook(About.NEW_TERMS, appId));
        Map<String, Object> page = desk.page(DESMOND, "reviewTerms");
        assertThat(page.get("before")).asString().contains("11 January 2027");
        @SuppressWarnings("unchecked")
        Map<String, Object> initial = (Map<String, Object>) page.get("initial");
        assertThat(initial).containsEntry("provider", "Otter Software, Norway").containsEntry("workUse", "YES").doesNotContainKeys("verdict", "reasons", "readOn")
                .containsEntry("reviewOn", people.today().plusMonths(12).toString());
        desk.reviewTerms(DESMOND, Verdict.SUITABLE, null);
        desk.reviewSecurity(FERGUS, Verdict.WITH_CONDITIONS, "Back-up off.");
        assertThat(apps.byId(appId).orElseThrow().conditions()).isEqualTo("Back-up off.");
    }

    @Test
    void refusesWhatCannotBeAskedFor() {
        String appId = appId(desk.approved("Otter Twice"));
        assertThat(desk.problems(BASIL, newApp("OTTER  twice")).get("name")).singleElement().asString().contains("approved already");
        assertThat(desk.problems(BASIL, newLook(About.WEAKNESS, appId))).containsOnlyKeys("about");
        assertThat(desk.requestPage(BASIL)).as("nor is it offered").containsEntry("mayReopen", false);
        assertThat(List.of(desk.requestPage(FERGUS), desk.requestPage(CLEMENTINE))).allSatisfy(page -> assertThat(page).containsEntry("mayReopen", true));
        assertThat(desk.problems(FERGUS, newLook(About.WEAKNESS, "no-such-app"))).containsOnlyKeys("app");
        assertThat(desk.problems(FERGUS, newLook(About.REVIEW_DUE, "snapchat")).get("app")).singleElement().asString().contains("not approved at present");
        assertThat(desk.problems(BASIL, new RequestApp(About.NEW_APP, null, null, null, null, null, null))).containsOnlyKeys("name", "maker", "whatFor");
        assertThat(desk.problems(BASIL, newApp("\u200b\u202e"))).containsOnlyKeys("name");
        desk.request(FERGUS, newLook(About.REVIEW_DUE, appId));
        assertThat(desk.problems(CLEMENTINE, newLook(About.NEW_TERMS, appId)).get("app")).singleElement().asString().contains("being reviewed already");
        desk.request(ADA, newApp("Otter Open"));
        assertThat(desk.problems(BASIL, newApp("otter open")).get("name")).singleElement().asString().contains("being reviewed already");
    }

    @Test
    void anAppThatWasEnteredMeanwhileIsChanged() {
        ProcessInstance one = desk.request(ADA, newApp("Otter Meanwhile"));
        desk.reviewTerms(CLEMENTINE, Verdict.SUITABLE, null);
        App byHand = apps.enter("Otter meanwhile", "Otter Ltd", Status.APPROVED, "On paper.", null, null, id(FERGUS));
        desk.reviewSecurity(FERGUS, Verdict.UNSUITABLE, null);
        assertThat(one).isEnded().hasPassed("appRefused");
        assertThat(apps.byId(byHand.appId()).orElseThrow()).satisfies(app -> {
            assertThat(app.status()).isEqualTo(Status.WITHDRAWN);
            assertThat(app.recordId()).isEqualTo(one.getBusinessKey());
        });
    }

    @Test
    void aVerdictNeedsWhatFollowsFromIt() {
        desk.request(ADA, newApp("Otter Verdict"));
        assertThat(desk.problems(FERGUS, "reviewSecurity", Reviews.security(Verdict.WITH_CONDITIONS, null, "Tried.", null, "Fergus Foxglove"))).containsOnlyKeys("conditions", "reviewOn");
        assertThat(desk.problems(FERGUS, "reviewSecurity", Reviews.security(Verdict.SUITABLE, "Back-up off.", "Tried.", "2027-01-11", "Fergus Foxglove")))
                .containsOnlyKeys("verdict", "reviewOn");
        assertThat(desk.problems(FERGUS, "reviewSecurity", Reviews.security(Verdict.SUITABLE, null, " ", "2047-01-12", "F. Foxglove")))
                .containsOnlyKeys("reasons", "reviewOn", "signedName");
        assertThat(desk.problems(FERGUS, "reviewSecurity", Reviews.security(Verdict.UNSUITABLE, null, "Tried.", null, "Fergus Foxglove"))).isEmpty();
    }

    @Test
    void nobodyOfTheItTeamReadsTheTermsOrReviewsWhatTheyAskFor() {
        ProcessInstance byIt = desk.request(FERGUS, newApp("Otter IT"));
        assertThat(holders(byIt, "reviewTerms")).containsExactly(DESMOND);
        assertThat(holders(byIt, "reviewSecurity")).as("no officer does both").containsExactlyInAnyOrder(EUPHEMIA, HORATIO);
        ProcessInstance belowIt = desk.request(LYSANDER, newApp("Otter below IT"));
        assertThat(holders(belowIt, "reviewTerms")).as("one up from the IT manager").containsExactly(DESMOND);
        assertThat(holders(belowIt, "reviewSecurity")).containsExactly(FERGUS);
        ProcessInstance atTheTop = desk.request(EUPHEMIA, newApp("Otter top"));
        assertThat(holders(atTheTop, "reviewTerms")).as("nobody is above her").containsExactlyInAnyOrder(DESMOND, HORATIO);
    }

    @Test
    void nobodyDoesBothReviews() {
        absences.add(id(FERGUS), people.today(), people.today().plusDays(20), id(LYSANDER));
        ProcessInstance one = desk.request(EUPHEMIA, newApp("Otter both"));
        assertThat(holders(one, "reviewTerms")).contains(DESMOND);
        assertThat(holders(one, "reviewSecurity")).as("the officers stand in for IT as well").contains(DESMOND, HORATIO);
        desk.reviewTerms(DESMOND, Verdict.SUITABLE, null);
        assertThat(desk.problems(DESMOND, "reviewSecurity", desk.security(DESMOND, Verdict.SUITABLE, null))).containsOnlyKeys("");
        desk.reviewSecurity(HORATIO, Verdict.SUITABLE, null);
        assertThat(one).isEnded().hasPassed("appApproved");
    }

    @Test
    void aDeputyReviewsForAManagerWhoIsAway() {
        absences.setDeputy(id(CLEMENTINE), id(HORATIO), id(LYSANDER));
        absences.add(id(CLEMENTINE), people.today(), people.today().plusDays(20), id(LYSANDER));
        ProcessInstance one = desk.request(ADA, newApp("Otter deputy"));
        assertThat(holders(one, "reviewTerms")).containsExactly(HORATIO);
        desk.reviewTerms(HORATIO, Verdict.SUITABLE, null);
        desk.reviewSecurity(FERGUS, Verdict.SUITABLE, null);
        assertThat(Judges.textOf(archive.pdf(one.getBusinessKey()).orElseThrow()).replaceAll("\\s+", " ")).containsPattern("(for|in place of) Clementine Crabtree");
    }

    @Test
    void whoeverIsLateIsRemindedAndThenOthersAreAsked() {
        ProcessInstance one = desk.request(ADA, newApp("Otter late"));
        mornings(one, "2027-01-15T08:00:00Z");
        assertThat(trail.of(one.getBusinessKey())).filteredOn(entry -> entry.event().equals("reminded")).hasSize(2);
        mornings(one, "2027-01-20T08:00:00Z");
        assertThat(holders(one, "reviewSecurity")).contains(FERGUS).hasSizeGreaterThan(1).doesNotContain(CLEMENTINE, ADA);
        mornings(one, "2027-01-25T08:00:00Z");
        assertThat(holders(one, "reviewTerms")).contains(CLEMENTINE, DESMOND).doesNotContain(FERGUS, ADA);
    }

    @Test
    void itIsToldOfReviewsThatAreDueOnceAndOnAWorkingDay() {
        App app = apps.enter("Otter due", "Otter Ltd", Status.APPROVED, "On paper.", null, people.today().plusDays(19), id(FERGUS));
        changes.remindOfReviews();
        assertThat(subjectsFor(FERGUS)).doesNotContain("Soon to be reviewed: Otter due");
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2027-01-17T08:00:00Z")));
        changes.remindOfReviews();
        assertThat(subjectsFor(FERGUS)).as("a Sunday").doesNotContain("Soon to be reviewed: Otter due");
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2027-01-18T08:00:00Z")));
        changes.remindOfReviews();
        changes.remindOfReviews();
        assertThat(subjectsFor(FERGUS)).containsOnlyOnce("Soon to be reviewed: Otter due").doesNotContain("To be reviewed now: Otter due");
        ClockUtil.setCurrentTime(Date.from(Instant.parse("2027-02-01T08:00:00Z")));
        changes.remindOfReviews();
        assertThat(subjectsFor(FERGUS)).containsOnlyOnce("To be reviewed now: Otter due");
        assertThat(app.reviewOn()).isEqualTo("2027-01-30");
    }

    private void mornings(ProcessInstance one, String instant) {
        ClockUtil.setCurrentTime(Date.from(Instant.parse(instant)));
        desk.morning(one.getId());
    }

    private List<String> holders(ProcessInstance one, String task) {
        return cases.openTasksOf(one.getBusinessKey()).stream().filter(open -> open.task().equals(task)).map(Waiting::holderIds).flatMap(List::stream)
                .map(personId -> people.byId(personId).orElseThrow().userId()).toList();
    }

    private String appId(ProcessInstance one) {
        return apps.all().stream().filter(app -> one.getBusinessKey().equals(app.recordId())).findFirst().orElseThrow().appId();
    }

    private KeptRecord recordOf(ProcessInstance one) {
        return archive.find(one.getBusinessKey()).orElseThrow();
    }

    private byte[] assertJudged(ProcessInstance one) {
        byte[] pdf = archive.pdf(one.getBusinessKey()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        return pdf;
    }

    private List<String> subjectsFor(String userId) {
        return notices.of(id(userId), 100).stream().map(told -> told.notice().subject()).toList();
    }

    private String id(String userId) {
        return desk.person(userId).personId();
    }
}
