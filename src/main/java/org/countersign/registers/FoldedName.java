package org.countersign.registers;

import com.ibm.icu.text.Normalizer2;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A name as it counts when two are compared: without case, accents, width, invisible characters, repeated blanks, and with one kind
 * of apostrophe and dash.
 */
record FoldedName(String text) {

    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036F]+");
    private static final Pattern APOSTROPHES = Pattern.compile("[\\u2018\\u2019\\u201B\\u02BC\\u0060\\u00B4]");
    private static final Pattern DASHES = Pattern.compile("[\\p{Pd}\\u2212]");
    private static final Pattern BLANKS = Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}]+");

    static FoldedName of(String name) {
        String folded = APOSTROPHES.matcher(name).replaceAll("'");
        // NFKC_Casefold also drops zero-width characters. Folded again once the accents are off: taking them off may leave new work.
        folded = Normalizer2.getNFKCCasefoldInstance().normalize(folded);
        folded = ACCENTS.matcher(Normalizer2.getNFDInstance().normalize(folded)).replaceAll("");
        folded = Normalizer2.getNFKCCasefoldInstance().normalize(folded);
        folded = DASHES.matcher(folded).replaceAll("-");
        return new FoldedName(BLANKS.matcher(folded).replaceAll(" ").strip());
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
