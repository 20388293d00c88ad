package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.itextpdf.kernel.colors.ColorConstants;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.PdfWriter;
import com.itextpdf.kernel.pdf.StampingProperties;
import com.itextpdf.kernel.pdf.canvas.PdfCanvas;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.countersign.MovableClock;
import org.countersign.records.Verification.Finding;
import org.countersign.records.Verification.Report;
import org.countersign.records.Verification.Signer;
import org.countersign.records.Verification.Verdict;
import org.countersign.records.verify.ArchiveComparison;
import org.countersign.records.verify.EveryBit;
import org.countersign.records.verify.RecordCheck;
import org.countersign.records.verify.Trust;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@RecordsSlice
@Tag("once")
@TestPropertySource(properties = "countersign.records.keystore.file=target/tests/verified-${PID}.p12")
class VerificationTests {

    @Autowired RecordKeeper keeper;
    @Autowired Archive archive;
    @Autowired Verification verification;
    @Autowired SealKeys keys;
    @Autowired MovableClock clock;

    private String caseId;
    private byte[] pdf;

    @BeforeEach
    void aRecord() {
        caseId = Cases.next();
        Cases.signedByFour(keeper, caseId, clock.instant());
        keeper.keep(Cases.draft(caseId, Cases.note()));
        pdf = archive.pdf(caseId).orElseThrow();
    }

    /** As somebody without the archive sees it: what the file alone shows. */
    private Report withoutArchive(byte[] file) {
        return new RecordCheck(new Trust(keys.authorities(), keys.timeAuthorities()), ArchiveComparison.none()).check(file);
    }

    @Test
    void recognisesARecordAndEverybodyWhoSigned() {
        Report report = verification.verify(pdf);
        assertThat(report.findings()).filteredOn(f -> !f.good()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.GENUINE);
        assertThat(report.recordId()).isEqualTo(caseId);
        assertThat(report.sealedBy()).isEqualTo("Example College");
        assertThat(report.sealedAt()).isEqualTo(clock.instant());
        assertThat(report.timeAttestedBy()).isEqualTo("the institution itself");
        assertThat(report.signers()).extracting(Signer::decision).containsExactly("Signed", "Signed", "Approved", "Authorised");
        assertThat(report.signers()).extracting(Signer::name).contains("Noël Nightjar-Ωmega");
        assertThat(report.signers()).allMatch(Signer::intact);
        assertThat(report.findings()).extracting(Finding::words).contains("The archive knows exactly this file, by its digest.");
    }

    @Test
    void recognisesARecordWithoutTheArchive() {
        Report report = withoutArchive(pdf);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.GENUINE);
        assertThat(report.findings()).extracting(Finding::words).contains("Not compared with the archive.");
    }

    @Test
    void noticesAFlippedBitAnywhereInTheFile() {
        Random random = new Random(4711);
        IntStream.range(0, 60).forEach(region -> {
            byte[] flipped = pdf.clone();
            int from = (int) ((long) pdf.length * region / 60);
            int to = (int) ((long) pdf.length * (region + 1) / 60);
            int at = from + random.nextInt(to - from);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            assertThat(withoutArchive(flipped).verdict()).as("bit flipped at %d of %d", at, pdf.length).isNotEqualTo(Verdict.GENUINE);
            assertThat(verification.verify(flipped).verdict()).as("bit flipped at %d of %d", at, pdf.length)
                    .isNotIn(Verdict.GENUINE, Verdict.EARLIER_REVISION);
        });
    }

    /** The same number may be written with small or with capital digits; we write the small ones. */
    @Test
    void noticesASignatureSpelledOtherwise() {
        String file = new String(pdf, StandardCharsets.ISO_8859_1);
        int at = IntStream.range(file.lastIndexOf("<30"), file.length()).filter(i -> file.charAt(i) >= 'a' && file.charAt(i) <= 'f').findFirst().orElseThrow();
        byte[] capital = pdf.clone();
        capital[at] = (byte) Character.toUpperCase(file.charAt(at));
        assertThat(withoutArchive(capital).verdict()).isNotEqualTo(Verdict.GENUINE);
    }

    /** A signature does not sign all of itself; the parts it leaves out are the ones somebody could alter. */
    @ParameterizedTest
    @CsvSource({"the seal, 0, 7", "the archive time stamp, 1, 1"})
    void noticesEveryBitOfASignaturesMessage(String name, int signature, int step) throws Exception {
        EveryBit message = new EveryBit(pdf, signature, new Trust(keys.authorities(), keys.timeAuthorities()));
        assertThat(message.soundAsItIs()).as(name).isTrue();
        assertThat(message.unnoticed(step)).as(name).isEmpty();
    }

    @Test
    void noticesAPagePaintedOverByAnAppendedUpdate() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PdfDocument document = new PdfDocument(new PdfReader(new ByteArrayInputStream(pdf)), new PdfWriter(out),
                new StampingProperties().useAppendMode())) {
            new PdfCanvas(document.getFirstPage()).setFillColor(ColorConstants.WHITE).rectangle(50, 600, 300, 100).fill();
        }
        assertThat(withoutArchive(out.toByteArray()).verdict()).isEqualTo(Verdict.CHANGED);
        assertThat(verification.verify(out.toByteArray()).verdict()).isEqualTo(Verdict.CHANGED);
    }

    @Test
    void noticesBytesAppended() {
        byte[] longer = Arrays.copyOf(pdf, pdf.length + 20);
        Arrays.fill(longer, pdf.length, longer.length, (byte) '\n');
        assertThat(withoutArchive(longer).verdict()).isEqualTo(Verdict.CHANGED);
    }

    @Test
    void noticesARecordWhoseSealWasStripped() {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int firstEnd = text.indexOf("%%EOF") + 6;
        Report report = verification.verify(Arrays.copyOf(pdf, firstEnd));
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.CHANGED);
        assertThat(report.headline()).contains(caseId).contains("does not carry the seal");
    }

    @Test
    void callsARecordWithoutItsArchiveTimestampWhatTheArchiveDoesNotHold() {
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        int lastButOne = text.lastIndexOf("%%EOF", text.lastIndexOf("%%EOF") - 1) + 6;
        assertThat(verification.verify(Arrays.copyOf(pdf, lastButOne)).verdict()).isEqualTo(Verdict.CHANGED);
    }

    @Test
    void doesNotTakeASheetForARecord() {
        Report report = verification.verify(keeper.sheetPdf(caseId).orElseThrow());
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_OURS);
        assertThat(report.headline()).contains("not a sealed record").contains("Ada Applegarth");
    }

    @Test
    void knowsACodeHoweverItIsTyped() {
        String code = archive.find(caseId).orElseThrow().verificationCode();
        assertThat(verification.isKnown(code)).isTrue();
        assertThat(verification.isKnown(" " + code.replace("-", " ").toUpperCase())).isTrue();
        assertThat(verification.isKnown("0000-" + code.substring(5))).isFalse();
        assertThat(verification.isKnown(caseId)).isFalse();
        assertThat(verification.isKnown("")).isFalse();
    }

    @Test
    void answersPlainlyForWhatIsNoPdf() {
        assertThat(verification.verify(new byte[0]).headline()).isEqualTo("The file is empty.");
        assertThat(verification.verify("Dear Sir or Madam".getBytes(StandardCharsets.UTF_8)).verdict()).isEqualTo(Verdict.NOT_A_PDF);
        assertThat(verification.verify("%PDF-1.7\nthat was all".getBytes(StandardCharsets.UTF_8)).verdict()).isEqualTo(Verdict.NOT_A_PDF);
        assertThat(verification.verify(new byte[RecordCheck.LARGEST_FILE + 1]).verdict()).isEqualTo(Verdict.NOT_A_PDF);
    }
}
