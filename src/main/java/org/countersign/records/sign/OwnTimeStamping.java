package org.countersign.records.sign;

import com.itextpdf.signatures.ITSAClient;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** RFC 3161 tokens from the application's own key, in process: a signing step never waits for anyone. */
final class OwnTimeStamping implements ITSAClient {

    /** The policy "time attested by the institution itself"; an identifier below a random UUID, so it collides with nobody's. */
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("2.25.248312769045917720916482915361273918447");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyRing.Key key;
    private final Clock clock;
    private final String digest;

    OwnTimeStamping(KeyRing.Key key, Clock clock, String digest) {
        this.key = key;
        this.clock = clock;
        this.digest = digest;
    }

    @Override
    public int getTokenSizeEstimate() {
        return 4096;
    }

    @Override
    public MessageDigest getMessageDigest() throws GeneralSecurityException {
        return MessageDigest.getInstance(digest);
    }

    @Override
    public byte[] getTimeStampToken(byte[] imprint) throws GeneralSecurityException, IOException {
        try {
            String algorithm = digest.replace("-", "") + (key.key().getAlgorithm().equals("RSA") ? "withRSA" : "withECDSA");
            AlgorithmIdentifier hash = new DefaultDigestAlgorithmIdentifierFinder().find(digest);
            Date now = Date.from(clock.instant());
            var signer = new JcaSimpleSignerInfoGeneratorBuilder().setSignedAttributeGenerator(signedAt(now)).build(algorithm, key.key(), key.certificate());
            var calculator = new BcDigestCalculatorProvider().get(hash);
            var tokens = new TimeStampTokenGenerator(signer, calculator, POLICY);
            tokens.addCertificates(new JcaCertStore(key.chain()));
            TimeStampRequestGenerator asking = new TimeStampRequestGenerator();
            asking.setCertReq(true);
            TimeStampRequest request = asking.generate(hash.getAlgorithm(), imprint);
            return tokens.generate(request, new BigInteger(64, RANDOM), now).getEncoded();
        } catch (TSPException | OperatorCreationException e) {
            throw new GeneralSecurityException("No time stamp could be made", e);
        }
    }

    /** One time throughout: without this the token's attribute would say the machine's time, whatever the clock says. */
    static DefaultSignedAttributeTableGenerator signedAt(Date now) {
        return new DefaultSignedAttributeTableGenerator(new AttributeTable(
                new DERSet(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(now))))));
    }
}
