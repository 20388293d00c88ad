package org.countersign.records.sign;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The exact profiles of the certificates this application issues; independent validators accept these without a warning. */
class Certificates {

    /** Organisational units that tell the application's own certificates apart; only our authority can issue them. */
    static final String SEAL_UNIT = "Record seal";
    static final String TIME_UNIT = "Time stamping";
    static final String PERSON_UNIT = "Attested signature";

    private static final ASN1ObjectIdentifier DOCUMENT_SIGNING = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.36");
    private static final ASN1ObjectIdentifier VALIDITY_ASSURED_SHORT_TERM = new ASN1ObjectIdentifier("0.4.0.194121.2.1");
    private static final ASN1ObjectIdentifier NO_REVOCATION_AVAILABLE = new ASN1ObjectIdentifier("2.5.29.56");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String institution;
    private final String publicUrl;

    Certificates(String institution, String publicUrl) {
        this.institution = institution;
        this.publicUrl = publicUrl;
    }

    X509Certificate authority(PublicKey key, PrivateKey signer, int number, Instant now) throws GeneralSecurityException {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, institution)
                .addRDN(BCStyle.CN, institution + " records authority " + number).build();
        return build(name, name, key, key, signer, now.minus(Duration.ofDays(1)), now.plus(YEAR.multipliedBy(40)), b -> {
            b.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            b.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        });
    }

    X509Certificate seal(PublicKey key, X509Certificate ca, PrivateKey caKey, int number, Instant now) throws GeneralSecurityException {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, institution)
                .addRDN(BCStyle.OU, SEAL_UNIT).addRDN(BCStyle.CN, institution + " record seal " + number).build();
        return build(subjectOf(ca), name, key, ca.getPublicKey(), caKey, now.minus(Duration.ofDays(1)), now.plus(YEAR.multipliedBy(20)), b -> {
            b.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            b.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.getInstance(DOCUMENT_SIGNING)));
            b.addExtension(Extension.cRLDistributionPoints, false, revocationList());
            b.addExtension(Extension.authorityInfoAccess, false, issuerAddress());
        });
    }

    X509Certificate timeStamping(PublicKey key, X509Certificate ca, PrivateKey caKey, int number, Instant now) throws GeneralSecurityException {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, institution)
                .addRDN(BCStyle.OU, TIME_UNIT).addRDN(BCStyle.CN, institution + " time stamping " + number).build();
        return build(subjectOf(ca), name, key, ca.getPublicKey(), caKey, now.minus(Duration.ofDays(1)), now.plus(YEAR.multipliedBy(25)), b -> {
            b.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            b.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            b.addExtension(Extension.cRLDistributionPoints, false, revocationList());
            b.addExtension(Extension.authorityInfoAccess, false, issuerAddress());
        });
    }

    /** Lives a quarter of an hour; its key signs once. No revocation list: it is never revoked, and says so. */
    X509Certificate person(PublicKey key, X509Certificate ca, PrivateKey caKey, String personId, String name, String role, Instant now)
            throws GeneralSecurityException {
        X500Name subject = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.O, institution)
                .addRDN(BCStyle.OU, PERSON_UNIT)
                .addRDN(BCStyle.SERIALNUMBER, shortened(personId))
                .addRDN(BCStyle.T, shortened(role))
                .addRDN(BCStyle.CN, shortened(name, 160) + ", attested by " + institution).build();
        return build(subjectOf(ca), subject, key, ca.getPublicKey(), caKey, now.minusSeconds(60), now.plusSeconds(15 * 60), b -> {
            b.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
            b.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.getInstance(DOCUMENT_SIGNING)));
            b.addExtension(VALIDITY_ASSURED_SHORT_TERM, false, DERNull.INSTANCE);
            b.addExtension(NO_REVOCATION_AVAILABLE, false, DERNull.INSTANCE);
            b.addExtension(Extension.authorityInfoAccess, false, issuerAddress());
        });
    }

    /** An empty list, fresh: nothing this authority issued has been revoked. */
    byte[] revocationList(X509Certificate ca, PrivateKey caKey, Instant now) throws GeneralSecurityException {
        try {
            var list = new JcaX509v2CRLBuilder(ca, Date.from(now));
            list.setNextUpdate(Date.from(now.plus(Duration.ofDays(30))));
            list.addExtension(Extension.authorityKeyIdentifier, false, new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(ca.getPublicKey()));
            list.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(now.toEpochMilli())));
            return list.build(signer(caKey)).getEncoded();
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder(key.getAlgorithm().equals("RSA") ? "SHA512withRSA" : "SHA512withECDSA").build(key);
    }

    static BigInteger serial() {
        return new BigInteger(126, RANDOM).setBit(126);
    }

    private interface Profile {
        void apply(X509v3CertificateBuilder builder) throws IOException;
    }

    private static X509Certificate build(X500Name issuer, X500Name subject, PublicKey key, PublicKey issuerKey, PrivateKey issuerPrivate,
            Instant from, Instant until, Profile profile) throws GeneralSecurityException {
        try {
            var builder = new JcaX509v3CertificateBuilder(issuer, serial(), Date.from(from), Date.from(until), subject, key);
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
            if (!issuer.equals(subject)) {
                builder.addExtension(Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(issuerKey));
            }
            profile.apply(builder);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer(issuerPrivate)));
        } catch (IOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static X500Name subjectOf(X509Certificate certificate) throws GeneralSecurityException {
        return new JcaX509CertificateHolder(certificate).getSubject();
    }

    private CRLDistPoint revocationList() {
        var address = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, publicUrl + "/verify/authority.crl"));
        return new CRLDistPoint(new DistributionPoint[] {new DistributionPoint(new DistributionPointName(address), null, null)});
    }

    private AuthorityInformationAccess issuerAddress() {
        return new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers,
                new GeneralName(GeneralName.uniformResourceIdentifier, publicUrl + "/verify/authority.crt"));
    }

    private static String shortened(String text) {
        return shortened(text, 64);
    }

    private static String shortened(String text, int length) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        if (clean.isEmpty()) {
            return "-";
        }
        return clean.codePointCount(0, clean.length()) <= length ? clean : clean.substring(0, clean.offsetByCodePoints(0, length));
    }
}
