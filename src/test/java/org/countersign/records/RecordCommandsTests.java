package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.countersign.records.render.Rendering;
import org.countersign.records.render.Rendering.EmbeddedFile;
import org.countersign.records.render.SampleDocuments;
import org.countersign.records.sign.KeyRing;
import org.countersign.records.sign.Keystore;
import org.countersign.records.sign.PdfSigning;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordCommandsTests {

    @TempDir Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeEach
    void aSealedRecord() throws Exception {
        KeyRing keys = keystore().open(Set.of(), false, Clock.systemUTC().instant());
        byte[] data = "{\"recordId\":\"GA-2026-000001\",\"sheets\":[],\"attachments\":[]}".getBytes(StandardCharsets.UTF_8);
        byte[] pdf = new Rendering(SampleDocuments.institution()).pdf(SampleDocuments.record(),
                List.of(new EmbeddedFile("record.json", "application/json", "Data", "Data", data)));
        Files.write(folder.resolve("record.pdf"), new PdfSigning(() -> keys, Clock.systemUTC(),
                new RecordsSettings.Timestamp(null, Duration.ofSeconds(1), Duration.ofSeconds(1))).seal(pdf, false, "Example College"));
        Files.writeString(folder.resolve("authorities.pem"), SealKeys.pem(keys.authority()));
    }

    private Keystore keystore() {
        return new Keystore(folder, new RecordsSettings.Keystore("a password for the test", null, null, RecordsSettings.SealKey.EC_P256), false,
                "Example College", "http://localhost");
    }

    private int run(String... arguments) {
        return RecordCommands.run(arguments, new PrintStream(said, true, StandardCharsets.UTF_8)).orElse(-1);
    }

    @Test
    void saysThatARecordIsGenuineWithoutServerOrDatabase() {
        assertThat(run("verify", folder.resolve("record.pdf").toString(), "--countersign.data=" + folder)).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("This is record GA-2026-000001 of Example College, exactly as it was sealed.")
                .contains("Not compared with the archive").doesNotContain("NO ");
    }

    @Test
    void answersProgramsWithOneJsonObject() throws Exception {
        assertThat(run("verify", folder.resolve("record.pdf").toString(), "--countersign.data=" + folder, "--json")).isZero();
        var answer = new ObjectMapper().readTree(said.toByteArray());
        assertThat(answer.path("answer").asText()).isEqualTo("holds");
        assertThat(answer.path("verdict").asText()).isEqualTo("GENUINE");
        assertThat(answer.path("report").path("recordId").asText()).isEqualTo("GA-2026-000001");
        assertThat(answer.path("report").path("sealedAt").asText()).endsWith("Z");
        said.reset();
        assertThat(run("verify", "nowhere.pdf", "--countersign.data=" + folder, "--json")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("{\"answer\":\"cannot tell\"");
        said.reset();
        String nowhere = "--spring.datasource.url=jdbc:h2:mem:nothing-in-it";
        assertThat(run("verify-ledger", nowhere, "--spring.datasource.username=sa", "--countersign.data=" + folder, "--json")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("{\"answer\":\"cannot tell\"").contains("could not be looked at: this database has none");
    }

    @Test
    void saysByItsExitCodeWhatIsWrong() throws Exception {
        byte[] pdf = Files.readAllBytes(folder.resolve("record.pdf"));
        pdf[pdf.length / 3] ^= 4;
        Files.write(folder.resolve("changed.pdf"), pdf);
        Files.writeString(folder.resolve("letter.pdf"), "Dear Sir or Madam");
        assertThat(run("verify", folder.resolve("changed.pdf").toString(), "--countersign.data=" + folder)).isEqualTo(1);
        assertThat(run("verify", folder.resolve("letter.pdf").toString(), "--countersign.data=" + folder)).isEqualTo(1);
        assertThat(run("verify", folder.resolve("nowhere.pdf").toString(), "--countersign.data=" + folder)).isEqualTo(2);
        assertThat(run("verify", folder.resolve("record.pdf").toString(), "--authorities=" + folder.resolve("none.pem"))).isEqualTo(2);
        assertThat(run("verify")).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).doesNotContain("Exception");
    }

    @Test
    void makesNewKeysBesideTheOldOnes() {
        String database = "jdbc:h2:mem:rotation;DB_CLOSE_DELAY=-1";
        Flyway.configure().dataSource(database, "sa", "").locations("classpath:db/migration").placeholders(Map.of("bytes", "blob")).load().migrate();
        String[] arguments = {"rotate-keys", "--spring.datasource.url=" + database, "--countersign.data=" + folder,
            "--countersign.records.keystore.file=" + folder.resolve("keystore.p12"), "--countersign.institution.pack=jesus-college",
            "--countersign.records.keystore.password=a password for the test"};
        assertThat(run(arguments)).as(said.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(keystore().open(Set.of(), false, Clock.systemUTC().instant()).everIssued()).hasSize(6);
        assertThat(folder.resolve("authorities.pem")).content().satisfies(pem -> assertThat(pem.split("BEGIN CERTIFICATE")).hasSize(3));

        arguments[5] = "--countersign.records.keystore.password=another password";
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("The keys were not changed");
    }

    @Test
    void leavesEveryOtherArgumentToTheApplication() {
        assertThat(run()).isEqualTo(-1);
        assertThat(run("--server.port=8081")).isEqualTo(-1);
    }
}
