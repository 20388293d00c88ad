package org.countersign.records.verify;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;
import org.countersign.records.sign.MessageForm;
import org.countersign.records.sign.Purpose;
import org.countersign.records.sign.SignerCertificates;
import org.jspecify.annotations.Nullable;

/** The messages signatures consist of: CMS (RFC 5652), of time stamps the tokens of RFC 3161. Not a bit of them may differ unnoticed. */
final class SignatureMessages {

    private final Trust trust;

    SignatureMessages(Trust trust) {
        this.trust = trust;
    }

    /**
     * A signature.
     *
     * @param stamp the time stamp it carries; {@code null} when it carries none
     */
    record Signed(X509Certificate signer, boolean ours, boolean intact, CheckedSignature.@Nullable Stamp stamp) {}

    /**
     * @param padded  the message, with zeros behind it
     * @param covered what it signs
     * @throws IOException and the others when it cannot be read
     */
    Signed signature(byte[] padded, byte[] covered) throws IOException, CMSException, GeneralSecurityException, OperatorCreationException,
            TSPException {
        ASN1Primitive message = message(padded);
        CMSSignedData signed = new CMSSignedData(new CMSProcessableByteArray(covered), message.getEncoded());
        SignerInformation signer = only(signed);
        X509CertificateHolder holder = holderOf(signed, signer);
        X509Certificate certificate = certificate(holder);
        boolean ours = trust.issuerOf(certificate).isPresent();
        boolean intact = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate))
                && (!ours || knowsAll(signed.getCertificates(), certificate) && hasNoAttributeBut(signer, PKCSObjectIdentifiers.id_aa_signatureTimeStampToken))
                && MessageForm.followsFromWhatIsSigned(message, holder);
        return new Signed(certificate, ours, intact, stampOn(signer));
    }

    /**
     * @param padded  the token, with zeros behind it
     * @param stamped what it gives the time of
     * @throws IOException and the others when it cannot be read
     */
    CheckedSignature.Stamp timestamp(byte[] padded, byte[] stamped) throws IOException, CMSException, GeneralSecurityException,
            OperatorCreationException, TSPException {
        return stamp(message(padded), stamped);
    }

    private CheckedSignature.@Nullable Stamp stampOn(SignerInformation signer) throws CMSException, TSPException, IOException,
            GeneralSecurityException, OperatorCreationException {
        AttributeTable attributes = signer.getUnsignedAttributes();
        Attribute attribute = attributes == null ? null : attributes.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        return attribute == null ? null : stamp(attribute.getAttrValues().getObjectAt(0).toASN1Primitive(), signer.getSignature());
    }

    private CheckedSignature.Stamp stamp(ASN1Primitive message, byte[] stamped) throws IOException, GeneralSecurityException, CMSException,
            OperatorCreationException, TSPException {
        CMSSignedData signed = new CMSSignedData(message.getEncoded());
        TimeStampToken token = new TimeStampToken(signed);
        Instant at = token.getTimeStampInfo().getGenTime().toInstant();
        SignerInformation signer = only(signed);
        X509CertificateHolder holder = holderOf(signed, signer);
        X509Certificate by = certificate(holder);
        boolean ours = trust.covers(by, at) && Purpose.of(by) == Purpose.TIME;
        boolean trusted = ours || trust.timeAuthorities().contains(by);
        MessageDigest digest = MessageDigest.getInstance(token.getTimeStampInfo().getMessageImprintAlgOID().getId());
        boolean intact;
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(holder));
            intact = MessageDigest.isEqual(digest.digest(stamped), token.getTimeStampInfo().getMessageImprintDigest())
                    && (!trusted || knowsAll(signed.getCertificates(), by) && hasNoAttributeBut(signer, null))
                    && MessageForm.followsFromWhatIsSigned(message, holder);
        } catch (TSPException e) {
            intact = false;
        }
        return new CheckedSignature.Stamp(at, by, ours, trusted, intact,
                new DefaultAlgorithmNameFinder().getAlgorithmName(token.getTimeStampInfo().getMessageImprintAlgOID()).replaceFirst("^SHA(\\d)", "SHA-$1"));
    }

    /** The certificates that travel with a signature are not signed: none may stand there but the signer's and those of whom we believe. */
    private boolean knowsAll(Store<X509CertificateHolder> travelling, X509Certificate signer) throws GeneralSecurityException {
        for (X509CertificateHolder holder : travelling.getMatches(null)) {
            X509Certificate certificate = certificate(holder);
            if (!certificate.equals(signer) && !trust.authorities().contains(certificate) && !trust.timeAuthorities().contains(certificate)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNoAttributeBut(SignerInformation signer, @Nullable ASN1ObjectIdentifier permitted) {
        AttributeTable attributes = signer.getUnsignedAttributes();
        return attributes == null || permitted != null && attributes.size() == 1 && attributes.getAll(permitted).size() == 1
                && attributes.get(permitted).getAttrValues().size() == 1;
    }

    private static SignerInformation only(CMSSignedData signed) throws GeneralSecurityException {
        if (signed.getSignerInfos().size() != 1) {
            throw new GeneralSecurityException("more than one signer in a signature");
        }
        return signed.getSignerInfos().iterator().next();
    }

    private static X509CertificateHolder holderOf(CMSSignedData signed, SignerInformation signer) throws GeneralSecurityException {
        List<X509CertificateHolder> matching = SignerCertificates.of(signer.getSID(), signed.getCertificates());
        if (matching.size() != 1) {
            throw new GeneralSecurityException("the signature does not name its signer");
        }
        return matching.get(0);
    }

    private static X509Certificate certificate(X509CertificateHolder holder) throws GeneralSecurityException {
        return new JcaX509CertificateConverter().getCertificate(holder);
    }

    /** The message alone, of which nothing but zeros may be left over. */
    private static ASN1Primitive message(byte[] padded) throws IOException {
        try (ASN1InputStream in = new ASN1InputStream(padded)) {
            ASN1Primitive first = in.readObject();
            if (first == null) {
                throw new IOException("empty signature");
            }
            for (int i = first.getEncoded().length; i < padded.length; i++) {
                if (padded[i] != 0) {
                    throw new IOException("something lies behind the signature");
                }
            }
            return first;
        }
    }
}
