package org.countersign.records.render;

import static org.countersign.records.Judges.assertPdfA3a;
import static org.countersign.records.Judges.assertPdfUa1;

import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.canvas.parser.EventType;
import com.itextpdf.kernel.pdf.canvas.parser.PdfCanvasProcessor;
import com.itextpdf.kernel.pdf.canvas.parser.PdfTextExtractor;
import com.itextpdf.kernel.pdf.canvas.parser.data.IEventData;
import com.itextpdf.kernel.pdf.canvas.parser.data.TextRenderInfo;
import com.itextpdf.kernel.pdf.canvas.parser.listener.IEventListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.countersign.records.Document;
import org.countersign.records.render.Rendering.EmbeddedFile;

/** Renders, leaves the file in {@code target/rendered} to be looked at, asks the judges and measures. */
final class Renderer {

    static final Rendering RENDERING = new Rendering(Samples.INSTITUTION);

    private static final Path LOOK = Path.of("target/rendered");

    byte[] judged(String name, Document document, EmbeddedFile... files) {
        byte[] pdf = RENDERING.pdf(document, List.of(files));
        try {
            Files.createDirectories(LOOK);
            Files.write(LOOK.resolve(name + ".pdf"), pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertPdfA3a(pdf);
        assertPdfUa1(pdf);
        return pdf;
    }

    int pages(String name) {
        try (var pdf = new PdfDocument(new PdfReader(LOOK.resolve(name + ".pdf").toFile()))) {
            return pdf.getNumberOfPages();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How far right any letter reaches, in points. */
    float rightEdge(byte[] pdf) {
        float[] edge = {0};
        open(pdf, document -> {
            for (int n = 1; n <= document.getNumberOfPages(); n++) {
                new PdfCanvasProcessor(new IEventListener() {
                    @Override
                    public void eventOccurred(IEventData data, EventType type) {
                        if (data instanceof TextRenderInfo text && !text.getText().isBlank()) {
                            edge[0] = Math.max(edge[0], text.getDescentLine().getEndPoint().get(0));
                        }
                    }

                    @Override
                    public Set<EventType> getSupportedEvents() {
                        return Set.of(EventType.RENDER_TEXT);
                    }
                }).processPageContent(document.getPage(n));
            }
        });
        return edge[0];
    }

    /** The line above the footer of every page. */
    List<String> lastLines(byte[] pdf) {
        List<String> last = new ArrayList<>();
        open(pdf, document -> {
            for (int n = 1; n <= document.getNumberOfPages(); n++) {
                String[] lines = PdfTextExtractor.getTextFromPage(document.getPage(n)).split("\n");
                last.add(lines[lines.length - 2].strip());
            }
        });
        return last;
    }

    private static void open(byte[] pdf, Consumer<PdfDocument> look) {
        try (var document = new PdfDocument(new PdfReader(new ByteArrayInputStream(pdf)))) {
            look.accept(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
