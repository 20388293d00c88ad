package org.countersign.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.countersign.answers.Attachments.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be taken as the export of a conversation, and what cannot. */
class ExportsTests {

    private static final byte[] CHAT = "21/11/2026, 09:30 - Ada: The key is in the boathouse. <script>alert(1)</script> 🛶".getBytes(StandardCharsets.UTF_8);
    private static final byte[] GIF = {'G', 'I', 'F', '8', '9', 'a', 4, 0, 4, 0, 0, 0, 0};

    @Test
    void takesTheZipThatAnAppMakes() throws IOException {
        assertThat(FileKind.ofExport(zip(Map.of("_chat.txt", CHAT, "media/00001.GIF", GIF)))).isEqualTo(FileKind.ZIP);
        assertThatThrownBy(() -> FileKind.of(zip(Map.of("_chat.txt", CHAT)))).as("in no other form").isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1252", "UTF-16", "ISO-8859-1"})
    void takesTextInWhateverCoding(String coding) throws IOException {
        byte[] text = "Zoë, 9 o’clock: naïve café".getBytes(Charset.forName(coding));
        assertThat(FileKind.ofExport(text)).isEqualTo(FileKind.TEXT);
        assertThat(FileKind.ofExport(zip(Map.of("chat.txt", text)))).isEqualTo(FileKind.ZIP);
    }

    @Test
    void takesBrokenTextAsItCame() {
        assertThat(FileKind.ofExport(new byte[] {'a', (byte) 0xc3, (byte) 0x28, (byte) 0xff, '\n'})).isEqualTo(FileKind.TEXT);
        assertThatThrownBy(() -> FileKind.of(new byte[] {'a', (byte) 0xc3, (byte) 0x28})).as("in no other form").isInstanceOf(Refused.class);
    }

    @Test
    void takesAScriptForTheTextItIsAndRefusesItInAZip() throws IOException {
        assertThat(FileKind.ofExport(CHAT)).isEqualTo(FileKind.TEXT);
        assertThat(FileNames.cleaned("chat.html", FileKind.TEXT)).as("nobody's browser runs it").isEqualTo("chat.html.txt");
        for (String name : new String[] {"page.html", "run.js", "chat.svg", "macro.vbs", "no-ending"}) {
            assertRefused(zip(Map.of("_chat.txt", CHAT, name, CHAT)), name);
        }
    }

    @Test
    void refusesWhatAnExportDoesNotHold() throws IOException {
        assertRefused(zip(Map.of("clip.mp4", new byte[] {0, 0, 0, 24, 'f', 't', 'y', 'p'})), "clip.mp4");
        assertRefused(zip(Map.of("picture.jpg", GIF)), "picture.jpg");
        assertRefused(zip(Map.of("setup.txt", new byte[] {'M', 'Z', 0, 1})), "setup.txt");
        assertRefused(zip(Map.of("inner.zip", zip(Map.of("a.txt", CHAT)))), "inner.zip");
        assertRefused(zip(Map.of("folder/", new byte[0])), "nothing in this zip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd.txt", "/etc/passwd.txt", "C:\\chat.txt", "a\u0000b.txt"})
    void refusesNamesThatLeadOutOfTheZip(String name) throws IOException {
        assertRefused(zip(Map.of(name, CHAT)), "cannot be checked");
    }

    @Test
    void givesUpABombLongBeforeItBursts() throws IOException {
        byte[] one = new byte[21 * 1024 * 1024];
        Arrays.fill(one, (byte) 'a');
        byte[] bomb = zip(Map.of("chat.txt", one));
        assertThat(bomb).hasSizeLessThan(100_000);
        assertRefused(bomb, "20 MB in one file");

        Map<String, byte[]> many = new TreeMap<>();
        for (int i = 0; i < 2001; i++) {
            many.put(i + ".txt", CHAT);
        }
        assertRefused(zip(many), "more than 2,000 files");

        Map<String, byte[]> together = new TreeMap<>();
        byte[] large = Arrays.copyOf(one, 19 * 1024 * 1024);
        for (int i = 0; i < 12; i++) {
            together.put(i + ".txt", large);
        }
        assertRefused(zip(together), "200 MB together");
    }

    @Test
    void refusesAZipThatShowsSomeProgramsMoreThanOthers() throws IOException {
        byte[] honest = zip(Map.of("chat.txt", CHAT));
        byte[] longer = Arrays.copyOf(honest, honest.length + 10);
        assertRefused(longer, "cannot be checked");
        byte[] fewer = honest.clone();
        fewer[honest.length - 12] = 0;
        assertRefused(fewer, "cannot be checked");
        assertRefused(Arrays.copyOf(honest, honest.length / 2), "cannot be checked");
        byte[] locked = honest.clone();
        locked[6] |= 1;
        assertRefused(locked, "cannot be checked");
        assertRefused(new byte[] {'P', 'K', 3, 4, 0, 0}, "");
    }

    private static void assertRefused(byte[] export, String why) {
        assertThatThrownBy(() -> FileKind.ofExport(export)).isInstanceOf(Refused.class).hasMessageContaining(why);
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
