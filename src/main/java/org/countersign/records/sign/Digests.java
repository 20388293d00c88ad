package org.countersign.records.sign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** SHA-256, as lower-case hex. */
public final class Digests {

    private Digests() {}

    public static String of(byte[]... parts) {
        return HexFormat.of().formatHex(raw(parts));
    }

    public static String of(X509Certificate certificate) {
        try {
            return of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static byte[] raw(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The digest of a comment that stands in a signature: salted, so that a short comment cannot be guessed from it. */
    public static String ofComment(String salt, String comment) {
        return of(salt.getBytes(StandardCharsets.US_ASCII), comment.getBytes(StandardCharsets.UTF_8));
    }
}
