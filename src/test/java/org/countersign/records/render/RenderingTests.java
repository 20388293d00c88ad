package org.countersign.records.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.records.Judges.assertPdfA3a;
import static org.countersign.records.Judges.assertPdfUa1;
import static org.countersign.records.Judges.textOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.countersign.records.Document;
import org.countersign.records.render.Rendering.EmbeddedFile;
import org.junit.jupiter.api.Test;

class RenderingTests {

    private static final Rendering RENDERING = new Rendering(Samples.INSTITUTION);

    @Test
    void makesAnArchivableAccessibleSheet() {
        var pdf = judged("sheet", Samples.sheetDocument(Samples.plainSheet()));
        assertThat(textOf(pdf)).contains("Boathouse rota", "Basil Birdwhistle", "§12.2", "page 1 of");
    }

    @Test
    void makesAnArchivableAccessibleRecord() {
        var pdf = judged("authorised", Samples.recordDocument(Samples.authorised()),
                new EmbeddedFile("record.json", "application/json", "The record's data", "Data", "{}".getBytes()));
        assertThat(textOf(pdf)).contains("Authorised", "GA-2026-000001", "7Q2M-K9XD");
    }

    private static byte[] judged(String name, Document document, EmbeddedFile... files) {
        byte[] pdf = RENDERING.pdf(document, List.of(files));
        try {
            Files.createDirectories(Path.of("target/rendered"));
            Files.write(Path.of("target/rendered", name + ".pdf"), pdf);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertPdfA3a(pdf);
        assertPdfUa1(pdf);
        return pdf;
    }
}
