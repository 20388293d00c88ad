package org.countersign.records.render;

import com.ibm.icu.text.ArabicShaping;
import com.ibm.icu.text.ArabicShapingException;
import com.ibm.icu.text.Bidi;
import com.itextpdf.layout.font.selectorstrategy.IFontSelectorStrategy;
import java.text.BreakIterator;
import java.util.Locale;

/**
 * Puts Arabic, Hebrew and mixed text into the order in which it is drawn. The layout library draws characters as they
 * come, so lines are broken first, in reading order, and each line is turned on its own.
 */
final class RightToLeft {

    private static final ArabicShaping SHAPING = new ArabicShaping(ArabicShaping.LETTERS_SHAPE
            | ArabicShaping.TEXT_DIRECTION_LOGICAL | ArabicShaping.LENGTH_GROW_SHRINK);

    private RightToLeft() {}

    static boolean occursIn(String text) {
        return text.chars().anyMatch(c -> c >= 0x0590) && text.codePoints().anyMatch(c -> switch (Character.getDirectionality(c)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC -> true;
            default -> false;
        });
    }

    /** Whether the first letter with a direction runs to the left, which is what {@code dir="auto"} asks. */
    static boolean leads(String text) {
        return Bidi.getBaseDirection(text) == Bidi.RTL;
    }

    /** Arabic letters in the forms they take beside each other; still in reading order. */
    static String shaped(String text) {
        try {
            return SHAPING.shape(text);
        } catch (ArabicShapingException e) {
            throw new IllegalStateException("Arabic letters could not be joined", e);
        }
    }

    /** One line, shaped, as it is drawn from left to right. */
    static String drawn(String line, boolean rightToLeft) {
        return new Bidi(line, rightToLeft ? Bidi.RTL : Bidi.LTR).writeReordered(Bidi.DO_MIRRORING | Bidi.KEEP_BASE_COMBINING);
    }

    /** The whole text broken to the width and each line turned. */
    static String drawn(String text, boolean rightToLeft, IFontSelectorStrategy fonts, float size, float width) {
        String shaped = shaped(text);
        var breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(shaped);
        var out = new StringBuilder(shaped.length() + 16);
        int lineStart = 0;
        int lastBreak = 0;
        for (int next = breaks.next(); next != BreakIterator.DONE; next = breaks.next()) {
            if (lastBreak > lineStart && width(shaped.substring(lineStart, next).stripTrailing(), fonts, size) > width) {
                out.append(drawn(shaped.substring(lineStart, lastBreak).stripTrailing(), rightToLeft)).append('\n');
                lineStart = lastBreak;
            }
            int cut;
            while ((cut = fitting(shaped, lineStart, next, fonts, size, width)) < next) {
                out.append(drawn(shaped.substring(lineStart, cut), rightToLeft)).append('\n');
                lineStart = cut;
            }
            lastBreak = next;
        }
        return out.append(drawn(shaped.substring(lineStart), rightToLeft)).toString();
    }

    /** Where a word longer than the line has to be cut; {@code end} when it fits. */
    private static int fitting(String text, int start, int end, IFontSelectorStrategy fonts, float size, float width) {
        if (width(text.substring(start, end).stripTrailing(), fonts, size) <= width) {
            return end;
        }
        int cut = start + Character.charCount(text.codePointAt(start));
        while (cut < end) {
            int further = cut + Character.charCount(text.codePointAt(cut));
            if (width(text.substring(start, further), fonts, size) > width) {
                return cut;
            }
            cut = further;
        }
        return end;
    }

    private static float width(String text, IFontSelectorStrategy fonts, float size) {
        float thousandths = 0;
        if (!text.isEmpty()) {
            for (var part : fonts.getGlyphLines(text)) {
                var line = part.getFirst();
                for (int i = line.getStart(); i < line.getEnd(); i++) {
                    thousandths += line.get(i).getWidth();
                }
            }
        }
        return thousandths * size / 1000;
    }

}
