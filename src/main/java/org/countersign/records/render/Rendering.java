package org.countersign.records.render;

import com.itextpdf.html2pdf.ConverterProperties;
import com.itextpdf.html2pdf.HtmlConverter;
import com.itextpdf.html2pdf.attach.impl.OutlineHandler;
import com.itextpdf.kernel.geom.PageSize;
import com.itextpdf.kernel.pdf.PdfAConformance;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfName;
import com.itextpdf.kernel.pdf.PdfOutputIntent;
import com.itextpdf.kernel.pdf.PdfString;
import com.itextpdf.kernel.pdf.PdfVersion;
import com.itextpdf.kernel.pdf.PdfViewerPreferences;
import com.itextpdf.kernel.pdf.PdfWriter;
import com.itextpdf.kernel.pdf.WriterProperties;
import com.itextpdf.kernel.pdf.filespec.PdfFileSpec;
import com.itextpdf.pdfa.PdfADocument;
import com.itextpdf.pdfa.exceptions.PdfAConformanceException;
import com.itextpdf.styledxmlparser.css.media.MediaDeviceDescription;
import com.itextpdf.styledxmlparser.css.media.MediaType;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.countersign.institution.Institution;
import org.countersign.records.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Turns a document into a PDF/A-3A that is also PDF/UA-1, or into the same page for the browser.
 *
 * <p>Any text survives: what no typeface can draw is shown as its code point, never an exception. Nothing is loaded
 * from outside; a page that tries makes the rendering fail. Thread-safe.
 *
 * <p>Beside the document's own model a template finds {@code title}, {@code words} (see {@link Wording}),
 * {@code style} (the stylesheet), {@code logo} and, when the model has a {@code verifyUrl}, {@code qr}.
 */
@Service
public class Rendering {

    private static final Logger LOG = LoggerFactory.getLogger(Rendering.class);

    /** Where the templates live on the classpath. */
    private static final String TEMPLATES = "templates/";

    private static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    private final Institution institution;
    private final Wording words;
    private final Assets assets;
    private final Typefaces typefaces = new Typefaces();
    private final SpringTemplateEngine templates = new SpringTemplateEngine();

    /**
     * A file inside the PDF.
     *
     * @param name         unique within the document
     * @param relationship to the page: {@code Data}, {@code Source} or {@code Supplement}
     */
    public record EmbeddedFile(
            String name, String mediaType, String description, String relationship, byte[] content) {}

    public Rendering(Institution institution) {
        this.institution = institution;
        this.words = new Wording(institution.zone());
        this.assets = new Assets(TEMPLATES, institution.logo());
        var resolver = new ClassLoaderTemplateResolver(Rendering.class.getClassLoader());
        resolver.setPrefix(TEMPLATES);
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        templates.setTemplateResolver(resolver);
    }

    /** The page as it goes into the PDF, for the preview in a browser: one self-contained file without scripts. */
    public String html(Document document) {
        Map<String, Object> model = new HashMap<>(document.model());
        model.put("title", document.title());
        model.put("words", words);
        model.put("style", assets.stylesheet());
        model.put("logo", assets.logo());
        if (model.get("verifyUrl") instanceof String url) {
            model.put("qr", QrCode.dataUri(url));
        }
        return templates.process(document.template(), new Context(Wording.LANGUAGE, model));
    }

    /**
     * The finished PDF, not yet signed, with its metadata from the model: {@code recordId}, {@code caseId},
     * {@code outcome} and {@code verificationCode} where they are there.
     *
     * @throws OutsideResource when the page asks for anything that is not our own
     */
    public byte[] pdf(Document document, List<EmbeddedFile> files) {
        var page = new Page(html(document));
        page.refuseOutside(assets.logo());
        var fonts = typefaces.forPage(page);
        page.arrangeRightToLeft();
        try {
            return layOut(document, page, fonts, files);
        } catch (PdfAConformanceException e) {
            LOG.warn("A page made from '{}' holds characters that no typeface draws together ({}); they are shown by"
                    + " their code points", document.template(), e.getMessage());
            var plain = new Page(html(document));
            return layOut(document, plain, typefaces.plainForPage(plain), files);
        }
    }

    private byte[] layOut(Document document, Page page, Typefaces.Fonts fonts, List<EmbeddedFile> files) {
        var own = new OwnResourcesOnly();
        var settings = new ConverterProperties()
                .setFontProvider(fonts.provider())
                .setResourceRetriever(own)
                .setTagWorkerFactory(new TurnedParagraphs())
                .setOutlineHandler(OutlineHandler.createStandardHandler())
                .setMediaDeviceDescription(new MediaDeviceDescription(MediaType.PRINT))
                .setCreateAcroForm(false)
                .setImmediateFlush(false)
                .setCharset("UTF-8")
                .setBaseUri(OwnResourcesOnly.BASE);
        var bytes = new ByteArrayOutputStream(1 << 17);
        PdfDocument pdf = begin(bytes, document);
        var laidOut = HtmlConverter.convertToDocument(page.html(), pdf, settings);
        own.refuseIfAskedForMore(document.template());
        laidOut.getRenderer().close();
        new Furniture(page, fonts.main()).drawOn(pdf);
        files.forEach(file -> embed(pdf, file));
        pdf.close();
        return bytes.toByteArray();
    }

    /** Makes a page nobody sees, beside everything else, so that the first person to sign does not wait seconds for it. */
    @EventListener(ApplicationReadyEvent.class)
    void warmUp() {
        var page = new Document("warm-up", "Warm-up", Map.of("institution", institution, "at", Instant.EPOCH,
                "verificationCode", "none", "verifyUrl", "https://localhost/verify"));
        var work = new Thread(() -> {
            for (int i = 0; i < 3; i++) {
                pdf(page, List.of());
            }
        }, "warm-up-rendering");
        work.setDaemon(true);
        work.setPriority(Thread.MIN_PRIORITY);
        work.setUncaughtExceptionHandler((thread, e) -> LOG.error("No page can be made, so nothing can be signed or kept:"
                + " the typefaces, the stylesheet or the logo cannot be read", e));
        work.start();
    }

    private PdfDocument begin(ByteArrayOutputStream bytes, Document document) {
        var writer = new PdfWriter(bytes, new WriterProperties().setPdfVersion(PdfVersion.PDF_1_7));
        var intent = new PdfOutputIntent("Custom", "", "https://www.color.org", "sRGB IEC61966-2.1",
                new ByteArrayInputStream(SRGB));
        var pdf = new PdfADocument(writer, PdfAConformance.PDF_A_3A, intent);
        pdf.setDefaultPageSize(PageSize.A4);
        pdf.setTagged();
        pdf.getCatalog().setLang(new PdfString(Wording.LANGUAGE.toLanguageTag()));
        pdf.getCatalog().setViewerPreferences(new PdfViewerPreferences().setDisplayDocTitle(true));
        pdf.getDocumentInfo().setTitle(Metadata.clean(document.title()))
                .setAuthor(Metadata.clean(institution.name())).setCreator("Countersign");
        Metadata.write(pdf, document, institution);
        return pdf;
    }

    private static void embed(PdfDocument pdf, EmbeddedFile file) {
        var spec = PdfFileSpec.createEmbeddedFileSpec(pdf, file.content(), file.description(), file.name(),
                new PdfName(file.mediaType()), null, new PdfName(file.relationship()));
        pdf.addAssociatedFile(file.name(), spec);
    }
}
