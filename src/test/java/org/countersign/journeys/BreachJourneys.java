package org.countersign.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.journeys.Visitor.FERGUS;
import static org.countersign.journeys.Visitor.GRETA;
import static org.countersign.journeys.Visitor.HORATIO;
import static org.countersign.journeys.Visitor.MABEL;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.countersign.breachescalation.Breaches;
import org.countersign.institution.Institution;
import org.countersign.journeys.Browsers.FrontDoor;
import org.countersign.records.Judges;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** A breach of personal data and its 72 hours, which pass here as fast as the test says; in an application of its own, for that reason. */
@Journey
@TestPropertySource(properties = {"camunda.bpm.job-execution.wait-time-in-millis=200", "camunda.bpm.job-execution.max-wait=500"})
@DirtiesContext
class BreachJourneys {

    @Autowired
    Clock clock;
    @Autowired
    Institution institution;
    @Autowired
    Breaches breaches;

    /** No test turns the clock back: what is kept is kept in order. */
    @AfterAll
    static void theRealTimeAgain() {
        ClockUtil.reset();
    }

    @Test
    void theClockPassesEachMarkAndTheRegulatorIsToldLateWithReasons(FrontDoor door) throws Exception {
        Visitor mabel = door.visitor(390, 844).signIn(MABEL);
        Instant reported = clock.instant();
        mabel.start("Breach of personal data").looksRight("form-report-breach");
        mabel.page().setViewportSize(390, 844);
        new TasklistForm(mabel).fill("whatHappened", "A list with names and rooms was posted to the wrong group.").pick("ongoing", "NO").completes();
        String caseId = newest(mabel);

        Visitor greta = door.signIn(GRETA);
        passes(greta, caseId, reported, "PT1H", "Nobody has looked at this report yet");
        passes(greta, caseId, reported, "PT2H", "Nobody has looked at this report for two hours");
        greta.task(caseId + ": Triage").pick("verdict", "BREACH").pick("kinds", "CONFIDENTIALITY")
                .fill("awareBasis", "The Head Porter saw the post.").looksRight("form-triage-breach").completes();
        passes(greta, caseId, reported, "PT4H", "How far the containment has come");
        door.signIn(FERGUS).task(caseId + ": Contain").looksRight("form-contain-breach").pick("status", "CONTAINED")
                .fill("actions", "The post was deleted for everyone.").completes();
        passes(greta, caseId, reported, "PT12H", "The assessment of the risk is due");
        greta.task(caseId + ": Assess").looksRight("form-assess-breach").pick("subjects", "students").pick("data", "basic")
                .fill("people", "118").fill("consequences", "Uninvited visitors.").pick("likelihood", "3").pick("severity", "3")
                .sees("Likelihood and severity propose").pick("level", "HIGH_RISK").fill("rationale", "Nobody knows who has copied it.").completes();
        String[][] later = {{"PT24H", "The decision whether the regulator is told"}, {"PT36H", "The decision whether the people affected"},
                {"PT48H", "Two of the three days are over"}, {"PT60H", "If nothing has been decided"}, {"PT66H", "Six hours are left"},
                {"PT71H", "One hour is left"}, {"PT72H", "The 72 hours are over"}};
        for (String[] mark : later) {
            passes(greta, caseId, reported, mark[0], mark[1]);
        }
        Page seen = greta.open("/breaches/" + caseId).page();
        assertThat(seen.locator(".timeline li.Escalation:not(.ahead)")).hasCount(11);
        assertThat(seen.locator(".timeline li", new Page.LocatorOptions().setHasText("(sent)"))).hasCount(11);
        for (String[] mark : later) {
            assertThat(seen.locator(".timeline li", new Page.LocatorOptions().setHasText(Pattern.compile(mark[1] + ".*\\(sent\\)")))).hasCount(1);
        }
        assertThat(greta.open("/breaches").page().locator("tr", new Page.LocatorOptions().setHasText(caseId))).containsText("LATE");
        greta.looksRight("breaches-late");

        greta.task(caseId + ": Decide").claimIfShared().looksRight("form-decide-on-notification").pick("regulator", "NOTIFY").pick("people", "TELL")
                .fill("rationale", "The risk is high.").sign("Greta Gooseberry").completes();
        String now = local(clock.instant());
        greta.task(caseId + ": Notify").sees("\u25a0 LATE by").looksRight("form-notify-regulator").fill("reference", "IC-123456-A1B2").fill("submittedAt", now)
                .pick("channel", "ONLINE_FORM").isRefused().sees("give the reasons for the delay")
                .fill("reasonsForDelay", "Nobody was there for three days.").pickOnly("open", "NUMBER_OF_RECORDS").fill("missing", "Who saw it")
                .completes();
        greta.task(caseId + ": Tell").looksRight("form-tell-people-affected").pick("means", "EMAIL").fill("toldAt", now).fill("howMany", "118").completes();
        greta.task(caseId + ": Follow-up").sees("Still to be sent to the regulator: Number of personal data records").looksRight("form-follow-up").fill("number", "118")
                .fill("sent", "A list with 118 lines.").fill("sentAt", now).completes();
        greta.task(caseId + ": Follow-up").sees("Still to be sent to the regulator: Who saw it").fill("sent", "Eleven people saw it.").fill("sentAt", now).completes();
        greta.task(caseId + ": Close").looksRight("form-close-breach").pick("cause", "WRONG_MEMBER_IN_GROUP").fill("lessons", "Look twice.")
                .fill("measures", "Smaller groups; Head Porter; 1 December.").sign("Greta Gooseberry").completes();

        byte[] pdf = recordOf(greta, caseId);
        greta.looksRight("breach-closed");
        greta.open("/breaches/register").looksRight("breach-register").open("/breaches/" + caseId + "/regulator").looksRight("breach-regulator");
        Judges.assertAcceptedByAll(pdf, greta.authority(), clock.instant());
        assertThat(Judges.textOf(pdf).replaceAll("\\s+", " ")).contains("Notified, LATE", "Nobody was there for three days.", "IC-123456-A1B2",
                "118. A list with 118 lines.", "Eleven people saw it.", "Look twice.", "The 72 hours are over");
        mabel.open("/requests").waitsFor(mabel.page().getByText("Dealt with; thank you for telling us"));
    }

    @Test
    void aSecondPersonAgreesThatTheRegulatorIsNotTold(FrontDoor door) {
        Visitor mabel = door.signIn(MABEL);
        mabel.start("Breach of personal data").fill("whatHappened", "A letter went to the wrong pigeon-hole and came back closed.").completes();
        String caseId = newest(mabel);
        Visitor greta = door.signIn(GRETA);
        greta.task(caseId + ": Triage").pick("verdict", "BREACH").fill("awareBasis", "The letter came back.").completes();
        greta.task(caseId + ": Assess").fill("consequences", "None.").pick("likelihood", "1").pick("severity", "1")
                .pick("level", "NO_RISK").fill("rationale", "It came back closed.").completes();
        greta.task(caseId + ": Decide").pick("regulator", "DO_NOT_NOTIFY").pick("people", "NO_HIGH_RISK").fill("rationale", "No risk is likely.")
                .sign("Greta Gooseberry").completes();
        assertThat(greta.open("/breaches/" + caseId).page().locator("body")).containsText("Waiting for a second person");
        door.signIn(HORATIO).task(caseId + ": Confirm").claim().looksRight("form-confirm-no-notification").pick("answer", "CONFIRM")
                .sign("Horatio Hazelnut").completes();
        greta.task(caseId + ": Close").pick("cause", "SENT_TO_WRONG_PERSON").fill("lessons", "Read the name twice.").fill("measures", "None needed: it was one letter.")
                .sign("Greta Gooseberry").completes();
        assertThat(Judges.textOf(recordOf(greta, caseId)).replaceAll("\\s+", " ")).contains("Not notifiable", "Horatio Hazelnut").doesNotContain("LATE");
    }

    @Test
    void aNearMissIsKeptAndTheReporterIsThanked(FrontDoor door) {
        Visitor mabel = door.signIn(MABEL);
        mabel.start("Breach of personal data").fill("whatHappened", "I nearly posted the key list.").completes();
        String caseId = newest(mabel);
        Visitor greta = door.signIn(GRETA);
        greta.task(caseId + ": Triage").pick("verdict", "NEAR_MISS").isRefused().sees("Give your reasons").fill("comment", "It was noticed in time.").completes();
        assertThat(Judges.textOf(recordOf(greta, caseId)).replaceAll("\\s+", " ")).contains("Near miss", "It was noticed in time.");
        mabel.open("/requests").waitsFor(mabel.page().getByText("Dealt with; thank you for telling us"));
    }

    /** Lets the clock go on until that long after the report; the mark is sent then. */
    private void passes(Visitor watcher, String caseId, Instant reported, String after, String words) {
        Instant due = reported.plus(Duration.parse(after)).plus(Duration.ofMinutes(2));
        ClockUtil.offset(Duration.between(Instant.now(), due).toMillis());
        watcher.page().waitForCondition(() -> breaches.marksOf(caseId).stream().anyMatch(mark -> mark.words().startsWith(words) && mark.outcome().equals("sent")));
    }

    private static String newest(Visitor reporter) {
        return reporter.open("/requests").page().locator("main .mono").first().textContent();
    }

    private byte[] recordOf(Visitor officer, String caseId) {
        officer.open("/breaches/" + caseId).waitsFor(officer.page().getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Download the sealed record")));
        return officer.download("Download the sealed record");
    }

    private String local(Instant instant) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm").format(LocalDateTime.ofInstant(instant, institution.zone()));
    }
}
