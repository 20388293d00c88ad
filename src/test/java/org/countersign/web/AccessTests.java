package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.time.LocalDate;
import java.util.Map;
import java.util.List;
import java.util.Optional;
import org.countersign.engine.NotAllowed;
import org.countersign.people.Absence;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.countersign.engine.Forms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.mock.web.MockMultipartFile;

class AccessTests extends Pages {

    @ParameterizedTest
    @ValueSource(strings = {"", "/sheet.pdf", "/diagram.bpmn", "/withdraw"})
    void somebodyElsesRequestAnswersLikeAMissingOne(String part) throws Exception {
        has(ADA, "GA-2026-000001", false, "Boathouse rota");
        when(keeper.sheetPdf("GA-2026-000001")).thenReturn(Optional.of(new byte[] {1}));
        var foreign = as(BASIL, get("/requests/GA-2026-000001" + part)).getResponse();
        var missing = as(BASIL, get("/requests/GA-2026-999999" + part)).getResponse();
        assertThat(foreign.getStatus()).isEqualTo(404).isEqualTo(missing.getStatus());
        assertThat(foreign.getContentAsString()).isEqualTo(missing.getContentAsString());
        assertThat(foreign.getErrorMessage()).isEqualTo(missing.getErrorMessage());
    }

    @Test
    void nobodyWithdrawsSomebodyElsesRequest() throws Exception {
        has(ADA, "GA-2026-000001", false, "Boathouse rota");
        assertThat(status(BASIL, post("/requests/GA-2026-000001/withdraw").param("reason", "I do not like it"))).isEqualTo(404);
        verify(cases, never()).withdraw(anyString(), anyString(), anyString());
    }

    @Test
    void withdrawsWithTheReasonAndSaysSo() throws Exception {
        has(ADA, "GA-2026-000001", false, "Boathouse rota");
        var done = as(ADA, post("/requests/GA-2026-000001/withdraw").param("reason", "  No longer needed. "));
        assertThat(done.getResponse().getRedirectedUrl()).isEqualTo("/requests/GA-2026-000001");
        verify(cases).withdraw("GA-2026-000001", "P1", "No longer needed.");
    }

    @Test
    void withdrawsNothingWithoutAReason() throws Exception {
        has(ADA, "GA-2026-000001", false, "Boathouse rota");
        assertThat(body(ADA, post("/requests/GA-2026-000001/withdraw").param("reason", "   "))).contains("Say in a sentence why");
        verify(cases, never()).withdraw(anyString(), anyString(), anyString());
    }

    @Test
    void saysInItsOwnWordsWhyARequestCannotBeWithdrawn() throws Exception {
        has(ADA, "GA-2026-000001", false, "Boathouse rota");
        Mockito.doThrow(new NotAllowed("It is decided already.")).when(cases).withdraw(anyString(), anyString(), anyString());
        assertThat(body(ADA, post("/requests/GA-2026-000001/withdraw").param("reason", "Changed my mind"))).contains("It is decided already.")
                .contains("Changed my mind");
    }

    @Test
    void whoeverAskedConfidentiallySeesTheStateAndNothingElse() throws Exception {
        has(ADA, "BE-2026-000001", true, "BE-2026-000001");
        kept("BE-2026-000001", AccessClass.RESTRICTED, "A breach nobody may read of here");
        assertThat(body(ADA, get("/requests/BE-2026-000001"))).contains("Waiting for the first line manager").doesNotContain("A breach nobody");
        assertThat(status(ADA, get("/requests/BE-2026-000001/sheet.pdf"))).isEqualTo(404);
        assertThat(status(ADA, get("/requests/BE-2026-000001/diagram.bpmn"))).isEqualTo(404);
        assertThat(status(ADA, get("/records/BE-2026-000001"))).isEqualTo(404);
        assertThat(status(ADA, get("/records/BE-2026-000001/record.pdf"))).isEqualTo(404);
        verifyNoInteractions(trail);
        verify(cases, never()).openTasksOf(anyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/records/%s", "/records/%s/record.pdf", "/records/%s/record.json", "/api/records/%s", "/api/records/%s/record.pdf", "/api/records/%s/record.json"})
    void somebodyElsesRecordAnswersLikeAMissingOneAndTheAttemptIsLogged(String address) throws Exception {
        has(ADA, "GA-2026-000001", false, "Boathouse rota");
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        assertThat(status(BASIL, get(address.formatted("GA-2026-000001")))).isEqualTo(404)
                .isEqualTo(status(BASIL, get(address.formatted("GA-2026-999999"))));
        verify(archive).logAccess("GA-2026-000001", "P2", "refused");
        verify(archive, never()).pdf(anyString());
        verify(archive, never()).data(anyString());
    }

    @Test
    void whoAskedDownloadsTheirOwnRecordAndThatIsLogged() throws Exception {
        has(ADA, "GA-2026-000001", false, "Boathouse rota");
        kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        var pdf = as(ADA, get("/records/GA-2026-000001/record.pdf")).getResponse();
        assertThat(pdf.getContentAsByteArray()).startsWith('%', 'P', 'D', 'F');
        assertThat(pdf.getHeader("Content-Disposition")).contains("attachment").contains("GA-2026-000001.pdf");
        assertThat(pdf.getHeader("Cache-Control")).contains("no-store");
        verify(archive).logAccess("GA-2026-000001", "P1", "downloaded");
    }

    @Test
    void recordsOfficersKnowOfARestrictedRecordButNotWhatIsInIt() throws Exception {
        kept("BE-2026-000001", AccessClass.RESTRICTED, "Names nobody may read here");
        assertThat(body(OFFICER, get("/records"))).contains("BE-2026-000001").doesNotContain("Names nobody").doesNotContain("Authorised</span>");
        assertThat(body(OFFICER, get("/records/BE-2026-000001"))).contains("ab".repeat(32)).doesNotContain("Names nobody").doesNotContain("0123-4567");
        assertThat(body(OFFICER, get("/api/records/BE-2026-000001"))).doesNotContain("Names nobody").doesNotContain("\"Authorised\"");
        assertThat(status(OFFICER, get("/records/BE-2026-000001/record.pdf"))).isEqualTo(404);
        verify(verification, never()).verify(any());
    }

    @Test
    void theOfficeThatOwnsARestrictedRecordReadsIt() throws Exception {
        kept("BE-2026-000001", AccessClass.RESTRICTED, "For the office that owns it");
        var here = Optional.of(has(ADA, "BE-2026-000001", true, "For the office that owns it"));
        when(cases.find("BE-2026-000001")).thenReturn(here);
        when(cases.mayRead(BASIL, "BE-2026-000001")).thenReturn(true);
        assertThat(body(BASIL, get("/records/BE-2026-000001"))).contains("For the office that owns it").contains("href=\"/cases/BE-2026-000001\"");
        assertThat(status(BASIL, get("/records/BE-2026-000001/record.pdf"))).isEqualTo(200);
        assertThat(status(ADA, get("/records/BE-2026-000001"))).isEqualTo(404);
    }

    @Test
    void oneThatIsSealedOffIsNotThereForTheDeskEither() throws Exception {
        kept("PD-2026-000001", AccessClass.SEALED_OFF, "For one officer alone");
        assertThat(status(OFFICER, get("/records/PD-2026-000001"))).isEqualTo(404);
        assertThat(status(OFFICER, get("/api/records/PD-2026-000001"))).isEqualTo(404);
        when(cases.mayRead(BASIL, "PD-2026-000001")).thenReturn(true);
        assertThat(body(BASIL, get("/records/PD-2026-000001"))).contains("For one officer alone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/records", "/api/records", "/people", "/people/P2", "/operations", "/registers/apps/new", "/registers/apps/whatsapp/change"})
    void aPageKeptForARoleIsRefusedToEverybodyElse(String address) throws Exception {
        assertThat(status(ADA, get(address))).isEqualTo(403);
        verify(archive, never()).search(any());
        verifyNoInteractions(operations, peopleImport);
    }

    @Test
    void nobodyButTheItTeamKeepsTheRegisterOfApps() throws Exception {
        assertThat(status(ADMINISTRATOR, post("/registers/apps").param("name", "X"))).isEqualTo(403);
        assertThat(status(ADA, post("/registers/apps/whatsapp/change").param("status", "APPROVED").param("reason", "I like it"))).isEqualTo(403);
        verify(apps, never()).change(any(), any(), any(), any(), any(), any());
        verify(apps, never()).enter(any(), any(), any(), any(), any(), any(), any());
    }

    @Test
    void theItTeamAndLineManagersHaveAnAppLookedAtAgain() throws Exception {
        App app = new App("threema", "Threema", "Threema GmbH", Apps.Status.APPROVED, null, LocalDate.of(2026, 11, 23), NOW, null, "AA-2026-000001");
        when(apps.byId("threema")).thenReturn(Optional.of(app));
        assertThat(status(ADA, post("/registers/apps/threema/review").param("about", "WEAKNESS"))).isEqualTo(403);
        verifyNoInteractions(forms);
        assertThat(status(IT, post("/registers/apps/no-such-app/review").param("about", "WEAKNESS"))).isEqualTo(404);
        Forms.Opened form = mock(Forms.Opened.class);
        when(forms.open("app-approval", "request-app", null, IT)).thenReturn(Optional.of(form));
        assertThat(as(IT, post("/registers/apps/threema/review").param("about", "WEAKNESS")).getResponse().getRedirectedUrl()).endsWith("#/?processStart=app-approval");
        verify(forms).prefill(form, Map.of("about", List.of("WEAKNESS"), "app", List.of("threema")));
    }

    @Test
    void theRegisterOfAppsIsFilteredAlikeOnThePageAsCsvAndForPrograms() throws Exception {
        App due = new App("due", "=Due()", "Otter Software", Apps.Status.APPROVED, "No cloud back-up", LocalDate.of(2026, 11, 23), NOW, null, "AA-2026-000001");
        App later = new App("later", "Later", "Heron Software", Apps.Status.APPROVED, null, LocalDate.of(2026, 11, 24), NOW, "P4", null);
        App gone = new App("gone", "Gone", "Heron Software", Apps.Status.WITHDRAWN, null, null, NOW, "P4", null);
        when(apps.all()).thenReturn(List.of(due, later, gone));
        when(apps.byId("due")).thenReturn(Optional.of(due));
        for (String address : List.of("/registers/apps", "/registers/apps.csv", "/api/apps")) {
            assertThat(body(ADA, get(address))).as(address).contains("Due()", "Later", "Gone");
            assertThat(body(ADA, get(address).param("review", "due"))).as(address).contains("Due()").doesNotContain("Later", "Gone");
            assertThat(body(ADA, get(address).param("status", "WITHDRAWN"))).as(address).contains("Gone").doesNotContain("Due()", "Later");
            assertThat(body(ADA, get(address).param("text", "HERON"))).as(address).contains("Later", "Gone").doesNotContain("Due()");
            assertThat(body(ADA, get(address).param("text", "cloud back"))).as(address).contains("Due()").doesNotContain("Later");
        }
        assertThat(body(ADA, get("/registers/apps.csv"))).as("no formula for a spreadsheet").contains("'=Due()").doesNotContain("\n=Due()");
        assertThat(body(ADA, get("/api/apps/due"))).contains("\"reviewDue\":true", "\"recordId\":\"AA-2026-000001\"");
        assertThat(status(ADA, get("/api/apps/none"))).isEqualTo(404);
    }

    @Test
    void theItTeamEntersAnAppUnderItsOwnName() throws Exception {
        when(apps.enter(any(), any(), any(), any(), any(), any(), any()))
                .thenReturn(new Apps.App("threema", "Threema", "Threema GmbH", Apps.Status.APPROVED, null, LocalDate.of(2027, 1, 1), NOW, "P4", null));
        assertThat(status(IT, post("/registers/apps").param("name", " Threema ").param("maker", "Threema GmbH").param("status", "APPROVED")
                .param("reason", "Looked at").param("conditions", "").param("reviewOn", "2027-01-01"))).isEqualTo(302);
        verify(apps).enter("Threema", "Threema GmbH", Apps.Status.APPROVED, "Looked at", null, LocalDate.of(2027, 1, 1), "P4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-23", "2036-11-24"})
    void anAppIsReviewedAfterTodayAndWithinTenYears(String day) throws Exception {
        assertThat(body(IT, post("/registers/apps").param("name", "Threema").param("maker", "Threema GmbH").param("status", "APPROVED")
                .param("reason", "Looked at").param("conditions", "").param("reviewOn", day))).contains("Choose a day after today and within ten years.");
        verify(apps, never()).enter(any(), any(), any(), any(), any(), any(), any());
    }

    @Test
    void everyMistakeAboutAnAppIsNamedAndNothingTypedIsLost() throws Exception {
        String page = body(IT, post("/registers/apps").param("name", "").param("maker", "Somebody & Sons").param("status", "PERFECT")
                .param("reason", "").param("conditions", "").param("reviewOn", "31/12/2027"));
        assertThat(page).contains("4 things need your attention").contains("href=\"#name\"").contains("href=\"#status\"").contains("href=\"#reviewOn\"")
                .contains("href=\"#reason\"").contains("Somebody &amp; Sons").contains("31/12/2027");
        assertThat(body(IT, post("/registers/apps").param("name", "Threema"))).as("sent without a form").contains("3 things need your attention");
        verify(apps, never()).enter(any(), any(), any(), any(), any(), any(), any());
    }

    @Test
    void nobodyImportsPeopleButAdministrators() throws Exception {
        var file = new MockMultipartFile("file", "people.csv", "text/csv", "personId\n".getBytes());
        assertThat(status(IT, multipart("/people/import").file(file))).isEqualTo(403);
        verifyNoInteractions(peopleImport);
    }

    @Test
    void nobodyEndsSomebodyElsesAbsenceThroughTheirOwnPage() throws Exception {
        when(absences.of("P1")).thenReturn(List.of());
        when(absences.of("P2")).thenReturn(List.of(new Absence(7, "P2", LocalDate.of(2026, 12, 1), LocalDate.of(2026, 12, 2), LocalDate.of(2026, 12, 2),
                "P2", NOW, null, null, false)));
        assertThat(status(ADA, post("/absence/7/end"))).isEqualTo(404);
        verify(absences, never()).end(anyLong(), anyString());
    }

    @Test
    void aDeputyIsFoundByNameAndUserId() throws Exception {
        when(people.staffMatching("Basil Birdwhistle (basil)", 20)).thenReturn(List.of());
        assertThat(status(ADA, post("/absence/deputy").param("deputy", "Basil Birdwhistle (basil)"))).isEqualTo(302);
        verify(absences).setDeputy("P1", "P2", "P1");
    }

    @Test
    void anAccountOutsideTheDirectoryIsToldSo() throws Exception {
        var stranger = person("P9", "stranger", "Nobody", "staff");
        assertThat(status(stranger, get("/"))).isEqualTo(403);
        assertThat(status(stranger, get("/api/requests"))).isEqualTo(403);
    }

    @Test
    void ownRequestsArePagedByKey() throws Exception {
        var first = has(ADA, "GA-2026-000002", false, "B");
        var second = has(ADA, "GA-2026-000001", false, "A");
        when(cases.startedBy("P1", 2)).thenReturn(List.of(first, second));
        when(cases.startedBy("P1", "GA-2026-000002", 2)).thenReturn(List.of(second));
        assertThat(body(ADA, get("/api/requests?limit=1"))).contains("GA-2026-000002").doesNotContain("GA-2026-000001").contains("\"next\":\"GA-2026-000002\"");
        assertThat(body(ADA, get("/api/requests?limit=1&before=GA-2026-000002"))).contains("GA-2026-000001").contains("\"next\":null")
                .contains("\"startedAt\":\"2026-11-23T10:00:00Z\"");
    }
}
