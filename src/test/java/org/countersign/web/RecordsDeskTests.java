package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.engine.Case;
import org.countersign.holds.Hold;
import org.countersign.holds.Holds;
import org.countersign.holds.HoldRefused;
import org.countersign.holds.Scope;
import org.countersign.people.Person;
import org.countersign.records.Archive.Query;
import org.countersign.records.Archive.Standing;
import org.countersign.records.Archive.Status;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Ledger;
import org.countersign.records.Retention;
import org.countersign.records.Retention.Effects;
import org.countersign.records.RetentionRefused;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentCaptor;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.SimpleTransactionStatus;

/** What records officers ask for and do at their desk, and what is refused. */
class RecordsDeskTests extends Pages {

    private static final LocalDate NEXT_YEAR = LocalDate.of(2027, 6, 1);

    private Query asked() {
        ArgumentCaptor<Query> query = ArgumentCaptor.forClass(Query.class);
        verify(archive).search(query.capture());
        return query.getValue();
    }

    private static Hold hold(Scope scope) {
        return new Hold("LH-1", "A claim", "P3", NEXT_YEAR, scope, null, NOW, "P3", null, null, null);
    }

    // --- search

    @Test
    void asksTheArchiveWhatWasTyped() throws Exception {
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        assertThat(body(OFFICER, get("/records?q=boat&flow=group-approval&outcome=Authorised&person=basil&class=group-approval&from=2026-01-01&to=2026-12-31&status=DUE&after=GA-1")))
                .contains("Boathouse rota");
        assertThat(asked()).isEqualTo(new Query("boat", "group-approval", "Authorised", "P2", "group-approval", LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31), Status.DUE,
                "GA-1", 26));
    }

    @ParameterizedTest
    @CsvSource({"from=tomorrow, from", "from=2026-02-30, from", "to=0026-01-01, to", "to=99999-01-01, to", "from=2026-02-01&to=2026-01-01, to", "status=LOST, status",
            "person=nobody, person"})
    void answersNoOtherQuestionThanTheOneMeant(String address, String field) throws Exception {
        assertThat(Jsoup.parse(body(OFFICER, get("/records?" + address))).select(".message.bad a[href=#" + field + "]")).hasSize(1);
        verify(archive, never()).search(any());
    }

    @Test
    void aProgramGetsNoMoreThanTwoHundredAndIsToldOfADayThatIsNone() throws Exception {
        assertThat(status(OFFICER, get("/api/records?limit=2000000000"))).isEqualTo(200);
        assertThat(asked().limit()).isEqualTo(201);
        for (String odd : List.of("from=yesterday", "to=2026-13-01", "status=LOST", "limit=many")) {
            assertThat(status(OFFICER, get("/api/records?" + odd))).as(odd).isEqualTo(400);
        }
    }

    @Test
    void showsARecordBesideTheListAndLogsIt() throws Exception {
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        when(archive.standings(any())).thenReturn(Map.of("GA-2026-000001", new Standing("1", "closure", "destroy", NEXT_YEAR, NEXT_YEAR, false, true, true, null, null, null)));
        var page = Jsoup.parse(body(OFFICER, get("/records?q=boat&show=GA-2026-000001")));
        assertThat(page.select("#preview").text()).contains("Boathouse rota", "Held", "due on 1 June 2027", "awaiting time stamp", "0123-4567");
        assertThat(page.select("tr[aria-current] a").attr("href")).isEqualTo("/records?q=boat&show=GA-2026-000001#preview");
        verify(archive).logAccess("GA-2026-000001", "P3", "viewed");
        kept("BE-2026-000001", AccessClass.RESTRICTED, "Nobody's business");
        assertThat(Jsoup.parse(body(OFFICER, get("/records?show=BE-2026-000001"))).select("#preview").text()).contains("Ask the office")
                .doesNotContain("Nobody's business", "Authorised", "0123-4567");
    }

    @Test
    void everyPageOfTheDeskSaysWhatIsDamagedUntilItIsMended() throws Exception {
        when(ledger.head()).thenReturn(new Ledger.Head(12, "ab".repeat(32)));
        List<String> desk = List.of("/records", "/records/holds", "/records/disposal", "/records/people", "/records/ledger");
        for (String page : desk) {
            assertThat(body(OFFICER, get(page))).as(page).doesNotContain("no longer what was kept", "The ledger does not fit");
        }
        when(archive.damaged(anyInt())).thenReturn(List.of("GA-2026-000001", "GA-2026-000002"));
        when(ledger.trouble()).thenReturn(java.util.Optional.of("Row 7 of the ledger is missing."));
        for (String page : desk) {
            assertThat(Jsoup.parse(body(OFFICER, get(page))).select("[role=alert] a[href=/records/GA-2026-000002]")).as(page).hasSize(1);
            assertThat(body(OFFICER, get(page))).as(page).contains("Row 7 of the ledger is missing.");
        }
        assertThat(body(DPO, get("/records/people"))).as("whoever has one page of the desk alone").doesNotContain("GA-2026-000001", "Row 7");
    }

    // --- holds

    @ParameterizedTest
    @ValueSource(strings = {"action=hold", "action=hold&which=found", "action=burn&id=GA-2026-000001", "action=export&id="})
    void nothingChosenGoesBackToTheList(String address) throws Exception {
        assertThat(as(OFFICER, get("/records/selected?" + address)).getResponse().getRedirectedUrl()).isEqualTo("/records");
    }

    @Test
    void whatWasChosenOrFoundGoesOnToAPageThatShowsTheEffects() throws Exception {
        assertThat(as(OFFICER, get("/records/selected?action=class&id=GA-2026-000001&id=GA-2026-000002")).getResponse().getRedirectedUrl())
                .isEqualTo("/records/class?which=chosen&id=GA-2026-000001&id=GA-2026-000002");
        assertThat(as(OFFICER, get("/records/selected?action=hold&which=found&class=x&id=GA-2026-000001").param("q", "a&b")).getResponse().getRedirectedUrl())
                .isEqualTo("/records/holds/new?which=found&q=a%26b&class=x");
    }

    @Test
    void placesAHoldOnWhatIsFoundNowAndLater() throws Exception {
        when(holds.place(any(), anyString(), anyString(), any(), any(), any())).thenReturn(hold(new Scope.Groups(List.of("G000001"))));
        assertThat(as(OFFICER, post("/records/holds").param("which", "found").param("q", "boat").param("reason", "A claim").param("owner", "Imogen Inkwell (imogen)")
                .param("reviewOn", "2027-06-01")).getResponse().getRedirectedUrl()).isEqualTo("/records/holds/LH-1");
        verify(holds).place(argThat(scope -> scope instanceof Scope.Matching matching && "boat".equals(matching.query().text())), eq("A claim"), eq("P3"), eq(NEXT_YEAR), any(), eq("P3"));
    }

    @Test
    void refusesAHoldOnNothingWithoutReasonOwnerAndDay() throws Exception {
        assertThat(body(OFFICER, post("/records/holds"))).contains("href=\"#reason\"", "href=\"#owner\"", "href=\"#reviewOn\"");
        when(holds.place(any(), anyString(), anyString(), any(), any(), any())).thenThrow(new HoldRefused("Choose what is held."));
        var refused = as(OFFICER, post("/records/holds").param("reason", "A claim").param("owner", "imogen").param("reviewOn", "2027-06-01")).getResponse();
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("Choose what is held.");
    }

    @Test
    void whatIsSealedOffCanNotBeHeldByGuessingItsNumber() throws Exception {
        kept("PD-2026-000001", AccessClass.SEALED_OFF, "One officer's");
        assertThat(body(OFFICER, get("/records/holds/new?id=PD-2026-000001"))).contains("is not there").doesNotContain("One officer's");
        assertThat(status(OFFICER, post("/records/holds").param("id", "PD-2026-000001").param("reason", "A claim").param("owner", "imogen").param("reviewOn", "2027-06-01")))
                .isEqualTo(404);
        verify(holds, never()).place(any(), anyString(), anyString(), any(), any(), any());
    }

    @Test
    void aProgramPlacesAndReleasesAHoldAndIsToldWhyNot() throws Exception {
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        when(holds.place(any(), anyString(), anyString(), any(), any(), any())).thenReturn(hold(new Scope.Records(List.of("GA-2026-000001"))));
        String wanted = "{\"recordIds\": [\"GA-2026-000001\"], \"reason\": \"A claim\", \"ownerId\": \"P3\", \"reviewOn\": \"2027-06-01\"}";
        assertThat(status(OFFICER, post("/api/holds").contentType(MediaType.APPLICATION_JSON).content(wanted))).isEqualTo(201);
        assertThat(status(ADA, post("/api/holds").contentType(MediaType.APPLICATION_JSON).content(wanted))).isEqualTo(403);
        for (String odd : List.of("{}", "{\"recordIds\": [], \"groupIds\": [], \"ownerId\": \"P3\", \"reviewOn\": \"2027-06-01\"}", "{\"recordIds\": [\"GA-2026-000001\"]}")) {
            assertThat(status(OFFICER, post("/api/holds").contentType(MediaType.APPLICATION_JSON).content(odd))).as(odd).isEqualTo(422);
        }
        String withNull = wanted.replace("\"GA-2026-000001\"", "null");
        assertThat(status(OFFICER, post("/api/holds").contentType(MediaType.APPLICATION_JSON).content(withNull))).isEqualTo(422);
        assertThat(status(OFFICER, post("/api/holds").contentType(MediaType.APPLICATION_JSON).content(withNull.replace("recordIds", "groupIds")))).isEqualTo(422);
        for (String odd : List.of("{\"reviewOn\": \"soon\"}", wanted.replace("A claim", "A\\u0000claim"), wanted.replace("A claim", "A \\ud800 claim"),
                wanted.replace("\"recordIds\": [\"GA-2026-000001\"]", "\"query\": {\"flwo\": \"group-approval\"}"))) {
            assertThat(status(OFFICER, post("/api/holds").contentType(MediaType.APPLICATION_JSON).content(odd))).as(odd).isEqualTo(400);
        }
        when(holds.byId("LH-1")).thenReturn(java.util.Optional.of(hold(new Scope.Records(List.of("GA-2026-000001")))));
        when(holds.release(eq("LH-1"), anyString(), any())).thenThrow(new HoldRefused("This hold has been released already."));
        assertThat(status(OFFICER, post("/api/holds/LH-1/release").contentType(MediaType.APPLICATION_JSON).content("{\"reason\": \"Settled\"}"))).isEqualTo(422);
        assertThat(status(OFFICER, post("/api/holds/LH-2/release").contentType(MediaType.APPLICATION_JSON).content("{}"))).isEqualTo(404);
    }

    @Test
    void aProgramSeesWhatAHoldWouldCoverAndSaysThatOneIsStillNeeded() throws Exception {
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        when(holds.preview(new Scope.Records(List.of("GA-2026-000001")))).thenReturn(new Holds.Preview(1, 1, 0, false));
        assertThat(body(OFFICER, json("/api/holds/preview", "{\"recordIds\": [\"GA-2026-000001\"]}"))).contains("\"records\":1", "\"held\":1");
        assertThat(status(OFFICER, json("/api/holds/preview", "{}"))).isEqualTo(422);
        verify(holds, never()).place(any(), anyString(), anyString(), any(), any(), any());
        Hold hold = hold(new Scope.Records(List.of("GA-2026-000001")));
        when(holds.byId("LH-1")).thenReturn(java.util.Optional.of(hold));
        when(holds.reviewed("LH-1", NEXT_YEAR, "P3")).thenReturn(hold);
        assertThat(status(OFFICER, json("/api/holds/LH-1/review", "{\"reviewOn\": \"2027-06-01\"}"))).isEqualTo(200);
        verify(holds).reviewed("LH-1", NEXT_YEAR, "P3");
        assertThat(status(OFFICER, json("/api/holds/LH-1/review", "{}"))).isEqualTo(422);
        assertThat(status(OFFICER, json("/api/holds/LH-2/review", "{\"reviewOn\": \"2027-06-01\"}"))).isEqualTo(404);
        for (String address : List.of("/api/holds/preview", "/api/holds/LH-1/review")) {
            assertThat(status(DPO, json(address, "{}"))).as(address).isEqualTo(403);
        }
    }

    // --- retention

    @Test
    void aProgramSeesWhatIsDueWhatWaitsAndWhatAChangedScheduleWouldShorten() throws Exception {
        Retention.Kept due = new Retention.Kept("GA-2026-000001", "group-approval", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota", "group-approval", "1", null, null,
                LocalDate.of(2024, 1, 1), LocalDate.of(2026, 1, 1), null, null, NOW, "ab", null, true);
        when(retention.due(null, 51)).thenReturn(List.of(due));
        when(retention.waitingForADay(null, 2)).thenReturn(List.of(due, due));
        when(disposals.hindrances(List.of("GA-2026-000001"), OFFICER)).thenReturn(Map.of("GA-2026-000001", "It is held."));
        when(retention.previewOfRecomputing()).thenReturn(new Effects(3, 0, 2, 1, List.of()));
        assertThat(body(OFFICER, get("/api/retention/due"))).contains("\"dueOn\":\"2026-01-01\"", "\"hindrance\":\"It is held.\"").doesNotContain("Boathouse");
        assertThat(body(OFFICER, get("/api/retention/waiting?limit=1"))).contains("\"next\":\"GA-2026-000001\"");
        assertThat(body(OFFICER, get("/api/retention/schedule-change"))).contains("\"shorter\":2");
        verify(retention, never()).recompute(anyBoolean(), anyString(), any());
        when(retention.recompute(true, "", "P3")).thenThrow(new RetentionRefused("Give the reason."));
        assertThat(status(OFFICER, json("/api/retention/schedule-change", "{}"))).isEqualTo(422);
        when(retention.recompute(true, "Agreed", "P3")).thenReturn(new Effects(2, 0, 2, 0, List.of()));
        assertThat(body(OFFICER, json("/api/retention/schedule-change", "{\"reason\": \"Agreed\"}"))).contains("\"shorter\":2");
        for (String address : List.of("/api/retention/due", "/api/retention/waiting", "/api/retention/schedule-change")) {
            assertThat(status(DPO, get(address))).as(address).isEqualTo(403);
        }
        assertThat(status(DPO, json("/api/retention/schedule-change", "{\"reason\": \"Mine\"}"))).isEqualTo(403);
    }

    @Test
    void aShorterTimeIsChangedOnlyWhenItIsMeant() throws Exception {
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        Effects effects = new Effects(1, 0, 1, 0, List.of());
        when(retention.previewOfReclassifying(any(), eq("concern"))).thenReturn(effects);
        when(retention.reclassify(any(), eq("concern"), anyString(), eq(false), anyString()))
                .thenThrow(new RetentionRefused("Kept for a shorter time than before, which has to be confirmed: GA-2026-000001."));
        when(retention.reclassify(any(), eq("concern"), anyString(), eq(true), anyString())).thenReturn(effects);
        var refused = as(OFFICER, post("/records/class").param("id", "GA-2026-000001").param("newClass", "concern").param("reason", "Wrong class")).getResponse();
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("href=\"#shorterToo\"", "has to be confirmed");
        assertThat(as(OFFICER, post("/records/class").param("id", "GA-2026-000001").param("newClass", "concern").param("reason", "Wrong class").param("shorterToo", "true"))
                .getResponse().getRedirectedUrl()).isEqualTo("/records");
    }

    @Test
    void aProgramSeesWhatAChangeWouldDoBeforeItIsMade() throws Exception {
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        when(retention.previewOfReclassifying(List.of("GA-2026-000001"), "concern")).thenReturn(new Effects(1, 0, 1, 0, List.of()));
        when(retention.enter(List.of("GA-2026-000001"), LocalDate.of(2027, 7, 31), "The contract has ended", false, "P3")).thenReturn(new Effects(1, 1, 0, 0, List.of()));
        assertThat(changed("{\"recordIds\": [\"GA-2026-000001\"], \"class\": \"concern\", \"preview\": true}")).contains("\"shorter\":1");
        verify(retention, never()).reclassify(any(), anyString(), anyString(), eq(true), anyString());
        assertThat(changed("{\"recordIds\": [\"GA-2026-000001\"], \"on\": \"2027-07-31\", \"reason\": \"The contract has ended\"}")).contains("\"longer\":1");
        for (String odd : List.of("{}", "{\"recordIds\": [null], \"class\": \"concern\"}", "{\"recordIds\": [\"GA-2026-000001\"]}",
                "{\"recordIds\": [\"GA-2026-000001\"], \"class\": \"concern\", \"on\": \"2027-07-31\"}")) {
            assertThat(status(OFFICER, post("/api/retention/changes").contentType(MediaType.APPLICATION_JSON).content(odd))).as(odd).isEqualTo(422);
        }
        assertThat(status(OFFICER, post("/api/retention/changes").contentType(MediaType.APPLICATION_JSON)
                .content("{\"recordIds\": [\"PD-2026-000001\"], \"class\": \"concern\"}"))).as("not there, or sealed off").isEqualTo(404);
        assertThat(status(ADA, post("/api/retention/changes").contentType(MediaType.APPLICATION_JSON).content("{}"))).isEqualTo(403);
    }

    private String changed(String wanted) throws Exception {
        return body(OFFICER, post("/api/retention/changes").contentType(MediaType.APPLICATION_JSON).content(wanted));
    }

    @Test
    void aClassThatThereIsNotAndADayThatIsNoneAreSaidPlainly() throws Exception {
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        when(retention.previewOfReclassifying(any(), eq("nothing"))).thenThrow(new RetentionRefused("The retention schedule has no class 'nothing'."));
        assertThat(body(OFFICER, get("/records/class?id=GA-2026-000001&newClass=nothing"))).contains("has no class");
        assertThat(body(OFFICER, post("/records/day").param("id", "GA-2026-000001").param("on", "31 July"))).contains("Give the day, for example 2026-07-31.");
        verify(retention, never()).enter(any(Collection.class), any(), anyString(), eq(false), anyString());
    }

    @Test
    void onlyWhatCanBeDisposedOfGoesOntoTheForm() throws Exception {
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        kept("GA-2026-000002", AccessClass.OPEN_TO_THE_DESK, "Held rota");
        when(disposals.hindrances(any(), any())).thenReturn(Map.of("GA-2026-000002", "Record GA-2026-000002 is held by LH-1."));
        assertThat(body(OFFICER, get("/records/disposal/chosen?id=GA-2026-000001&id=GA-2026-000002"))).contains("is held by LH-1", "One record can be");
        assertThat(as(OFFICER, post("/records/disposal/chosen").param("id", "GA-2026-000001", "GA-2026-000002")).getResponse().getRedirectedUrl())
                .isEqualTo("/camunda/app/tasklist/default/#/?processStart=record-disposal");
        verify(disposals).choose(List.of("GA-2026-000001"), "P3");
        assertThat(as(OFFICER, post("/records/disposal/chosen").param("id", "GA-2026-000002")).getResponse().getRedirectedUrl()).isEqualTo("/records/disposal");
        assertThat(status(ADA, post("/records/disposal/chosen").param("id", "GA-2026-000001"))).isEqualTo(403);
    }

    // --- release

    @Test
    void theOfficeOpensARestrictedRecordToARecordsOfficer() throws Exception {
        KeptRecord record = kept("BE-2026-000001", AccessClass.RESTRICTED, "For the office");
        when(cases.mayRead(BASIL, "BE-2026-000001")).thenReturn(true);
        when(people.withRole("records-officers")).thenReturn(List.of(OFFICER));
        when(transactions.getTransaction(any())).thenReturn(new SimpleTransactionStatus());
        assertThat(as(BASIL, post("/records/BE-2026-000001/release").param("officer", "P3").param("until", "2027-06-01").param("reason", "Audit")).getResponse().getStatus())
                .isEqualTo(302);
        verify(releases).release(record, "P3", NEXT_YEAR, "Audit", "P2");
        verify(notices).tell(eq("P3"), argThat(notice -> notice.link().equals("/records/BE-2026-000001") && !notice.text().contains("For the office")));
    }

    @ParameterizedTest
    @CsvSource({"P1, 2027-06-01, Audit", "P3, 2026-11-22, Audit", "P3, 2028-01-01, Audit", "P3, soon, Audit", "P3, 2027-06-01, ''"})
    void opensItToNobodyElseForNoLongerAndNotWithoutAReason(String officer, String until, String reason) throws Exception {
        kept("BE-2026-000001", AccessClass.RESTRICTED, "For the office");
        when(cases.mayRead(BASIL, "BE-2026-000001")).thenReturn(true);
        assertThat(status(BASIL, post("/records/BE-2026-000001/release").param("officer", officer).param("until", until).param("reason", reason))).isEqualTo(422);
        verify(releases, never()).release(any(), anyString(), any(), anyString(), anyString());
    }

    @Test
    void aRecordsOfficerCanAskForItButNotOpenItThemselves() throws Exception {
        kept("BE-2026-000001", AccessClass.RESTRICTED, "For the office");
        when(people.withRole("dpo")).thenReturn(List.of(DPO));
        when(cases.mayRead(DPO, "BE-2026-000001")).thenReturn(true);
        when(transactions.getTransaction(any())).thenReturn(new SimpleTransactionStatus());
        assertThat(status(OFFICER, post("/records/BE-2026-000001/release").param("officer", "P3").param("until", "2027-06-01").param("reason", "Mine"))).isEqualTo(404);
        assertThat(status(OFFICER, post("/records/BE-2026-000001/release/request").param("why", ""))).isEqualTo(422);
        assertThat(status(OFFICER, post("/records/BE-2026-000001/release/request").param("why", "An audit asks for its number of pages."))).isEqualTo(302);
        verify(notices).tell(eq(java.util.Set.of("P7")), argThat(notice -> notice.link().equals("/records/BE-2026-000001/release")));
        verify(ledger).add(eq("releaseRequested"), eq("BE-2026-000001"), any());
        assertThat(status(ADA, post("/records/BE-2026-000001/release/request").param("why", "Curious"))).isEqualTo(404);
    }

    @Test
    void aProgramAsksAndOpensAsThePagesDo() throws Exception {
        KeptRecord record = kept("BE-2026-000001", AccessClass.RESTRICTED, "For the office");
        when(people.withRole("dpo")).thenReturn(List.of(DPO));
        when(cases.mayRead(DPO, "BE-2026-000001")).thenReturn(true);
        when(transactions.getTransaction(any())).thenReturn(new SimpleTransactionStatus());
        String address = "/api/records/BE-2026-000001/releases";
        assertThat(status(OFFICER, json(address + "/request", "{}"))).isEqualTo(422);
        assertThat(status(OFFICER, json(address + "/request", "{\"why\": \"An audit\"}"))).isEqualTo(202);
        verify(ledger).add(eq("releaseRequested"), eq("BE-2026-000001"), any());
        String wanted = "{\"personId\": \"P3\", \"until\": \"2027-06-01\", \"reason\": \"Audit\"}";
        for (Person other : List.of(ADA, BASIL, IT, ADMINISTRATOR, OFFICER)) {
            assertThat(status(other, json(address, wanted))).as(other.name()).isEqualTo(404);
            assertThat(status(other, get(address))).as(other.name()).isEqualTo(404);
            assertThat(status(other, delete(address + "/P3"))).as(other.name()).isEqualTo(404);
        }
        for (Person other : List.of(ADA, BASIL, IT, ADMINISTRATOR)) {
            assertThat(status(other, json(address + "/request", "{\"why\": \"Curious\"}"))).as(other.name()).isEqualTo(404);
        }
        assertThat(status(DPO, json(address + "/request", "{\"why\": \"No officer\"}"))).isEqualTo(403);
        verify(releases, never()).release(any(), anyString(), any(), anyString(), anyString());
        assertThat(status(DPO, json(address, "{\"personId\": \"P1\", \"until\": \"2027-06-01\", \"reason\": \"To Ada\"}"))).isEqualTo(422);
        assertThat(status(DPO, json(address, "{\"until\": \"soon\"}"))).isEqualTo(400);
        assertThat(status(DPO, json(address, wanted))).isEqualTo(201);
        verify(releases).release(record, "P3", NEXT_YEAR, "Audit", "P7");
        assertThat(status(DPO, get(address))).isEqualTo(200);
        assertThat(status(DPO, delete(address + "/P3"))).isEqualTo(204);
        verify(releases).end("BE-2026-000001", "P3", "P7");
        kept("PD-2026-000001", AccessClass.SEALED_OFF, "One officer's");
        kept("BE-2020-000001", AccessClass.RESTRICTED, "");
        when(cases.mayRead(DPO, "PD-2026-000001")).thenReturn(true);
        for (String none : List.of("PD-2026-000001", "BE-2020-000001", "BE-1999-000001")) {
            assertThat(status(DPO, json("/api/records/" + none + "/releases", wanted))).as(none).isEqualTo(404);
            assertThat(status(OFFICER, json("/api/records/" + none + "/releases/request", "{\"why\": \"An audit\"}"))).as(none).isEqualTo(404);
        }
    }

    private static MockHttpServletRequestBuilder json(String address, String body) {
        return post(address).contentType(MediaType.APPLICATION_JSON).content(body);
    }

    @Test
    void aRecordLeadsBackToItsCaseOnlyWhereThatIsHere() throws Exception {
        kept("BE-2026-000001", AccessClass.RESTRICTED, "For the office");
        when(cases.mayRead(DPO, "BE-2026-000001")).thenReturn(true);
        assertThat(Jsoup.parse(body(DPO, get("/records/BE-2026-000001"))).select("a.back").attr("href")).isEqualTo("/cases");
        when(cases.find("BE-2026-000001")).thenReturn(java.util.Optional.of(confidential("BE-2026-000001", "breach-escalation")));
        assertThat(Jsoup.parse(body(DPO, get("/records/BE-2026-000001"))).select("a.back").attr("href")).isEqualTo("/cases/BE-2026-000001");
    }

    @Test
    void whatIsOpenToThemTheyRead() throws Exception {
        kept("BE-2026-000001", AccessClass.RESTRICTED, "For the office");
        when(releases.isReleasedTo("P3", "BE-2026-000001")).thenReturn(true);
        when(releases.isReleasedTo("P1", "BE-2026-000001")).thenReturn(true);
        assertThat(body(OFFICER, get("/records/BE-2026-000001"))).contains("For the office", "0123-4567");
        assertThat(status(OFFICER, get("/records/BE-2026-000001/record.pdf"))).isEqualTo(200);
        assertThat(status(ADA, get("/records/BE-2026-000001"))).as("no records officer any more").isEqualTo(404);
        kept("PD-2026-000001", AccessClass.SEALED_OFF, "One officer's");
        when(releases.isReleasedTo("P3", "PD-2026-000001")).thenReturn(true);
        assertThat(status(OFFICER, get("/records/PD-2026-000001"))).as("what is sealed off is never released").isEqualTo(404);
    }

    // --- subject access

    @Test
    void theDeskListsWhatIsOpenToItAndTheDataProtectionOfficerThatTheRestIsThere() throws Exception {
        Map<KeptRecord, Integer> naming = new LinkedHashMap<>();
        naming.put(kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota"), 3);
        naming.put(kept("BE-2026-000001", AccessClass.RESTRICTED, "Nobody's business"), 1);
        when(archive.naming("P1")).thenReturn(naming);
        when(cases.involving(eq("P1"))).thenReturn(List.of(confidential("PR-2026-000001", "post-removal"), confidential("PD-2026-000001", "protected-disclosure")));
        String desk = body(OFFICER, get("/records/people?person=ada"));
        assertThat(desk).contains("Boathouse rota", "2 other people are named in it").doesNotContain("BE-2026-000001", "PR-2026-000001", "PD-2026-000001");
        String officer = body(DPO, get("/records/people").param("person", "Ada Applegarth"));
        assertThat(officer).contains("GA-2026-000001", "BE-2026-000001", "the office that owns it decides", "PR-2026-000001", "Not finished", "sealed off by law")
                .doesNotContain("Nobody's business", "PD-2026-000001");
        assertThat(body(DPO, get("/records/people/mentions.csv?person=P1"))).contains("BE-2026-000001", "sealed off by law").doesNotContain("PD-2026", "Nobody's business");
        assertThat(body(DPO, get("/api/records/people/P1"))).contains("PR-2026-000001").doesNotContain("PD-2026");
        verify(archive).logAccess("P1", "P3", "listed what mentions this person");
        assertThat(status(ADA, get("/records/people?person=ada"))).isEqualTo(403);
        assertThat(status(ADA, get("/api/records/people/P1"))).isEqualTo(403);
        assertThat(status(DPO, get("/records/people/mentions.csv?person=nobody"))).isEqualTo(404);
    }

    @Test
    void holdsTheGroupsSomebodyIsInWithoutNamingThem() throws Exception {
        when(groups.runBy("P1")).thenReturn(List.of(group("G000002", "Boathouse rota")));
        when(lives.groupsWith("P1")).thenReturn(List.of("G000001"));
        when(groups.byId("G000001")).thenReturn(java.util.Optional.of(group("G000001", "Lodge desk")));
        when(holds.isGroupHeld("G000001")).thenReturn(true);
        when(holds.place(any(), anyString(), anyString(), any(), any(), any())).thenReturn(hold(new Scope.Groups(List.of("G000001"))));
        when(people.namedIn(List.of("What Ada Applegarth asks for"))).thenReturn(java.util.Set.of("P1"));
        for (Person me : List.of(OFFICER, DPO)) {
            assertThat(Jsoup.parse(body(me, get("/records/people?person=ada"))).select("form[action=/records/people/hold]").text())
                    .contains("Boathouse rota G000002: nothing in it is deleted", "Lodge desk G000001: nothing in it is deleted; another hold is on it already");
            assertThat(as(me, holding("G000001", "A request for access")).getResponse().getRedirectedUrl()).isEqualTo("/records/people?person=ada");
            verify(holds).place(eq(new Scope.Groups(List.of("G000001", "G000002"))), eq("A request for access"), eq(me.personId()), eq(NEXT_YEAR), any(), eq(me.personId()));
            assertThat(body(me, holding("G000001", "What Ada Applegarth asks for"))).contains("Leave the name out");
            assertThat(status(me, holding("G000003", "A request for access"))).as("a group she is not in").isEqualTo(404);
        }
        assertThat(status(BASIL, holding("G000001", "Curious"))).isEqualTo(403);
        String wanted = "{\"reason\": \"A request for access\", \"reviewOn\": \"2027-06-01\"}";
        assertThat(body(DPO, get("/api/records/people/P1/groups"))).contains("G000001", "G000002");
        assertThat(status(DPO, post("/api/records/people/P1/hold").contentType(MediaType.APPLICATION_JSON).content(wanted))).isEqualTo(201);
        assertThat(status(DPO, post("/api/records/people/P1/hold").contentType(MediaType.APPLICATION_JSON).content("{\"reason\": \"No day\"}"))).isEqualTo(422);
        assertThat(status(DPO, post("/api/records/people/nobody/hold").contentType(MediaType.APPLICATION_JSON).content(wanted))).isEqualTo(404);
        for (Person other : List.of(ADA, BASIL, IT, ADMINISTRATOR)) {
            assertThat(status(other, get("/api/records/people/P1/groups"))).as(other.name()).isEqualTo(403);
            assertThat(status(other, post("/api/records/people/P1/hold").contentType(MediaType.APPLICATION_JSON).content(wanted))).as(other.name()).isEqualTo(403);
        }
        verify(holds, org.mockito.Mockito.times(3)).place(any(), anyString(), anyString(), any(), any(), any());
    }

    @Test
    void whoAnswersForAHoldSeesItAndNobodyElseButTheDesk() throws Exception {
        when(holds.byId("LH-1")).thenReturn(java.util.Optional.of(new Hold("LH-1", "A request", "P7", NEXT_YEAR, new Scope.Groups(List.of("G000001")), null, NOW, "P7", null, null, null)));
        for (Person me : List.of(OFFICER, DPO)) {
            assertThat(body(me, get("/records/holds/LH-1"))).as(me.name()).contains("Messaging group G000001").doesNotContain("No record is covered");
        }
        assertThat(status(DPO, get("/records/holds/LH-2"))).as("somebody else's, or none").isEqualTo(403);
        assertThat(status(ADA, post("/records/holds/LH-1/release").param("reason", "Mine"))).isEqualTo(403);
        verify(holds, never()).release(anyString(), anyString(), any());
    }

    private static MockHttpServletRequestBuilder holding(String first, String reason) {
        return post("/records/people/hold").param("person", "P1").param("group", first, "G000002").param("reason", reason).param("reviewOn", "2027-06-01");
    }

    private static Group group(String groupId, String name) {
        return new Group(groupId, name, "To swap shifts", "whatsapp", "WhatsApp", "Team", "P1", null, Groups.Status.ACTIVE, "GA-2026-000001", NOW);
    }

    private static Case confidential(String caseId, String flow) {
        return new Case(caseId, flow, "instance", "definition", "P2", caseId, true, "Being looked into", null, NOW, null, false);
    }

    // --- who

    @ParameterizedTest
    @ValueSource(strings = {"/records", "/records/holds", "/records/holds/new", "/records/disposal", "/records/class", "/records/day", "/records/schedule", "/records/figures",
            "/records/selected", "/api/records", "/api/holds", "/api/retention"})
    void isForRecordsOfficersAlone(String address) throws Exception {
        for (Person other : List.of(ADA, IT, ADMINISTRATOR, DPO)) {
            assertThat(status(other, get(address))).as(other.name()).isEqualTo(403);
        }
        when(retention.previewOfRecomputing()).thenReturn(new Effects(0, 0, 0, 0, List.of()));
        when(cases.timesTaken(any())).thenReturn(List.of());
        when(holds.released(anyInt())).thenReturn(List.of());
        assertThat(status(OFFICER, get(address))).isLessThan(400);
    }
}
