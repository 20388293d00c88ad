package org.countersign.records;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.countersign.records.sign.Attestation;
import org.countersign.records.sign.Digests;
import org.countersign.records.sign.KeyRing;
import org.countersign.records.sign.Keystore;
import org.countersign.records.sign.Purpose;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The institution's keys and the certificates that let anyone check what they sealed. */
@Service
public class SealKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SealKeys.class);

    /** Anyone may ask for the health; signing each time would let them keep the processor busy. */
    private static final Duration LOOKED_AT_AGAIN_AFTER = Duration.ofSeconds(10);

    private static final String OUTSIDE_TIME = "OUTSIDE_TIME";

    private final Keystore keystore;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final RecordPlaces places;
    private final Clock clock;
    private volatile KeyRing ring;
    private volatile @Nullable Published published;

    private volatile @Nullable Tried tried;

    private record Tried(KeyRing ring, Instant at, boolean usable) {}

    private record Published(KeyRing ring, Instant at, byte[] list) {}

    /** @throws org.countersign.records.sign.KeystoreUnusable when the keys cannot be used; the application does not start then */
    SealKeys(Keystore keystore, JdbcClient jdbc, Ledger ledger, RecordPlaces places, Clock clock, PlatformTransactionManager transactions) {
        this.keystore = keystore;
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.places = places;
        this.clock = clock;
        this.ring = Objects.requireNonNull(new TransactionTemplate(transactions).execute(alone -> open()));
        writePublicCertificates();
    }

    /** Two nodes at their first start would each make keys; the second one finds the first one's here. */
    private KeyRing open() {
        jdbc.sql("select entry_number from cs_ledger_head where head_id = 1 for update").query().listOfRows();
        Set<String> known = new HashSet<>(jdbc.sql("select sha256 from cs_certificate").query(String.class).list());
        KeyRing opened = keystore.open(known, !known.isEmpty(), clock.instant());
        add(opened, known);
        return opened;
    }

    KeyRing ring() {
        return ring;
    }

    /** The present authority's certificate, PEM: with it anyone can check seals and signatures without this application. */
    public String caCertificatePem() {
        return pem(ring.authority());
    }

    /** The present authority's certificate, DER. */
    public byte[] caCertificate() {
        try {
            return ring.authority().getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The present authority's revocation list, DER; made afresh at most once an hour. */
    public byte[] revocationList() {
        Instant now = clock.instant();
        Published last = published;
        if (last == null || last.ring() != ring || now.isBefore(last.at()) || now.isAfter(last.at().plus(Duration.ofHours(1)))) {
            try {
                last = new Published(ring, now, ring.revocationList(now));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("The revocation list cannot be signed: " + e.getMessage(), e);
            }
            published = last;
        }
        return last.list().clone();
    }

    /** Whether the keys can sign, tried at most ten seconds ago. */
    public boolean isUsable() {
        Instant now = clock.instant();
        Tried last = tried;
        if (last == null || last.ring() != ring || now.isBefore(last.at()) || !now.isBefore(last.at().plus(LOOKED_AT_AGAIN_AFTER))) {
            KeyRing present = ring;
            last = new Tried(present, now, canSign(present, now));
            tried = last;
        }
        return last.usable();
    }

    private static boolean canSign(KeyRing ring, Instant now) {
        try {
            Attestation.seal(new byte[] {1}, ring);
            ring.revocationList(now);
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** The institution's seal on a text that is no PDF, detached (CMS). @throws IllegalStateException when the keys cannot be used */
    public byte[] sealText(byte[] text) {
        try {
            return Attestation.seal(text, ring);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The institution's keys could not be used: " + e.getMessage(), e);
        }
    }

    /** Accepts an outside time-stamping authority's certificates, as they came with a token it gave; none where none was asked. */
    void rememberTimeAuthority(List<X509Certificate> certificates) {
        boolean fresh = false;
        for (X509Certificate certificate : certificates) {
            if (jdbc.sql("select count(*) from cs_certificate where sha256 = ?").param(Digests.of(certificate)).query(Long.class).single() == 0) {
                add(certificate, OUTSIDE_TIME);
                fresh = true;
            }
        }
        if (fresh) {
            writePublicCertificates();
        }
    }

    /**
     * Makes a new authority, seal and time-stamping key. Old certificates stay, so that older records verify as before. The new keys are
     * in use once the database knows them for good.
     */
    @Transactional
    public void rotate() {
        Keystore.Fresh fresh = keystore.rotate(clock.instant());
        KeyRing next = fresh.ring();
        add(next, new HashSet<>(jdbc.sql("select sha256 from cs_certificate").query(String.class).list()));
        ledger.add("keysRotated", "keys", Map.of("authority", Digests.of(next.authority()), "seal", Digests.of(next.seal().certificate())));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                ring = fresh.keep();
                writePublicCertificates();
            }
        });
    }

    /** SHA-256 of the present authority's certificate, for comparing by telephone. */
    public String fingerprint() {
        return Digests.of(ring.authority()).toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
    }

    /** The authorities' certificates, present and past. */
    public Set<X509Certificate> authorities() {
        Set<X509Certificate> all = certificates(Purpose.AUTHORITY.name());
        ring.everIssued().stream().filter(c -> Purpose.of(c) == Purpose.AUTHORITY).forEach(all::add);
        return all;
    }

    /** Certificates of outside time-stamping authorities whose tokens were accepted when sealing. */
    public Set<X509Certificate> timeAuthorities() {
        return certificates(OUTSIDE_TIME);
    }

    /** {@link #authorities()} as PEM. */
    public String authoritiesPem() {
        return pem(authorities());
    }

    /** {@link #timeAuthorities()} as PEM; empty where there are none. */
    public String timeAuthoritiesPem() {
        return pem(timeAuthorities());
    }

    private static String pem(Set<X509Certificate> certificates) {
        return String.join("", certificates.stream().map(SealKeys::pem).sorted().toList());
    }

    /**
     * Believes from now on what these certificates' owners sealed and stamped elsewhere, in the caller's transaction. The institution's own
     * keys stay in use. Those known already are passed over.
     */
    public void acceptFromElsewhere(Set<X509Certificate> authorities, Set<X509Certificate> timeAuthorities) {
        Set<String> known = new HashSet<>(jdbc.sql("select sha256 from cs_certificate").query(String.class).list());
        accept(authorities, Purpose.AUTHORITY.name(), known);
        accept(timeAuthorities, OUTSIDE_TIME, known);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                writePublicCertificates();
            }
        });
    }

    private void accept(Set<X509Certificate> certificates, String purpose, Set<String> known) {
        for (X509Certificate certificate : certificates) {
            if (known.add(Digests.of(certificate))) {
                add(certificate, purpose);
                ledger.add("certificateAccepted", "keys", Map.of("sha256", Digests.of(certificate), "purpose", purpose));
            }
        }
    }

    private Set<X509Certificate> certificates(String purpose) {
        return new HashSet<>(jdbc.sql("select certificate from cs_certificate where purpose = ?").param(purpose)
                .query((rs, n) -> read(rs.getBytes(1))).list());
    }

    private void add(KeyRing ring, Set<String> known) {
        for (X509Certificate certificate : ring.everIssued()) {
            Purpose purpose = Purpose.of(certificate);
            String sha256 = Digests.of(certificate);
            if (!known.contains(sha256)) {
                add(certificate, purpose.name());
            }
        }
    }

    private void add(X509Certificate certificate, String purpose) {
        try {
            jdbc.sql("""
                    insert into cs_certificate (sha256, subject, purpose, valid_from, valid_until, first_used, certificate)
                    values (?, ?, ?, ?, ?, ?, ?)""")
                    .params(Digests.of(certificate), certificate.getSubjectX500Principal().getName(), purpose,
                            Sheets.utc(certificate.getNotBefore().toInstant()), Sheets.utc(certificate.getNotAfter().toInstant()),
                            Sheets.utc(clock.instant()), certificate.getEncoded()).update();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For {@code verify FILE}, which works without the database. */
    private void writePublicCertificates() {
        try {
            Files.createDirectories(places.data());
            Files.writeString(places.authorities(), authoritiesPem());
            Files.writeString(places.timeAuthorities(), timeAuthoritiesPem());
        } catch (IOException e) {
            LOG.warn("The public certificates could not be written to {}: {}", places.data(), e.getMessage());
        }
    }

    private static X509Certificate read(byte[] der) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
