package org.countersign.records.sign;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** The institution's seal on a short text that is no PDF (detached CMS; {@code openssl cms -verify} reads it). */
public final class Attestation {

    private Attestation() {}

    public static byte[] seal(byte[] text, KeyRing keys) throws GeneralSecurityException {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                    .setDirectSignature(true).build(Certificates.signer(keys.seal().key()), keys.seal().certificate()));
            generator.addCertificates(new JcaCertStore(List.of(keys.seal().certificate())));
            return generator.generate(new CMSProcessableByteArray(text), false).getEncoded();
        } catch (OperatorCreationException | CMSException | IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Whether the text carries a seal by one of these authorities' seal certificates. */
    public static boolean holds(byte[] text, byte[] seal, Collection<X509Certificate> authorities) {
        try {
            CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(text), seal);
            SignerInformation signer = signed.getSignerInfos().iterator().next();
            X509CertificateHolder holder = SignerCertificates.of(signer.getSID(), signed.getCertificates()).iterator().next();
            X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
            return Purpose.of(certificate) == Purpose.SEAL && authorities.stream().anyMatch(a -> isSignedBy(certificate, a))
                    && signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate))
                    && MessageForm.followsFromWhatIsSigned(ASN1Primitive.fromByteArray(seal), holder);
        } catch (GeneralSecurityException | IOException | CMSException | OperatorCreationException | RuntimeException e) {
            return false;
        }
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
