package org.countersign.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.junit5.GreenMailExtension;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Address;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import org.countersign.Colleges;
import org.countersign.DatabaseSlice;
import org.countersign.MovableClock;
import org.countersign.institution.Institution;
import org.countersign.notices.Notices.Notice;
import org.countersign.notices.Notices.Told;
import org.countersign.people.People;
import org.countersign.people.PeopleImport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DatabaseSlice
@Import(NoticesTests.Surroundings.class)
@TestPropertySource(properties = {
    "spring.mail.host=127.0.0.1", "countersign.public-url=https://countersign.college.example/", "countersign.notices.every=1d",
    "countersign.notices.from=countersign@college.example"})
class NoticesTests {

    private static final Notice WAITING = new Notice("GA-1/approve", "group-approval/task-waiting", "Approve WhatsApp group 'Boathouse rota'",
            "Ada Applegarth asks for your approval by 30 November 2026.", "/requests/GA-2026-000001", "GA-2026-000001");

    @RegisterExtension
    static final GreenMailExtension mail = new GreenMailExtension(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

    @Autowired Notices notices;
    @Autowired Postman postman;
    @Autowired Outbox outbox;
    @Autowired NoticesHealthIndicator health;
    @Autowired PeopleImport imports;
    @Autowired JavaMailSenderImpl server;
    @Autowired JdbcClient database;
    @Autowired MovableClock clock;
    @Autowired PlatformTransactionManager transactions;

    @TestConfiguration
    @ComponentScan(basePackageClasses = {Notices.class, People.class},
            excludeFilters = {@ComponentScan.Filter(type = FilterType.ANNOTATION, classes = TestConfiguration.class),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*ImportAtStart")})
    @EnableConfigurationProperties(NoticesSettings.class)
    static class Surroundings {
        @Bean
        ZoneId zone() {
            return ZoneId.of("Europe/London");
        }

        @Bean
        Institution institution() {
            return Colleges.named("St Ælfthryth's College", "");
        }

        @Bean
        JavaMailSender mailSender() {
            return new JavaMailSenderImpl();
        }
    }

    @BeforeEach
    void startAfresh() throws Exception {
        clock.set("2026-11-23T10:00:00Z");
        database.sql("delete from cs_notice").update();
        server.setHost("127.0.0.1");
        server.setPort(mail.getSmtp().getPort());
        people("Clementine Crabtree", "");
    }

    @Test
    void tellsInTheListAndByMail() throws Exception {
        notices.tell("N0003", WAITING);
        assertThat(notices.of("N0003", 10)).singleElement().satisfies(told -> {
            assertThat(told.notice()).isEqualTo(WAITING);
            assertThat(told.delivery()).isEqualTo("E-mail is waiting to be sent");
            assertThat(told.at()).isEqualTo(clock.instant());
        });
        postman.round();
        MimeMessage letter = only(mail.getReceivedMessages());
        assertThat(letter.getSubject()).isEqualTo(WAITING.subject());
        assertThat(letter.getFrom()).extracting(a -> ((InternetAddress) a).getPersonal()).containsExactly("St Ælfthryth's College");
        assertThat(letter.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(part(letter, "text/plain")).contains("Dear Clementine Crabtree", WAITING.text(), "https://countersign.college.example/requests/GA-2026-000001");
        assertThat(part(letter, "text/html")).contains("St Ælfthryth", "href=\"https://countersign.college.example/requests/GA-2026-000001\"");
        assertThat(notices.of("N0003", 1).get(0).delivery()).isEqualTo("E-mail sent on 23 November 2026 at 10:00");
    }

    @Test
    void putsADeadlineIntoTheReadersCalendarMovesItAndTakesItAway() throws Exception {
        Instant monday = Instant.parse("2026-11-23T16:40:00Z");
        String summary = "BE-2026-000001: tell the regulator; now, " + "é".repeat(60);
        for (CalendarEntry entry : List.of(new CalendarEntry("BE-1-deadline", 0, monday, summary, false),
                new CalendarEntry("BE-1-deadline", 2, monday.plusSeconds(3600), summary, false), new CalendarEntry("BE-1-deadline", 3, monday, summary, true))) {
            notices.tell("N0003", new Notice("calendar-" + entry.sequence(), "a/b", "Act", "Do it.", "/breaches/BE-1", "BE-1", entry));
            assertThat(notices.calendarsWith("BE-1-deadline")).isEqualTo(entry.cancelled() ? Map.of() : Map.of("N0003", entry));
        }
        postman.round();

        MimeMessage[] letters = mail.getReceivedMessages();
        assertThat(letters).hasSize(3);
        for (int at = 0; at < 3; at++) {
            String type = type(letters[at], "text/calendar");
            String file = part(letters[at], "text/calendar");
            assertThat(type).contains(at == 2 ? "method=CANCEL" : "method=REQUEST").contains("BE-1-deadline.ics");
            assertThat(file.split("\r\n")).allSatisfy(line -> assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(75));
            Calendar calendar = new CalendarBuilder().build(new StringReader(file));
            assertThat(calendar.validate().hasErrors()).as(calendar.validate().toString()).isFalse();
            assertThat(value(calendar, "METHOD")).isEqualTo(at == 2 ? "CANCEL" : "REQUEST");
            VEvent event = (VEvent) calendar.getComponents().get(0);
            assertThat(value(event, "UID")).isEqualTo("BE-1-deadline@countersign.college.example");
            assertThat(value(event, "SEQUENCE")).isEqualTo(List.of("0", "2", "3").get(at));
            assertThat(value(event, "DTSTART")).isEqualTo(List.of("20261123T164000Z", "20261123T174000Z", "20261123T164000Z").get(at));
            assertThat(value(event, "SUMMARY")).isEqualTo(summary);
            assertThat(value(event, "STATUS")).isEqualTo(at == 2 ? "CANCELLED" : "CONFIRMED");
            assertThat(value(event, "CLASS")).isEqualTo("CONFIDENTIAL");
            assertThat(value(event, "ORGANIZER")).isEqualTo("mailto:countersign@college.example");
            assertThat(value(event, "ATTENDEE")).isEqualTo("mailto:clementine@college.example");
        }
    }

    private static String value(Calendar calendar, String name) {
        return calendar.getProperty(name).map(Property::getValue).orElseThrow();
    }

    private static String value(VEvent event, String name) {
        return event.getProperty(name).map(Property::getValue).orElseThrow();
    }

    @Test
    void aTextKeepsItsLinesAndASubjectIsOneLine() {
        Notice notice = new Notice("lines", "a/b", "one\ntwo", "one \u0007\n\n\r\ntwo", "/", null);
        assertThat(notice.subject()).isEqualTo("one two");
        assertThat(notice.text()).isEqualTo("one\ntwo");
    }

    @Test
    void sendsAMailOnce() {
        notices.tell("N0003", WAITING);
        postman.round();
        clock.forward(Duration.ofDays(2));
        postman.round();
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void theSameKeyIsToldOncePerPerson() {
        notices.tell("N0003", WAITING);
        notices.tell("N0003", WAITING);
        notices.tell("N0004", WAITING);
        assertThat(notices.of("N0003", 10)).hasSize(1);
        assertThat(notices.of("N0004", 10)).hasSize(1);
    }

    @Test
    void twoWhoTellTheSameAtOnceTellItOnceAndBothGoOn() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 10; round++) {
                Notice notice = new Notice("race-" + round, "a/b", "s", "t", "/", null);
                Callable<Integer> teller = () -> new TransactionTemplate(transactions).execute(tx -> {
                    notices.tell("N0003", notice);
                    return database.sql("select count(*) from cs_notice where notice_key = :key").param("key", notice.key()).query(Integer.class).single();
                });
                for (var told : pool.invokeAll(List.of(teller, teller))) {
                    assertThat(told.get()).isEqualTo(1);
                }
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(notices.of("N0003", 50)).hasSize(10);
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        new TransactionTemplate(transactions).executeWithoutResult(tx -> {
            notices.tell("N0003", WAITING);
            tx.setRollbackOnly();
        });
        postman.round();
        assertThat(notices.of("N0003", 10)).isEmpty();
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void aClaimedMailIsNotSentByAnotherNodeUntilTheClaimLapses() {
        notices.tell("N0003", WAITING);
        long id = notices.of("N0003", 1).get(0).id();
        assertThat(outbox.claim(id)).isPresent();
        assertThat(outbox.claim(id)).isEmpty();
        postman.round();
        assertThat(mail.getReceivedMessages()).isEmpty();
        assertThat(notices.of("N0003", 1).get(0).delivery()).isEqualTo("E-mail is being sent");
        clock.forward(Duration.ofMinutes(11));
        postman.round();
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void twoNodesAtOnceSendEachMailOnce() throws Exception {
        for (int n = 0; n < 20; n++) {
            notices.tell("N0003", new Notice("many-" + n, "a/b", "Subject " + n, "t", "/", null));
        }
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            Callable<Void> node = () -> {
                postman.round();
                return null;
            };
            for (var done : pool.invokeAll(List.of(node, node))) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(mail.getReceivedMessages()).hasSize(20);
    }

    @Test
    void aDeadServerBlocksNothingAndIsTriedAgainWithGrowingWaits() {
        server.setPort(1);
        notices.tell("N0003", WAITING);
        postman.round();
        assertThat(onlyTold().delivery()).isEqualTo("E-mail not delivered yet: tried once, tried again on 23 November 2026 at 10:01");
        assertThat(health.health().getStatus()).hasToString("DELAYED");
        assertThat(health.health().getDetails()).containsEntry("words", "1 e-mail is late and tried again. The notices stand in people's lists all the same.");
        postman.round();
        assertThat(onlyTold().delivery()).contains("tried once");
        clock.forward(Duration.ofMinutes(1));
        postman.round();
        assertThat(onlyTold().delivery()).isEqualTo("E-mail not delivered yet: tried 2 times, tried again on 23 November 2026 at 10:03");
        server.setPort(mail.getSmtp().getPort());
        clock.forward(Duration.ofMinutes(2));
        postman.round();
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(onlyTold().delivery()).startsWith("E-mail sent");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void threeDaysWithoutAServerLoseNoMailAndSendNoneTwice() throws Exception {
        mail.stop();
        for (int hour = 0; hour < 73; hour++) {
            if (hour % 12 == 0) {
                notices.tell("N0003", new Notice("outage-" + hour, "a/b", "Told at hour " + hour, "t", "/", null));
            }
            for (int round = 0; round < 10; round++) {
                postman.round();
            }
            clock.forward(Duration.ofHours(1));
        }
        assertThat(notices.of("N0003", 50)).hasSize(7).allSatisfy(told -> assertThat(told.delivery()).startsWith("E-mail not delivered yet: tried "));
        assertThat(health.health().getStatus()).hasToString("DELAYED");
        assertThat(health.health().getDetails()).containsEntry("late", 7).containsEntry("givenUp", 0);

        mail.start();
        server.setPort(mail.getSmtp().getPort());
        for (int hour = 0; hour < 3; hour++) {
            postman.round();
            clock.forward(Duration.ofHours(1));
        }
        assertThat(mail.getReceivedMessages()).extracting(MimeMessage::getSubject).containsExactlyInAnyOrder("Told at hour 0", "Told at hour 12", "Told at hour 24",
                "Told at hour 36", "Told at hour 48", "Told at hour 60", "Told at hour 72");
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aClockSetBackHoldsNoMailBack() {
        server.setPort(1);
        notices.tell("N0003", new Notice("tried", "a/b", "Tried before", "t", "/", null));
        postman.round();
        notices.tell("N0003", new Notice("claimed", "a/b", "Being sent before", "t", "/", null));
        assertThat(outbox.claim(notices.of("N0003", 1).get(0).id())).isPresent();
        notices.tell("N0003", new Notice("told", "a/b", "Told before", "t", "/", null));
        clock.forward(Duration.ofDays(-2));
        notices.tell("N0003", new Notice("after", "a/b", "Told after", "t", "/", null));
        server.setPort(mail.getSmtp().getPort());
        for (int round = 0; round < 3; round++) {
            postman.round();
        }
        assertThat(mail.getReceivedMessages()).hasSize(4);
        clock.forward(Duration.ofDays(3));
        postman.round();
        assertThat(mail.getReceivedMessages()).hasSize(4);
    }

    @Test
    void aMailIsGivenUpAfterFiveDaysAndSaysSo() {
        server.setPort(1);
        notices.tell("N0003", WAITING);
        int rounds = 0;
        while (!onlyTold().delivery().startsWith("E-mail failed") && rounds++ < 200) {
            postman.round();
            clock.forward(Duration.ofHours(1));
        }
        assertThat(onlyTold().delivery()).startsWith("E-mail failed: given up after it was tried ");
        assertThat(rounds).isBetween(118, 123);
        assertThat(health.health().getDetails()).containsEntry("givenUp", 1).containsEntry("waiting", 0);
    }

    @Test
    void nothingTypedReachesTheHeadersOrTheMarkup() throws Exception {
        people("Clementine <b>\"Crabtree\"</b>, évêque", "");
        notices.tell("N0003", new Notice("hostile", "a/b", "Approve\r\nBcc: everybody@college.example\r\n\r\n<script>x</script>",
                "line\r\n.\r\nMAIL FROM:<x@y.z> <img src=x onerror=alert(1)>", "/requests/GA-1?a=\"><script>", null));
        postman.round();
        MimeMessage letter = only(mail.getReceivedMessages());
        assertThat(letter.getHeader("Bcc")).isNull();
        assertThat(letter.getAllRecipients()).extracting(Address::toString).hasSize(1);
        assertThat(letter.getSubject()).isEqualTo("Approve Bcc: everybody@college.example <script>x</script>");
        assertThat(((InternetAddress) letter.getAllRecipients()[0]).getPersonal()).isEqualTo("Clementine <b>\"Crabtree\"</b>, évêque");
        assertThat(part(letter, "text/html")).doesNotContain("<script", "<img", "<b>");
    }

    @Test
    void whoHasLeftGetsNoMail() throws Exception {
        notices.tell("N0003", WAITING);
        people("Clementine Crabtree", "2026-11-22");
        postman.round();
        assertThat(mail.getReceivedMessages()).isEmpty();
        assertThat(onlyTold().delivery()).isEqualTo("In this list only; no longer employed, so no e-mail was sent");
    }

    @Test
    void onlyTheOwnerMarksANoticeRead() {
        notices.tell("N0003", WAITING);
        long id = onlyTold().id();
        notices.markRead("N0004", id);
        assertThat(notices.unread("N0003")).isEqualTo(1);
        notices.markRead("N0003", id);
        assertThat(notices.unread("N0003")).isZero();
        assertThat(onlyTold().readAt()).isEqualTo(clock.instant());
    }

    @Test
    void aLinkLeadsNowhereElse() {
        for (String link : List.of("//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "/a\r\nb")) {
            assertThatThrownBy(() -> new Notice("k", "a/b", "s", "t", link, null)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anAddressThatNobodyCouldReachStopsTheStartByName() {
        for (String address : List.of("countersign.college.example", "ftp://college.example", "https://", "https://a b", "javascript:alert(1)")) {
            assertThatThrownBy(() -> new Postman(outbox, server, null, null, null, address))
                    .isInstanceOf(InvalidConfigurationPropertyValueException.class).hasMessageContaining("countersign.public-url");
        }
    }

    private Told onlyTold() {
        return only(notices.of("N0003", 10).toArray(Told[]::new));
    }

    private static <T> T only(T[] some) {
        assertThat(some).hasSize(1);
        return some[0];
    }

    private static String part(MimeMessage letter, String type) throws Exception {
        return find((Multipart) letter.getContent(), type);
    }

    /** The whole header of the part. */
    private static String type(MimeMessage letter, String type) throws Exception {
        Multipart parts = (Multipart) letter.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
            if (parts.getBodyPart(i).isMimeType(type)) {
                return parts.getBodyPart(i).getContentType() + "; " + parts.getBodyPart(i).getFileName();
            }
        }
        throw new AssertionError("no part " + type);
    }

    private static String find(Multipart parts, String type) throws Exception {
        for (int i = 0; i < parts.getCount(); i++) {
            if (parts.getBodyPart(i).getContent() instanceof Multipart inner && !type.equals("text/calendar")) {
                return find(inner, type);
            }
        }
        for (int i = 0; i < parts.getCount(); i++) {
            if (parts.getBodyPart(i).isMimeType(type)) {
                return new String(parts.getBodyPart(i).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("no part " + type);
    }

    private void people(String name, String until) throws Exception {
        imports.read(new ByteArrayInputStream(("""
                personId,userId,name,email,position,department,kind,lineManager,employedFrom,employedUntil,roles
                N0003,notice.reader,"%s",clementine@college.example,Head,Sports,STAFF,,2020-01-01,%s,
                N0004,other.reader,Other Reader,other@college.example,Head,Sports,STAFF,,2020-01-01,,
                """.formatted(name.replace("\"", "\"\""), until)).getBytes(StandardCharsets.UTF_8)), "people.csv", null);
    }
}
