package org.countersign.records.sign;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.countersign.records.RecordsSettings;
import org.countersign.records.RecordsSettings.SealKey;

/** A time-stamping authority somewhere else, which can be told to be silent, wrong or rude. */
public final class TimeAuthority implements AutoCloseable {

    /** How it behaves. */
    public enum Mood { WELL, FAILING, TALKING_NONSENSE, ANSWERING_SOMETHING_ELSE, SAYING_WHAT_IT_DOES_NOT_SIGN }

    private final HttpServer server;
    private final KeyRing.Key key;
    private final Clock clock;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Mood mood = Mood.WELL;

    public TimeAuthority(Path folder, Clock clock) throws IOException {
        this.clock = clock;
        this.key = new Keystore(folder, new RecordsSettings.Keystore("an authority elsewhere", null, null, SealKey.EC_P256), false,
                "Time Elsewhere", "http://time.example").open(Set.of(), false, clock.instant()).time();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] request = exchange.getRequestBody().readAllBytes();
            byte[] answer = switch (mood) {
                case WELL -> stamp(request);
                case FAILING -> new byte[0];
                case TALKING_NONSENSE -> "<html>Please pay</html>".getBytes(StandardCharsets.UTF_8);
                case ANSWERING_SOMETHING_ELSE -> stamp(somethingElse());
                case SAYING_WHAT_IT_DOES_NOT_SIGN -> withAnotherVersion(stamp(request));
            };
            exchange.sendResponseHeaders(mood == Mood.FAILING ? 503 : 200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    public void be(Mood mood) {
        this.mood = mood;
    }

    public int timesAsked() {
        return asked.get();
    }

    public X509Certificate authority() {
        return key.chain().get(1);
    }

    private static byte[] somethingElse() throws IOException {
        return new TimeStampRequestGenerator().generate(TSPAlgorithms.SHA256, new byte[32], BigInteger.ONE).getEncoded();
    }

    /** The version of CMS, before the only digest algorithm, is not signed. */
    private static byte[] withAnotherVersion(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int at = text.indexOf("\u0002\u0001\u0003\u0031");
        answer[at + 2] = 1;
        return answer;
    }

    private byte[] stamp(byte[] asking) throws IOException {
        try {
            var signer = new JcaSimpleSignerInfoGeneratorBuilder()
                    .setSignedAttributeGenerator(OwnTimeStamping.signedAt(Date.from(clock.instant()))).build("SHA256withECDSA", key.key(), key.certificate());
            var tokens = new TimeStampTokenGenerator(signer, new BcDigestCalculatorProvider().get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    new ASN1ObjectIdentifier("1.2.3.4"));
            tokens.addCertificates(new JcaCertStore(key.chain()));
            return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
                    .generate(new TimeStampRequest(asking), BigInteger.valueOf(asked.get()), Date.from(clock.instant())).getEncoded();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
