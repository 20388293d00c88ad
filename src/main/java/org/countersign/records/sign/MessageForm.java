package org.countersign.records.sign;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DLSequence;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.DLTaggedObject;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.jspecify.annotations.Nullable;

/**
 * The form of a signature's message (CMS, RFC 5652). A message does not sign all of itself: its version numbers, its list of digest
 * algorithms, the name of its signer and the certificates that travel along are free to be altered (5.4 there). All but the
 * certificates follow from what is signed, though: written out once more from that, the message must come out the same.
 */
public final class MessageForm {

    private MessageForm() {}

    /**
     * Whether nothing in a message says other than what is signed in it. Which certificates and attributes may stand there unsigned is
     * for the caller to judge.
     *
     * @throws IOException  and
     * @throws CMSException when the message cannot be read
     */
    public static boolean followsFromWhatIsSigned(ASN1Primitive message, X509CertificateHolder signer) throws IOException, CMSException {
        CMSSignedData signed = new CMSSignedData(message.getEncoded());
        SignedData found = SignedData.getInstance(signed.toASN1Structure().getContent());
        SignerInfo by = SignerInfo.getInstance(found.getSignerInfos().getObjectAt(0));
        ASN1Encodable content = found.getEncapContentInfo().getContent();
        // A signature is whole bytes; how many of its last bits count stands beside it, unsigned.
        if (signer.toASN1Structure().getSignature().getPadBits() != 0 || !algorithmsFit(found, by) || content != null && !(content instanceof ASN1OctetString)) {
            return false;
        }
        SignerIdentifier name = by.getSID().isTagged() ? by.getSID()
                : new SignerIdentifier(new IssuerAndSerialNumber(signer.toASN1Structure()));
        ASN1Encodable[] certificates = signed.getCertificates().getMatches(null).stream().map(X509CertificateHolder::toASN1Structure)
                .toArray(ASN1Encodable[]::new);
        // The versions are not carried over: the library tells them by the rest (RFC 5652, 5.1 and 5.3).
        ASN1Integer signerVersion = new SignerInfo(name, by.getDigestAlgorithm(), by.getAuthenticatedAttributes(),
                by.getDigestEncryptionAlgorithm(), by.getEncryptedDigest(), by.getUnauthenticatedAttributes()).getVersion();
        ASN1Integer version = new SignedData(found.getDigestAlgorithms(), found.getEncapContentInfo(), new DLSet(certificates), found.getCRLs(),
                found.getSignerInfos()).getVersion();
        ASN1Sequence signerInfo = inOrder(signerVersion, name, by.getDigestAlgorithm(), tagged(0, by.getAuthenticatedAttributes()),
                by.getDigestEncryptionAlgorithm(), by.getEncryptedDigest(), tagged(1, by.getUnauthenticatedAttributes()));
        ASN1Sequence rewritten = inOrder(version, new DLSet(AlgorithmIdentifier.getInstance(found.getDigestAlgorithms().getObjectAt(0))),
                found.getEncapContentInfo(), tagged(0, new DLSet(certificates)), tagged(1, found.getCRLs()), new DLSet(signerInfo));
        return Arrays.equals(inOrder(CMSObjectIdentifiers.signedData, new DLTaggedObject(true, 0, rewritten)).getEncoded(ASN1Encoding.DL),
                message.getEncoded(ASN1Encoding.DL));
    }

    private static ASN1Sequence inOrder(@Nullable ASN1Encodable... parts) {
        return new DLSequence(Arrays.stream(parts).filter(Objects::nonNull).toArray(ASN1Encodable[]::new));
    }

    private static @Nullable ASN1Encodable tagged(int tag, @Nullable ASN1Set set) {
        return set == null ? null : new DLTaggedObject(false, tag, set);
    }

    /** The algorithms named outside what is signed agree with each other, and with the signed ones where there are any (RFC 6211). */
    private static boolean algorithmsFit(SignedData found, SignerInfo by) {
        AlgorithmIdentifier digest = by.getDigestAlgorithm();
        AlgorithmIdentifier signature = by.getDigestEncryptionAlgorithm();
        if (found.getDigestAlgorithms().size() != 1 || !isPlain(digest)
                || !isPlain(signature) && !signature.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
            return false;
        }
        AlgorithmIdentifier listed = AlgorithmIdentifier.getInstance(found.getDigestAlgorithms().getObjectAt(0));
        if (!isPlain(listed) || !listed.getAlgorithm().equals(digest.getAlgorithm())) {
            return false;
        }
        ASN1Set attributes = by.getAuthenticatedAttributes();
        Attribute named = attributes == null ? null : new AttributeTable(attributes).get(CMSAttributes.cmsAlgorithmProtect);
        if (named != null) {
            CMSAlgorithmProtection these = CMSAlgorithmProtection.getInstance(named.getAttrValues().getObjectAt(0));
            return digest.equals(these.getDigestAlgorithm()) && signature.equals(these.getSignatureAlgorithm());
        }
        AlgorithmIdentifier within = DefaultDigestAlgorithmIdentifierFinder.INSTANCE.find(signature);
        return within == null || within.getAlgorithm().equals(digest.getAlgorithm());
    }

    private static boolean isPlain(AlgorithmIdentifier algorithm) {
        return algorithm.getParameters() == null || DERNull.INSTANCE.equals(algorithm.getParameters().toASN1Primitive());
    }
}
