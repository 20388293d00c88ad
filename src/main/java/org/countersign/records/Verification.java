package org.countersign.records;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Says in plain words whether a PDF is a record of this institution, by whom and when it was signed, and whether it was changed. */
@Service
public class Verification {

    public enum Verdict { GENUINE, EARLIER_REVISION, CHANGED, NOT_OURS, NOT_A_PDF }

    /**
     * The answer.
     *
     * @param headline one sentence a visitor understands
     * @param findings what was looked at, each with how it turned out, in words
     */
    public record Report(Verdict verdict, String headline, @Nullable String recordId, @Nullable String sealedBy,
            @Nullable Instant sealedAt, @Nullable String timeAttestedBy, List<Signer> signers, List<Finding> findings) {}

    /** Somebody whose signature is on the countersigned sheet inside. */
    public record Signer(String name, String role, String decision, Instant at, boolean intact) {}

    public record Finding(String what, boolean good, String words) {}

    /** Never throws for a bad file; needs no network. */
    public Report verify(byte[] pdf) {
        throw new UnsupportedOperationException();
    }

    /** By the printed code alone: known or not known. */
    public boolean isKnown(String verificationCode) {
        throw new UnsupportedOperationException();
    }

    /** The certificate authority's certificate as PEM, for those who check a record without us. */
    public String certificatePem() {
        throw new UnsupportedOperationException();
    }
}
