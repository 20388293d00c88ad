package org.countersign.answers;

import java.text.Normalizer;
import java.util.Locale;

/** Names of files as people's computers send them, made fit to be shown, kept and handed out. */
final class FileNames {

    private static final int LONGEST = 120;

    private FileNames() {}

    /** Without folders, control and direction marks, or signs that file systems refuse; the ending says what the content is. */
    static String cleaned(String name, FileKind kind) {
        String clean = shown(name);
        int dot = clean.lastIndexOf('.');
        String ending = dot < 0 ? "" : clean.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean fits = kind.endings().contains(ending);
        String stem = fits ? clean.substring(0, dot).strip() : clean;
        if (stem.isEmpty()) {
            stem = "file";
        }
        if (stem.codePointCount(0, stem.length()) > LONGEST) {
            stem = stem.substring(0, stem.offsetByCodePoints(0, LONGEST)).strip();
        }
        return stem + "." + (fits ? ending : kind.endings().get(0));
    }

    /** Without folders and without what could not be shown. */
    static String shown(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder kept = new StringBuilder();
        Normalizer.normalize(last, Normalizer.Form.NFC).codePoints().forEach(character -> {
            int type = Character.getType(character);
            if ("<>:\"|?*%;".indexOf(character) >= 0) {
                kept.append('-');
            } else if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
                kept.append(' ');
            } else if (!Character.isISOControl(character) && type != Character.FORMAT && type != Character.SURROGATE
                    && type != Character.UNASSIGNED && type != Character.PRIVATE_USE) {
                kept.appendCodePoint(character);
            }
        });
        return kept.toString().replaceAll(" +", " ").strip().replaceAll("^[. ]+|[. ]+$", "");
    }
}
