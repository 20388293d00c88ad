package org.countersign.records.verify;

import com.itextpdf.kernel.pdf.PdfArray;
import com.itextpdf.kernel.pdf.PdfDictionary;
import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfName;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.signatures.SignatureUtil;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Turns the bits of a signature's message over, one at a time. */
public final class EveryBit {

    private final Trust trust;
    private final byte[] padded;
    private final byte[] covered;
    private final boolean timestamp;

    /** @param index which of the file's signatures, in the order they were added */
    public EveryBit(byte[] file, int index, Trust trust) throws IOException {
        this.trust = trust;
        try (PdfDocument pdf = new PdfDocument(new PdfReader(new ByteArrayInputStream(file)))) {
            SignatureUtil signatures = new SignatureUtil(pdf);
            PdfDictionary dictionary = signatures.getSignatureDictionary(signatures.getSignatureNames().get(index));
            padded = dictionary.getAsString(PdfName.Contents).getValueBytes();
            PdfArray range = dictionary.getAsArray(PdfName.ByteRange);
            int first = range.getAsNumber(1).intValue();
            int second = range.getAsNumber(2).intValue();
            int behind = range.getAsNumber(3).intValue();
            covered = Arrays.copyOf(file, first + behind);
            System.arraycopy(file, second, covered, first, behind);
            timestamp = PdfName.ETSI_RFC3161.equals(dictionary.getAsName(PdfName.SubFilter));
        }
    }

    /** Whether the message as it stands is taken for sound. */
    public boolean soundAsItIs() {
        return isSound(padded);
    }

    /**
     * The bits after whose turn the message is still taken for sound, counted from its beginning.
     *
     * @param step 1 for every bit; 7 for at least one of each byte, another of the next
     */
    public List<Integer> unnoticed(int step) {
        return IntStream.iterate(0, bit -> bit < padded.length * 8, bit -> bit + step).parallel().filter(bit -> {
            byte[] turned = padded.clone();
            turned[bit / 8] ^= (byte) (1 << bit % 8);
            return isSound(turned);
        }).boxed().toList();
    }

    private boolean isSound(byte[] message) {
        try {
            SignatureMessages messages = new SignatureMessages(trust);
            if (timestamp) {
                return messages.timestamp(message, covered).holds();
            }
            SignatureMessages.Signed signed = messages.signature(message, covered);
            return signed.ours() && signed.intact() && signed.stamp() != null && signed.stamp().holds();
        } catch (Exception e) {
            return false;
        }
    }
}
