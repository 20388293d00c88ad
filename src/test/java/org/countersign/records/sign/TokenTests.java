package org.countersign.records.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.journeys.SkippedLoudly;
import org.countersign.records.Judges;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The institution's keys in a PKCS#11 token. SoftHSM stands for one; where it is not installed this is skipped, and the report says so. */
class TokenTests {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"EC_P256", "RSA_3072"})
    void keysThatNeverLeaveTheirTokenSignAndSealWhatEveryJudgeAccepts(String kind) throws Exception {
        Optional<Path> library = Stream.of("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so", "/opt/homebrew/lib/softhsm/libsofthsm2.so",
                "/usr/local/lib/softhsm/libsofthsm2.so").map(Path::of).filter(Files::exists).findFirst();
        assumeTrue(library.isPresent(), SkippedLoudly.NO_TOKEN);
        Path configuration = Files.writeString(folder.resolve("softhsm2.conf"), "directories.tokendir = " + Files.createDirectory(folder.resolve("tokens"))
                + "\nobjectstore.backend = file\n");
        assertThat(run(configuration, "softhsm2-util", "--init-token", "--free", "--label", "countersign", "--so-pin", "12345678901234", "--pin", "a pin for the test"))
                .contains("initialized");
        Path token = Files.writeString(folder.resolve("token.cfg"), """
                name = Countersign
                library = %s
                slotListIndex = 0
                attributes(generate, CKO_PRIVATE_KEY, *) = {
                  CKA_SENSITIVE = true
                  CKA_EXTRACTABLE = false
                }
                """.formatted(library.get()));
        String said = run(configuration, Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), SigningWithAToken.class.getName(), token.toString(),
                "a pin for the test", folder.toString(), kind);
        assertThat(said).contains("same keys: true").contains("key leaves the token: false").contains("after a rotation: 6 certificates, another authority: true")
                .contains("done");
        X509Certificate authority = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(Files.newInputStream(folder.resolve("authority.der")));
        for (String made : new String[] {"sheet.pdf", "record.pdf"}) {
            byte[] pdf = Files.readAllBytes(folder.resolve(made));
            Judges.assertTotalPassed(pdf, authority, Instant.now().plus(Duration.ofDays(2)));
            Judges.assertAcceptedByCommandLineTools(pdf);
        }
    }

    private static String run(Path configuration, String... command) throws IOException, InterruptedException {
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("SOFTHSM2_CONF", configuration.toString());
        Process running = process.start();
        String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return said;
    }
}
