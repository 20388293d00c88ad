package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.MovableClock;
import org.countersign.records.render.SampleDocuments;
import org.countersign.records.sign.Keystore;
import org.countersign.records.sign.KeystoreUnusable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@RecordsSlice
class RecordKeeperTests {

    @Autowired RecordKeeper keeper;
    @Autowired Archive archive;
    @Autowired Ledger ledger;
    @Autowired SealKeys keys;
    @Autowired Verification verification;
    @Autowired JdbcClient jdbc;
    @Autowired PlatformTransactionManager transactions;
    @Autowired MovableClock clock;
    @Autowired RecordPlaces places;

    private String caseId;

    @BeforeEach
    void anotherCase() {
        caseId = Cases.next();
    }

    @Test
    void keepsOneSealedRecordThatIndependentJudgesAccept() {
        Cases.signedByFour(keeper, caseId, clock.instant());
        KeptRecord kept = keeper.keep(Cases.draft(caseId, Cases.note()));
        byte[] pdf = archive.pdf(caseId).orElseThrow();
        Judges.assertTotalPassed(pdf, keys.ring().authority(), clock.instant());
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        assertThat(kept.size()).isEqualTo(pdf.length);
        assertThat(ledger.of(caseId)).extracting(Ledger.Entry::event)
                .containsExactly("frozen", "signed", "signed", "signed", "signed", "sealed", "deposited");
        assertThat(ledger.check().intact()).as(ledger.check().words()).isTrue();
    }

    @Test
    void embedsTheCountersignedSheetThatIndependentJudgesAccept() {
        Cases.signedByFour(keeper, caseId, clock.instant());
        keeper.keep(Cases.draft(caseId));
        byte[] sheet = Judges.fileInside(archive.pdf(caseId).orElseThrow(), "sheet-1.pdf");
        Judges.assertTotalPassed(sheet, keys.ring().authority(), clock.instant());
        Judges.assertPdfA3a(sheet);
        Judges.assertPdfUa1(sheet);
    }

    @Test
    void keepsTheSameRecordWhenAskedTwice() {
        Cases.signedByFour(keeper, caseId, clock.instant());
        KeptRecord first = keeper.keep(Cases.draft(caseId));
        assertThat(keeper.keep(Cases.draft(caseId))).isEqualTo(first);
    }

    @Test
    void keepsOneRecordWhenTwoNodesKeepItAtOnce() throws Exception {
        Cases.signedByFour(keeper, caseId, clock.instant());
        var nodes = Executors.newFixedThreadPool(4);
        try {
            Callable<KeptRecord> keep = () -> keeper.keep(Cases.draft(caseId));
            Set<KeptRecord> kept = new HashSet<>();
            for (var one : nodes.invokeAll(List.of(keep, keep, keep, keep))) {
                kept.add(one.get());
            }
            assertThat(kept).hasSize(1);
        } finally {
            nodes.shutdown();
        }
        assertThat(ledger.of(caseId)).filteredOn(e -> e.event().equals("deposited")).hasSize(1);
    }

    @Test
    void letsTwoPeopleSignAtOnce() throws Exception {
        keeper.freeze(caseId, "submission-of-" + caseId, SampleDocuments.sheet());
        var people = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> all = IntStream.range(0, 4).<Callable<Void>>mapToObj(i -> () -> {
                keeper.sign(caseId, Cases.by("P000" + i, "Person " + i, "Signer", "Signed", null, clock.instant()));
                return null;
            }).toList();
            for (var one : people.invokeAll(all)) {
                one.get();
            }
        } finally {
            people.shutdown();
        }
        assertThat(keeper.signaturesOf(caseId)).hasSize(4);
        keeper.keep(Cases.draft(caseId));
        assertThat(verification.verify(archive.pdf(caseId).orElseThrow()).verdict()).isEqualTo(Verification.Verdict.GENUINE);
    }

    @Test
    void leavesNothingHalfMadeWhenTheCallersTransactionFails() {
        Cases.signedByFour(keeper, caseId, clock.instant());
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            keeper.keep(Cases.draft(caseId));
            status.setRollbackOnly();
        });
        assertThat(archive.find(caseId)).isEmpty();
        assertThat(ledger.of(caseId)).extracting(Ledger.Entry::event).doesNotContain("sealed", "deposited");
        assertThat(keeper.keep(Cases.draft(caseId)).recordId()).isEqualTo(caseId);
    }

    @Test
    void saysPlainlyWhenTheDatabaseDoesNotTakeARecord() {
        Cases.signedByFour(keeper, caseId, clock.instant());
        jdbc.sql("alter table cs_record_revision rename to cs_gone").update();
        try {
            assertThatThrownBy(() -> keeper.keep(Cases.draft(caseId))).isInstanceOf(SealingFailed.class)
                    .hasMessageStartingWith("The record of " + caseId + " was not kept: the database did not take it").hasMessageEndingWith("it is tried again.");
        } finally {
            jdbc.sql("alter table cs_gone rename to cs_record_revision").update();
        }
        assertThat(archive.find(caseId)).isEmpty();
        assertThat(keeper.keep(Cases.draft(caseId)).recordId()).isEqualTo(caseId);
    }

    @Test
    void keepsWhatIsTooLargeToEmbedBesideTheRecord() {
        Cases.signedByFour(keeper, caseId, clock.instant());
        byte[] large = new byte[20 * 1024 * 1024];
        new Random(1).nextBytes(large);
        keeper.keep(Cases.draft(caseId, new RecordDraft.Attachment("first.bin", "application/octet-stream", "Fits", large),
                new RecordDraft.Attachment("second.bin", "application/octet-stream", "Does not", large)));
        byte[] pdf = archive.pdf(caseId).orElseThrow();
        assertThat(Judges.fileInside(pdf, "attachment-1-first.bin")).isEqualTo(large);
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).contains("second.bin").contains("\"embedded\" : false");
        assertThat(verification.verify(pdf).verdict()).isEqualTo(Verification.Verdict.GENUINE);
    }

    @Test
    void sealsAgainAfterARotationAndStillKnowsTheOldRecords() {
        Cases.signedByFour(keeper, caseId, clock.instant());
        keeper.keep(Cases.draft(caseId));
        keys.rotate();
        String later = Cases.next();
        Cases.signedByFour(keeper, later, clock.instant());
        keeper.keep(Cases.draft(later));
        assertThat(verification.verify(archive.pdf(caseId).orElseThrow()).verdict()).isEqualTo(Verification.Verdict.GENUINE);
        assertThat(verification.verify(archive.pdf(later).orElseThrow()).verdict()).isEqualTo(Verification.Verdict.GENUINE);
    }

    @Test
    void refusesASecondNodeThatWouldMakeKeysOfItsOwn(@TempDir Path elsewhere) {
        Keystore another = new Keystore(elsewhere, new RecordsSettings.Keystore("a password of its own", null, null, RecordsSettings.SealKey.EC_P256), false,
                "Example College", "https://countersign.college.example");
        assertThatThrownBy(() -> new SealKeys(another, jdbc, ledger, places, clock, transactions)).isInstanceOf(KeystoreUnusable.class)
                .hasMessageContaining("belongs to keys made before");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void goesOnWithTheOldKeysWhenARotationIsRolledBack() {
        String before = keys.fingerprint();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            keys.rotate();
            status.setRollbackOnly();
        });
        assertThat(keys.fingerprint()).isEqualTo(before);
    }

    @Test
    void freezesASubmissionOnlyOnce() {
        Sheet first = keeper.freeze(caseId, "once-" + caseId, SampleDocuments.sheet());
        assertThat(keeper.freeze(caseId, "once-" + caseId, SampleDocuments.sheet())).isEqualTo(first);
        assertThat(keeper.freeze(caseId, "again-" + caseId, SampleDocuments.sheet()).number()).isEqualTo(2);
    }

    @Test
    void findsARecordByWhatPeopleRememberOfIt() {
        keeper.keep(Cases.draft(caseId));
        assertThat(archive.search(naming("P0001", caseId.toLowerCase())))
                .extracting(KeptRecord::recordId).containsExactly(caseId);
        assertThat(archive.search(naming("P0099", caseId))).isEmpty();
        ledger.add("looked", caseId, Map.of());
    }

    @Test
    void askingTellsNobodyWhatIsInARestrictedRecord() {
        keeper.keep(Cases.draft(caseId, AccessClass.RESTRICTED));
        assertThat(archive.search(Archive.Query.words(caseId, 10))).extracting(KeptRecord::recordId).containsExactly(caseId);
        assertThat(archive.search(Archive.Query.words("boathouse rota", 1000))).extracting(KeptRecord::recordId).doesNotContain(caseId);
        assertThat(archive.search(new Archive.Query(null, null, "Authorised", null, null, null, null, null, null, 1000))).extracting(KeptRecord::recordId).doesNotContain(caseId);
        assertThat(archive.search(naming("P0001", null))).extracting(KeptRecord::recordId).doesNotContain(caseId);
    }

    @Test
    void oneThatIsSealedOffIsNeverFound() {
        keeper.keep(Cases.draft(caseId, AccessClass.SEALED_OFF));
        assertThat(archive.search(Archive.Query.words(caseId, 10))).isEmpty();
        assertThat(archive.search(Archive.Query.words(null, 1000))).extracting(KeptRecord::recordId).doesNotContain(caseId);
    }

    private static Archive.Query naming(String personId, @Nullable String words) {
        return new Archive.Query(words, null, null, personId, null, null, null, null, null, 1000);
    }
}
