package org.countersign.records.render;

import com.itextpdf.io.font.FontProgram;
import com.itextpdf.io.font.FontProgramFactory;
import com.itextpdf.io.font.PdfEncodings;
import com.itextpdf.kernel.font.PdfFont;
import com.itextpdf.layout.font.FontInfo;
import com.itextpdf.layout.font.FontProvider;
import com.itextpdf.layout.font.FontSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;

/**
 * The typefaces of all documents: one for text, others only for what it lacks, each read when first needed and then
 * shared.
 */
final class Typefaces {

    /** Family name in the stylesheet. */
    static final String MAIN = "Source Sans Pro";

    /** A file read once, at first use. */
    private static final class Face {
        private final String file;
        private volatile FontProgram program;

        Face(String file) {
            this.file = file;
        }

        FontProgram program() {
            FontProgram known = program;
            return known != null ? known : read();
        }

        private synchronized FontProgram read() {
            if (program == null) {
                try {
                    program = FontProgramFactory.createFont(new ClassPathResource(file).getContentAsByteArray(), false);
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot read the typeface " + file, e);
                }
            }
            return program;
        }

        boolean has(int codePoint) {
            return program().getGlyph(codePoint) != null;
        }
    }

    private static final String SOURCE = "fonts/ttf/SourceSansPro/SourceSansPro-";

    private final List<Face> main = List.of(new Face(SOURCE + "Regular.ttf"), new Face(SOURCE + "Bold.ttf"));

    /** In the order in which they are asked: most scripts and signs; emoji; Hangul; Han and Kana. */
    private final List<Face> others = List.of(
            new Face("fonts/ttf/Kurinto/KurintoSans-Rg.ttf"),
            new Face("fonts/noto-emoji/NotoEmoji-Regular.ttf"),
            new Face("fonts/noto-sans-kr/NotoSansKR-Hangul-Regular.ttf"),
            new Face("fonts/ttf/NotoSansSC/NotoSansSC-Regular.ttf"));

    /** The typefaces for one document: not thread-safe, not to be used twice. */
    record Fonts(FontProvider provider, PdfFont main) {}

    /** Chooses typefaces, and replaces on the page what none can draw. */
    Fonts forPage(Page page) {
        Set<Face> needed = new LinkedHashSet<>(main);
        if (page.text().codePoints().anyMatch(c -> !everywhere(c))) {
            page.replaceText(text -> legible(text, others, needed));
        }
        return fonts(needed);
    }

    /** The last resort: the main typeface alone, everything else by its code points. */
    Fonts plainForPage(Page page) {
        page.replaceText(text -> legible(text, List.of(), Set.of()));
        return fonts(main);
    }

    private static Fonts fonts(Collection<Face> needed) {
        var set = new FontSet();
        needed.forEach(face -> set.addFont(face.program(), PdfEncodings.IDENTITY_H));
        var provider = new FontProvider(set, MAIN);
        FontInfo first = set.getFonts().iterator().next();
        return new Fonts(provider, provider.getPdfFont(first));
    }

    /** Drawn by every cut of the main typeface. */
    private boolean everywhere(int c) {
        return c == '\n' || c == '\r' || c == '\t' || main.stream().allMatch(face -> face.has(c));
    }

    private String legible(String text, List<Face> others, Set<Face> needed) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (everywhere(c)) {
                out.appendCodePoint(c);
            } else if (!isInvisible(c)) {
                others.stream().filter(face -> face.has(c)).findFirst().ifPresentOrElse(face -> {
                    needed.add(face);
                    out.appendCodePoint(c);
                }, () -> out.append(String.format("[U+%04X]", c)));
            }
        });
        return out.toString();
    }

    /** Controls, joiners and selectors leave no mark on paper. */
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
            default -> c >= 0xFE00 && c <= 0xFE0F || c >= 0xE0100 && c <= 0xE01EF;
        };
    }
}
