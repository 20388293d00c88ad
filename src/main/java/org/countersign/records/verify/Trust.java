package org.countersign.records.verify;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Whom verification believes.
 *
 * @param authorities      our own authorities, present and past
 * @param timeAuthorities  certificates of outside time-stamping authorities whose tokens were accepted when sealing
 */
public record Trust(Set<X509Certificate> authorities, Set<X509Certificate> timeAuthorities) {

    /** The authority of ours that really signed this certificate; a mere equality of names is not enough. */
    Optional<X509Certificate> issuerOf(X509Certificate certificate) {
        return authorities.stream().filter(authority -> authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .filter(authority -> signedBy(certificate, authority)).findFirst();
    }

    /** Whether only the name of our authority was used. */
    boolean borrowsOurName(X509Certificate certificate) {
        return issuerOf(certificate).isEmpty()
                && authorities.stream().anyMatch(a -> a.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()));
    }

    boolean covers(X509Certificate certificate, Instant at) {
        return issuerOf(certificate).map(authority -> isValidAt(authority, at) && isValidAt(certificate, at)).orElse(false);
    }

    private static boolean isValidAt(X509Certificate certificate, Instant at) {
        return !at.isBefore(certificate.getNotBefore().toInstant()) && !at.isAfter(certificate.getNotAfter().toInstant());
    }

    private static boolean signedBy(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
