package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.countersign.MovableClock;
import org.countersign.records.render.SampleDocuments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RecordsSlice
class RecordKeeperTests {

    @Autowired RecordKeeper keeper;
    @Autowired Archive archive;
    @Autowired Ledger ledger;
    @Autowired SealKeys keys;
    @Autowired MovableClock clock;

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
    void freezesASubmissionOnlyOnce() {
        Sheet first = keeper.freeze(caseId, "once-" + caseId, SampleDocuments.sheet());
        assertThat(keeper.freeze(caseId, "once-" + caseId, SampleDocuments.sheet())).isEqualTo(first);
        assertThat(keeper.freeze(caseId, "again-" + caseId, SampleDocuments.sheet()).number()).isEqualTo(2);
    }

    @Test
    void findsARecordByWhatPeopleRememberOfIt() {
        keeper.keep(Cases.draft(caseId));
        assertThat(archive.search(new Archive.Query(caseId.toLowerCase(), null, null, "P0001", null, 10)))
                .extracting(KeptRecord::recordId).containsExactly(caseId);
        assertThat(archive.search(new Archive.Query(caseId, null, null, "P0099", null, 10))).isEmpty();
        ledger.add("looked", caseId, Map.of());
    }
}
