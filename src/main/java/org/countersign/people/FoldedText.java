package org.countersign.people;

import com.ibm.icu.text.Normalizer2;
import java.util.regex.Pattern;

/** Text as it counts when it is compared: without case, accents, width and invisible characters, and with one kind of apostrophe and dash. */
public final class FoldedText {

    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036F]+");
    private static final Pattern APOSTROPHES = Pattern.compile("[\\u2018\\u2019\\u201B\\u02BC\\u0060\\u00B4]");
    private static final Pattern DASHES = Pattern.compile("[\\p{Pd}\\u2212]");

    private FoldedText() {}

    public static String of(String text) {
        String folded = APOSTROPHES.matcher(text).replaceAll("'");
        // NFKC_Casefold also drops zero-width characters. Folded again once the accents are off: taking them off may leave new work.
        folded = Normalizer2.getNFKCCasefoldInstance().normalize(folded);
        folded = ACCENTS.matcher(Normalizer2.getNFDInstance().normalize(folded)).replaceAll("");
        folded = Normalizer2.getNFKCCasefoldInstance().normalize(folded);
        return DASHES.matcher(folded).replaceAll("-");
    }
}
