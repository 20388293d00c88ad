package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.countersign.people.Person;
import org.countersign.records.Bags;
import org.countersign.records.Bags.Order;
import org.countersign.records.Bags.Taker;
import org.countersign.records.KeptRecord;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDraft.AccessClass;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Who may take records out, and who may have the ledger walked. */
class BagsTests extends Pages {

    private KeptRecord open;
    private KeptRecord restricted;

    @BeforeEach
    void bagsThatHoldTheNamesOfTheirRecords() throws Exception {
        open = kept("GA-2026-000001", AccessClass.OPEN_TO_THE_DESK, "Boathouse rota");
        restricted = kept("BE-2026-000001", AccessClass.RESTRICTED, "Names nobody may read here");
        when(bags.newName()).thenReturn("countersign-x");
        when(bags.isSound(anyString())).thenReturn(true);
        when(bags.write(anyString(), any(), any(), any())).thenAnswer(call -> {
            Stream<String> ids = call.getArgument(2);
            List<String> all = ids.toList();
            call.<OutputStream>getArgument(3).write(String.join(",", all).getBytes());
            return new Bags.Written("countersign-x", all.size(), List.of());
        });
        when(archive.all(any())).thenAnswer(call -> Stream.of(open, restricted));
    }

    private static MockHttpServletRequestBuilder export(String json) {
        return post("/api/records/export").contentType(MediaType.APPLICATION_JSON).content(json);
    }

    @Test
    void anOfficerTakesOutWhatIsOpenToTheDeskAndTheDesksPartOfIt() throws Exception {
        MockHttpServletResponse answer = as(OFFICER, get("/api/records/GA-2026-000001/bag.zip")).getResponse();
        assertThat(answer.getContentAsString()).isEqualTo("GA-2026-000001");
        assertThat(answer.getContentType()).isEqualTo("application/zip");
        assertThat(answer.getHeader("Content-Disposition")).contains("GA-2026-000001-countersign-x.zip");
        assertThat(answer.getHeader("Cache-Control")).contains("no-store");
        verify(bags).write(eq("countersign-x"), eq(new Order("P3", Taker.DESK, 0)), any(), any());
    }

    @Test
    void whoMayReadARecordTakesItOutWithoutTheDesksPart() throws Exception {
        when(cases.mayRead(BASIL, "BE-2026-000001")).thenReturn(true);
        assertThat(body(BASIL, get("/api/records/BE-2026-000001/bag.zip"))).isEqualTo("BE-2026-000001");
        verify(bags).write(anyString(), eq(new Order("P2", Taker.READER, 0)), any(), any());
    }

    @Test
    void whatOneMayNotReadAnswersLikeWhatIsNotThereAndNothingLeaves() throws Exception {
        for (String address : List.of("/api/records/BE-2026-000001/bag.zip", "/api/records/BE-2026-999999/bag.zip")) {
            assertThat(status(OFFICER, get(address))).isEqualTo(404);
        }
        assertThat(status(OFFICER, export("{\"recordIds\":[\"GA-2026-000001\",\"BE-2026-000001\"]}"))).isEqualTo(404);
        assertThat(status(ADA, get("/api/records/GA-2026-000001/bag.zip"))).isEqualTo(404);
        verify(bags, never()).write(any(), any(), any(), any());
        verify(archive, org.mockito.Mockito.times(2)).logAccess("BE-2026-000001", "P3", "refused");
    }

    @Test
    void aQuestionTakesOutWhatItFindsAndTheOfficerMayReadAndSaysHowMuchStays() throws Exception {
        assertThat(body(OFFICER, export("{\"query\":{\"flow\":\"group-approval\",\"class\":\"group\"}}"))).isEqualTo("GA-2026-000001");
        verify(bags).write(anyString(), eq(new Order("P3", Taker.DESK, 1)), any(), any());
        assertThat(status(ADA, export("{\"query\":{}}"))).isEqualTo(403);
    }

    @Test
    void anOfficeTakesOutWhatIsItsOwnAndWasSealedOnThoseDays() throws Exception {
        kept("BE-2026-000002", AccessClass.RESTRICTED, "Not for them");
        when(readable.ofTheOffice(eq(DPO), any(), anyInt())).thenReturn(List.of("BE-2026-000001", "BE-2026-000002", "GA-2026-000001", "PR-2026-000009"));
        when(cases.mayRead(DPO, "BE-2026-000001")).thenReturn(true);
        when(cases.mayRead(DPO, "GA-2026-000001")).thenReturn(true);
        String address = "/api/records/export/office";
        assertThat(body(DPO, post(address).contentType(MediaType.APPLICATION_JSON).content("{\"from\":\"2026-11-23\",\"to\":\"2026-11-23\"}"))).isEqualTo("BE-2026-000001");
        verify(bags).write(anyString(), eq(new Order("P7", Taker.OFFICE, 0)), any(), any());
        assertThat(body(DPO, post("/records/export/office").param("from", "2026-11-01").param("to", ""))).isEqualTo("BE-2026-000001");
        for (String other : List.of("{\"from\":\"2026-11-24\"}", "{\"to\":\"2026-11-22\"}")) {
            assertThat(as(DPO, post(address).contentType(MediaType.APPLICATION_JSON).content(other)).getRequest().getAttribute(Trouble.WORDS)).as(other)
                    .isEqualTo("No record that is your office's was sealed on these days.");
        }
        assertThat(status(DPO, post(address).contentType(MediaType.APPLICATION_JSON).content("{\"form\":\"2026-11-24\"}"))).as("a misspelt day is no open end").isEqualTo(400);
        assertThat(status(DPO, post("/records/export/office").param("from", "soon"))).isEqualTo(400);
        for (Person other : List.of(ADA, OFFICER, ADMINISTRATOR)) {
            assertThat(status(other, post(address).contentType(MediaType.APPLICATION_JSON).content("{}"))).as(other.name()).isEqualTo(422);
        }
    }

    @Test
    void whoHasToWaitIsToldForWhat() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        when(bags.write(any(), any(), any(), any())).thenAnswer(call -> {
            begun.countDown();
            go.await();
            return new Bags.Written("x", 1, List.of());
        });
        var two = Executors.newFixedThreadPool(2);
        try {
            var first = two.submit(() -> status(OFFICER, get("/api/records/GA-2026-000001/bag.zip")));
            var second = two.submit(() -> status(OFFICER, get("/api/records/GA-2026-000001/bag.zip")));
            begun.await();
            MvcResult third = as(OFFICER, get("/api/records/GA-2026-000001/bag.zip"));
            assertThat(third.getResponse().getStatus()).isEqualTo(429);
            assertThat(third.getResponse().getHeader("Retry-After")).isEqualTo("30");
            assertThat(third.getRequest().getAttribute(Trouble.WORDS)).asString().startsWith("Two bags are being made just now").endsWith("Try again in 30 seconds.");
            go.countDown();
            assertThat(List.of(first.get(), second.get())).containsOnly(200);
        } finally {
            go.countDown();
            two.shutdown();
        }
    }

    @Test
    void oneSaysWhichRecordsAreMeant() throws Exception {
        for (String unclear : List.of("{}", "{\"recordIds\":[]}", "{\"recordIds\":[\"GA-2026-000001\"],\"query\":{}}")) {
            assertThat(status(OFFICER, export(unclear))).as(unclear).isEqualTo(400);
        }
        assertThat(status(OFFICER, export("not json"))).isEqualTo(400);
        verify(bags, never()).write(any(), any(), any(), any());
    }

    @Test
    void aDamagedRecordDoesNotLeaveByItself() throws Exception {
        when(bags.isSound("GA-2026-000001")).thenReturn(false);
        assertThat(status(OFFICER, get("/api/records/GA-2026-000001/bag.zip"))).isEqualTo(409);
        verify(bags, never()).write(any(), any(), any(), any());
    }

    @Test
    void theLedgerIsWalkedForOfficersAlone() throws Exception {
        when(ledger.check()).thenReturn(new Ledger.State(false, 12, 7L, "The ledger does not fit at row 7."));
        when(ledger.head()).thenReturn(new Ledger.Head(12, "ab".repeat(32)));
        assertThat(body(OFFICER, get("/api/ledger/verify"))).contains("\"intact\":false").contains("\"firstBad\":7").contains("ab".repeat(32));
        assertThat(status(ADA, get("/api/ledger/verify"))).isEqualTo(403);
        verify(ledger).check();
    }

    @Test
    void theDeskShowsWhereTheLedgerEndsAndHasItWalked() throws Exception {
        when(ledger.head()).thenReturn(new Ledger.Head(12, "ab".repeat(32)));
        when(ledger.trouble()).thenReturn(java.util.Optional.empty());
        when(ledger.check()).thenReturn(new Ledger.State(false, 12, 7L, "The ledger does not fit at row 7."));
        assertThat(body(OFFICER, get("/records/ledger"))).contains("ab".repeat(32)).doesNotContain("does not fit");
        assertThat(body(OFFICER, post("/records/ledger"))).contains("The ledger does not fit at row 7.");
        assertThat(status(ADA, get("/records/ledger"))).isEqualTo(403);
        assertThat(status(ADA, post("/records/ledger"))).isEqualTo(403);
    }

    @Test
    void theDeskSaysWhatLeavesAndWhatStaysBeforeAnythingLeaves() throws Exception {
        assertThat(body(OFFICER, get("/records/export?which=chosen&id=GA-2026-000001&id=BE-2026-000001"))).contains("One record leaves").contains("One record stays");
        verify(bags, never()).write(any(), any(), any(), any());
        assertThat(body(OFFICER, post("/records/export").param("which", "chosen").param("id", "GA-2026-000001", "BE-2026-000001"))).isEqualTo("GA-2026-000001");
        verify(bags).write(anyString(), eq(new Order("P3", Taker.DESK, 1)), any(), any());
        assertThat(status(ADA, get("/records/export?which=chosen&id=GA-2026-000001"))).isEqualTo(403);
        assertThat(status(ADA, post("/records/export").param("id", "GA-2026-000001"))).isEqualTo(403);
    }

    @Test
    void oneWalkThroughTheLedgerAtATime() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        when(ledger.head()).thenReturn(new Ledger.Head(12, "ab"));
        when(ledger.check()).thenAnswer(call -> {
            begun.countDown();
            goOn.await(20, TimeUnit.SECONDS);
            return new Ledger.State(true, 12, null, "12 ledger rows, all in place.");
        });
        ExecutorService somebodyElse = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> first = somebodyElse.submit(() -> status(OFFICER, post("/api/ledger/verify")));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            MockHttpServletResponse second = as(OFFICER, get("/api/ledger/verify")).getResponse();
            assertThat(second.getStatus()).isEqualTo(429);
            assertThat(second.getHeader("Retry-After")).isNotBlank();
            goOn.countDown();
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(200);
        } finally {
            somebodyElse.shutdownNow();
        }
        assertThat(status(OFFICER, get("/api/ledger/verify"))).isEqualTo(200);
    }
}
