package org.countersign.records;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Freezes sheets, takes signatures and keeps records. Everything happens in the caller's transaction.
 * No retry here: the engine retries, and a second loop would hide incidents.
 */
@Service
public class RecordKeeper {

    /**
     * Renders and freezes what was submitted as the next sheet of the case.
     *
     * @param submissionId freezing the same submission twice returns the first sheet
     */
    public Sheet freeze(String caseId, String submissionId, Document sheet) {
        throw new UnsupportedOperationException();
    }

    /** Adds a person's signature to the newest sheet. @throws SealingFailed when the keys cannot be used */
    public void sign(String caseId, PersonalSignature signature) {
        throw new UnsupportedOperationException();
    }

    /** The case's sheets, oldest first. */
    public List<Sheet> sheetsOf(String caseId) {
        throw new UnsupportedOperationException();
    }

    /** The newest sheet with the signatures it has so far. */
    public Optional<byte[]> sheetPdf(String caseId) {
        throw new UnsupportedOperationException();
    }

    /** Signatures on the sheets of the case, in order; {@code sheetNumber -> signature} flattened. */
    public List<SignedStep> signaturesOf(String caseId) {
        throw new UnsupportedOperationException();
    }

    /** One signature with the sheet it stands on and the digests it carries. */
    public record SignedStep(int sheetNumber, String sheetSha256, PersonalSignature signature, String certificateSerial) {}

    /** Renders, embeds data and sheets, seals and deposits. Idempotent on the process instance. */
    public KeptRecord keep(RecordDraft draft) {
        throw new UnsupportedOperationException();
    }
}
