package org.countersign.records.sign;

import com.itextpdf.signatures.ITSAClient;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** An outside time-stamping authority, asked over HTTP. */
final class OutsideTimeStamping implements ITSAClient {

    private static final int LARGEST_ANSWER = 64 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final URI url;
    private final Duration timeout;
    private final HttpClient http;
    private final String digest;
    private final AtomicReference<List<X509Certificate>> lastCertificates;

    OutsideTimeStamping(URI url, Duration timeout) {
        this(url, timeout, HttpClient.newBuilder().connectTimeout(timeout).build(), "SHA-256", new AtomicReference<>(List.of()));
    }

    private OutsideTimeStamping(URI url, Duration timeout, HttpClient http, String digest, AtomicReference<List<X509Certificate>> lastCertificates) {
        this.url = url;
        this.timeout = timeout;
        this.http = http;
        this.digest = digest;
        this.lastCertificates = lastCertificates;
    }

    /** The same authority, asked for tokens over another digest. */
    OutsideTimeStamping with(String other) {
        return new OutsideTimeStamping(url, timeout, http, other, lastCertificates);
    }

    /** The certificates that came with the last token: the one it was signed with and its authorities'. */
    List<X509Certificate> lastCertificates() {
        return lastCertificates.get();
    }

    @Override
    public int getTokenSizeEstimate() {
        return 16 * 1024;
    }

    @Override
    public MessageDigest getMessageDigest() throws GeneralSecurityException {
        return MessageDigest.getInstance(digest);
    }

    @Override
    public byte[] getTimeStampToken(byte[] imprint) throws TimestampNotGiven {
        try {
            var asking = new TimeStampRequestGenerator();
            asking.setCertReq(true);
            TimeStampRequest request = asking.generate(new DefaultDigestAlgorithmIdentifierFinder().find(digest).getAlgorithm(), imprint, new BigInteger(64, RANDOM));
            HttpResponse<byte[]> answer = whole(HttpRequest.newBuilder(url).timeout(timeout)
                    .header("Content-Type", "application/timestamp-query")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(request.getEncoded())).build());
            if (answer.statusCode() != 200 || answer.body().length > LARGEST_ANSWER) {
                throw new TimestampNotGiven("it answered with status " + answer.statusCode(), null);
            }
            TimeStampResponse response = new TimeStampResponse(answer.body());
            response.validate(request);
            if (response.getTimeStampToken() == null) {
                throw new TimestampNotGiven("it refused: " + response.getStatusString(), null);
            }
            TimeStampToken token = response.getTimeStampToken();
            X509CertificateHolder holder = SignerCertificates.of(token.getSID(), token.getCertificates()).iterator().next();
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(holder));
            byte[] encoded = token.getEncoded();
            if (!MessageForm.followsFromWhatIsSigned(ASN1Primitive.fromByteArray(encoded), holder) || token.getUnsignedAttributes() != null) {
                throw new TimestampNotGiven("its token says something that it does not sign", null);
            }
            List<X509Certificate> certificates = new ArrayList<>();
            for (X509CertificateHolder travelling : token.getCertificates().getMatches(null)) {
                certificates.add(new JcaX509CertificateConverter().getCertificate(travelling));
            }
            lastCertificates.set(List.copyOf(certificates));
            return encoded;
        } catch (IOException | TSPException | CertificateException | CMSException | OperatorCreationException | NoSuchElementException e) {
            throw new TimestampNotGiven(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimestampNotGiven("the wait was interrupted", e);
        }
    }

    /** The client's own timeout ends with the answer's headers; an authority that then falls silent must not hold a sealing either. */
    private HttpResponse<byte[]> whole(HttpRequest question) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(question, HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() == null || e.getCause().getMessage() == null ? "it could not be reached" : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("it did not answer within " + timeout.toSeconds() + " seconds", e);
        } finally {
            answer.cancel(true);
        }
    }
}
