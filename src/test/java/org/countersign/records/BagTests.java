package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.countersign.MovableClock;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.bag.BagImport;
import org.countersign.records.bag.BagRefused;
import org.countersign.records.render.SampleDocuments;
import org.countersign.records.sign.KeyRing;
import org.countersign.records.sign.Keystore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records leave as a bag and come back elsewhere; whatever was done to the bag on its way is found and named. */
@RecordsSlice
class BagTests {

    private static final Bags.Order OFFICER = new Bags.Order("P0009", Bags.Taker.DESK, 0);

    @Autowired RecordKeeper keeper;
    @Autowired Archive archive;
    @Autowired Bags bags;
    @Autowired BagImport imports;
    @Autowired Ledger ledger;
    @Autowired SealKeys keys;
    @Autowired JdbcClient jdbc;
    @Autowired DataSource database;
    @Autowired MovableClock clock;

    @TempDir Path folder;

    private String caseId;

    @BeforeEach
    void aRecord() {
        caseId = kept();
    }

    private String kept() {
        String next = Cases.next();
        Cases.signedByFour(keeper, next, clock.instant());
        keeper.keep(Cases.draft(next, Cases.note()));
        return next;
    }

    private Path bag(String... recordIds) {
        Path file = folder.resolve("bag.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            bags.write("our-bag", OFFICER, Stream.of(recordIds), out);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path authority() throws IOException {
        return Files.writeString(folder.resolve("authority.crt"), keys.caCertificatePem());
    }

    private Elsewhere elsewhere() {
        return new Elsewhere(database, folder.resolve("elsewhere"));
    }

    @Test
    void aBagIsValidForTheLibraryOfCongressAndSaysEverythingOfTheRecord() throws Exception {
        byte[] beside = {1, 2, 3};
        jdbc.sql("""
                insert into cs_record_attachment (record_id, position, file_name, media_type, description, sha256, size_bytes, content)
                values (?, 1, 'Fotos vom Bootshaus.JPG', 'image/jpeg', 'A picture', ?, 3, ?)""")
                .params(caseId, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(beside)), beside).update();
        String other = kept();
        Path whole = unpacked(bag(caseId, other)).resolve("our-bag");
        try (BagVerifier verifier = new BagVerifier()) {
            verifier.isValid(new BagReader().read(whole), false);
        }
        Path record = whole.resolve("data/records/" + caseId);
        assertThat(record.resolve("record-1.pdf")).hasBinaryContent(archive.pdf(caseId).orElseThrow());
        assertThat(record.resolve("attachment-1.jpg")).hasBinaryContent(beside);
        assertThat(new ObjectMapper().readTree(record.resolve("record.json").toFile()).path("recordId").asText()).isEqualTo(caseId);
        Descriptions.assertPremis(Files.readAllBytes(record.resolve("premis.xml")));
        Descriptions.assertDublinCore(Files.readAllBytes(record.resolve("dublin-core.xml")));
        assertThat(record.resolve("premis.xml")).content().contains("http://www.loc.gov/premis/v3").contains("<eventType>ingestion</eventType>")
                .contains("<messageDigest>" + archive.find(caseId).orElseThrow().sha256() + "</messageDigest>").contains("<eventType>dissemination</eventType>");
        assertThat(record.resolve("dublin-core.xml")).content().contains("<dc:identifier>" + caseId + "</dc:identifier>").contains("Boathouse rota");
        assertThat(whole.resolve("bag-info.txt")).content().contains("External-Description: 2 records").contains("Payload-Oxum: ");
        assertThat(whole.resolve("data/records/" + other)).isDirectory();
    }

    @Test
    void ofADisposedRecordTheDescriptionsAreWholeTooAndTheBagIsTaken() throws Exception {
        jdbc.sql("update cs_record_revision set pdf = null where record_id = ?").param(caseId).update();
        jdbc.sql("update cs_record set title = '', search_text = '', disposed_at = ? where record_id = ?").params(Sheets.utc(clock.instant()), caseId).update();
        Path bag = bag(caseId);
        Descriptions.assertPremis(text(bag, "premis.xml").getBytes(StandardCharsets.UTF_8));
        Descriptions.assertDublinCore(text(bag, "dublin-core.xml").getBytes(StandardCharsets.UTF_8));
        Elsewhere there = elsewhere();
        assertThat(there.run("import-bag", bag.toString(), "--authorities=" + authority())).as(there.said()).isZero();
        assertThat(there.jdbc().sql("select count(*) from cs_record where record_id = ? and disposed_at is not null").param(caseId).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void anExportStandsInTheLedgerAndTellsTheDesksPartToTheDeskAlone() throws Exception {
        ledger.add("held", caseId, Map.of("reason", "somebody is being looked into"));
        assertThat(text(bag(caseId), "premis.xml")).contains("looked into");
        assertThat(ledger.of(caseId)).last().satisfies(line -> {
            assertThat(line.event()).isEqualTo("exported");
            assertThat(line.details()).contains("our-bag").contains("P0009");
        });
        Path file = folder.resolve("own.zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            bags.write("own-bag", new Bags.Order("P0001", Bags.Taker.READER, 0), Stream.of(caseId), out);
        }
        assertThat(text(file, "premis.xml")).contains("ingestion").doesNotContain("looked into").doesNotContain("P0009");
        assertThat(text(file, "archive.json")).doesNotContain("looked into").doesNotContain("\"holds\"");
    }

    @Test
    void restoresAnArchiveThatVerifiesInAnEmptyInstallationWithKeysOfItsOwn() throws Exception {
        jdbc.sql("update cs_record set retention_version = '1', retention_trigger = 'closure', trigger_on = ?, due_on = ? where record_id = ?")
                .params(LocalDate.of(2026, 11, 23), LocalDate.of(2028, 11, 23), caseId).update();
        jdbc.sql("insert into cs_hold (hold_id, reason, owner_id, review_on, placed_at) values (?, 'A claim', 'P0009', ?, ?)")
                .params("H-" + caseId, LocalDate.of(2027, 5, 1), Sheets.utc(clock.instant())).update();
        jdbc.sql("insert into cs_hold_record (hold_id, record_id) values (?, ?)").params("H-" + caseId, caseId).update();
        Path bag = bag(caseId, kept());
        Elsewhere there = elsewhere();

        assertThat(there.run("import-bag", bag.toString())).as(there.said()).isEqualTo(2);
        assertThat(there.said()).contains("nobody here knows by whom").contains(keys.fingerprint());
        assertThat(there.run("import-bag", bag.toString(), "--authorities=" + authority(), "--json")).as(there.said()).isZero();
        assertThat(there.said()).contains("\"answer\":\"holds\"").contains("\"imported\":[\"" + caseId + "\"");

        assertThat(there.run("verify-ledger")).as(there.said()).isZero();
        Path pdf = Files.write(folder.resolve("restored.pdf"), there.jdbc().sql("select pdf from cs_record_revision where record_id = ?").param(caseId)
                .query((rs, n) -> rs.getBytes(1)).single());
        assertThat(pdf).hasBinaryContent(archive.pdf(caseId).orElseThrow());
        assertThat(there.run("verify", pdf.toString())).as(there.said()).isZero();
        for (String table : List.of("cs_record", "cs_record_person", "cs_hold_record", "cs_hold")) {
            String key = table.equals("cs_hold") ? "hold_id" : "record_id";
            String id = table.equals("cs_hold") ? "H-" + caseId : caseId;
            assertThat(rows(there.jdbc(), table, key, id)).as(table).isEqualTo(rows(jdbc, table, key, id)).isNotEmpty();
        }
        assertThat(there.jdbc().sql("select event from cs_ledger where subject = ? order by entry_number").param(caseId).query(String.class).list())
                .containsExactly("frozen", "signed", "signed", "signed", "signed", "sealed", "deposited", "exported", "imported");
        int number = Integer.parseInt(caseId.substring(caseId.length() - 6));
        assertThat(there.jdbc().sql("select last_number from cs_case_number where flow = 'group-approval' and case_year = 2026").query(Integer.class).single())
                .as("the next case of the flow gets a number of its own").isGreaterThan(number);
        assertThat(there.run("import-bag", bag.toString())).as("a second run finds everything there, and knows the authority by now").isZero();
        assertThat(there.said()).startsWith("0 records imported, 0 put back, 2 were here already");
    }

    @Test
    void whoMayReadARestrictedRecordComesAlongWithItAndItsAttachmentsDoAndAnOfficeIsNotToldWhyItIsHeld() throws Exception {
        String restricted = Cases.next();
        keeper.keep(Cases.draft(restricted, AccessClass.RESTRICTED));
        byte[] beside = {4, 5, 6};
        jdbc.sql("""
                insert into cs_record_attachment (record_id, position, file_name, media_type, description, sha256, size_bytes, content)
                values (?, 1, 'minutes.txt', 'text/plain', 'Minutes', ?, 3, ?)""")
                .params(restricted, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(beside)), beside).update();
        for (String reader : List.of("role dpo", "person P0003", "person P0007")) {
            jdbc.sql("insert into cs_case_reader (case_id, reader, admitted) values (?, ?, ?)").params(restricted, reader, !reader.endsWith("7")).update();
        }
        jdbc.sql("insert into cs_hold (hold_id, reason, owner_id, review_on, placed_at) values (?, 'A claim against the office', 'P0009', ?, ?)")
                .params("H-" + restricted, LocalDate.of(2027, 5, 1), Sheets.utc(clock.instant())).update();
        jdbc.sql("insert into cs_hold_record (hold_id, record_id) values (?, ?)").params("H-" + restricted, restricted).update();
        Path bag = folder.resolve("office.zip");
        try (OutputStream out = Files.newOutputStream(bag)) {
            bags.write("our-bag", new Bags.Order("P0003", Bags.Taker.OFFICE, 0), Stream.of(restricted), out);
        }
        assertThat(text(bag, "archive.json")).contains("H-" + restricted).doesNotContain("A claim against");

        Elsewhere there = elsewhere();
        assertThat(there.run("import-bag", bag.toString(), "--authorities=" + authority())).as(there.said()).isZero();
        for (String table : List.of("cs_case_reader", "cs_record_attachment", "cs_hold_record")) {
            String key = table.equals("cs_case_reader") ? "case_id" : "record_id";
            assertThat(rows(there.jdbc(), table, key, restricted)).as(table).isEqualTo(rows(jdbc, table, key, restricted)).isNotEmpty();
        }
        assertThat(there.jdbc().sql("select content from cs_record_attachment where record_id = ?").param(restricted).query((rs, n) -> rs.getBytes(1)).single()).isEqualTo(beside);
        assertThat(there.run("verify-ledger")).as(there.said()).isZero();
    }

    /** OpenSSL judges a seal as of today, so the bag is one of an installation whose clock is the machine's. */
    @Test
    void theCommandsOfTheReadmeAcceptTheSealAndNothingElse() throws Exception {
        assumeTrue(Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).anyMatch(place -> Files.isExecutable(Path.of(place, "openssl"))),
                "openssl is not installed here, so the README's commands cannot be tried");
        Matcher commands = Pattern.compile("`(openssl cms -verify [^`]+)`.*?`(sha512sum manifest-sha512.txt)`", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(commands.find()).isTrue();
        Elsewhere there = elsewhere();
        assertThat(there.run("import-bag", bag(caseId).toString(), "--authorities=" + authority())).as(there.said()).isZero();
        Path file = folder.resolve("there.zip");
        there.export("our-bag", file, caseId);
        Path bag = unpacked(file).resolve("our-bag");
        assertThat(said(bag, commands.group(1))).startsWith("0 ").contains("countersign-bag/1");
        List<String> sealed = Files.readAllLines(bag.resolve("seal.txt"));
        assertThat(said(bag, commands.group(2))).isEqualTo("0 " + sealed.get(sealed.size() - 1) + "  manifest-sha512.txt\n");

        Map<String, byte[]> files = files(file);
        for (String name : List.of("seal.txt", "seal.txt.p7s")) {
            Path tampered = bag.resolve(name);
            byte[] before = Files.readAllBytes(tampered);
            byte[] after = before.clone();
            after[after.length - 10] ^= 1;
            Files.write(tampered, after);
            assertThat(said(bag, commands.group(1))).as(name).doesNotStartWith("0 ");
            Files.write(tampered, before);
        }
        Files.writeString(bag.resolve("data/authorities.pem"), keys.caCertificatePem());
        assertThat(said(bag, commands.group(1))).as("somebody else's authority").doesNotStartWith("0 ");
        change(files, "record-1.pdf", bytes -> bytes[bytes.length / 2] ^= 1);
        manifests(files);
        Files.write(bag.resolve("manifest-sha512.txt"), files.get("our-bag/manifest-sha512.txt"));
        assertThat(said(bag, commands.group(2))).as("another payload, and a manifest that fits it").doesNotContain(sealed.get(sealed.size() - 1));
    }

    /** Exit code and output of a command given in that folder. */
    private static String said(Path folder, String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + said;
    }

    private static List<Map<String, Object>> rows(JdbcClient from, String table, String key, String id) {
        List<Map<String, Object>> rows = from.sql("select * from " + table + " where " + key + " = ?").param(id).query().listOfRows();
        rows.forEach(row -> row.keySet().removeIf(column -> column.toLowerCase().startsWith("fixity")));
        rows.forEach(row -> row.keySet().removeIf(column -> column.equalsIgnoreCase("content")));
        rows.forEach(row -> row.replaceAll((column, value) -> value instanceof java.sql.Clob || value == null ? String.valueOf(value != null) : value.toString()));
        return rows;
    }

    @Test
    void anotherRecordOfTheSameNumberIsRefusedAndTheOthersAreTaken() throws Exception {
        Path bag = bag(caseId, kept());
        Elsewhere there = elsewhere();
        assertThat(there.run("import-bag", bag.toString(), "--authorities=" + authority())).isZero();
        String third = kept();
        Path next = bag(caseId, third);
        there.jdbc().sql("update cs_record_revision set sha256 = ? where record_id = ?").params("0".repeat(64), caseId).update();
        assertThat(there.run("import-bag", next.toString())).isEqualTo(1);
        assertThat(there.said()).contains("1 records imported").contains(caseId + ": another record of this number is here");
    }

    @Test
    void aCaseUnderWayIsNotOvertakenByARecordFromElsewhere() throws Exception {
        Path bag = bag(caseId);
        Elsewhere there = elsewhere();
        there.run("import-bag", folder.resolve("none.zip").toString());
        there.run("import-bag", bag.toString());
        there.jdbc().sql("""
                insert into cs_case (case_id, flow, process_instance_id, process_definition_id, starter_id, title, confidential, state_words, decided, started_at)
                values (?, 'group-approval', 'i', 'd', 'P0001', 't', false, 's', false, ?)""").params(caseId, Sheets.utc(clock.instant())).update();
        assertThat(there.run("import-bag", bag.toString(), "--authorities=" + authority())).isEqualTo(1);
        assertThat(there.said()).contains(caseId + ": another case of this number is here");
        there.jdbc().sql("update cs_case set process_instance_id = ?").param("process-" + caseId).update();
        assertThat(there.run("import-bag", bag.toString(), "--authorities=" + authority())).as("its own case, not yet ended in an older database").isZero();
    }

    @Test
    void aDamagedRecordStaysOutAndIsPutBackFromABagWithALineInTheLedger() throws Exception {
        Path bag = bag(caseId);
        Elsewhere there = elsewhere();
        assertThat(there.run("import-bag", bag.toString(), "--authorities=" + authority())).isZero();
        byte[] sound = archive.pdf(caseId).orElseThrow();
        byte[] damaged = sound.clone();
        damaged[damaged.length / 2] ^= 1;
        there.jdbc().sql("update cs_record_revision set pdf = ? where record_id = ?").params(damaged, caseId).update();
        assertThat(there.run("import-bag", bag.toString())).as(there.said()).isZero();
        assertThat(there.said()).contains("1 put back");
        assertThat(there.jdbc().sql("select pdf from cs_record_revision where record_id = ?").param(caseId).query((rs, n) -> rs.getBytes(1)).single())
                .isEqualTo(sound);
        assertThat(there.jdbc().sql("select event from cs_ledger where subject = ? order by entry_number desc fetch first 1 rows only").param(caseId)
                .query(String.class).single()).isEqualTo("restored");

        jdbc.sql("update cs_record_revision set pdf = ? where record_id = ?").params(damaged, caseId).update();
        String other = kept();
        Path without = bag(caseId, other);
        assertThat(names(without)).anyMatch(name -> name.contains(other)).noneMatch(name -> name.contains(caseId));
        assertThat(text(without, "bag-info.txt")).contains("Countersign-Left-Out: " + caseId);
    }

    record Done(String what, String named, int code, Tampering tampering) {

        @Override
        public String toString() {
            return what;
        }
    }

    interface Tampering {
        void with(Map<String, byte[]> files) throws Exception;
    }

    static Stream<Done> tamperings() {
        return Stream.of(
                new Done("a PDF with one other bit", "record-1.pdf", 1, files -> change(files, "record-1.pdf", bytes -> bytes[bytes.length / 2] ^= 1)),
                new Done("a PDF with one other bit, and manifests that fit it", "seal.txt", 1, files -> {
                    change(files, "record-1.pdf", bytes -> bytes[bytes.length / 2] ^= 1);
                    manifests(files);
                }),
                new Done("other data, and only the manifest with SHA-256 made to fit", "manifest-sha256.txt", 1, files -> {
                    Map<String, byte[]> before = new LinkedHashMap<>(files);
                    replace(files, "record.json", text -> text.replace("Boathouse", "Bathhouse"));
                    manifests(files);
                    files.put("our-bag/manifest-sha512.txt", before.get("our-bag/manifest-sha512.txt"));
                    files.put("our-bag/tagmanifest-sha256.txt", before.get("our-bag/tagmanifest-sha256.txt"));
                    files.put("our-bag/tagmanifest-sha512.txt", before.get("our-bag/tagmanifest-sha512.txt"));
                }),
                new Done("another outcome in the index row, everything made to fit, sealed by nobody", "seal.txt", 1, files -> {
                    replace(files, "archive.json", text -> text.replace("Authorised", "Refused"));
                    manifests(files);
                }),
                new Done("a seal on another text", "seal.txt.p7s", 1, files -> {
                    replace(files, "seal.txt", text -> text.replace("our-bag", "her-bag"));
                    manifests(files);
                }),
                new Done("everything made anew by an authority of the same name", "seal.txt.p7s", 2, files -> {
                    replace(files, "archive.json", text -> text.replace("Authorised", "Refused"));
                    KeyRing forger = new Keystore(Files.createTempDirectory("forger"), new RecordsSettings.Keystore("a forger's password", null, null,
                            RecordsSettings.SealKey.EC_P256), false, SampleDocuments.institution().name(), "http://localhost")
                            .open(Set.of(), false, java.time.Instant.parse("2026-11-01T10:00:00Z"));
                    files.put("our-bag/data/authorities.pem", SealKeys.pem(forger.authority()).getBytes(StandardCharsets.US_ASCII));
                    manifests(files);
                    String[] lines = new String(files.get("our-bag/seal.txt"), StandardCharsets.UTF_8).split("\n");
                    lines[4] = hex("SHA-512", files.get("our-bag/manifest-sha512.txt"));
                    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
                    files.put("our-bag/seal.txt", text);
                    files.put("our-bag/seal.txt.p7s", org.countersign.records.sign.Attestation.seal(text, forger));
                    manifests(files);
                }),
                new Done("a record without its PDF", "record-1.pdf", 1, files -> files.keySet().removeIf(name -> name.endsWith("record-1.pdf"))),
                new Done("a file more", "extra.txt", 1, files -> files.put("our-bag/data/extra.txt", new byte[] {1})),
                new Done("a file to be fetched from elsewhere", "fetch.txt", 1, files -> files.put("our-bag/fetch.txt", "http://x - data/y\n".getBytes())),
                new Done("a file to be written outside", "../../etc/cron.d/x", 1, files -> files.put("our-bag/../../etc/cron.d/x", new byte[] {1})),
                new Done("a file under an absolute name", "/etc/passwd", 1, files -> files.put("/etc/passwd", new byte[] {1})),
                new Done("a file beside the bag's folder", "other/data", 1, files -> files.put("other/data", new byte[] {1})),
                new Done("a file that unpacks to 300 MB", "bomb.txt", 1, files -> files.put("our-bag/data/bomb.txt", new byte[300 * 1024 * 1024])),
                new Done("no seal at all", "seal.txt.p7s", 1, files -> {
                    files.remove("our-bag/seal.txt.p7s");
                    manifests(files);
                }),
                new Done("another version of BagIt", "bagit.txt", 1, files -> replace(files, "bagit.txt", text -> text.replace("1.0", "9.9"))));
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void whateverWasDoneToABagIsNamedAndNothingOfItIsTaken(Done done) throws Exception {
        Map<String, byte[]> files = files(bag(caseId));
        done.tampering().with(files);
        Path tampered = Files.write(folder.resolve("tampered.zip"), zipped(files));
        Elsewhere there = elsewhere();
        assertThat(there.run("import-bag", tampered.toString(), "--authorities=" + authority(), "--json")).as(there.said()).isEqualTo(done.code());
        assertThat(new ObjectMapper().readTree(there.said()).path("file").asText()).endsWith(done.named());
        assertThat(there.jdbc().sql("select count(*) from cs_record").query(Long.class).single()).isZero();
    }

    interface Craft {
        byte[] of(Map<String, byte[]> files) throws Exception;
    }

    record Crafted(String what, String words, Craft craft) {

        @Override
        public String toString() {
            return what;
        }
    }

    /** What a program that packs files would not make. */
    static Stream<Crafted> crafted() {
        return Stream.of(
                new Crafted("nothing at all", "not a whole zip file", files -> new byte[0]),
                new Crafted("a letter", "not a whole zip file", files -> "Dear archive, find the records attached.".getBytes(StandardCharsets.UTF_8)),
                new Crafted("a bag without its end", "not a whole zip file", files -> Arrays.copyOf(zipped(files), 100_000)),
                new Crafted("a zip file that is no bag", "bagit.txt: it is missing", files -> zipped(Map.of("word/document.xml", new byte[10]))),
                new Crafted("a file that is in it twice", "seal.txt: it is in the bag twice", files -> {
                    files.put("our-bag/seaX.txt", "another text".getBytes(StandardCharsets.US_ASCII));
                    return new String(zipped(files), StandardCharsets.ISO_8859_1).replace("our-bag/seaX.txt", "our-bag/seal.txt").getBytes(StandardCharsets.ISO_8859_1);
                }),
                new Crafted("a PDF that is a link to a file of the server", "record-1.pdf: it is not what manifest-sha256.txt says", files -> {
                    files.replaceAll((path, bytes) -> path.endsWith("record-1.pdf") ? "/etc/hostname".getBytes(StandardCharsets.US_ASCII) : bytes);
                    byte[] zip = zipped(files);
                    // version made by: Unix; mode: a link that everybody may read
                    set(zip, "record-1.pdf", 4, 3 << 8 | 20, 2);
                    set(zip, "record-1.pdf", 38, 0120777 << 16, 4);
                    return zip;
                }),
                new Crafted("a manifest of the tag files with 300,000 lines", "tagmanifest-sha256.txt: it is larger than a list of the files", files -> {
                    files.put("our-bag/tagmanifest-sha256.txt", ("0".repeat(64) + "  data/none\n").repeat(300_000).getBytes(StandardCharsets.US_ASCII));
                    files.put("our-bag/data/room.bin", random(4_000_000));
                    return zipped(files);
                }),
                new Crafted("a manifest that is said to be small and unpacks to 20 MB", "manifest-sha512.txt: it unpacks to more than the bag's table of contents says", files -> {
                    files.put("our-bag/manifest-sha512.txt", new byte[20_000_000]);
                    byte[] zip = zipped(files);
                    set(zip, "our-bag/manifest-sha512.txt", 24, 400, 4);
                    return zip;
                }),
                new Crafted("a seal that breaks off in the middle", "seal.txt: it cannot be unpacked", files -> {
                    byte[] zip = zipped(files);
                    set(zip, "our-bag/seal.txt", 20, 40, 4);
                    return zip;
                }),
                new Crafted("a manifest that names a file outside", "it is listed in manifest-sha256.txt and is missing", files -> {
                    replace(files, "manifest-sha256.txt", text -> text + "0".repeat(64) + "  ../../../etc/passwd\n");
                    tagManifests(files);
                    return zipped(files);
                }));
    }

    @ParameterizedTest
    @MethodSource("crafted")
    void whatIsMadeToHarmIsRefusedInPlainWordsAndLeavesNoTrace(Crafted made) throws Exception {
        Path file = Files.write(folder.resolve("made.zip"), made.craft().of(files(bag(caseId))));
        jdbc.sql("delete from cs_record_person where record_id = ?").param(caseId).update();
        jdbc.sql("update cs_record_revision set pdf = ? where record_id = ?").params(new byte[] {1}, caseId).update();
        List<Ledger.Entry> before = ledger.of(caseId);
        assertThatThrownBy(() -> imports.take(file, Set.of())).isInstanceOf(BagRefused.class).hasMessageContaining(made.words());
        assertThat(jdbc.sql("select pdf from cs_record_revision where record_id = ?").param(caseId).query((rs, n) -> rs.getBytes(1)).single())
                .as("a sound bag would put these bytes back").containsExactly(1);
        assertThat(ledger.of(caseId)).isEqualTo(before);
        try (Stream<Path> there = Files.list(folder)) {
            assertThat(there.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("bag.zip", "made.zip");
        }
    }

    private static byte[] random(int size) {
        byte[] random = new byte[size];
        new Random(4711).nextBytes(random);
        return random;
    }

    /** Changes the entry of that file in the table of contents (PKWARE APPNOTE, 4.3.12), little end first. */
    private static void set(byte[] zip, String name, int offset, int value, int bytes) {
        for (int at = 0; at < zip.length - 46; at++) {
            if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2
                    && new String(zip, at + 46, zip[at + 28] & 0xff, StandardCharsets.UTF_8).endsWith(name)) {
                for (int i = 0; i < bytes; i++) {
                    zip[at + offset + i] = (byte) (value >> 8 * i);
                }
                return;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static byte[] zipped(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void aBrokenOffDownloadIsNoBag() throws Exception {
        byte[] whole = Files.readAllBytes(bag(caseId));
        Path half = Files.write(folder.resolve("half.zip"), Arrays.copyOf(whole, whole.length / 2));
        Elsewhere there = elsewhere();
        assertThat(there.run("import-bag", half.toString(), "--authorities=" + authority())).isEqualTo(1);
        assertThat(there.said()).contains("half.zip").contains("not a whole zip file");
        assertThat(there.run("import-bag", folder.resolve("nowhere.zip").toString())).isEqualTo(2);
        assertThat(there.run("import-bag")).isEqualTo(2);
    }

    private static void change(Map<String, byte[]> files, String name, Consumer<byte[]> change) {
        files.forEach((path, bytes) -> {
            if (path.endsWith("/" + name)) {
                change.accept(bytes);
            }
        });
    }

    private static void replace(Map<String, byte[]> files, String name, UnaryOperator<String> change) {
        files.replaceAll((path, bytes) -> path.endsWith("/" + name)
                ? change.apply(new String(bytes, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8) : bytes);
    }

    /** Makes both kinds of manifest anew, as anybody can. */
    private static void manifests(Map<String, byte[]> files) throws Exception {
        manifests(files, "manifest");
        tagManifests(files);
    }

    private static void tagManifests(Map<String, byte[]> files) throws Exception {
        manifests(files, "tagmanifest");
    }

    private static void manifests(Map<String, byte[]> files, String kind) throws Exception {
        for (Map.Entry<String, String> algorithm : Map.of("sha256", "SHA-256", "sha512", "SHA-512").entrySet()) {
            StringBuilder lines = new StringBuilder();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                String name = file.getKey().substring("our-bag/".length());
                if (name.startsWith("data/") == kind.equals("manifest") && !name.startsWith("tagmanifest-")) {
                    lines.append(hex(algorithm.getValue(), file.getValue())).append("  ").append(name).append('\n');
                }
            }
            files.put("our-bag/" + kind + "-" + algorithm.getKey() + ".txt", lines.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String hex(String algorithm, byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    }

    private static Map<String, byte[]> files(Path zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static List<String> names(Path zip) throws IOException {
        return List.copyOf(files(zip).keySet());
    }

    private static String text(Path zip, String name) throws IOException {
        return new String(files(zip).entrySet().stream().filter(file -> file.getKey().endsWith("/" + name)).findFirst().orElseThrow().getValue(),
                StandardCharsets.UTF_8);
    }

    private Path unpacked(Path zip) throws IOException {
        for (Map.Entry<String, byte[]> file : files(zip).entrySet()) {
            Path target = folder.resolve("unpacked").resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        return folder.resolve("unpacked");
    }
}
