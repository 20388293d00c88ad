package org.countersign.recorddisposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.recorddisposal.DisposalDesk.DESMOND;
import static org.countersign.recorddisposal.DisposalDesk.IMOGEN;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.answers.YesNo;
import org.countersign.engine.Cases;
import org.countersign.holds.Hold;
import org.countersign.holds.HoldRefused;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.people.People;
import org.countersign.recorddisposal.ConfirmDisposal.Answer;
import org.countersign.recorddisposal.Disposals.Result;
import org.countersign.recorddisposal.Disposals.Settled;
import org.countersign.recorddisposal.ProposeDisposal.Proposed;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.KeptRecord;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Retention;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every way through the diagram on the real engine, what is refused, and who comes first of two. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(DisposalDesk.class)
@Tag("database")
class RecordDisposalProcessTests {

    @Autowired
    DisposalDesk desk;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Cases cases;
    @Autowired
    Archive archive;
    @Autowired
    Retention retention;
    @Autowired
    Holds holds;
    @Autowired
    Disposals disposals;
    @Autowired
    Ledger ledger;
    @Autowired
    People people;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    PlatformTransactionManager transactions;

    @BeforeEach
    void begin() {
        AbstractAssertions.init(engine);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test", true, true, true));
        jdbc.sql("update cs_case set ended_at = current_timestamp where flow = 'record-disposal' and ended_at is null").update();
        holds.open().forEach(hold -> holds.release(hold.holdId(), "End of the test", null));
        AbstractAssertions.reset();
    }

    @Test
    void destroysWhatTwoPeopleAgreedOnAndCertifiesIt() throws Exception {
        String one = desk.dueRecord();
        String other = desk.record("breach-escalation", "group-approval", AccessClass.RESTRICTED, LocalDate.of(2011, 1, 1), LocalDate.of(2013, 1, 1), "A restricted title");
        String digest = archive.find(one).orElseThrow().sha256();
        ProcessInstance disposal = desk.propose(Proposed.DESTROY, one, other);
        assertThat(disposal).isWaitingAt("confirmDisposal");
        desk.confirm(DESMOND, Answer.CONFIRM);
        assertThat(disposal).isEnded().hasPassed("destroyNextRecord", "recordsDestroyed").hasNotPassed("extendRetention", "handOverRecords", "recordsLeft");

        assertThat(archive.pdf(one)).isEmpty();
        KeptRecord stub = archive.find(one).orElseThrow();
        assertThat(stub.title()).isEmpty();
        assertThat(stub.sha256()).isEqualTo(digest);
        assertThat(retention.of(one).orElseThrow().disposedAt()).isNotNull();
        assertThat(ledger.of(one)).extracting(Ledger.Entry::event).contains("disposed");
        assertThat(ledger.check().words()).isEqualTo(ledger.check().entries() + " ledger rows, all in place.");

        KeptRecord certificate = certificateOf(disposal);
        assertThat(certificate.outcome()).isEqualTo("Destroyed");
        assertThat(retention.of(certificate.recordId()).orElseThrow().dueOn()).as("kept for good").isNull();
        String text = text(certificate);
        assertThat(text).contains("Certificate of destruction", one, other, "All 2 records were destroyed", "2 years after it is superseded", "2026-1, revision",
                "Records officer P0009", "College officer P0004", "No backup holds what was destroyed after");
        assertThat(text.replaceAll("\\s", "")).contains(digest.substring(0, 16));
        assertThat(text).doesNotContain("A restricted title", "A title", people.byUserId(IMOGEN).orElseThrow().name(), people.byUserId(DESMOND).orElseThrow().name());
        byte[] pdf = archive.pdf(certificate.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        Judges.assertAcceptedByCommandLineTools(pdf);
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).contains("P0009", digest)
                .doesNotContain("A restricted title", people.byUserId(IMOGEN).orElseThrow().name(), people.byUserId(DESMOND).orElseThrow().name());
    }

    @Test
    void keepsForLongerUntilTheNewDay() {
        String one = desk.dueRecord();
        ProcessInstance disposal = desk.propose(Proposed.EXTEND, one);
        desk.confirm(DESMOND, Answer.CONFIRM);
        assertThat(disposal).isEnded().hasPassed("extendRetention", "retentionExtended").hasNotPassed("destroyNextRecord");
        assertThat(retention.of(one).orElseThrow().dueOn()).isEqualTo("2060-01-01");
        assertThat(archive.pdf(one)).isPresent();
        assertThat(certificateOf(disposal).outcome()).isEqualTo("Extended");
        assertThat(desk.problemsProposing(Proposed.DESTROY, one)).containsEntry("records", List.of("Record " + one + " is not due before 1 January 2060."));
    }

    @Test
    void destroysWhatAnArchiveHasTakenOnItsReceiptOnly() {
        String one = desk.dueRecord();
        ProcessInstance taken = desk.propose(Proposed.TRANSFER, one);
        desk.confirm(DESMOND, Answer.CONFIRM);
        assertThat(taken).isWaitingAt("handOverRecords");
        assertThat(archive.pdf(one)).isPresent();
        desk.handOver(YesNo.YES);
        assertThat(taken).isEnded().hasPassed("destroyNextRecord", "recordsTransferred");
        assertThat(archive.pdf(one)).isEmpty();

        String other = desk.dueRecord();
        ProcessInstance refused = desk.propose(Proposed.TRANSFER, other);
        desk.confirm(DESMOND, Answer.CONFIRM);
        desk.handOver(YesNo.NO);
        assertThat(refused).isEnded().hasPassed("recordsLeft").hasNotPassed("destroyNextRecord");
        assertThat(archive.pdf(other)).isPresent();
        assertThat(certificateOf(refused).outcome()).isEqualTo("Left as they were");
    }

    @Test
    void changesNothingThatTheSecondPersonRejects() {
        String one = desk.dueRecord();
        ProcessInstance disposal = desk.propose(Proposed.DESTROY, one);
        desk.confirm(DESMOND, Answer.REJECT);
        assertThat(disposal).isEnded().hasPassed("proposalRejected").hasNotPassed("destroyNextRecord");
        assertThat(archive.pdf(one)).isPresent();
        assertThat(certificateOf(disposal).outcome()).isEqualTo("Rejected");
        assertThat(desk.problemsProposing(Proposed.DESTROY, one)).as("may be proposed anew").isEmpty();
    }

    @Test
    void asksSomebodyElseThanWhoeverProposed() {
        ProcessInstance disposal = desk.propose(Proposed.DESTROY, desk.dueRecord());
        List<String> holders = cases.openTasksOf(disposal.getBusinessKey()).get(0).holderIds();
        assertThat(holders).contains(desk.person(DESMOND).personId()).doesNotContain(desk.person(IMOGEN).personId());
        assertThat(desk.as(IMOGEN, () -> engine.getTaskService().createTaskQuery().taskDefinitionKey("confirmDisposal").count())).isZero();
    }

    @Test
    void refusesToProposeWhatIsHeldNotDueKeptDisposedOfProposedOrNotThere() {
        String held = desk.dueRecord();
        Hold hold = hold(held);
        String early = desk.record("group-approval", "group-approval", AccessClass.OPEN_TO_THE_DESK, LocalDate.of(2090, 1, 1), LocalDate.of(2092, 1, 1), "Early");
        String sealedOff = desk.record("protected-disclosure", "group-approval", AccessClass.SEALED_OFF, LocalDate.of(2010, 1, 1), LocalDate.of(2012, 1, 1), "Sealed off");
        String shortened = desk.record("group-approval", "group-approval", AccessClass.OPEN_TO_THE_DESK, LocalDate.of(2089, 1, 1), LocalDate.of(2012, 1, 1), "By an older schedule");
        String proposed = desk.dueRecord();
        String first = desk.propose(Proposed.DESTROY, proposed).getBusinessKey();
        assertThat(desk.problemsProposing(Proposed.DESTROY, held, early, sealedOff, shortened, proposed, "GA-1999-000001").get("records")).containsExactlyInAnyOrder(
                "Record %s is held (%s): it stays until the hold is released.".formatted(held, hold.holdId()),
                "Record " + early + " is not due before 1 January 2092.",
                "There is no record " + sealedOff + ".",
                "Record " + shortened + " is not due before 1 January 2091.",
                "Record " + proposed + " is in the proposal " + first + " already.",
                "There is no record GA-1999-000001.");
        assertThat(desk.problemsProposing(Proposed.EXTEND, held)).as("a hold does not stand in the way of keeping").isEmpty();
    }

    @Test
    void refusesToConfirmWhatHasBecomeHeld() {
        String one = desk.dueRecord();
        desk.propose(Proposed.DESTROY, one);
        Hold hold = hold(one);
        assertThat(desk.problems(DESMOND, "confirmDisposal", desk.answer(DESMOND, Answer.CONFIRM)))
                .containsEntry("answer", List.of("Record %s is held (%s): it stays until the hold is released.".formatted(one, hold.holdId())));
        holds.release(hold.holdId(), "The claim was settled", desk.person(IMOGEN).personId());
        desk.confirm(DESMOND, Answer.CONFIRM);
        assertThat(archive.pdf(one)).isEmpty();
    }

    @Test
    void leavesOutWhatBecomesHeldAtTheLastMomentAndSaysSo() {
        String held = desk.dueRecord();
        String free = desk.dueRecord();
        ProcessInstance disposal = desk.propose(Proposed.DESTROY, held, free);
        desk.confirmOnly(DESMOND);
        Hold hold = hold(held);
        desk.runJobs();
        assertThat(disposal).isEnded().hasPassed("recordsDestroyed");
        assertThat(archive.pdf(held)).isPresent();
        assertThat(archive.pdf(free)).isEmpty();
        assertThat(text(certificateOf(disposal))).contains("1 of 2 records was destroyed", "Left out");
        assertThat(new String(Judges.fileInside(archive.pdf(disposal.getBusinessKey()).orElseThrow(), "record.json"), StandardCharsets.UTF_8))
                .contains("Record %s is held (%s): it stays until the hold is released.".formatted(held, hold.holdId()));
    }

    @Test
    void destroysNothingWhenEverythingHasBecomeHeld() {
        String one = desk.dueRecord();
        ProcessInstance disposal = desk.propose(Proposed.DESTROY, one);
        desk.confirmOnly(DESMOND);
        hold(one);
        desk.runJobs();
        assertThat(disposal).isEnded().hasPassed("destroyNextRecord", "recordsLeft").hasNotPassed("recordsDestroyed");
        assertThat(archive.pdf(one)).isPresent();
    }

    @Test
    void ofTwoThatDisposeOfTheSameRecordAtOnceOneDoes() throws Exception {
        String one = desk.dueRecord();
        String first = desk.propose(Proposed.EXTEND, desk.dueRecord()).getBusinessKey();
        String second = desk.propose(Proposed.EXTEND, desk.dueRecord()).getBusinessKey();
        disposals.propose(first, List.of(one));
        disposals.propose(second, List.of(one));
        CountDownLatch begin = new CountDownLatch(1);
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Future<Void>> both = List.of(two.submit(destroying(begin, first, one)), two.submit(destroying(begin, second, one)));
            begin.countDown();
            for (Future<Void> each : both) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            two.shutdownNow();
        }
        assertThat(List.of(resultOf(first, one), resultOf(second, one))).extracting(Settled::result).containsExactlyInAnyOrder(Result.DESTROYED, Result.LEFT);
        assertThat(ledger.of(one)).extracting(Ledger.Entry::event).filteredOn("disposed"::equals).hasSize(1);
    }

    @Test
    void aHoldThatIsBeingPlacedIsWaitedFor() throws Exception {
        String one = desk.dueRecord();
        String caseId = desk.propose(Proposed.EXTEND, desk.dueRecord()).getBusinessKey();
        disposals.propose(caseId, List.of(one));
        CountDownLatch placed = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Void> destroying = other.submit(destroying(placed, caseId, one));
            new TransactionTemplate(transactions).executeWithoutResult(open -> {
                hold(one);
                placed.countDown();
                // Long enough for the other transaction to stand at the record's row; if it is slower, it finds the hold all the same.
                assertThat(await(asked, 300)).isFalse();
            });
            destroying.get(30, TimeUnit.SECONDS);
        } finally {
            other.shutdownNow();
        }
        assertThat(resultOf(caseId, one).result()).isEqualTo(Result.LEFT);
        assertThat(archive.pdf(one)).isPresent();
    }

    @Test
    void whatHasBeenDisposedOfCannotBeHeld() {
        String one = desk.dueRecord();
        desk.propose(Proposed.DESTROY, one);
        desk.confirm(DESMOND, Answer.CONFIRM);
        assertThatThrownBy(() -> hold(one)).isInstanceOf(HoldRefused.class).hasMessage("Disposed of already: " + one + ".");
    }

    private Callable<Void> destroying(CountDownLatch begin, String caseId, String recordId) {
        return () -> {
            begin.await();
            new TransactionTemplate(transactions).executeWithoutResult(mine -> disposals.destroy(caseId, recordId, "destroyed"));
            return null;
        };
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Settled resultOf(String caseId, String recordId) {
        return disposals.of(caseId).stream().filter(one -> one.recordId().equals(recordId)).findFirst().orElseThrow();
    }

    private Hold hold(String recordId) {
        return holds.place(new Scope.Records(List.of(recordId)), "A claim is announced", desk.person(IMOGEN).personId(), people.today().plusMonths(6), null,
                desk.person(IMOGEN).personId());
    }

    private KeptRecord certificateOf(ProcessInstance disposal) {
        return archive.find(disposal.getBusinessKey()).orElseThrow();
    }

    private String text(KeptRecord record) {
        return Judges.textOf(archive.pdf(record.recordId()).orElseThrow());
    }
}
