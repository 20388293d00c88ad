package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.countersign.MovableClock;
import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.breachescalation.Breaches;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.breachescalation.Breaches.Correction;
import org.countersign.breachescalation.Breaches.Kind;
import org.countersign.breachescalation.Breaches.Mark;
import org.countersign.breachescalation.Breaches.Tally;
import org.countersign.breachescalation.RegulatorForm;
import org.countersign.breachescalation.SentLater;
import org.countersign.engine.NotAllowed;
import org.countersign.engine.ReadableCases;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution.Asked;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.web.security.FirstAdministrator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;

/** The board, a case, the register and the files, for who may see them and nobody else. */
@EnableConfigurationProperties(VerifySettings.class)
@WebMvcTest(controllers = {BreachPages.class, BreachRegister.class, BreachCalendar.class, BreachesForPrograms.class,
        FormFiles.class, Trouble.class}, properties = "countersign.public-url=https://countersign.example")
@Import({SignedIn.class, Words.class, BreachBoard.class, Pace.class, Quarantine.class, BreachPagesTests.Setting.class})
class BreachPagesTests {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final String HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'=HYPERLINK(1)" + "W".repeat(300);
    static final Person DPO = person("P7", "greta", "Greta Gooseberry", "staff", "dpo");
    static final Person OFFICER = person("P8", "horatio", "Horatio Hazelnut", "staff", "college-officers");
    static final Person ADA = person("P1", "ada", "Ada Applegarth", "staff", "it-team", "administrators", "records-officers");
    static final List<String> PAGES = List.of("/breaches", "/breaches/open", "/breaches/BE-2026-000001", "/breaches/register",
            "/breaches/register?text=%22%3E%3Cscript%3E&year=2026&kind=BREACH", "/breaches/calendar",
            "/breaches/BE-2026-000001/regulator");

    @Autowired MockMvc web;
    @Autowired BreachBoard board;
    @Autowired MovableClock clock;
    @MockitoBean People people;
    @MockitoBean ReadableCases readable;
    @MockitoBean Breaches breaches;
    @MockitoBean Attachments attachments;
    @MockitoBean Trail trail;
    @MockitoBean Archive archive;
    @MockitoBean CalendarFeeds feeds;
    @MockitoBean FirstAdministrator firstAdministrator;

    @TestConfiguration
    static class Setting {

        @Bean
        MovableClock clock() {
            return new MovableClock();
        }

        @Bean
        Institution institution() {
            Institution institution = mock(Institution.class);
            when(institution.zone()).thenReturn(ZoneId.of("Europe/London"));
            when(institution.name()).thenReturn("St Example's");
            return institution;
        }
    }

    @BeforeEach
    void setTheScene() {
        clock.set(NOW.toString());
        for (Person person : List.of(DPO, OFFICER, ADA)) {
            when(people.byUserId(person.userId())).thenReturn(Optional.of(person));
            when(people.byId(person.personId())).thenReturn(Optional.of(person));
        }
        open(one("BE-2026-000001", "2026-11-20T11:00:00Z", null, HOSTILE));
        when(breaches.correctionsOf(anyString())).thenReturn(List.of(
                new Correction(1, NOW.minusSeconds(9000), HOSTILE, "P7", NOW.minusSeconds(8000), "In force", "P8", NOW)));
        when(breaches.marksOf(anyString())).thenReturn(List.of(new Mark("h1", HOSTILE, NOW.minusSeconds(60), "sent", NOW.minusSeconds(50)),
                new Mark("h2", "Decision due", NOW.plusSeconds(60), "to come", null)));
        when(trail.of(anyString())).thenReturn(List.of(new Trail.Entry("BE-2026-000001", NOW, "reported", null, "P1", null, HOSTILE)));
        when(attachments.of(anyString())).thenReturn(List.of(file("f1", HOSTILE, null), file("f2", "gone.png", NOW)));
        when(breaches.register(any())).thenAnswer(asked -> breaches.open());
        doAnswer(asked -> {
            breaches.open().forEach(asked.<Consumer<BreachCase>>getArgument(1));
            return null;
        }).when(breaches).eachOfTheRegister(any(), any());
        when(breaches.regulatorFormOf("BE-2026-000001")).thenReturn(Optional.of(new RegulatorForm(LocalDate.of(2026, 11, 23), List.of(
                new RegulatorForm.Question(1, Asked.WHAT_HAPPENED, "About", "What happened", HOSTILE, HOSTILE, true, false, List.of("This looks like a name")),
                new RegulatorForm.Question(2, Asked.NUMBER_OF_PEOPLE, "After", "How many", null, "", true, true, List.of())), 50)));
        when(people.today()).thenReturn(LocalDate.of(2026, 11, 23));
        board.fresh();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/breaches", "/breaches/open", "/breaches/BE-2026-000001", "/breaches/BE-2026-000001/files/f1",
            "/breaches/register", "/breaches/register.csv", "/breaches/calendar", "/api/breaches", "/api/breaches/BE-2026-000001",
            "/breaches/BE-2026-000001/regulator", "/breaches/BE-2026-000001/regulator.txt", "/breaches/BE-2026-000001/regulator.pdf"})
    void isNotThereForAnybodyElse(String address) throws Exception {
        when(breaches.regulatorFormPdfOf("BE-2026-000001")).thenReturn(Optional.of(new byte[] {1}));
        when(attachments.find("f1")).thenReturn(Optional.of(file("f1", "a.png", null)));
        when(attachments.content("f1")).thenReturn(new byte[] {1});
        assertThat(as(ADA, get(address)).getStatus()).isEqualTo(404);
        assertThat(as(DPO, get(address)).getStatus()).isEqualTo(200);
        assertThat(as(OFFICER, get(address)).getStatus()).isEqualTo(200);
    }

    @Test
    void keepsTheRulesAllPagesShare() throws Exception {
        for (String address : PAGES) {
            Document page = Jsoup.parse(as(DPO, get(URI.create(address))).getContentAsString());
            assertThat(page.select("script:not([src]), style, [style], img[src=x], a[href^=javascript]")).as(address).isEmpty();
            assertThat(page.getAllElements().stream().flatMap(element -> element.attributes().asList().stream())
                    .filter(attribute -> attribute.getKey().startsWith("on"))).isEmpty();
            for (Element field : page.select("input:not([type=hidden]), select, textarea")) {
                assertThat(page.select("label[for=" + field.id() + "]")).as("label of %s", field).hasSize(1);
            }
            assertThat(page.select("th:not([scope])")).isEmpty();
            assertThat(page.select("table").stream().filter(table -> table.select("caption").text().isBlank())).isEmpty();
            Set<String> ids = new HashSet<>();
            assertThat(page.select("[id]").eachAttr("id")).as(address).allMatch(ids::add);
            for (Element form : page.select("form[method=post]")) {
                assertThat(form.select("input[name=_csrf]")).hasSize(1);
            }
        }
        assertThat(Jsoup.parse(as(DPO, get("/breaches")).getContentAsString()).select("nav a[href=/breaches][aria-current]")).hasSize(1);
    }

    @Test
    void saysByAWordAndAShapeHowUrgentACaseIs() throws Exception {
        open(one("BE-2026-000001", "2026-11-20T09:00:00Z", null, ""), one("BE-2026-000002", "2026-11-20T11:00:00Z", null, ""),
                one("BE-2026-000003", "2026-11-22T11:00:00Z", null, ""), one("BE-2026-000004", "2026-11-22T11:00:00Z", NOW, ""));
        Document page = Jsoup.parse(as(DPO, get("/breaches")).getContentAsString());
        assertThat(page.select(".urgency").eachText()).containsExactly("■ LATE", "▲ Soon", "● In time", "✓ Regulator told");
        assertThat(page.select("[data-left]").eachText()).containsExactly("LATE by 1 hour", "1 hour left", "2 days 1 hour left");
        assertThat(page.select("tbody tr").get(1).attr("data-deadline")).isEqualTo(String.valueOf(Instant.parse("2026-11-23T11:00:00Z").toEpochMilli()));
        assertThat(page.select("tbody tr").get(1).text()).contains("Mon 23 Nov 2026, 11:00 GMT").contains("Greta Gooseberry");
    }

    @Test
    void tellsAScreenThatNothingChangedWithoutSendingItAgain() throws Exception {
        MockHttpServletResponse first = as(DPO, get("/breaches/open"));
        assertThat(first.getContentAsString()).contains("BE-2026-000001").doesNotContain("<html");
        MockHttpServletResponse again = as(DPO, get("/breaches/open").header("If-None-Match", first.getHeader("ETag")));
        assertThat(again.getStatus()).isEqualTo(304);
        assertThat(again.getContentAsString()).isEmpty();
        assertThat(again.getHeader("ETag")).isEqualTo(first.getHeader("ETag"));
        assertThat(again.getHeader("X-Server-Time")).isEqualTo(String.valueOf(NOW.toEpochMilli()));
        open(one("BE-2026-000009", "2026-11-20T11:00:00Z", null, ""));
        board.fresh();
        assertThat(as(DPO, get("/breaches/open").header("If-None-Match", first.getHeader("ETag"))).getContentAsString()).contains("BE-2026-000009");
    }

    @Test
    void showsWhatTheRegulatorWasSentLaterBesideWhatWasSaidAtFirst() throws Exception {
        assertThat(Jsoup.parse(as(DPO, get("/breaches/BE-2026-000001")).getContentAsString()).select("#later")).isEmpty();
        when(breaches.sentLaterOf("BE-2026-000001")).thenReturn(List.of(new SentLater("Number of data subjects", "not known yet", "55. " + HOSTILE, NOW)));
        Document page = Jsoup.parse(as(DPO, get("/breaches/BE-2026-000001")).getContentAsString());
        assertThat(page.select("section[aria-labelledby=later]").text()).contains("Number of data subjects", "55. " + HOSTILE.strip(), "at first: not known yet");
    }

    @Test
    void correctsTheAwarenessOnlyWithAReason() throws Exception {
        String address = "/breaches/BE-2026-000001/awareness";
        assertThat(as(DPO, post(address).param("awareAt", "2026-11-20T09:00")).getStatus()).isEqualTo(422);
        assertThat(as(DPO, post(address).param("reason", "A log.")).getStatus()).isEqualTo(422);
        assertThat(as(DPO, post(address)).getContentAsString()).as("both at once").contains("href=\"#awareAt\"", "href=\"#reason\"", "2 things need your attention");
        verify(breaches, never()).correctAwareness(any(), any(), any(), any());
        assertThat(as(ADA, post(address).param("awareAt", "2026-11-20T09:00").param("reason", "A log.")).getStatus()).isEqualTo(404);
        assertThat(as(DPO, post(address).param("awareAt", "2026-11-20T09:00").param("reason", " A log. ")).getRedirectedUrl()).isEqualTo("/breaches/BE-2026-000001");
        verify(breaches).correctAwareness("BE-2026-000001", "2026-11-20T09:00", "A log.", "P7");
        doThrow(new NotAllowed("That lies in the future.")).when(breaches).correctAwareness(eq("BE-2026-000001"), eq("2027-11-20T09:00"), any(), any());
        MockHttpServletResponse refused = as(DPO, post(address).param("awareAt", "2027-11-20T09:00").param("reason", "A log."));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("That lies in the future.").contains("A log.").contains("2027-11-20T09:00");
    }

    @Test
    void handsOutNoFileOfAnotherCaseOrInQuarantine() throws Exception {
        when(attachments.find("f1")).thenReturn(Optional.of(file("f1", "a.png", null)));
        when(attachments.find("f2")).thenReturn(Optional.of(file("f2", "b.png", NOW)));
        when(attachments.content(anyString())).thenReturn(new byte[] {1, 2});
        when(breaches.find("BE-2026-000002")).thenReturn(Optional.of(one("BE-2026-000002", "2026-11-20T11:00:00Z", null, "")));
        MockHttpServletResponse mine = as(DPO, get("/breaches/BE-2026-000001/files/f1"));
        assertThat(mine.getContentAsByteArray()).containsExactly(1, 2);
        assertThat(mine.getHeader("Content-Disposition")).startsWith("attachment");
        assertThat(as(DPO, get("/breaches/BE-2026-000002/files/f1")).getStatus()).isEqualTo(404);
        assertThat(as(DPO, get("/breaches/BE-2026-000001/files/f2")).getStatus()).isEqualTo(404);
    }

    @Test
    void takesAFileOfAFormAndShowsItOnlyToWhoGaveIt() throws Exception {
        when(attachments.upload("a.png", new byte[] {1}, "P1")).thenReturn(file("f1", "a.png", null));
        when(attachments.upload("b.exe", new byte[] {1}, "P1")).thenThrow(new Attachments.Refused("This is a program."));
        when(attachments.find("f1")).thenReturn(Optional.of(file("f1", "a.png", null)));
        when(attachments.content("f1")).thenReturn(new byte[] {1});
        MockHttpServletResponse taken = as(ADA, multipart("/forms/files").file(new MockMultipartFile("file", "a.png", "image/png", new byte[] {1})));
        assertThat(taken.getStatus()).isEqualTo(201);
        assertThat(taken.getContentAsString()).contains("\"id\":\"f1\"");
        MockHttpServletResponse refused = as(ADA, multipart("/forms/files").file(new MockMultipartFile("file", "b.exe", "image/png", new byte[] {1})));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("This is a program.");
        assertThat(as(ADA, get("/forms/files/f1")).getStatus()).isEqualTo(200);
        assertThat(as(DPO, get("/forms/files/f1")).getStatus()).isEqualTo(404);
        as(DPO, delete("/forms/files/f1"));
        verify(attachments).remove("f1", "P7");
    }

    @Test
    void programsReadTheClockInUtcWithEachCorrectionAndEscalation() throws Exception {
        String json = as(DPO, get("/api/breaches/BE-2026-000001")).getContentAsString();
        assertThat(json).contains("\"reportedAt\":\"2026-11-20T11:00:00Z\"", "\"awareAt\":\"2026-11-20T11:00:00Z\"", "\"provisional\":true",
                "\"deadline\":\"2026-11-23T11:00:00Z\"", "\"state\":\"open\"", "\"late\":false", "\"decidedAt\":\"2026-11-23T10:00:00Z\"",
                "\"mark\":\"h1\"", "\"at\":\"2026-11-23T09:59:10Z\"");
        clock.set("2026-11-23T11:00:01Z");
        assertThat(as(DPO, get("/api/breaches/BE-2026-000001")).getContentAsString()).contains("\"late\":true");
        assertThat(as(DPO, get("/api/breaches").param("open", "true")).getContentAsString()).contains("BE-2026-000001");
    }

    @Test
    void theRegisterOffersTheOutcomesThereAreAndTakesNoOther() throws Exception {
        for (String outcome : List.of("Not notifiable", "not such a thing")) {
            Document page = Jsoup.parse(as(DPO, get("/breaches/register").param("outcome", outcome)).getContentAsString());
            assertThat(page.select("select[name=outcome] option").eachAttr("value")).containsExactly("", "Notified", "Not notifiable", "Near miss", "Not a breach", "Joined");
            assertThat(page.select("select[name=outcome] option[selected]").eachAttr("value"))
                    .isEqualTo(Breaches.OUTCOMES.contains(outcome) ? List.of(outcome) : List.of());
        }
        ArgumentCaptor<Breaches.Query> asked = ArgumentCaptor.forClass(Breaches.Query.class);
        verify(breaches, times(2)).register(asked.capture());
        assertThat(asked.getAllValues()).extracting(Breaches.Query::outcome).containsExactly("Not notifiable", null);
    }

    @Test
    void handsOutTheRegulatorsFormAsPdfAndText() throws Exception {
        when(breaches.regulatorFormPdfOf("BE-2026-000001")).thenReturn(Optional.of(new byte[] {1, 2}));
        MockHttpServletResponse pdf = as(DPO, get("/breaches/BE-2026-000001/regulator.pdf"));
        assertThat(pdf.getContentType()).isEqualTo("application/pdf");
        assertThat(pdf.getContentAsByteArray()).containsExactly(1, 2);
        assertThat(pdf.getHeader("Content-Disposition")).contains("BE-2026-000001-regulator.pdf");
        assertThat(as(DPO, get("/breaches/BE-2026-000001/regulator")).getContentAsString()).contains("href=\"/breaches/BE-2026-000001/regulator.pdf\"");
        assertThat(as(DPO, get("/breaches/BE-2026-000001/regulator.txt")).getContentAsString()).contains("1. What happened", "2. How many\r\n   (no answer yet)");
        assertThat(as(DPO, get("/breaches/BE-2026-000009/regulator.pdf")).getStatus()).isEqualTo(404);
    }

    @Test
    void theRegisterAsCsvHoldsNoFormula() throws Exception {
        open(one("BE-2026-000001", "2026-11-20T11:00:00Z", NOW, "=HYPERLINK(\"http://x\")"));
        String csv = as(DPO, get("/breaches/register.csv")).getContentAsString();
        assertThat(csv.lines().toList()).hasSize(2);
        assertThat(csv).contains("\"'=HYPERLINK(\"\"http://x\"\")\"").contains(",71.0,").contains("2026-11-23T11:00:00Z,false");
    }

    @Test
    void plotsHoursAgainstTheLineOf72WithTheNumbersBehind() throws Exception {
        YearMonth month = YearMonth.of(2026, 11);
        when(breaches.tallies(any())).thenReturn(List.of(new Tally(month, Kind.BREACH, false, true, null, 6, 2), new Tally(month, Kind.BREACH, true, true, null, 7, 1),
                new Tally(month, Kind.BREACH, false, false, null, 0, 3)));
        Document page = Jsoup.parse(as(DPO, get("/breaches/register").param("year", "2019")).getContentAsString());
        assertThat(page.select("svg[role=img][aria-label*=3 notified, 1 of them later than 72 hours]")).hasSize(1);
        assertThat(page.select("rect.bar.late")).hasSize(1);
        assertThat(page.select("figure table").last().select("tbody tr").eachText()).contains("60 to 72 2", "72 to 84 1", "0 to 12 0");
        assertThat(page.select("figure table").first().select("tbody tr").eachText()).containsExactly("Nov 26 3 0 0 0 3");
        assertThat(page.select("svg.plot")).hasSize(2);
        assertThat(page.select("#found").text()).isEqualTo("6 cases");
    }

    @Test
    void theCalendarIsOpenToItsSecretAddressWhileItsOwnerHasTheRole() throws Exception {
        when(feeds.personOf("good")).thenReturn(Optional.of("P7"));
        when(feeds.personOf("of-ada")).thenReturn(Optional.of("P1"));
        MockHttpServletResponse calendar = as(ADA, get("/calendar/breaches/good.ics"));
        assertThat(calendar.getContentType()).startsWith("text/calendar");
        assertThat(calendar.getContentAsString()).contains("DTSTART:20261123T110000Z\r\n").contains("SUMMARY:BE-2026-000001: tell the regulator by now (provisional)\r\n")
                .doesNotContain("script");
        assertThat(calendar.getContentAsString().lines()).allMatch(line -> line.length() <= 75);
        assertThat(as(DPO, get("/calendar/breaches/of-ada.ics")).getStatus()).isEqualTo(404);
        assertThat(as(DPO, get("/calendar/breaches/guess.ics")).getStatus()).isEqualTo(404);
    }

    void open(BreachCase... cases) {
        when(breaches.open()).thenReturn(List.of(cases));
        for (BreachCase one : cases) {
            when(breaches.find(one.caseId())).thenReturn(Optional.of(one));
        }
    }

    MockHttpServletResponse as(Person person, AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        return web.perform(request.with(user(person.userId())).with(csrf())).andReturn().getResponse();
    }

    static BreachCase one(String caseId, String awareAt, Instant notifiedAt, String summary) {
        Instant aware = Instant.parse(awareAt);
        return new BreachCase(caseId, Kind.BREACH, "open", "Assessed", "Decide on notification", List.of("P7"), aware, aware, true,
                aware.plusSeconds(72 * 3600), false, 12, "RISK", null, null, notifiedAt, null, null, null, null, summary.isEmpty() ? null : summary, summary, null);
    }

    static Attachment file(String id, String name, Instant quarantinedAt) {
        return new Attachment(id, name, "image/png", 2048, "ab".repeat(32), "P1", NOW, "BE-2026-000001", quarantinedAt, null);
    }

    static Person person(String id, String userId, String name, String... roles) {
        return new Person(id, userId, name, userId + "@college.example", "Officer", "Registry", Person.Kind.STAFF, null,
                LocalDate.of(2015, 9, 1), null, Set.of(roles));
    }
}
