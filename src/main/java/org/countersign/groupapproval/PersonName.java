package org.countersign.groupapproval;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as people type them. */
final class PersonName {

    private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^()]+)\\)\\s*$");

    private PersonName() {}

    /** Whether somebody typed that name: letter case, accents' coding and repeated blanks do not matter. */
    static boolean isTyped(String name, String typed) {
        return folded(name).equals(folded(typed));
    }

    /** The user id in "Basil Birdwhistle (basil.birdwhistle)", or the whole text where there are no brackets. */
    static Optional<String> userIdIn(String choice) {
        Matcher brackets = IN_BRACKETS.matcher(choice);
        String userId = brackets.find() ? brackets.group(1).strip() : choice.strip();
        return userId.isEmpty() ? Optional.empty() : Optional.of(userId);
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
