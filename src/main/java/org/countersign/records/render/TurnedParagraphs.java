package org.countersign.records.render;

import com.itextpdf.html2pdf.attach.ITagWorker;
import com.itextpdf.html2pdf.attach.ProcessorContext;
import com.itextpdf.html2pdf.attach.impl.DefaultTagWorkerFactory;
import com.itextpdf.html2pdf.attach.impl.tags.PTagWorker;
import com.itextpdf.layout.element.Paragraph;
import com.itextpdf.layout.element.Text;
import com.itextpdf.layout.font.FontCharacteristics;
import com.itextpdf.layout.font.FontProvider;
import com.itextpdf.layout.layout.LayoutContext;
import com.itextpdf.layout.layout.LayoutResult;
import com.itextpdf.layout.properties.Property;
import com.itextpdf.layout.properties.TextAlignment;
import com.itextpdf.layout.renderer.IRenderer;
import com.itextpdf.layout.renderer.ParagraphRenderer;
import com.itextpdf.layout.renderer.TextRenderer;
import com.itextpdf.styledxmlparser.node.IElementNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays out the paragraphs that {@link Page} has marked as running to the left, wholly or in part. */
final class TurnedParagraphs extends DefaultTagWorkerFactory {

    /** Holds the text in reading order. */
    static final String MARK = "data-reading-order";

    /** {@code rtl} when the paragraph itself runs to the left. */
    static final String DIRECTION = "data-direction";

    @Override
    public @Nullable ITagWorker getCustomTagWorker(IElementNode tag, ProcessorContext context) {
        String text = tag.getAttribute(MARK);
        return text == null || !"p".equals(tag.name()) ? null : new PTagWorker(tag, context) {
            @Override
            public void processEnd(IElementNode element, ProcessorContext processor) {
                super.processEnd(element, processor);
                if (getElementResult() instanceof Paragraph paragraph) {
                    boolean rightToLeft = "rtl".equals(tag.getAttribute(DIRECTION));
                    if (rightToLeft) {
                        paragraph.setTextAlignment(TextAlignment.RIGHT);
                    }
                    paragraph.getAccessibilityProperties().setActualText(text);
                    paragraph.setNextRenderer(new Turned(paragraph, text, rightToLeft));
                }
            }
        };
    }

    /** Breaks and turns the lines as soon as the width is known. */
    private static final class Turned extends ParagraphRenderer {

        private final String text;
        private final boolean rightToLeft;

        Turned(Paragraph paragraph, String text, boolean rightToLeft) {
            super(paragraph);
            this.text = text;
            this.rightToLeft = rightToLeft;
        }

        @Override
        public LayoutResult layout(LayoutContext context) {
            float width = context.getArea().getBBox().getWidth();
            if (childRenderers.size() == 1 && childRenderers.get(0) instanceof TextRenderer only) {
                only.setParent(this);
                FontProvider provider = getProperty(Property.FONT_PROVIDER);
                var fonts = provider.createFontSelectorStrategy(List.of(Typefaces.MAIN), new FontCharacteristics(), null);
                float size = only.getPropertyAsUnitValue(Property.FONT_SIZE).getValue();
                var turned = new TextRenderer((Text) only.getModelElement(),
                        RightToLeft.drawn(text, rightToLeft, fonts, size, width - 0.5f));
                turned.setParent(this);
                childRenderers.set(0, turned);
            }
            return super.layout(context);
        }

        /** What follows on the next page is turned already. */
        @Override
        public IRenderer getNextRenderer() {
            return new ParagraphRenderer((Paragraph) modelElement);
        }
    }
}
