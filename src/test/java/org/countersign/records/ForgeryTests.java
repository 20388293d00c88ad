package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.countersign.MovableClock;
import org.countersign.records.Verification.Finding;
import org.countersign.records.Verification.Report;
import org.countersign.records.Verification.Verdict;
import org.countersign.records.render.Rendering;
import org.countersign.records.render.Rendering.EmbeddedFile;
import org.countersign.records.render.SampleDocuments;
import org.countersign.records.sign.KeyRing;
import org.countersign.records.sign.Keystore;
import org.countersign.records.sign.PdfSigning;
import org.countersign.records.verify.ArchiveComparison;
import org.countersign.records.verify.RecordCheck;
import org.countersign.records.verify.Trust;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** What somebody could make who has the application's code, other people's records, or even the seal itself for a moment. */
@RecordsSlice
@Tag("once")
class ForgeryTests {

    @Autowired RecordKeeper keeper;
    @Autowired Archive archive;
    @Autowired Verification verification;
    @Autowired SealKeys keys;
    @Autowired Rendering rendering;
    @Autowired PdfSigning signing;
    @Autowired MovableClock clock;

    @TempDir Path elsewhere;

    private String caseId;
    private byte[] pdf;

    @BeforeEach
    void aRecord() {
        caseId = Cases.next();
        Cases.signedByFour(keeper, caseId, clock.instant());
        keeper.keep(Cases.draft(caseId, Cases.note()));
        pdf = archive.pdf(caseId).orElseThrow();
    }

    /** The same record made again with something in it exchanged, sealed with the real seal: the file must betray itself. */
    private Report resealedWith(String name, UnaryOperator<byte[]> exchange) throws Exception {
        List<EmbeddedFile> files = new ArrayList<>();
        for (String inside : List.of("record.json", "sheet-1.pdf", "attachment-1-note.txt")) {
            byte[] content = Judges.fileInside(pdf, inside);
            byte[] exchanged = inside.equals(name) ? exchange.apply(content) : content;
            if (exchanged.length > 0) {
                files.add(new EmbeddedFile(inside, inside.endsWith(".pdf") ? "application/pdf" : "text/plain", inside, "Data", exchanged));
            }
        }
        byte[] forged = signing.seal(rendering.pdf(SampleDocuments.record(), files), false, "Example College");
        return new RecordCheck(new Trust(keys.authorities(), Set.of()), ArchiveComparison.none()).check(forged);
    }

    @Test
    void takesTheSameThingMadeAgainForGenuine() throws Exception {
        Report report = resealedWith("", content -> content);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.GENUINE);
    }

    @Test
    void noticesASheetWithoutItsLastSignature() throws Exception {
        Report report = resealedWith("sheet-1.pdf", sheet -> {
            String text = new String(sheet, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("%%EOF", text.indexOf("(Signature3)")) + 6;
            return text.substring(0, end).getBytes(StandardCharsets.ISO_8859_1);
        });
        assertThat(report.verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(report.findings()).filteredOn(f -> !f.good()).extracting(Finding::words).anyMatch(w -> w.contains("4 signatures were expected"));
    }

    @Test
    void noticesTheSheetOfAnotherCase() throws Exception {
        String other = Cases.next();
        Cases.signedByFour(keeper, other, clock.instant());
        keeper.keep(Cases.draft(other));
        byte[] foreign = Judges.fileInside(archive.pdf(other).orElseThrow(), "sheet-1.pdf");
        Report report = resealedWith("sheet-1.pdf", sheet -> foreign);
        assertThat(report.verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(report.findings()).filteredOn(f -> !f.good()).extracting(Finding::words).contains("It is not the sheet the record was made with.");
    }

    @Test
    void noticesACommentThatIsNotTheOneSigned() throws Exception {
        Report report = resealedWith("record.json", json -> new String(json, StandardCharsets.UTF_8)
                .replace("Keep the rota on the shared drive.", "Do as you like.").getBytes(StandardCharsets.UTF_8));
        assertThat(report.verdict()).isEqualTo(Verdict.CHANGED);
    }

    @Test
    void noticesMissingDataSheetsAndAttachments() throws Exception {
        for (String name : List.of("record.json", "sheet-1.pdf", "attachment-1-note.txt")) {
            assertThat(resealedWith(name, content -> new byte[0]).verdict()).as("without " + name).isEqualTo(Verdict.CHANGED);
        }
    }

    @Test
    void doesNotTakeARecordByAnAuthorityOfTheSameNameForOurs() throws Exception {
        Keystore forged = new Keystore(elsewhere, new RecordsSettings.Keystore("a long enough password", null, null, RecordsSettings.SealKey.EC_P256),
                false, "Example College", "http://localhost:8080");
        KeyRing theirs = forged.open(Set.of(), false, clock.instant());
        while (!theirs.authority().getSubjectX500Principal().equals(keys.ring().authority().getSubjectX500Principal())) {
            theirs = forged.rotate(clock.instant()).keep();
        }
        KeyRing sameName = theirs;
        PdfSigning forger = new PdfSigning(() -> sameName, clock, new RecordsSettings.Timestamp(null, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        byte[] record = forger.seal(rendering.pdf(SampleDocuments.record(), List.of(new EmbeddedFile("record.json", "application/json", "Data", "Data",
                Judges.fileInside(pdf, "record.json")))), false, "Example College");
        Report report = verification.verify(record);
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_OURS);
        assertThat(report.headline()).contains("only pretends");
    }

    @Test
    void sendsARecordOfAnotherInstitutionToThatInstitutionEvenWhereItsNumberIsOneOfOurs() throws Exception {
        KeyRing theirs = new Keystore(elsewhere, new RecordsSettings.Keystore("a long enough password", null, null, RecordsSettings.SealKey.EC_P256),
                false, "Another College", "http://localhost:8080").open(Set.of(), false, clock.instant());
        PdfSigning another = new PdfSigning(() -> theirs, clock, new RecordsSettings.Timestamp(null, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        Report report = verification.verify(another.seal(rendering.pdf(SampleDocuments.record(), List.of(new EmbeddedFile("record.json", "application/json",
                "Data", "Data", Judges.fileInside(pdf, "record.json")))), false, "Another College"));
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_OURS);
        assertThat(report.headline()).contains("not one of our records").contains("sealed by Another College");
    }

    @Test
    void doesNotTakeAStrangersPdfForOurs() {
        byte[] strange = rendering.pdf(SampleDocuments.record(), List.of());
        assertThat(verification.verify(strange).verdict()).isEqualTo(Verdict.NOT_OURS);
    }
}
