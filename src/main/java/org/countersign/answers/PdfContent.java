package org.countersign.answers;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.countersign.answers.Attachments.Refused;

/**
 * Looks for what makes a PDF more than pages to read: scripts, programs to start, files inside. Names are found however they are
 * written and also inside compressed object streams; a PDF that cannot be looked into is refused rather than believed.
 */
final class PdfContent {

    private static final int MOST_INFLATED = 64 * 1024 * 1024;
    private static final int LONGEST_DICTIONARY = 4096;

    private static final Map<String, String> DANGEROUS = Map.of(
            "JavaScript", "scripts", "Launch", "an action that starts a program", "EmbeddedFile", "other files inside it",
            "EmbeddedFiles", "other files inside it", "GoToE", "other files inside it", "RichMedia", "moving content", "XFA", "a form with scripts");

    private static final Pattern NAME = Pattern.compile("/([A-Za-z#][A-Za-z0-9#]{1,60})(?![A-Za-z0-9#])");
    private static final Pattern STREAM = Pattern.compile("stream\\r?\\n");

    private PdfContent() {}

    /** @throws Refused when there is something dangerous in it, or it cannot be looked into */
    static void check(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        lookFor(text);
        int inflated = 0;
        Matcher streams = STREAM.matcher(text);
        while (streams.find()) {
            if (streams.start() >= 3 && text.startsWith("end", streams.start() - 3)) {
                continue;
            }
            String dictionary = written(text.substring(Math.max(0, streams.start() - LONGEST_DICTIONARY), streams.start()));
            dictionary = dictionary.substring(Math.max(0, dictionary.lastIndexOf(" obj")));
            if (!dictionary.contains("/ObjStm") && !dictionary.contains("/First")) {
                continue;
            }
            if (!dictionary.contains("/Filter")) {
                continue;
            }
            if (dictionary.contains("/DecodeParms") || dictionary.contains("/DP") || dictionary.matches("(?s).*/(ASCII|LZW|RunLength|Crypt|AHx|A85).*")) {
                throw notUnderstood();
            }
            byte[] objects = inflate(content, streams.end(), MOST_INFLATED - inflated);
            inflated += objects.length;
            lookFor(new String(objects, StandardCharsets.ISO_8859_1));
        }
    }

    private static void lookFor(String text) {
        Matcher names = NAME.matcher(text);
        while (names.find()) {
            String name = written(names.group(1));
            if (name.equals("Encrypt")) {
                throw new Refused("This PDF is protected by a password, so it cannot be checked. Save it without protection and attach that.");
            }
            String what = DANGEROUS.get(name);
            if (what != null) {
                throw new Refused("This PDF holds " + what + ". Print it to a new PDF and attach that one.");
            }
        }
    }

    /** {@code /J#61vaScript} is {@code /JavaScript}. */
    private static String written(String name) {
        if (name.indexOf('#') < 0) {
            return name;
        }
        return Pattern.compile("#([0-9A-Fa-f]{2})").matcher(name)
                .replaceAll(hex -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
    }

    private static byte[] inflate(byte[] content, int from, int most) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(content, from, content.length - from);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] part = new byte[64 * 1024];
            while (!inflater.finished()) {
                int read = inflater.inflate(part);
                if (read == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw notUnderstood();
                }
                all.write(part, 0, read);
                if (all.size() > most) {
                    throw notUnderstood();
                }
            }
            return all.toByteArray();
        } catch (DataFormatException e) {
            throw notUnderstood();
        } finally {
            inflater.end();
        }
    }

    private static Refused notUnderstood() {
        return new Refused("This PDF is built in a way that cannot be checked. Print it to a new PDF and attach that one.");
    }
}
