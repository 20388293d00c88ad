package org.countersign.records.verify;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The time stamp a record's file ends with, on which everything before it stands.
 *
 * @param at     when it was made
 * @param by     who made it
 * @param digest what it was made with, for example {@code SHA-256}
 */
public record LastTimestamp(Instant at, X509Certificate by, String digest) {

    /** Empty when the file cannot be read or does not end in a time stamp. */
    public static Optional<LastTimestamp> of(byte[] pdf) {
        try (SignedFile file = new SignedFile(pdf, new Trust(Set.of(), Set.of()))) {
            List<CheckedSignature> all = file.signatures();
            return Optional.of(all).filter(found -> !found.isEmpty()).map(found -> found.get(found.size() - 1)).filter(CheckedSignature::archiveStamp)
                    .map(CheckedSignature::stamp).map(stamp -> new LastTimestamp(stamp.at(), stamp.by(), stamp.digest()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
