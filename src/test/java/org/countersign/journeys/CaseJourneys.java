package org.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.journeys.Visitor.ADA;
import static org.countersign.journeys.Visitor.BASIL;
import static org.countersign.journeys.Visitor.CLEMENTINE;
import static org.countersign.journeys.Visitor.DESMOND;
import static org.countersign.journeys.Visitor.EUPHEMIA;
import static org.countersign.journeys.Visitor.FERGUS;
import static org.countersign.journeys.Visitor.GRETA;
import static org.countersign.journeys.Visitor.HORATIO;
import static org.countersign.journeys.Visitor.IMOGEN;
import static org.countersign.journeys.Visitor.JASPER;
import static org.countersign.journeys.Visitor.KEZIAH;
import static org.countersign.journeys.Visitor.MABEL;
import static org.countersign.journeys.Visitor.OTTOLINE;
import static org.countersign.journeys.Visitor.PERCIVAL;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.countersign.institution.Institution;
import org.countersign.institution.WorkingDays;
import org.countersign.journeys.Browsers.FrontDoor;
import org.countersign.records.Judges;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Concerns, removals, referrals and disclosures; in an application of its own, where days pass as fast as the test says. */
@Journey
@TestPropertySource(properties = {"camunda.bpm.job-execution.wait-time-in-millis=200", "camunda.bpm.job-execution.max-wait=500"})
@DirtiesContext
class CaseJourneys {

    @Autowired
    Clock clock;
    @Autowired
    Institution institution;
    @Autowired
    WorkingDays workingDays;

    /** No test turns the clock back: what is kept is kept in order. */
    @AfterAll
    static void theRealTimeAgain() {
        ClockUtil.reset();
    }

    @Test
    void aConcernBecomesARemovalThatIsRequiredNotDoneAndReferredAndTheWarningIsAppealed(FrontDoor door) throws Exception {
        Visitor mabel = door.visitor(390, 844).signIn(MABEL);
        TasklistForm concern = mabel.start("Concern").pick("showsIntimateOrChild", "YES").sees("Do not copy, send or upload it");
        assertThat(concern.form().locator("#evidence")).isHidden();
        concern.pick("showsIntimateOrChild", "NO").pick("raisedFor", "MYSELF").pick("about", "POST").fill("whatHappened", "Basil writes that the porters steal parcels.")
                .fill("where", "Flutterby, https://flutterby.example/p/17").pick("concerned", "STAFF").fill("person", "Basil Birdwhistle (basil.birdwhistle)")
                .pick("urgency", "SOON").fill("wants", "That it goes.").pick("wish", "COLLEGE_OFFICER").attach("evidence", "what-he-wrote.txt", "The porters steal parcels.")
                .looksRight("form-raise-concern").completes();
        String concernId = newest(mabel);

        Visitor desmond = door.signIn(DESMOND);
        desmond.task(concernId + ": Check").claim().pick("worker", "NO").pick("facts", "NO").pick("publicInterest", "NO").fill("reasons", "An insult.")
                .looksRight("form-screen-concern").completes();
        desmond.task(concernId + ": Decide").pick("route", "REMOVAL").fill("reasons", "It names them and is public.").fill("answer", "Thank you. It is dealt with as a post to be removed.")
                .sign("Desmond Dovecote").looksRight("form-route-concern").completes();
        mabel.open("/requests/" + concernId).waitsFor(mabel.page().getByText("It is dealt with as a post to be removed."));
        assertThat(judged(desmond, concernId)).contains("It becomes a case of a post or conversation to be removed", "Mabel Marmalade", "what-he-wrote.txt");

        Visitor jasper = door.signIn(JASPER);
        String removalId = handedOn(jasper);
        aRemovalIsRequired(door, jasper, removalId);
        Visitor basil = door.signIn(BASIL);
        basil.task(removalId + ": Answer").sees("You are required to remove something").looksRight("form-answer-notice").pick("answer", "DISAGREE")
                .fill("reasons", "Everybody knows it.").completes();
        door.signIn(EUPHEMIA).task(removalId + ": Review").sees("Everybody knows it.").pick("result", "CHANGE").looksRight("form-review-removal")
                .pick("result", "CONFIRM").fill("rationale", "Nothing shows that it is true.").sign("Euphemia Elderflower").completes();
        jasper.task(removalId + ": Verify").pick("result", "STILL_THERE").fill("seenAt", now()).fill("details", "Still there, seen from outside.").pick("showsIntimateOrChild", "NO")
                .isRefused().sees("Look again after that day").looksRight("form-verify-removal");
        goesOnTo(morning(workingDays.plus(LocalDate.parse(today()), institution.postRemoval().terms().answer()).plusDays(1)));
        new TasklistForm(jasper).fill("seenAt", now()).completes();
        jasper.task(removalId + ": Publish").fill("text", "No parcel of the College has been stolen.").fill("place", "The notice board").fill("publishedAt", now())
                .looksRight("form-publish-statement").completes();
        assertThat(judged(jasper, removalId)).contains("Referred", "Removal is required", "Everybody knows it.", "The decision stands", "No parcel of the College has been stolen.")
                .doesNotContain("Mabel Marmalade");
        desmond.open("/cases/" + removalId).sees(concernId).sees("You are required to remove something").looksRight("case-file");

        String referralId = handedOn(jasper);
        jasper.task(referralId + ": Complete").pick("showsIntimateOrChild", "NO").pick("allegations", "removal-not-done").fill("occurredFrom", today()).pick("severity", "SERIOUS")
                .pick("deliberate", "DELIBERATE").pick("compromised", "NO").pick("risk", "NONE").pick("police", "NOT_TOLD").looksRight("form-complete-referral").completes();
        Visitor keziah = door.signIn(KEZIAH);
        aHearingEndsInAWarning(door, keziah, referralId);
        basil.task(referralId + ": You may appeal").sees("Written warning").looksRight("form-lodge-appeal").fill("grounds", "It is too harsh.").completes();
        Instant appeal = morning(workingDays.plus(LocalDate.parse(today()), 7));
        keziah.task(referralId + ": Invite").sees("It is too harsh.").fill("hearingAt", local(appeal)).fill("place", "The Bursary").looksRight("form-invite-to-appeal").completes();
        assertThat(keziah.open("/").waiting(referralId + ": Enter if handed in")).hasCount(0);
        goesOnTo(appeal.plus(Duration.ofHours(1)));
        door.signIn(FERGUS).task(referralId + ": Hear").sees("It is too harsh.").fill("heardOn", today()).pick("result", "REDUCE").choose("reducedTo", "Verbal warning, counts for 6 months")
                .fill("reasons", "He has taken it down since.").sign("Fergus Foxglove").looksRight("form-hear-appeal").completes();
        assertThat(judged(keziah, referralId)).contains("Outcome reduced", "Verbal warning", "A required removal of a post", "Tobias Turnstile", "It is too harsh.").doesNotContain("Mabel Marmalade");
        keziah.open("/cases/" + referralId).sees("Outcome of the appeal").looksRight("case-file-referral");
    }

    private void aRemovalIsRequired(FrontDoor door, Visitor jasper, String removalId) {
        jasper.task(removalId + ": Complete").sees("the porters steal parcels").pick("showsIntimateOrChild", "NO").pick("kind", "POST").fill("platform", "Flutterby")
                .fill("address", "https://flutterby.example/p/17").pick("urgent", "NO").pick("standards", "defamation").looksRight("form-complete-report").completes();
        jasper.task(removalId + ": Preserve").pick("showsIntimateOrChild", "NO").fill("capturedAt", now()).fill("method", "Browser of the office, signed out.")
                .attach("evidence", "as-captured.txt", "The porters steal parcels. 17 others like this.").looksRight("form-preserve-evidence").completes();
        jasper.task(removalId + ": Check").pick("worker", "POSSIBLY").pick("facts", "NO").pick("publicInterest", "NO").looksRight("form-screen-removal")
                .pick("worker", "NO").fill("reasons", "An insult, and no facts.").completes();
        jasper.task(removalId + ": Assess").pick("urgent", "YES").looksRight("form-assess-post-urgent").pick("urgent", "NO").pick("lawful", "UNCLEAR").pick("steps", "TALK")
                .fill("stepsReason", "He was spoken to in vain.").fill("content", "It calls them thieves.").fill("tone", "Rough.").fill("audience", "Everybody; 300 have seen it.")
                .fill("othersRights", "The porters' good name.").pick("disclaimer", "NO").fill("powerImbalance", "None.").fill("leastIntrusive", "To take the sentence out.")
                .fill("rationale", "It names people and is false.").looksRight("form-assess-post").completes();
        TasklistForm decision = door.signIn(HORATIO).task(removalId + ": Decide").claim().decide("REQUIRE").fill("asked", "Remove the sentence about the porters.");
        decision.form().locator("#statementToo").check();
        decision.fill("rationale", "It names people and is false.").sign("Horatio Hazelnut").looksRight("form-decide-on-post").completes();
    }

    private void aHearingEndsInAWarning(FrontDoor door, Visitor keziah, String referralId) {
        keziah.task(referralId + ": Check").pick("worker", "NO").pick("facts", "NO").pick("publicInterest", "NO").fill("reasons", "Nothing of the kind.")
                .looksRight("form-screen-referral").completes();
        keziah.task(referralId + ": Check").sees("How does it go on?").pick("verdict", "FORMAL").fill("reasons", "It was required and not done.")
                .fill("investigator", "Greta Gooseberry (greta.gooseberry)").pick("measure", "NONE").sign("Keziah Kingfisher").looksRight("form-check-referral").completes();
        door.signIn(GRETA).task(referralId + ": Investigate").fill("steps", "Spoke to Basil; looked at the post.").fill("account", "Everybody says so.")
                .fill("findings", "The post was there after the day.").pick("showsIntimateOrChild", "NO").sign("Greta Gooseberry").looksRight("form-investigate").completes();
        keziah.task(referralId + ": Decide").pick("caseToAnswer", "YES").fill("reasons", "The post was there.").fill("hearingManager", "Clementine Crabtree (clementine.crabtree)")
                .sign("Keziah Kingfisher").looksRight("form-decide-case-to-answer").completes();
        Instant hearing = morning(workingDays.plus(LocalDate.parse(today()), 7));
        keziah.task(referralId + ": Invite").fill("hearingAt", local(hearing)).fill("place", "The Old Library").fill("evidence", "The record of the removal").looksRight("form-invite-to-hearing")
                .completes();
        goesOnTo(hearing.plus(Duration.ofHours(1)));
        door.signIn(CLEMENTINE).task(referralId + ": Hear").pick("held", "HELD").pick("present", "ACCOMPANIED").fill("companion", "Tobias Turnstile, union representative")
                .fill("account", "He is sorry now.").choose("sanction", "Written warning, counts for 6 months").fill("changeRequired", "What is required is done by its day.")
                .fill("reasons", "He was asked twice.").sign("Clementine Crabtree").looksRight("form-hold-hearing").completes();
        keziah.task(referralId + ": Tell").fill("appealManager", "Fergus Foxglove (fergus.foxglove)").looksRight("form-send-outcome").completes();
        keziah.task(referralId + ": Enter if handed in").sees("can do it here themselves").looksRight("form-enter-appeal");
    }

    @Test
    void aProtectedDisclosureStopsEverything(FrontDoor door) throws Exception {
        Visitor ada = door.signIn(ADA);
        ada.start("Removal of a post").looksRight("form-report-post").pick("showsIntimateOrChild", "NO").pick("kind", "POST").fill("platform", "Flutterby")
                .fill("description", "Somebody writes that the boats leak and that this was reported twice.").pick("whose", "STAFF")
                .fill("author", "Basil Birdwhistle (basil.birdwhistle)").pick("whose", "UNKNOWN").pick("aboutMe", "NO").pick("urgent", "NO")
                .pick("standards", "disrepute").completes();
        String removalId = newest(ada);
        Visitor jasper = door.signIn(JASPER);
        jasper.task(removalId + ": Preserve").pick("showsIntimateOrChild", "NO").fill("capturedAt", now()).fill("method", "Browser of the office.").completes();
        jasper.task(removalId + ": Check").pick("worker", "POSSIBLY").pick("facts", "POSSIBLY").pick("publicInterest", "POSSIBLY").fill("reasons", "Leaking boats are a danger.").completes();

        Visitor ottoline = door.signIn(OTTOLINE);
        String judgementId = waitsWith(ottoline, ": Judge");
        ottoline.task(judgementId + ": Judge").sees("Leaking boats are a danger.").pick("worker", "POSSIBLY").pick("information", "YES").pick("tendsToShow", "DANGER_TO_HEALTH_OR_SAFETY")
                .pick("publicInterest", "YES").pick("result", "GO_ON").fill("rationale", "Facts about boats that leak.").sign("Ottoline Ocelot").isRefused()
                .sees("By your answers it may be protected").looksRight("form-judge-disclosure").pick("result", "STOP").completes();
        assertThat(judged(ottoline, judgementId)).contains("Stopped", "Facts about boats that leak.", removalId);

        ada.open("/requests").waitsFor(ada.page().getByText("Dealt with; thank you for telling us"));
        assertThat(judged(jasper, removalId)).contains("No further action").doesNotContainIgnoringCase("disclosure", "whistleblow", "Leaking boats", judgementId);
        assertThat(jasper.open("/cases/" + removalId).looksRight("case-file-stopped").page().locator("main")).not().containsText("isclosure");
        assertThat(jasper.page().getByText("None that you may read.")).isVisible();
        Visitor imogen = door.signIn(IMOGEN).open("/records?text=" + judgementId).doesNotSee("Judgement");
        for (Visitor other : new Visitor[] {jasper, imogen}) {
            assertThat(other.page().request().get("/records/" + judgementId).status()).isEqualTo(404);
            assertThat(other.page().request().get("/cases/" + judgementId).status()).isEqualTo(404);
        }
    }

    @Test
    void aStudentCaseLeavesAsAPack(FrontDoor door) throws Exception {
        Visitor clementine = door.signIn(CLEMENTINE);
        clementine.start("Disciplinary referral").pick("showsIntimateOrChild", "NO").pick("personType", "PROFESSIONAL_STUDENT").fill("personName", "Wilhelmina Wisteria")
                .fill("course", "Medicine, General Medical Council").pick("allegations", "harassment").fill("facts", "Three messages mocked a cox.").fill("occurredFrom", today())
                .pick("severity", "SERIOUS").pick("deliberate", "NOT_KNOWN").pick("compromised", "NO").fill("witnesses", "Hilda Hedgerow").pick("risk", "NONE").pick("police", "NOT_TOLD")
                .looksRight("form-refer-for-discipline").completes();
        String referralId = newest(clementine);
        Visitor percival = door.signIn(PERCIVAL);
        percival.task(referralId + ": Check").pick("worker", "NO").pick("facts", "NO").pick("publicInterest", "NO").fill("reasons", "Nothing of the kind.").completes();
        percival.task(referralId + ": Check").sees("Fitness to Practise Panel").pick("verdict", "FORMAL").fill("reasons", "It is for the Proctors.").pick("measure", "ACCESS_WITHDRAWN")
                .fill("measureWords", "The rowing group on one app").fill("measureReview", local(clock.instant().plus(Duration.ofDays(14))).substring(0, 10)).sign("Percival Plumtree")
                .looksRight("form-check-referral-student").completes();
        door.signIn(FERGUS).task(referralId + ": Change").sees("The rowing group on one app").looksRight("form-change-access").fill("done", "Taken out of the group at noon.").completes();
        byte[] pack = percival.open("/cases/" + referralId).looksRight("case-file-student").download("Referral: Proctors' Office");
        Judges.assertPdfA3a(pack);
        Judges.assertPdfUa1(pack);
        assertThat(Judges.textOf(pack)).contains("Wilhelmina Wisteria", "Three messages mocked a cox.", "Bullying or harassment", "Please confirm that you have received this pack");

        percival.task(referralId + ": Review").pick("answer", "CONTINUE").looksRight("form-review-interim-measure");
        percival.task(referralId + ": Record").fill("receivedOn", today()).fill("reference", "PO-17").looksRight("form-record-receipt").completes();
        percival.task(referralId + ": Record").fill("decidedOn", today()).fill("outcome", "Proctors: a fine. Panel: no action.").sign("Percival Plumtree").looksRight("form-record-outcome").completes();
        assertThat(judged(percival, referralId)).contains("Passed to fitness to practise", "Proctors: a fine. Panel: no action.", "Letters");
        clementine.open("/requests").waitsFor(clementine.page().getByText("Dealt with; thank you for telling us"));
    }

    // --- the time

    private static void goesOnTo(Instant then) {
        ClockUtil.offset(Duration.between(Instant.now(), then).toMillis());
    }

    private Instant morning(LocalDate day) {
        return day.atTime(9, 30).atZone(institution.zone()).toInstant();
    }

    private String now() {
        return local(clock.instant());
    }

    private String today() {
        return now().substring(0, 10);
    }

    private String local(Instant instant) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm").format(LocalDateTime.ofInstant(instant, institution.zone()));
    }

    // --- cases and records

    private static String newest(Visitor starter) {
        return starter.open("/requests").page().locator("main .mono").first().textContent();
    }

    /** The case that another one has handed on, and that waits to be completed. */
    private static String handedOn(Visitor visitor) {
        return waitsWith(visitor, ": Complete");
    }

    private static String waitsWith(Visitor visitor, String verb) {
        Locator waiting = visitor.waiting(verb);
        visitor.open("/").waitsFor(waiting);
        return waiting.first().textContent().replace(verb, "");
    }

    /** The sealed record from the case's file, accepted by every judge; its text in one line. */
    private String judged(Visitor reader, String caseId) throws Exception {
        Locator record = reader.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(caseId).setExact(true));
        reader.open("/cases/" + caseId).waitsFor(record);
        record.click();
        byte[] pdf = reader.download("Download the PDF");
        Judges.assertAcceptedByAll(pdf, reader.authority(), clock.instant());
        return Judges.textOf(pdf).replaceAll("\\s+", " ");
    }
}
