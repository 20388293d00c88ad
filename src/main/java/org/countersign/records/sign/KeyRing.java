package org.countersign.records.sign;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The keys in use, and every certificate of an authority of ours that ever was. */
public final class KeyRing {

    /** A key with its certificate and the authority's. */
    public record Key(PrivateKey key, List<X509Certificate> chain) {

        public X509Certificate certificate() {
            return chain.get(0);
        }
    }

    private final Certificates certificates;
    private final Key authority;
    private final Key seal;
    private final Key time;
    private final Set<X509Certificate> everIssued;
    private final List<Key> formerAuthorities;

    KeyRing(Certificates certificates, Key authority, Key seal, Key time, Set<X509Certificate> everIssued, List<Key> formerAuthorities) {
        this.certificates = certificates;
        this.formerAuthorities = List.copyOf(formerAuthorities);
        this.authority = authority;
        this.seal = seal;
        this.time = time;
        this.everIssued = Set.copyOf(everIssued);
    }

    public X509Certificate authority() {
        return authority.certificate();
    }

    public Key seal() {
        return seal;
    }

    public Key time() {
        return time;
    }

    /** Authorities, seals and time-stamping certificates, the present ones and those before a rotation. */
    public Set<X509Certificate> everIssued() {
        return everIssued;
    }

    /** A key for one signature, made in memory and to be dropped after it. */
    Key forPerson(String personId, String name, String role, Instant now) throws GeneralSecurityException {
        KeyPair pair = ellipticPair();
        return new Key(pair.getPrivate(),
                List.of(certificates.person(pair.getPublic(), authority(), authority.key(), personId, name, role, now), authority()));
    }

    /** DER bytes of the authority's revocation list as of now. */
    public byte[] revocationList(Instant now) throws GeneralSecurityException {
        return certificates.revocationList(authority(), authority.key(), now);
    }

    /**
     * The list of the authority of ours that issued this certificate; with one of before a rotation goes the present one's, which whoever
     * stamps over it now will be judged by. Empty for certificates of others and for authorities.
     */
    List<byte[]> revocationListsFor(X509Certificate certificate, Instant now) throws GeneralSecurityException {
        for (Key issuer : Stream.concat(Stream.of(authority), formerAuthorities.stream()).toList()) {
            if (certificate.getIssuerX500Principal().equals(issuer.certificate().getSubjectX500Principal()) && !certificate.equals(issuer.certificate())) {
                byte[] list = certificates.revocationList(issuer.certificate(), issuer.key(), now);
                return issuer == authority ? List.of(list) : List.of(list, revocationList(now));
            }
        }
        return List.of();
    }

    private static KeyPair ellipticPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
