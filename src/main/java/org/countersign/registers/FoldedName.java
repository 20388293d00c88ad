package org.countersign.registers;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.countersign.people.FoldedText;

/**
 * A name as it counts when two are compared: without case, accents, width, invisible characters, repeated blanks, and with one kind
 * of apostrophe and dash.
 */
record FoldedName(String text) {

    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}]+");

    static FoldedName of(String name) {
        return new FoldedName(BLANKS.matcher(FoldedText.of(name)).replaceAll(" ").strip());
    }

    /** Of one length, whatever the name's, so that it can be indexed. */
    String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
