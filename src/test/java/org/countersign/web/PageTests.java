package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.engine.Case;
import org.countersign.engine.Cases.TimeTaken;
import org.countersign.engine.Cases.Waiting;
import org.countersign.engine.Operations.FailedJob;
import org.countersign.engine.Trail;
import org.countersign.holds.Hold;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.notices.Notices.Notice;
import org.countersign.notices.Notices.Told;
import org.countersign.people.Absence;
import org.countersign.people.PeopleImport.Imported;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.records.Archive.Query;
import org.countersign.records.Ledger;
import org.countersign.records.PersonalSignature;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.records.Releases;
import org.countersign.records.Retention.Change;
import org.countersign.records.Retention.Effects;
import org.countersign.records.Retention.Kept;
import org.countersign.records.Retention.Move;
import org.countersign.records.RetentionSchedule.Action;
import org.countersign.records.RetentionSchedule.Rule;
import org.countersign.records.RetentionSchedule.Trigger;
import org.countersign.records.Sheet;
import org.countersign.records.Verification.Finding;
import org.countersign.records.Verification.Report;
import org.countersign.records.Verification.Signer;
import org.countersign.records.Verification.Verdict;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every page, filled with text that means harm, keeps the rules all pages share. */
class PageTests extends Pages {

    private static final Person HOSTILE_PERSON = person("P6", "hostile", HOSTILE, "staff");

    static Stream<Arguments> everyPage() {
        return Stream.of(Arguments.of(ADA, "/"), Arguments.of(ADA, "/requests"), Arguments.of(ADA, "/requests/GA-2026-000001"),
                Arguments.of(ADA, "/requests/GA-2026-000001/withdraw"), Arguments.of(ADA, "/registers/apps"), Arguments.of(IT, "/registers/apps/app"), Arguments.of(ADA, "/registers/apps?text=%22%3E%3Cscript%3E&status=LOST&review=x"),
                Arguments.of(IT, "/registers/apps/new"), Arguments.of(IT, "/registers/apps/app/change"), Arguments.of(ADA, "/registers/groups"),
                Arguments.of(OFFICER, "/records"), Arguments.of(OFFICER, "/records?q=%3Cscript%3E&person=nobody&outcome=%22%3E"),
                Arguments.of(OFFICER, "/records/GA-2026-000001"), Arguments.of(OFFICER, "/records?show=GA-2026-000001&from=tomorrow&status=LOST"),
                Arguments.of(OFFICER, "/records?show=BE-2026-000001"), Arguments.of(OFFICER, "/records/BE-2026-000001"),
                Arguments.of(OFFICER, "/records/BE-2026-000001/release"), Arguments.of(BASIL, "/records/BE-2026-000001/release"),
                Arguments.of(OFFICER, "/records/holds"), Arguments.of(OFFICER, "/records/holds/LH-1"), Arguments.of(OFFICER, "/records/holds/new"),
                Arguments.of(OFFICER, "/records/holds/new?id=%3Cscript%3E&group=%22%3E"), Arguments.of(OFFICER, "/records/holds/new?id=GA-2026-000001"),
                Arguments.of(OFFICER, "/records/holds/new?which=found&q=%22%3E%3Cscript%3E"), Arguments.of(OFFICER, "/records/disposal"),
                Arguments.of(OFFICER, "/records/disposal/chosen?id=GA-2026-000001"), Arguments.of(OFFICER, "/records/disposal/chosen?which=found&q=%3Cscript%3E"),
                Arguments.of(OFFICER, "/records/class?id=GA-2026-000001"), Arguments.of(OFFICER, "/records/class?which=found&q=x&newClass=%3Cscript%3E"),
                Arguments.of(OFFICER, "/records/day?id=GA-2026-000001&on=2026-07-31"), Arguments.of(OFFICER, "/records/day?on=%22%3E"),
                Arguments.of(OFFICER, "/records/schedule"), Arguments.of(OFFICER, "/records/figures"), Arguments.of(OFFICER, "/records/people"),
                Arguments.of(OFFICER, "/records/people?person=%22%3E%3Cscript%3E"), Arguments.of(OFFICER, "/records/people?person=ada"), Arguments.of(DPO, "/records/people?person=ada"),
                Arguments.of(ADA, "/verify"),
                Arguments.of(ADA, "/verify?code=%22%3E%3Cscript%3Ealert(1)%3C/script%3E"), Arguments.of(ADA, "/absence"),
                Arguments.of(ADMINISTRATOR, "/people"), Arguments.of(ADMINISTRATOR, "/people?text=%3Cscript%3Ealert(1)%3C/script%3E"),
                Arguments.of(ADMINISTRATOR, "/people/P2"), Arguments.of(ADMINISTRATOR, "/operations"), Arguments.of(ADA, "/error"));
    }

    @BeforeEach
    void fillWithHarm() {
        has(ADA, "GA-2026-000001", false, HOSTILE);
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, HOSTILE);
        kept("BE-2026-000001", AccessClass.RESTRICTED, HOSTILE);
        when(cases.mayRead(BASIL, "BE-2026-000001")).thenReturn(true);
        when(releases.of("BE-2026-000001")).thenReturn(List.of(new Releases.Release("BE-2026-000001", "P6", HOSTILE, "P6", NOW, LocalDate.of(2027, 1, 1))));
        Query everything = Query.words(HOSTILE, 1);
        Hold hold = new Hold("LH-1", HOSTILE, "P6", LocalDate.of(2026, 11, 1), new Scope.Matching(everything), "BE-2026-000001", NOW, "P6", null, null, null);
        when(holds.open()).thenReturn(List.of(hold));
        when(holds.released(anyInt())).thenReturn(List.of(new Hold("LH-2", HOSTILE, "P6", LocalDate.of(2026, 11, 1), new Scope.Groups(List.of("G000001")), null, NOW, null, NOW,
                "P6", HOSTILE)));
        when(holds.byId("LH-1")).thenReturn(Optional.of(hold));
        when(holds.recordsOf(anyString(), any(), anyInt())).thenReturn(List.of("GA-2026-000001"));
        when(holds.preview(any())).thenReturn(new Holds.Preview(60, 1, 1, true));
        when(archive.all(any())).thenAnswer(asked -> archive.search(everything).stream());
        when(archive.standings(any())).thenReturn(Map.of("GA-2026-000001", new Archive.Standing("1", "contract-end", "review", null, LocalDate.of(2026, 1, 1), true, true, true,
                null, NOW, false)));
        when(keeper.signaturesOf("GA-2026-000001")).thenReturn(List.of(new RecordKeeper.SignedStep(1, "00",
                new PersonalSignature("P6", HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, NOW), "1")));
        when(ledger.of(anyString())).thenReturn(List.of(new Ledger.Entry(1, NOW, HOSTILE, "GA-2026-000001", null), new Ledger.Entry(2, NOW, "sealed", "GA-2026-000001", null)));
        Case other = new Case("GA-2026-000002", "group-approval", "instance", "definition", "P6", HOSTILE, false, HOSTILE, null, NOW, NOW, false);
        when(cases.linkedTo(anyString())).thenReturn(List.of(other));
        when(cases.mayRead(any(), eq("GA-2026-000002"))).thenReturn(true);
        Effects effects = new Effects(3, 1, 1, 1, List.of(new Change("GA-2026-000001", HOSTILE, HOSTILE, null, LocalDate.of(2027, 1, 1), Move.SHORTER, true)));
        when(retention.rules()).thenReturn(List.of(new Rule(HOSTILE, Trigger.CLOSURE, Period.ofYears(2), Action.REVIEW, HOSTILE)));
        when(retention.version()).thenReturn(HOSTILE);
        when(retention.previewOfReclassifying(any(), anyString())).thenReturn(effects);
        when(retention.previewOfEntering(any(), any())).thenReturn(effects);
        when(retention.previewOfRecomputing()).thenReturn(effects);
        Kept due = new Kept("GA-2026-000001", "group-approval", AccessClass.OPEN_TO_THE_DESK, HOSTILE, HOSTILE, "1", Trigger.CONTRACT_END, Action.REVIEW, null,
                LocalDate.of(2026, 1, 1), null, null, NOW, "00", null, true);
        when(disposals.hindrances(any(), any())).thenReturn(Map.of("GA-2026-000009", HOSTILE));
        when(retention.due(any(), anyInt())).thenReturn(List.of(due));
        when(retention.waitingForADay(any(), anyInt())).thenReturn(List.of(due));
        when(archive.naming(anyString())).thenAnswer(asked -> Map.of(archive.find("GA-2026-000001").orElseThrow(), 3, archive.find("BE-2026-000001").orElseThrow(), 1));
        when(cases.involving(anyString())).thenReturn(List.of(other));
        when(archive.countByFlow(any(), any())).thenReturn(Map.of(HOSTILE, 3L, "group-approval", 2L));
        when(archive.countDueByYear()).thenReturn(Map.of(2027, 3L));
        when(cases.timesTaken(any())).thenReturn(List.of(new TimeTaken("group-approval", 3, Duration.ofHours(5), Duration.ofDays(3))));
        when(people.byId("P6")).thenReturn(Optional.of(HOSTILE_PERSON));
        when(people.all()).thenReturn(List.of(ADA, HOSTILE_PERSON));
        when(people.deputyOf(anyString())).thenReturn(Optional.of(HOSTILE_PERSON));
        var task = new Waiting("task", "GA-2026-000001", "group-approval", "approveGroup", HOSTILE, List.of("P6", "P2"), "P6", NOW, NOW.minusSeconds(90_000), false);
        when(cases.waitingFor("P1")).thenReturn(List.of(task));
        when(cases.openTasksOf("GA-2026-000001")).thenReturn(List.of(task));
        when(trail.of("GA-2026-000001")).thenReturn(List.of(new Trail.Entry("GA-2026-000001", NOW, "submitted", "start", "P6", "P2", HOSTILE)));
        when(keeper.sheetsOf("GA-2026-000001")).thenReturn(List.of(new Sheet("GA-2026-000001", 1, NOW, "00", 1)));
        when(notices.of(anyString(), anyInt())).thenReturn(List.of(
                new Told(1, "P1", new Notice("k", "group-approval/told", HOSTILE, HOSTILE, "/requests/\"><script>alert(3)</script>", null), NOW, null, "listed"),
                new Told(3, "P1", new Notice("k3", "group-approval/told", "Here", HOSTILE, "/requests/GA-2026-000001", null), NOW, NOW, "listed")));
        when(notices.unread(anyString())).thenReturn(1);
        var app = new Apps.App("app", HOSTILE, HOSTILE, Apps.Status.APPROVED, HOSTILE, LocalDate.of(2027, 1, 1), NOW, "P6", "AA-2026-000001");
        when(apps.all()).thenReturn(List.of(app));
        when(apps.byId("app")).thenReturn(Optional.of(app));
        when(groups.liveOn("app")).thenReturn(List.of(new Groups.Group("G000001", HOSTILE, HOSTILE, "app", HOSTILE, HOSTILE, "P6", null, Groups.Status.ACTIVE, "GA-2026-000001", NOW)));
        when(apps.historyOf("app")).thenReturn(List.of(new Apps.Change("app", Apps.Status.APPROVED, HOSTILE, HOSTILE, NOW, "P6", "AA-2026-000001")));
        when(groups.all()).thenReturn(List.of(
                new Groups.Group("g", HOSTILE, "Secret purpose", "app", HOSTILE, "Team", "P6", "P2", Groups.Status.APPROVED, "GA-2026-000001", NOW)));
        when(absences.of(anyString())).thenReturn(List.of(new Absence(1, "P1", LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 2), LocalDate.of(2026, 12, 2),
                "P6", NOW, null, null, false)));
        when(peopleImport.history(anyInt())).thenReturn(List.of(new Imported(NOW, "P6", HOSTILE, 1, 2, 3, 4)));
        when(operations.failedJobs(anyInt())).thenReturn(List.of(
                new FailedJob("job", "group-approval", "GA-2026-000001", "sealRecord", 0, "The disk is full.", null),
                new FailedJob("job2", "group-approval", null, "sealRecord", 2, "The disk is full.", NOW)));
        when(verification.verify(any())).thenReturn(new Report(Verdict.CHANGED, HOSTILE, "GA-2026-000001", HOSTILE, NOW, HOSTILE,
                List.of(new Signer(HOSTILE, HOSTILE, HOSTILE, NOW, false)), List.of(new Finding(HOSTILE, false, HOSTILE))));
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void neverTakesTextForMarkup(Person who, String address) throws Exception {
        String html = body(who, get(java.net.URI.create(address)));
        assertThat(html).isNotEmpty();
        Document page = Jsoup.parse(html);
        assertThat(page.select("script:not([src])")).isEmpty();
        assertThat(page.select("img[src=x]")).isEmpty();
        assertThat(page.select("a[href^=javascript], a[href^=//]")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void keepsToTheContentSecurityPolicy(Person who, String address) throws Exception {
        Document page = Jsoup.parse(body(who, get(java.net.URI.create(address))));
        assertThat(page.select("style, [style], script:not([src])")).isEmpty();
        assertThat(page.getAllElements().stream().flatMap(element -> element.attributes().asList().stream())
                .filter(attribute -> attribute.getKey().startsWith("on"))).isEmpty();
        assertThat(page.select("[src], link[href]").eachAttr("src")).allMatch(source -> source.isEmpty() || source.startsWith("/"));
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void canBeReadWithoutEyesAndWithoutAMouse(Person who, String address) throws Exception {
        Document page = Jsoup.parse(body(who, get(java.net.URI.create(address))));
        assertThat(page.select("html").attr("lang")).isEqualTo("en-GB");
        assertThat(page.title()).endsWith("– Countersign").hasSizeGreaterThan(14);
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("main#content")).hasSize(1);
        assertThat(page.select("a.skip[href=#content]")).hasSize(1);
        assertThat(page.select("body > header, body > main, body > footer")).hasSize(3);
        for (Element field : page.select("input:not([type=hidden]), select, textarea")) {
            assertThat(page.select("label[for=" + field.id() + "]")).as("label of %s", field).hasSize(1);
        }
        assertThat(page.select("th:not([scope])")).isEmpty();
        for (Element table : page.select("table")) {
            assertThat(table.select("caption").text()).isNotBlank();
        }
        Set<String> ids = new HashSet<>();
        assertThat(page.select("[id]").eachAttr("id")).allMatch(ids::add, "used once");
        for (Element pointing : page.select("[aria-describedby], [aria-labelledby], [aria-controls]")) {
            for (String id : (pointing.attr("aria-describedby") + " " + pointing.attr("aria-labelledby") + " " + pointing.attr("aria-controls")).trim().split(" +")) {
                assertThat(page.getElementById(id)).as("what %s points at", id).isNotNull();
            }
        }
        for (Element form : page.select("form[method=post]")) {
            assertThat(form.select("input[name=_csrf]")).as("token in %s", form.attr("action")).hasSize(1);
        }
    }

    @Test
    void linksIntoTheTasklistAtTheTaskAndAtTheStart() throws Exception {
        Document page = Jsoup.parse(body(ADA, get("/")));
        assertThat(page.select("a[href=/camunda/app/tasklist/default/#/?task=task]")).hasSize(1);
        assertThat(page.select("a[href=/camunda/app/tasklist/default/#/?processStart=group-approval]")).hasSize(1);
        assertThat(page.select("a[href=/requests/GA-2026-000001]")).hasSize(1);
    }

    @Test
    void tellsAllStaffNoMoreOfAGroupThanItsRegisterNeeds() throws Exception {
        assertThat(body(ADA, get("/registers/groups"))).doesNotContain("Secret purpose").doesNotContain("GA-2026-000001").doesNotContain(BASIL.name());
    }

    @Test
    void saysEverythingTheDiagramShowsInWordsToo() throws Exception {
        Document page = Jsoup.parse(body(ADA, get("/requests/GA-2026-000001")));
        assertThat(page.select("#diagram").attr("data-taken")).isEqualTo("start");
        assertThat(page.select("details li").eachText()).containsExactly("Apply", "Approve the group – stands here now");
        assertThat(page.text()).contains("Overdue since 22 November 2026");
    }

    @Test
    void hasAKindWordForEveryEmptyList() throws Exception {
        when(cases.waitingFor("P2")).thenReturn(List.of());
        when(notices.of(anyString(), anyInt())).thenReturn(List.of());
        when(apps.all()).thenReturn(List.of());
        when(groups.all()).thenReturn(List.of());
        when(archive.search(any())).thenReturn(List.of());
        when(operations.failedJobs(anyInt())).thenReturn(List.of());
        assertThat(body(BASIL, get("/"))).contains("Nothing waits for you.").contains("No notices yet.");
        assertThat(body(BASIL, get("/requests"))).contains("You have not asked for anything yet.");
        assertThat(body(BASIL, get("/registers/apps"))).contains("No app is on the register yet.");
        assertThat(body(BASIL, get("/registers/groups"))).contains("No group is approved yet.");
        assertThat(body(OFFICER, get("/records"))).contains("There are no records yet.");
        assertThat(body(OFFICER, get("/records?q=x"))).contains("No record matches.");
        assertThat(body(ADMINISTRATOR, get("/operations"))).contains("Nothing has failed.");
    }
}
