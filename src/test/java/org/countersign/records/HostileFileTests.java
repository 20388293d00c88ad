package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.itextpdf.kernel.pdf.EncryptionConstants;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfWriter;
import com.itextpdf.kernel.pdf.WriterProperties;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.countersign.records.Verification.Report;
import org.countersign.records.Verification.Verdict;
import org.countersign.records.verify.ArchiveComparison;
import org.countersign.records.verify.RecordCheck;
import org.countersign.records.verify.Trust;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to harm whoever looks into them: each gets a plain answer. */
class HostileFileTests {

    private static final RecordCheck CHECK = new RecordCheck(new Trust(Set.of(), Set.of()), ArchiveComparison.none());

    record Hostile(String name, byte[] bytes) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Hostile> hostileFiles() throws IOException {
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);
        System.arraycopy("%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), 0, noise, 0, 9);
        return Stream.of(
                new Hostile("nothing but a header", ascii("%PDF-1.7\n")),
                new Hostile("noise behind a header", noise),
                new Hostile("arrays in arrays", pdf("[".repeat(200_000))),
                new Hostile("dictionaries in dictionaries", pdf("<</A ".repeat(200_000))),
                new Hostile("a cross-reference table of a billion entries", ascii("%PDF-1.7\nxref\n0 1000000000\n0000000000 65535 f \ntrailer\n<</Size 1000000000>>\nstartxref\n9\n%%EOF\n")),
                new Hostile("a cross-reference table that points at itself", ascii("%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Prev 9>>\nstartxref\n9\n%%EOF\n")),
                new Hostile("pages that are their own parents", pdf("1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1000000000>>\nendobj\n")),
                new Hostile("a stream that unpacks to a gigabyte", bomb()),
                new Hostile("ten thousand revisions", ascii("%PDF-1.7\n" + "startxref\n0\n%%EOF\n".repeat(10_000))),
                new Hostile("behind a password", encrypted()),
                new Hostile("scripts that want to run when it is opened", pdf("1 0 obj\n<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
                        + "/AA<</WC<</S/Launch/F(calc.exe)>>>>/Names<</JavaScript<</Names[(x)<</S/JavaScript/JS(while\\(true\\);)>>]>>>>>>\nendobj\n"
                        + "2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n")),
                new Hostile("a web page", ascii("<html><script>alert(1)</script></html>")),
                new Hostile("an archive", new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0}));
    }

    /** Each of them would keep a careless reader busy for hours. */
    @ParameterizedTest
    @MethodSource("hostileFiles")
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
    void answersPlainlyAndComesToAnEnd(Hostile file) {
        Report report = CHECK.check(file.bytes());
        assertThat(report.verdict()).isIn(Verdict.NOT_A_PDF, Verdict.NOT_OURS);
        assertThat(report.headline()).isNotBlank().doesNotContain("Exception");
    }

    @Test
    void readsNothingFromElsewhere() {
        Report report = CHECK.check(pdf("1 0 obj\n<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(record.json)<</FS/URL/F(http://127.0.0.1:1/record.json)>>]>>>>>>\nendobj\n"
                + "2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"));
        assertThat(report.verdict()).isIn(Verdict.NOT_A_PDF, Verdict.NOT_OURS);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** No table at all: the reader has to find its way by itself. */
    private static byte[] pdf(String body) {
        return ascii("%PDF-1.7\n" + body + "\ntrailer\n<</Root 1 0 R/Size 3>>\nstartxref\n0\n%%EOF\n");
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(packed, new Deflater(9))) {
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 1024; i++) {
                deflater.write(zeros);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(ascii("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(record.json)<</EF<</F 3 0 R>>/F(record.json)/UF(record.json)>>]>>>>>>\n"
                + "endobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n3 0 obj\n<</Filter/FlateDecode/Length " + packed.size() + ">>\nstream\n"));
        packed.writeTo(file);
        file.write(ascii("\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF\n"));
        return file.toByteArray();
    }

    private static byte[] encrypted() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PdfDocument pdf = new PdfDocument(new PdfWriter(out, new WriterProperties().setStandardEncryption(ascii("one"), ascii("two"), 0,
                EncryptionConstants.ENCRYPTION_AES_256)))) {
            pdf.addNewPage();
        }
        return out.toByteArray();
    }
}
