package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.itextpdf.kernel.pdf.PdfDictionary;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfName;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.canvas.parser.PdfTextExtractor;
import com.itextpdf.signatures.validation.SignatureValidationProperties;
import com.itextpdf.signatures.validation.ValidatorChainBuilder;
import com.itextpdf.signatures.validation.context.CertificateSources;
import com.itextpdf.signatures.validation.context.TimeBasedContexts;
import com.itextpdf.signatures.validation.context.ValidatorContexts;
import com.itextpdf.signatures.validation.report.ValidationReport;
import com.itextpdf.styledxmlparser.resolver.resource.IResourceRetriever;
import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Somebody else's rulers for what we make. */
public final class Judges {

    static {
        VeraGreenfieldFoundryProvider.initialise();
    }

    private Judges() {}

    public static void assertPdfA3a(byte[] pdf) {
        assertFlavour(pdf, PDFAFlavour.PDFA_3_A);
    }

    /** That every one of them accepts a sealed record. */
    public static void assertAcceptedByAll(byte[] pdf, X509Certificate authority, Instant asOf) throws IOException, InterruptedException {
        assertPdfA3a(pdf);
        assertPdfUa1(pdf);
        assertAcceptedByCommandLineTools(pdf);
        assertTotalPassed(pdf, authority, asOf);
        assertValidForIText(pdf, authority);
    }

    public static void assertPdfUa1(byte[] pdf) {
        assertFlavour(pdf, PDFAFlavour.PDFUA_1);
    }

    /** A file embedded in the document. */
    public static byte[] fileInside(byte[] pdf, String name) {
        try (var document = new PdfDocument(new PdfReader(new ByteArrayInputStream(pdf)))) {
            return document.getCatalog().getNameTree(PdfName.EmbeddedFiles).getNames().values().stream().map(PdfDictionary.class::cast)
                    .filter(d -> d.getAsString(PdfName.UF).toUnicodeString().equals(name))
                    .map(d -> d.getAsDictionary(PdfName.EF).getAsStream(PdfName.F).getBytes()).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of all pages as a program reads it. */
    public static String textOf(byte[] pdf) {
        try (var document = new PdfDocument(new PdfReader(new ByteArrayInputStream(pdf)))) {
            return IntStream.rangeClosed(1, document.getNumberOfPages())
                    .mapToObj(n -> PdfTextExtractor.getTextFromPage(document.getPage(n)))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * EU DSS, with our authority as the only anchor and no network: every signature TOTAL_PASSED, at least B-T, no warnings.
     *
     * @param asOf when the validator looks at it; years later it must still pass
     */
    public static void assertTotalPassed(byte[] pdf, X509Certificate authority, Instant asOf) {
        var trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(new CertificateToken(authority));
        var verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        var validator = SignedDocumentValidator.fromDocument(new InMemoryDocument(pdf, "signed.pdf"));
        validator.setCertificateVerifier(verifier);
        validator.setValidationTime(Date.from(asOf));
        var reports = validator.validateDocument();
        var simple = reports.getSimpleReport();
        assertThat(simple.getSignatureIdList()).as("signatures found").isNotEmpty();
        for (String id : simple.getSignatureIdList()) {
            assertThat(simple.getIndication(id)).as("%s by %s: %s %s %s", id, simple.getSignedBy(id), simple.getSubIndication(id),
                    said(simple.getAdESValidationErrors(id)), said(simple.getAdESValidationWarnings(id))).isEqualTo(Indication.TOTAL_PASSED);
            assertThat(simple.getAdESValidationWarnings(id)).extracting(Message::getValue).as("warnings about %s", simple.getSignedBy(id)).isEmpty();
            assertThat(simple.getSignatureFormat(id).name()).as("level of %s", simple.getSignedBy(id)).matches("PAdES_BASELINE_(T|LT|LTA)");
        }
    }

    /** What EU DSS says of the first signature, with these authorities as the only anchors and no network. */
    public static Indication indication(byte[] pdf, Set<X509Certificate> authorities, Instant asOf) {
        return indication(pdf, authorities, asOf, policy -> policy);
    }

    /** The same in a world in which SHA-256 is not to be relied on from that day. */
    public static Indication indicationWithoutSha256From(LocalDate day, byte[] pdf, Set<X509Certificate> authorities, Instant asOf) {
        return indication(pdf, authorities, asOf, policy -> {
            String given = "<Algo>SHA256</Algo> <!-- ETSI";
            assertThat(policy).contains(given).containsPattern(UPDATED);
            return UPDATED.matcher(policy.replace(given, "<Algo Date=\"" + day + "\">SHA256</Algo> <!-- ETSI")).replaceAll("UpdateDate=\"9999-12-31\"");
        });
    }

    private static final Pattern UPDATED = Pattern.compile("UpdateDate=\"[0-9-]+\"");

    private static Indication indication(byte[] pdf, Set<X509Certificate> authorities, Instant asOf, UnaryOperator<String> policy) {
        var trusted = new CommonTrustedCertificateSource();
        authorities.forEach(authority -> trusted.addCertificate(new CertificateToken(authority)));
        var verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(trusted);
        var validator = SignedDocumentValidator.fromDocument(new InMemoryDocument(pdf, "signed.pdf"));
        validator.setCertificateVerifier(verifier);
        validator.setValidationTime(Date.from(asOf));
        try (InputStream own = SignedDocumentValidator.class.getResourceAsStream("/policy/constraint.xml")) {
            String text = policy.apply(new String(own.readAllBytes(), StandardCharsets.UTF_8));
            var simple = validator.validateDocument(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).getSimpleReport();
            return simple.getIndication(simple.getFirstSignatureId());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String said(List<Message> messages) {
        return messages.stream().map(Message::getValue).toList().toString();
    }

    /** iText's own validator, without network. */
    public static void assertValidForIText(byte[] pdf, X509Certificate authority) {
        var properties = new SignatureValidationProperties();
        properties.setRevocationOnlineFetching(ValidatorContexts.all(), CertificateSources.all(), TimeBasedContexts.all(),
                SignatureValidationProperties.OnlineFetching.NEVER_FETCH);
        try (var document = new PdfDocument(new PdfReader(new ByteArrayInputStream(pdf)))) {
            var report = new ValidatorChainBuilder().withSignatureValidationProperties(properties)
                    .withTrustedCertificates(List.of(authority)).withResourceRetriever(Offline::new).buildSignatureValidator(document).validateSignatures();
            assertThat(report.getValidationResult()).as(report.toString()).isEqualTo(ValidationReport.ValidationResult.VALID);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("deprecation") // the validator takes no other kind yet
    private static final class Offline implements IResourceRetriever {

        @Override
        public InputStream getInputStreamByUrl(URL url) {
            return InputStream.nullInputStream();
        }

        @Override
        public byte[] getByteArrayByUrl(URL url) {
            return new byte[0];
        }
    }

    /** poppler's pdfsig with our authority in an NSS database, and qpdf; each skipped where it is not installed. */
    public static void assertAcceptedByCommandLineTools(byte[] pdf) throws IOException, InterruptedException {
        var file = Files.createTempFile("record", ".pdf");
        try {
            Files.write(file, pdf);
            if (isInstalled("qpdf")) {
                assertThat(run("qpdf", "--check", file.toString())).contains("No syntax or stream encoding errors found");
            }
            if (isInstalled("pdfsig")) {
                assertThat(run("pdfsig", "-nocert", file.toString())).contains("Signature is Valid").contains("Total document signed")
                        .doesNotContain("Invalid");
            }
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isInstalled(String tool) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(p -> Files.isExecutable(Path.of(p, tool)));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static void assertFlavour(byte[] pdf, PDFAFlavour flavour) {
        try (var parser = Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            assertThat(result.isCompliant())
                    .as("%s: %s", flavour.getId(), result.getTestAssertions().stream().limit(5)
                            .map(a -> a.getRuleId().getClause() + "-" + a.getRuleId().getTestNumber() + " " + a.getMessage()
                                    + " " + a.getErrorMessage() + " at " + a.getLocation().getContext())
                            .collect(Collectors.joining("\n")))
                    .isTrue();
        } catch (Exception e) {
            throw new AssertionError("veraPDF could not read the file", e);
        }
    }
}
