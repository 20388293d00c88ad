package org.countersign.records.verify;

import com.itextpdf.kernel.pdf.MemoryLimitsAwareHandler;
import com.itextpdf.kernel.pdf.PdfArray;
import com.itextpdf.kernel.pdf.PdfDictionary;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfName;
import com.itextpdf.kernel.pdf.PdfNumber;
import com.itextpdf.kernel.pdf.PdfObject;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.PdfStream;
import com.itextpdf.kernel.pdf.PdfString;
import com.itextpdf.kernel.pdf.ReaderProperties;
import com.itextpdf.signatures.SignatureUtil;
import com.itextpdf.signatures.validation.ValidatorChainBuilder;
import com.itextpdf.signatures.validation.context.CertificateSource;
import com.itextpdf.signatures.validation.context.TimeBasedContext;
import com.itextpdf.signatures.validation.context.ValidationContext;
import com.itextpdf.signatures.validation.context.ValidatorContext;
import com.itextpdf.signatures.validation.report.ValidationReport;
import com.itextpdf.signatures.validation.report.ValidationReport.ValidationResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.countersign.records.sign.SigningReason;
import org.jspecify.annotations.Nullable;

/**
 * A PDF with signatures, looked at with bounded memory. Two independent libraries check each signature: no single one notices
 * every way of tampering.
 */
final class SignedFile implements AutoCloseable {

    /** Of tables and the like, which the library unpacks, slowly where it meets something odd. */
    private static final int LARGEST_STREAM = 8 * 1024 * 1024;
    private static final long LARGEST_SUM = 32L * 1024 * 1024;
    /** Of all files inside together, which we unpack ourselves. */
    private static final int LARGEST_INSIDE = 64 * 1024 * 1024;
    private static final int MOST_OBJECTS = 400_000;

    private final byte[] bytes;
    private final Trust trust;
    private final PdfDocument pdf;
    private final SignatureUtil signatures;
    private final SignatureMessages messages;

    /** @throws IOException or an unchecked exception of the reader when this is no PDF that can be read */
    SignedFile(byte[] bytes, Trust trust) throws IOException {
        this.bytes = bytes;
        this.trust = trust;
        PdfReader reader = new PdfReader(new ByteArrayInputStream(bytes), new ReaderProperties().setMemoryLimitsAwareHandler(new Bounded()));
        this.pdf = new PdfDocument(reader);
        this.signatures = new SignatureUtil(pdf);
        this.messages = new SignatureMessages(trust);
    }

    /** Every stream counts, whatever its filters. */
    private static final class Bounded extends MemoryLimitsAwareHandler {

        Bounded() {
            setMaxSizeOfSingleDecompressedPdfStream(LARGEST_STREAM);
            setMaxSizeOfDecompressedPdfStreamsSum(LARGEST_SUM);
            setMaxNumberOfElementsInXrefStructure(MOST_OBJECTS);
        }

        @Override
        public boolean isMemoryLimitsAwarenessRequiredOnDecompression(PdfArray filters) {
            return true;
        }

        @Override
        public MemoryLimitsAwareHandler createNewInstance() {
            return new Bounded();
        }
    }

    /** Whether the table of contents had to be guessed, which never is so with a file of ours. */
    boolean wasRepaired() {
        return pdf.getReader().hasRebuiltXref();
    }

    /** In the order they were added. */
    List<CheckedSignature> signatures() {
        List<CheckedSignature> found = new ArrayList<>();
        for (String field : signatures.getSignatureNames()) {
            found.add(signature(field));
        }
        return found;
    }

    /** Whether the signature or time stamp added last covers every byte of the file. */
    boolean lastCoversWholeFile() {
        List<String> names = signatures.getSignatureNames();
        return !names.isEmpty() && signatures.signatureCoversWholeDocument(names.get(names.size() - 1));
    }

    /** Whether the file is certified by that signature with no change permitted. */
    boolean isCertifiedBy(String field) {
        PdfDictionary permissions = pdf.getCatalog().getPdfObject().getAsDictionary(PdfName.Perms);
        PdfDictionary certified = permissions == null ? null : permissions.getAsDictionary(PdfName.DocMDP);
        PdfDictionary signature = signatures.getSignatureDictionary(field);
        if (certified == null || signature == null || certified.getIndirectReference() == null
                || !certified.getIndirectReference().equals(signature.getIndirectReference())) {
            return false;
        }
        PdfArray references = signature.getAsArray(PdfName.Reference);
        PdfDictionary reference = references == null ? null : references.getAsDictionary(0);
        PdfDictionary parameters = reference == null ? null : reference.getAsDictionary(PdfName.TransformParams);
        PdfNumber permitted = parameters == null ? null : parameters.getAsNumber(PdfName.P);
        return permitted != null && permitted.intValue() == 1;
    }

    /** What was changed between the revisions beyond what signatures permit; {@code null} when nothing. */
    @Nullable String forbiddenChange() {
        try {
            ValidationReport report = new ValidatorChainBuilder().buildDocumentRevisionsValidator()
                    .validateAllDocumentRevisions(new ValidationContext(ValidatorContext.DOCUMENT_REVISIONS_VALIDATOR,
                            CertificateSource.SIGNER_CERT, TimeBasedContext.PRESENT), pdf);
            if (report.getValidationResult() == ValidationResult.VALID) {
                return null;
            }
            return report.getFailures().isEmpty() ? "the order of its revisions" : report.getFailures().get(0).getMessage();
        } catch (RuntimeException | AssertionError e) {
            return "its revisions cannot be read";
        }
    }

    /** Files inside, by name. */
    Map<String, byte[]> embeddedFiles() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        int left = LARGEST_INSIDE;
        for (Map.Entry<PdfString, PdfObject> entry : pdf.getCatalog().getNameTree(PdfName.EmbeddedFiles).getNames().entrySet()) {
            PdfDictionary description = entry.getValue() instanceof PdfDictionary d ? d : null;
            PdfDictionary file = description == null ? null : description.getAsDictionary(PdfName.EF);
            PdfStream content = file == null ? null : file.getAsStream(PdfName.UF) != null ? file.getAsStream(PdfName.UF) : file.getAsStream(PdfName.F);
            if (content != null) {
                PdfString name = description.getAsString(PdfName.UF) != null ? description.getAsString(PdfName.UF) : entry.getKey();
                byte[] unpacked = unpacked(content, left);
                left -= unpacked.length;
                files.put(name.toUnicodeString(), unpacked);
            }
        }
        return files;
    }

    private static byte[] unpacked(PdfStream content, int most) {
        byte[] packed = content.getBytes(false);
        if (!content.containsKey(PdfName.Filter)) {
            return packed;
        }
        if (!PdfName.FlateDecode.equals(content.getAsName(PdfName.Filter)) || content.containsKey(PdfName.DecodeParms)) {
            throw new IllegalArgumentException("a file inside is packed in a way no record is");
        }
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            byte[] unpacked = in.readNBytes(most);
            if (unpacked.length == most) {
                throw new IllegalArgumentException("the files inside are larger than any record's");
            }
            return unpacked;
        } catch (IOException e) {
            throw new IllegalArgumentException("a file inside is damaged", e);
        }
    }

    private CheckedSignature signature(String field) {
        try {
            PdfDictionary dictionary = signatures.getSignatureDictionary(field);
            byte[] contents = dictionary.getAsString(PdfName.Contents).getValueBytes();
            byte[] covered = covered(dictionary.getAsArray(PdfName.ByteRange));
            boolean agreed = signatures.readSignatureData(field).verifySignatureIntegrityAndAuthenticity();
            if (PdfName.ETSI_RFC3161.equals(dictionary.getAsName(PdfName.SubFilter))) {
                CheckedSignature.Stamp stamp = messages.timestamp(contents, covered);
                return new CheckedSignature(field, stamp.by(), true, stamp.ours(), agreed && stamp.intact(), true, stamp, null);
            }
            SignatureMessages.Signed signed = messages.signature(contents, covered);
            CheckedSignature.Stamp stamp = signed.stamp();
            PdfString reason = dictionary.getAsString(PdfName.Reason);
            return new CheckedSignature(field, signed.signer(), false, signed.ours(), agreed && signed.intact(),
                    signed.ours() && stamp != null && trust.covers(signed.signer(), stamp.at()), stamp,
                    SigningReason.read(reason == null ? null : reason.toUnicodeString()));
        } catch (IOException | GeneralSecurityException | CMSException | OperatorCreationException | TSPException | RuntimeException e) {
            // Whatever breaks while reading a signature means that it was damaged.
            return CheckedSignature.unreadable(field);
        }
    }

    private byte[] covered(PdfArray range) {
        long[] parts = range.toLongArray();
        if (parts.length != 4 || parts[0] != 0 || parts[1] < 0 || parts[2] < parts[1] + 2 || parts[3] < 0 || parts[2] + parts[3] > bytes.length) {
            throw new IllegalArgumentException("byte range");
        }
        // Only the signature itself may stand between the two parts, spelled as we spell it.
        if (bytes[(int) parts[1]] != '<' || bytes[(int) parts[2] - 1] != '>') {
            throw new IllegalArgumentException("byte range");
        }
        for (int i = (int) parts[1] + 1; i < parts[2] - 1; i++) {
            if (!(bytes[i] >= '0' && bytes[i] <= '9' || bytes[i] >= 'a' && bytes[i] <= 'f')) {
                throw new IllegalArgumentException("signature not spelled as ours");
            }
        }
        byte[] covered = Arrays.copyOf(bytes, (int) (parts[1] + parts[3]));
        System.arraycopy(bytes, (int) parts[2], covered, (int) parts[1], (int) parts[3]);
        return covered;
    }

    @Override
    public void close() {
        pdf.close();
    }
}
