package org.countersign.records.verify;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.countersign.records.sign.Purpose;
import org.countersign.records.sign.SigningReason;
import org.jspecify.annotations.Nullable;

/**
 * One signature or archive time stamp as found in a file.
 *
 * @param signer  the certificate it was made with; {@code null} when it cannot even be read
 * @param ours    whether that certificate really comes from our authority
 * @param intact  whether what it covers is unchanged and the signature itself holds
 * @param inTime  whether the certificate and the authority were valid at the attested time
 * @param stamp   the time stamp on it (of an archive time stamp: itself)
 */
record CheckedSignature(String field, @Nullable X509Certificate signer, boolean archiveStamp, boolean ours, boolean intact, boolean inTime,
        @Nullable Stamp stamp, @Nullable SigningReason reason) {

    /** A time stamp. @param trusted whether whoever made it is us or an authority accepted when sealing @param digest for example {@code SHA-256} */
    record Stamp(Instant at, X509Certificate by, boolean ours, boolean trusted, boolean intact, String digest) {

        boolean holds() {
            return trusted && intact;
        }
    }

    static CheckedSignature unreadable(String field) {
        return new CheckedSignature(field, null, false, false, false, false, null, null);
    }

    Purpose purpose() {
        return signer == null ? Purpose.OTHER : Purpose.of(signer);
    }

    /** Everything about it holds. */
    boolean holds() {
        return intact && stamp != null && stamp.holds() && (archiveStamp || ours && inTime);
    }
}
