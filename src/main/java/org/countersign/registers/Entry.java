package org.countersign.registers;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is written into a register, cleaned and checked. The messages are fit to be shown. */
final class Entry {

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFEFF&&[^\\n\\t]]");

    private Entry() {}

    static String line(String what, @Nullable String text, int most) {
        String line = needed(what, text, most);
        if (line.contains("\n") || line.contains("\t")) {
            throw new IllegalArgumentException("The " + what + " must be one line.");
        }
        return line;
    }

    static String needed(String what, @Nullable String text, int most) {
        String cleaned = optional(what, text, most);
        if (cleaned == null) {
            throw new IllegalArgumentException("Enter the " + what + ".");
        }
        return cleaned;
    }

    static @Nullable String optional(String what, @Nullable String text, int most) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String cleaned = Normalizer.normalize(text.replace("\r\n", "\n").replace('\r', '\n'), Normalizer.Form.NFC).strip();
        if (UNPRINTABLE.matcher(cleaned).find()) {
            throw new IllegalArgumentException("The " + what + " holds characters that cannot be shown.");
        }
        if (cleaned.length() > most) {
            throw new IllegalArgumentException("The " + what + " is too long: " + cleaned.length() + " characters, at most " + most + " are possible.");
        }
        return cleaned;
    }
}
