package org.countersign.records.sign;

import com.itextpdf.kernel.exceptions.PdfException;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.StampingProperties;
import com.itextpdf.signatures.AccessPermissions;
import com.itextpdf.signatures.ICrlClient;
import com.itextpdf.signatures.IExternalSignature;
import com.itextpdf.signatures.ISignatureMechanismParams;
import com.itextpdf.signatures.ITSAClient;
import com.itextpdf.signatures.IssuingCertificateRetriever;
import com.itextpdf.signatures.PdfPadesSigner;
import com.itextpdf.signatures.SignerProperties;
import com.itextpdf.styledxmlparser.resolver.resource.IResourceRetriever;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.countersign.records.PersonalSignature;
import org.jspecify.annotations.Nullable;

/** Puts signatures, seals and time stamps on PDFs. Takes and gives bytes; keeps nothing. */
public final class PdfSigning {

    /** Fits the chain, the attributes and one of our own tokens. */
    private static final int ROOM = 8 * 1024;
    private static final int ROOM_FOR_OUTSIDE_TOKEN = 40 * 1024;

    private final Supplier<KeyRing> keys;
    private final Clock clock;
    private final @Nullable OutsideTimeStamping outside;

    public PdfSigning(Supplier<KeyRing> keys, Clock clock, org.countersign.records.RecordsSettings.Timestamp timestamp) {
        this.keys = keys;
        this.clock = clock;
        this.outside = timestamp.url() == null ? null : new OutsideTimeStamping(timestamp.url(), timestamp.timeout());
    }

    /** A document with one more signature, and the certificate made for it. */
    public record Signed(byte[] pdf, X509Certificate certificate) {}

    /**
     * Adds a person's invisible signature (PAdES B-T), with a key made for this one use.
     *
     * @param reason goes into the signature: decision, role and the salted digest of the comment
     */
    public Signed sign(byte[] pdf, PersonalSignature signature, String fieldName, String reason) throws GeneralSecurityException, IOException {
        KeyRing.Key key = keys.get().forPerson(signature.personId(), signature.name(), signature.role(), clock.instant());
        ByteArrayOutputStream out = new ByteArrayOutputStream(pdf.length + 40_000);
        SignerProperties properties = properties(fieldName).setReason(reason);
        signer(pdf, out, ROOM, 1).signWithBaselineTProfile(properties, chain(key), external(key.key()), own());
        return new Signed(out.toByteArray(), key.certificate());
    }

    /** Adds everything needed to judge the signatures years later, and an archive time stamp over it. */
    public byte[] prolong(byte[] pdf) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(pdf.length + 40_000);
        signer(pdf, out, ROOM, 1).prolongSignatures(own());
        return out.toByteArray();
    }

    public boolean hasOutsideAuthority() {
        return outside != null;
    }

    /** The certificates that came with the outside authority's last token. */
    public List<X509Certificate> outsideCertificates() {
        return outside == null ? List.of() : outside.lastCertificates();
    }

    /**
     * Seals: certified, no change permitted, with time stamp, long-term data and archive time stamp.
     *
     * @param byOutsideAuthority whether the outside authority stamps the time
     * @throws TimestampNotGiven when the outside authority is asked and gives no token; nothing is sealed then
     */
    public byte[] seal(byte[] pdf, boolean byOutsideAuthority, String institution) throws GeneralSecurityException, IOException {
        KeyRing.Key seal = keys.get().seal();
        SignerProperties properties = properties("RecordSeal").setCertificationLevel(AccessPermissions.NO_CHANGES_PERMITTED)
                .setReason("Record of " + institution + ", sealed by the institution");
        ByteArrayOutputStream out = new ByteArrayOutputStream(pdf.length + 80_000);
        try {
            signer(pdf, out, byOutsideAuthority ? ROOM_FOR_OUTSIDE_TOKEN : ROOM, 1).signWithBaselineLTAProfile(properties, chain(seal),
                    external(seal.key()), byOutsideAuthority ? outside() : own());
        } catch (PdfException | GeneralSecurityException e) {
            throwNotGivenIn(e);
            throw e;
        }
        return out.toByteArray();
    }

    /**
     * A later revision with a token of the outside authority over everything so far.
     *
     * @param revision the number the new revision gets
     * @throws TimestampNotGiven when the authority gives no token
     */
    public byte[] addOutsideTimestamp(byte[] sealed, int revision) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(sealed.length + 60_000);
        try {
            signer(sealed, out, ROOM_FOR_OUTSIDE_TOKEN, revision).prolongSignatures(outside());
        } catch (PdfException | GeneralSecurityException e) {
            throwNotGivenIn(e);
            throw e;
        }
        return out.toByteArray();
    }

    /**
     * A later revision with a new archive time stamp over everything so far, by the outside authority where there is one, else by the
     * institution itself.
     *
     * @param revision the number the new revision gets
     * @param digest   what it is made with, for example {@code SHA-256}
     * @throws TimestampNotGiven when the outside authority is asked and gives no token
     */
    public byte[] renew(byte[] pdf, int revision, String digest) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(pdf.length + 60_000);
        try {
            signer(pdf, out, outside == null ? ROOM : ROOM_FOR_OUTSIDE_TOKEN, revision)
                    .prolongSignatures(outside == null ? new OwnTimeStamping(keys.get().time(), clock, digest) : outside.with(digest));
        } catch (PdfException | GeneralSecurityException e) {
            throwNotGivenIn(e);
            throw e;
        }
        return out.toByteArray();
    }

    /** iText wraps what a time-stamping client throws. */
    private static void throwNotGivenIn(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimestampNotGiven notGiven) {
                throw notGiven;
            }
        }
    }

    private OutsideTimeStamping outside() {
        if (outside == null) {
            throw new IllegalStateException("No outside time-stamping authority is configured");
        }
        return outside;
    }

    private ITSAClient own() {
        return new OwnTimeStamping(keys.get().time(), clock, "SHA-256");
    }

    private SignerProperties properties(String fieldName) {
        Calendar now = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        now.setTime(Date.from(clock.instant()));
        return new SignerProperties().setFieldName(fieldName).setClaimedSignDate(now).setSignatureCreator("Countersign");
    }

    private PdfPadesSigner signer(byte[] pdf, ByteArrayOutputStream out, int room, int archiveTimestamp) throws IOException {
        KeyRing ring = keys.get();
        IssuingCertificateRetriever offline = new IssuingCertificateRetriever(new OwnAuthorityOnly(ring));
        offline.addTrustedCertificates(List.of(ring.authority()));
        offline.addKnownCertificates(List.copyOf(ring.everIssued()));
        return new PdfPadesSigner(new PdfReader(new ByteArrayInputStream(pdf)), out)
                .setStampingProperties(new StampingProperties().useAppendMode())
                .setEstimatedSize(room)
                .setTimestampSignatureName("ArchiveTimestamp" + archiveTimestamp)
                .setIssuingCertificateRetriever(offline)
                .setOcspClient((certificate, issuer, url) -> null)
                .setCrlClient(new OwnRevocationList(ring, clock.instant()));
    }

    private static Certificate[] chain(KeyRing.Key key) {
        return key.chain().toArray(Certificate[]::new);
    }

    private static IExternalSignature external(PrivateKey key) {
        boolean rsa = key.getAlgorithm().equals("RSA");
        return new IExternalSignature() {
            @Override
            public String getDigestAlgorithmName() {
                return "SHA-256";
            }

            @Override
            public String getSignatureAlgorithmName() {
                return rsa ? "RSA" : "ECDSA";
            }

            @Override
            public @Nullable ISignatureMechanismParams getSignatureMechanismParameters() {
                return null;
            }

            @Override
            public byte[] sign(byte[] message) throws GeneralSecurityException {
                Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
                signature.initSign(key);
                signature.update(message);
                return signature.sign();
            }
        };
    }

    /** The authority's own list, made fresh; certificates of others get none, since nothing is fetched while signing. */
    private record OwnRevocationList(KeyRing ring, Instant now) implements ICrlClient {

        @Override
        public Collection<byte[]> getEncoded(X509Certificate certificate, String url) {
            try {
                return ring.revocationListsFor(certificate, now);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Nothing is fetched while signing: whoever asks for an issuer's certificate gets our authority's. */
    @SuppressWarnings("deprecation") // the signer takes no other kind yet
    private record OwnAuthorityOnly(KeyRing ring) implements IResourceRetriever {

        @Override
        public InputStream getInputStreamByUrl(URL url) {
            return new ByteArrayInputStream(getByteArrayByUrl(url));
        }

        @Override
        public byte[] getByteArrayByUrl(URL url) {
            try {
                return ring.authority().getEncoded();
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
