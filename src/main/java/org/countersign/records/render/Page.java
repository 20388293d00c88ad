package org.countersign.records.render;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;

/** A page between template and PDF. */
final class Page {

    /** What lets a style reach outside: these never pass the retriever. */
    private static final Pattern REACHING =
            Pattern.compile("@import|url\\s*\\(\\s*['\"]?(?!data:)|expression\\s*\\(|\\\\", Pattern.CASE_INSENSITIVE);

    private static final String FORBIDDEN =
            "script, iframe, object, embed, link, base, form, svg, audio, video";

    private final Document document;
    private final String header;
    private final String footer;

    Page(String html) {
        document = Jsoup.parse(html);
        document.outputSettings().prettyPrint(false);
        header = meta("header");
        footer = meta("footer");
        document.head().select("meta[name], title").remove();
        joinAccents();
    }

    /** The typefaces hold letters with their accents. Text by text: joined to markup, a typed accent would eat a bracket. */
    private void joinAccents() {
        if (!Normalizer.isNormalized(text(), Normalizer.Form.NFC)) {
            replaceText(text -> Normalizer.normalize(text, Normalizer.Form.NFC));
        }
    }

    /**
     * Refuses styles, elements and pictures that could load something by a way the retriever does not see.
     *
     * @param logo the only picture that may be a drawing (SVG)
     */
    void refuseOutside(String logo) {
        Element forbidden = document.selectFirst(FORBIDDEN);
        if (forbidden != null) {
            throw new OutsideResource("A page holds a '" + forbidden.tagName() + "' element, which could load something from outside");
        }
        for (Element picture : document.select("img")) {
            String source = picture.attr("src");
            if (!source.startsWith("data:image/png;") && !source.startsWith("data:image/jpeg;") && !source.equals(logo)) {
                throw new OutsideResource("A picture on the page is not inside it");
            }
        }
        List<String> styles = new ArrayList<>();
        document.select("style").forEach(style -> styles.add(style.data()));
        document.select("[style]").forEach(element -> styles.add(element.attr("style")));
        for (String style : styles) {
            if (REACHING.matcher(style).find()) {
                throw new OutsideResource("A style on the page reaches outside of it");
            }
        }
    }

    /** Everything a reader sees, in one string. */
    String text() {
        return document.body().wholeText();
    }

    void replaceText(UnaryOperator<String> replacement) {
        NodeTraversor.traverse((node, depth) -> {
            if (node instanceof TextNode text && !text.isBlank()) {
                text.text(replacement.apply(text.getWholeText()));
            }
        }, document.body());
    }

    /** Marks paragraphs for {@link TurnedParagraphs}; turns at once what stands inside a line. */
    void arrangeRightToLeft() {
        List<TextNode> texts = new ArrayList<>();
        NodeTraversor.traverse((node, depth) -> {
            if (node instanceof TextNode text && RightToLeft.occursIn(text.getWholeText())) {
                texts.add(text);
            }
        }, document.body());
        for (TextNode text : texts) {
            Element parent = text.parent();
            boolean alone = parent.childNodeSize() == 1;
            if (alone && parent.is("td, th")) {
                text.wrap("<p></p>");
                text.parent().attr("dir", parent.attr("dir"));
                parent = text.parent();
            }
            boolean rightToLeft = "auto".equals(parent.attr("dir")) && RightToLeft.leads(text.getWholeText());
            if (alone && parent.is("p")) {
                parent.attr(TurnedParagraphs.MARK, text.getWholeText())
                        .attr(TurnedParagraphs.DIRECTION, rightToLeft ? "rtl" : "ltr");
            } else {
                text.text(RightToLeft.drawn(RightToLeft.shaped(text.getWholeText()), rightToLeft));
            }
        }
        document.select("[dir]").removeAttr("dir");
    }

    /** What runs along the top of every page but the first. */
    String header() {
        return header;
    }

    /** What stands at the foot of every page before its number. */
    String footer() {
        return footer;
    }

    private String meta(String name) {
        return document.head().select("meta[name=" + name + "]").attr("content");
    }

    /** For the layout; the head holds styles only, as title and metadata are written elsewhere. */
    String html() {
        return document.outerHtml();
    }
}
