package org.countersign.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.countersign.DatabaseSlice;
import org.countersign.MovableClock;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.answers.Attachments.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@DatabaseSlice
@Import(Attachments.class)
class AttachmentsTests {

    private static final String CASE = "BE-2026-000001";

    @Autowired Attachments attachments;
    @Autowired JdbcClient database;
    @Autowired MovableClock clock;

    @BeforeEach
    void startWithNone() {
        database.sql("delete from cs_attachment").update();
        clock.set("2026-11-23T10:00:00Z");
    }

    @Test
    void keepsAPictureWithItsDigestUnderACleanedName() {
        byte[] picture = png(640, 480);
        Attachment kept = attachments.upload("C:\\Users\\ada\\..\\\u202egnp.Boat\u0007house.PNG", picture, "P0001");
        assertThat(kept.name()).isEqualTo("gnp.Boathouse.png");
        assertThat(kept.mediaType()).isEqualTo("image/png");
        assertThat(kept.sha256()).hasSize(64);
        assertThat(attachments.find(kept.attachmentId())).contains(kept);
        assertThat(attachments.content(kept.attachmentId())).isEqualTo(picture);
    }

    @ParameterizedTest
    @CsvSource({"letter.html, letter.html.txt", "notes.csv, notes.csv", ".., file.txt", "'', file.txt", "x.exe, x.exe.txt", "a/b\\c.log, c.log"})
    void givesANameTheEndingOfItsContent(String given, String kept) {
        assertThat(attachments.upload(given, "Plain words, naïve ones too.".getBytes(StandardCharsets.UTF_8), "P0001").name()).isEqualTo(kept);
    }

    @Test
    void refusesAProgramThatCallsItselfAPicture() {
        byte[] program = new byte[512];
        program[0] = 'M';
        program[1] = 'Z';
        assertRefused("holiday.png", program, "program");
        assertRefused("holiday.png", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}, "program");
    }

    @Test
    void refusesArchivesWithoutOpeningThem() {
        assertRefused("evidence.zip", new byte[] {'P', 'K', 3, 4, 0, 0}, "archive");
        assertRefused("evidence.txt", new byte[] {0x1f, (byte) 0x8b, 8, 0}, "archive");
        assertRefused("evidence.txt", new byte[] {1, 2, 3, (byte) 0xff}, "not taken");
        assertRefused("latin1.txt", new byte[] {'a', (byte) 0xe9, 'b'}, "not taken");
        assertRefused("empty.txt", new byte[0], "empty");
        assertRefused("large.txt", new byte[Attachments.LARGEST + 1], "10 MB");
    }

    @Test
    void refusesPicturesOfAbsurdSizeByTheirHeader() {
        assertRefused("bomb.png", png(60_000, 60_000), "60000 by 60000");
        assertRefused("bomb.gif", new byte[] {'G', 'I', 'F', '8', '9', 'a', -1, -1, -1, -1, 0}, "65535 by 65535");
        assertRefused("bomb.jpg", jpeg(50_000, 10), "10 by 50000");
        assertRefused("half.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, "damaged");
        assertThat(attachments.upload("photo.jpeg", jpeg(4000, 3000), "P0001").mediaType()).isEqualTo("image/jpeg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<</S/JavaScript/JS(app.alert(1))>>", "<</S /J#61vaScript /JS (1)>>", "<< /S /Launch /F (calc.exe) >>",
            "<</Names<</EmbeddedFiles 3 0 R>>>>", "<</Type/EmbeddedFile>>", "trailer <</Encrypt 5 0 R>>", "<</XFA 7 0 R>>"})
    void refusesAPdfThatIsMoreThanPages(String inside) {
        assertRefused("letter.pdf", pdf("1 0 obj\n" + inside + "\nendobj\n"), "PDF");
    }

    @Test
    void findsAScriptInsideACompressedObjectStream() throws Exception {
        assertRefused("letter.pdf", pdfWithObjects("<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 99>>", "1 0 <</S/JavaScript/JS(x)>>"), "scripts");
        assertRefused("letter.pdf", pdfWithObjects("<</Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/FlateDecode]>>", "1 0 <<>>"), "cannot be checked");
        assertThat(attachments.upload("letter.pdf", pdfWithObjects("<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>", "1 0 <</Type/Page>>"), "P0001").mediaType())
                .isEqualTo("application/pdf");
    }

    @Test
    void findsAnObjectStreamThatInflatesWithoutEnd() throws Exception {
        assertRefused("bomb.pdf", pdfWithObjects("<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>", " ".repeat(70 * 1024 * 1024)), "cannot be checked");
    }

    @Test
    void bindsOnlyOnesOwnFilesAndOnlyToOneCase() {
        String mine = text("P0001");
        String theirs = text("P0002");
        attachments.bind(List.of(mine), CASE, "P0001");
        assertThat(attachments.of(CASE)).extracting(Attachment::attachmentId).containsExactly(mine);
        attachments.bind(List.of(mine, mine), CASE, "P0001");
        assertThatThrownBy(() -> attachments.bind(List.of(theirs), CASE, "P0001")).isInstanceOf(AnswersRefused.class);
        assertThatThrownBy(() -> attachments.bind(List.of(mine), "BE-2026-000002", "P0001")).isInstanceOf(AnswersRefused.class);
        assertThatThrownBy(() -> attachments.bind(List.of("unknown"), CASE, "P0001")).isInstanceOf(AnswersRefused.class);
    }

    @Test
    void holdsAtMostTwentyFilesInACase() {
        for (int number = 0; number < 20; number++) {
            attachments.bind(List.of(text("P0001")), CASE, "P0001");
        }
        String oneMore = text("P0001");
        assertThatThrownBy(() -> attachments.bind(List.of(oneMore), CASE, "P0001")).isInstanceOf(AnswersRefused.class).hasMessageContaining("20");
    }

    @Test
    void letsNobodyFillTheStoreWithFilesOfNoCase() {
        for (int number = 0; number < 40; number++) {
            text("P0001");
        }
        assertThatThrownBy(() -> text("P0001")).isInstanceOf(Refused.class).hasMessageContaining("40");
        text("P0002");
    }

    @Test
    void removesOnlyWhatBelongsToNoCaseAndToThisPerson() {
        String kept = text("P0001");
        attachments.remove(kept, "P0002");
        assertThat(attachments.find(kept)).isPresent();
        attachments.bind(List.of(kept), CASE, "P0001");
        attachments.remove(kept, "P0001");
        assertThat(attachments.find(kept)).isPresent();
        String loose = text("P0001");
        attachments.remove(loose, "P0001");
        assertThat(attachments.find(loose)).isEmpty();
    }

    @Test
    void destroysWhatMustNotBeKeptInTwoStepsByTwoPeople() {
        String file = text("P0001");
        attachments.bind(List.of(file), CASE, "P0001");
        assertThatThrownBy(() -> attachments.destroy(file, "P0008")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> attachments.quarantine(file, " ", "P0007")).isInstanceOf(Refused.class);
        attachments.quarantine(file, "It shows a child.", "P0007");
        assertThatThrownBy(() -> attachments.content(file)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> attachments.destroy(file, "P0007")).isInstanceOf(Refused.class);
        attachments.destroy(file, "P0008");
        assertThatThrownBy(() -> attachments.destroy(file, "P0008")).isInstanceOf(Refused.class);
        assertThat(attachments.of(CASE)).singleElement().satisfies(left -> {
            assertThat(left.destroyedAt()).isEqualTo(clock.instant());
            assertThat(left.sha256()).hasSize(64);
        });
        assertThat(database.sql("select count(*) from cs_attachment where content is null").query(Integer.class).single()).isOne();
    }

    @Test
    void forgetsFilesOfFormsNobodySent() {
        String bound = text("P0001");
        attachments.bind(List.of(bound), CASE, "P0001");
        String loose = text("P0001");
        clock.forward(Duration.ofDays(31));
        attachments.forgetAbandoned();
        assertThat(attachments.find(loose)).isEmpty();
        assertThat(attachments.find(bound)).isPresent();
    }

    private String text(String personId) {
        return attachments.upload("note.txt", "A note.".getBytes(StandardCharsets.UTF_8), personId).attachmentId();
    }

    private void assertRefused(String name, byte[] content, String words) {
        assertThatThrownBy(() -> attachments.upload(name, content, "P0001")).isInstanceOf(Refused.class).hasMessageContaining(words);
    }

    private static byte[] png(int width, int height) {
        return ByteBuffer.allocate(64).put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'})
                .putInt(width).putInt(height).array();
    }

    private static byte[] jpeg(int height, int width) {
        return ByteBuffer.allocate(64).put(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 6, 'J', 'F', 'I', 'F',
                (byte) 0xff, (byte) 0xc0, 0, 17, 8}).putShort((short) height).putShort((short) width).array();
    }

    private static byte[] pdf(String objects) {
        return ("%PDF-1.7\n" + objects + "%%EOF\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] pdfWithObjects(String dictionary, String objects) throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(("%PDF-1.7\n1 0 obj\n" + dictionary + "\nstream\n").getBytes(StandardCharsets.ISO_8859_1));
        DeflaterOutputStream deflated = new DeflaterOutputStream(file);
        deflated.write(objects.getBytes(StandardCharsets.ISO_8859_1));
        deflated.finish();
        file.write("\nendstream\nendobj\n%%EOF\n".getBytes(StandardCharsets.ISO_8859_1));
        return file.toByteArray();
    }
}
