package org.countersign.records.render;

import com.itextpdf.kernel.colors.DeviceGray;
import com.itextpdf.kernel.font.PdfFont;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfPage;
import com.itextpdf.kernel.pdf.canvas.PdfCanvas;
import com.itextpdf.kernel.pdf.canvas.CanvasArtifact;

/** The running header and footer. Drawn when the number of pages is known, which saves laying out twice. */
final class Furniture {

    private static final float EDGE = 51;
    private static final float SIZE = 8;
    private static final DeviceGray INK = new DeviceGray(0.33f);
    private static final DeviceGray HAIR = new DeviceGray(0.75f);

    private final String header;
    private final String footer;
    private final PdfFont font;

    Furniture(Page page, PdfFont font) {
        this.font = font;
        header = drawable(page.header());
        footer = drawable(page.footer());
    }

    void drawOn(PdfDocument pdf) {
        int pages = pdf.getNumberOfPages();
        for (int n = 1; n <= pages; n++) {
            PdfPage page = pdf.getPage(n);
            var box = page.getPageSize();
            var canvas = new PdfCanvas(page.newContentStreamAfter(), page.getResources(), pdf);
            canvas.openTag(new CanvasArtifact());
            if (n > 1) {
                write(canvas, header, EDGE, box.getTop() - 36);
                rule(canvas, box.getTop() - 42, box.getWidth());
            }
            String number = (footer.isEmpty() ? "" : footer + "  ·  ") + "page " + n + " of " + pages;
            rule(canvas, 40, box.getWidth());
            write(canvas, number, box.getWidth() - EDGE - font.getWidth(number, SIZE), 29);
            canvas.closeTag();
        }
    }

    private void write(PdfCanvas canvas, String text, float x, float y) {
        canvas.saveState().setFillColor(INK).beginText().setFontAndSize(font, SIZE).moveText(x, y).showText(text)
                .endText().restoreState();
    }

    private static void rule(PdfCanvas canvas, float y, float width) {
        canvas.saveState().setStrokeColor(HAIR).setLineWidth(0.5f).moveTo(EDGE, y).lineTo(width - EDGE, y).stroke()
                .restoreState();
    }

    private String drawable(String text) {
        var out = new StringBuilder();
        text.codePoints().forEach(c -> out.appendCodePoint(font.containsGlyph(c) ? c : '?'));
        return out.toString();
    }
}
