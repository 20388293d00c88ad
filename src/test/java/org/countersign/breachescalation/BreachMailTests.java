package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.breachescalation.BreachDesk.EUPHEMIA;
import static org.countersign.breachescalation.BreachDesk.FERGUS;
import static org.countersign.breachescalation.BreachDesk.GRETA;
import static org.countersign.breachescalation.BreachDesk.MABEL;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Property;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.countersign.breachescalation.AssessBreach.Level;
import org.countersign.breachescalation.DecideOnNotification.People;
import org.countersign.breachescalation.DecideOnNotification.Regulator;
import org.countersign.breachescalation.TriageBreach.Verdict;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.util.ReflectionTestUtils;

/** The mails of a breach case as they arrive: what they say, what they keep to themselves, and what they do to people's calendars. */
@SpringBootTest(properties = {"spring.mail.host=127.0.0.1", "countersign.notices.every=1d", "countersign.public-url=https://countersign.college.example"})
@ActiveProfiles("demo")
@Import(BreachDesk.class)
class BreachMailTests {

    private static final Instant START = Instant.parse("2026-11-20T16:40:00Z");

    /** Written by the reporter: no mail may hold it, whoever reads it. */
    private static final String SECRET = "A list with names was posted to the wrong group.";

    @RegisterExtension
    static final GreenMailExtension mail = new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

    @Autowired BreachDesk desk;
    @Autowired Breaches breaches;
    @Autowired RuntimeService runtime;
    @Autowired JdbcClient jdbc;
    @Autowired DailySummary summary;
    @Autowired JavaMailSenderImpl server;
    @Autowired @Qualifier("postman") Object postman;

    /** A mail with its calendar entry, if it brings one. */
    private record Letter(String to, String subject, String words, String method, String sequence, String at) {}

    @BeforeEach
    void beginOnAFriday() {
        server.setPort(mail.getSmtp().getPort());
        desk.clockTo(START);
        jdbc.sql("delete from cs_notice").update();
        ReflectionTestUtils.setField(summary, "lookedOn", null);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        jdbc.sql("update cs_breach set closed_at = reported_at where closed_at is null").update();
        jdbc.sql("delete from cs_breach_mark where outcome = 'TO_COME'").update();
        ClockUtil.reset();
    }

    @Test
    void everyTemplateHasItsEventAndNoneNamesMoreThanTheNumber() throws Exception {
        ProcessInstance one = desk.report(MABEL);
        assertThat(post()).extracting(Letter::subject).contains(one.getBusinessKey() + ": Triage", one.getBusinessKey() + ": Contain", one.getBusinessKey() + ": received");
        try (Stream<Path> files = Files.list(Path.of("templates/breach-escalation"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".mail.html")).map(name -> name.replace(".mail.html", "")))
                    .containsExactlyInAnyOrder("received", "task-waiting", "handed-over", "reminder", "task-gone", "escalated", "deadline-moved", "deadline-over",
                            "ended", "summary");
        }
    }

    @Test
    void calendarsFollowTheDeadlineAndLoseItOnceTheRegulatorIsTold() throws Exception {
        ProcessInstance one = desk.report(MABEL);
        assertThat(calendarsOf(GRETA, post())).containsExactly("REQUEST 0 20261123T164000Z");
        desk.triage(Verdict.BREACH, START.minus(Duration.ofHours(2)));
        assertThat(calendarsOf(GRETA, post())).as("moved, and with the next task").containsExactlyInAnyOrder("REQUEST 1 20261123T144000Z", "REQUEST 1 20261123T144000Z");
        desk.clockTo(START.plus(Duration.ofHours(46)));
        desk.ring(one);
        List<Letter> escalated = post();
        assertThat(calendarsOf(EUPHEMIA, escalated)).containsExactly("REQUEST 1 20261123T144000Z");
        assertThat(escalated).anySatisfy(letter -> assertThat(letter.words()).contains("What has happened:", "What to do:", "By when: now.", "23 November 2026, 14:40 GMT"));

        breaches.correctAwareness(one.getBusinessKey(), desk.local(START), "The log says so.", desk.person(GRETA).personId());
        assertThat(calendarsOf(EUPHEMIA, post())).as("waits for the second person, who has a task with what counts still").containsOnly("REQUEST 2 20261123T144000Z");
        desk.confirmCorrection(EUPHEMIA, ConfirmCorrection.Answer.CONFIRM);
        List<Letter> moved = post();
        assertThat(calendarsOf(GRETA, moved)).containsExactly("REQUEST 3 20261123T164000Z");
        assertThat(calendarsOf(EUPHEMIA, moved)).containsExactly("REQUEST 3 20261123T164000Z");
        assertThat(moved).filteredOn(letter -> letter.sequence() != null).extracting(Letter::subject).containsOnly(one.getBusinessKey() + ": deadline corrected");

        desk.assess(3, 2, Level.RISK);
        desk.decide(Regulator.NOTIFY, People.NO_HIGH_RISK);
        post();
        desk.answer(GRETA, "notifyRegulator", desk.notification(desk.now(), null, null));
        List<Letter> over = post();
        assertThat(calendarsOf(GRETA, over)).containsExactly("CANCEL 4 20261123T164000Z");
        assertThat(calendarsOf(EUPHEMIA, over)).containsExactly("CANCEL 4 20261123T164000Z");
        assertThat(over).filteredOn(letter -> letter.sequence() != null).allSatisfy(letter -> assertThat(letter.words()).contains("takes the entry out of your calendar"));
        desk.contain();
        desk.close();
        assertThat(post()).extracting(Letter::sequence).containsOnlyNulls();
    }

    @Test
    void aNearMissTakesTheDeadlineOutOfTheCalendarAgain() throws Exception {
        desk.report(MABEL);
        post();
        desk.triage(Verdict.NEAR_MISS, START);
        assertThat(calendarsOf(GRETA, post())).containsExactly("CANCEL 1 20261123T164000Z");
    }

    @Test
    void whoContainsItGetsNoDeadlineOfTheRegulator() throws Exception {
        desk.report(MABEL);
        List<Letter> letters = post();
        assertThat(letters).extracting(Letter::to).contains(desk.person(FERGUS).email(), desk.person(MABEL).email());
        assertThat(calendarsOf(FERGUS, letters)).isEmpty();
        assertThat(calendarsOf(MABEL, letters)).isEmpty();
    }

    @Test
    void theSummaryGoesOutOnceOnAWorkingDayWhenThereIsSomethingToSay() throws Exception {
        ProcessInstance one = desk.report(MABEL);
        post();
        assertThat(summariesAt("2026-11-21T10:00:00Z")).as("a Saturday").isEmpty();
        assertThat(summariesAt("2026-11-23T07:59:00Z")).as("before the hour").isEmpty();
        List<Letter> monday = summariesAt("2026-11-23T08:00:00Z");
        assertThat(monday).extracting(Letter::to).as("and the head of house, after 48 hours").containsExactlyInAnyOrder(desk.person(GRETA).email(), desk.person(EUPHEMIA).email());
        assertThat(monday).allSatisfy(letter -> {
            assertThat(letter.subject()).isEqualTo("Daily summary: 1 case is open");
            assertThat(letter.words()).contains(one.getBusinessKey() + ": Triage the report, by Friday 20 November 2026, 17:40 GMT. The 72 hours end on Monday 23 November 2026, 16:40 GMT.");
            assertThat(letter.sequence()).isNull();
        });
        assertThat(summariesAt("2026-11-23T12:00:00Z")).as("the same day").isEmpty();
        ReflectionTestUtils.setField(summary, "lookedOn", null);
        assertThat(summariesAt("2026-11-23T13:00:00Z")).as("by another node, the same day").isEmpty();
        assertThat(summariesAt("2026-11-24T17:00:00Z")).as("after the close of business").isEmpty();
        List<Letter> wednesday = summariesAt("2026-11-25T11:00:00Z");
        assertThat(wednesday).as("made up for, once").hasSize(2).allSatisfy(letter -> assertThat(letter.words()).contains("LATE: the 72 hours ended on Monday"));

        assertThat(summariesAt("2026-11-23T15:00:00Z")).as("after the server's clock was set back by two days").isEmpty();
        desk.clockTo(Instant.parse("2026-11-25T12:00:00Z"));

        desk.triage(Verdict.NEAR_MISS, START);
        post();
        assertThat(summariesAt("2026-11-26T09:00:00Z")).as("nothing is open").isEmpty();
    }

    @Test
    void aReportOfTheSameDayWaitsForTheNextSummaryAndTheHeadForTwoDays() throws Exception {
        desk.clockTo(Instant.parse("2026-11-23T08:30:00Z"));
        desk.report(MABEL);
        post();
        assertThat(summariesAt("2026-11-23T09:00:00Z")).isEmpty();
        assertThat(summariesAt("2026-11-24T08:00:00Z")).extracting(Letter::to).containsExactly(desk.person(GRETA).email());
        assertThat(summariesAt("2026-11-25T08:00:00Z")).extracting(Letter::to).containsExactly(desk.person(GRETA).email());
        assertThat(summariesAt("2026-11-26T08:00:00Z")).extracting(Letter::to).containsExactlyInAnyOrder(desk.person(GRETA).email(), desk.person(EUPHEMIA).email());
    }

    private List<Letter> summariesAt(String instant) throws Exception {
        desk.clockTo(Instant.parse(instant));
        summary.look();
        return post();
    }

    private List<String> calendarsOf(String userId, List<Letter> letters) {
        return letters.stream().filter(letter -> letter.to().equals(desk.person(userId).email()) && letter.method() != null)
                .map(letter -> letter.method() + " " + letter.sequence() + " " + letter.at()).toList();
    }

    /** Sends what waits and reads what has arrived; none of it says what the case is about or who reported it. */
    private List<Letter> post() throws Exception {
        ReflectionTestUtils.invokeMethod(postman, "round");
        List<Letter> letters = new ArrayList<>();
        for (MimeMessage message : mail.getReceivedMessages()) {
            List<BodyPart> parts = parts((Multipart) message.getContent());
            String to = message.getAllRecipients()[0].toString().replaceAll(".*<|>.*", "");
            String html = "";
            Calendar calendar = null;
            for (BodyPart part : parts) {
                String text = new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).doesNotContain(SECRET).doesNotContain("${", " th:");
                assertThat(to.startsWith("mabel") ? "" : text).doesNotContain("Mabel", "Marmalade");
                if (part.isMimeType("text/calendar")) {
                    calendar = new CalendarBuilder().build(new StringReader(text));
                    assertThat(calendar.validate().hasErrors()).as(text).isFalse();
                } else if (part.isMimeType("text/html")) {
                    html = text;
                }
            }
            letters.add(new Letter(to, message.getSubject(), Jsoup.parse(html).text(), calendar == null ? null : calendar.getProperty("METHOD").orElseThrow().getValue(),
                    calendar == null ? null : value(calendar, "SEQUENCE"), calendar == null ? null : value(calendar, "DTSTART")));
        }
        mail.purgeEmailFromAllMailboxes();
        return letters;
    }

    private static String value(Calendar calendar, String name) {
        Component event = calendar.getComponents().get(0);
        return event.<Property>getProperty(name).orElseThrow().getValue();
    }

    private static List<BodyPart> parts(Multipart multipart) throws Exception {
        List<BodyPart> parts = new ArrayList<>();
        for (int i = 0; i < multipart.getCount(); i++) {
            if (multipart.getBodyPart(i).getContent() instanceof Multipart inner) {
                parts.addAll(parts(inner));
            } else {
                parts.add(multipart.getBodyPart(i));
            }
        }
        return parts;
    }
}
