package org.countersign.records.bag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.countersign.records.Verification.Report;
import org.countersign.records.Verification.Verdict;
import org.countersign.records.ledger.LedgerChain.Row;
import org.countersign.records.sign.Attestation;
import org.countersign.records.sign.Digests;
import org.countersign.records.verify.ArchiveComparison;
import org.countersign.records.verify.RecordCheck;
import org.countersign.records.verify.Trust;
import org.jspecify.annotations.Nullable;

/**
 * A bag somebody gives us. Nothing in it is believed before all of it has been checked, nothing is written to the disk, and no file in it is
 * unpacked beyond what a record's file may be.
 */
final class BagFile implements Closeable {

    /** A PDF is never larger than {@link RecordCheck#LARGEST_FILE}; what lies beside a record may be. */
    static final long LARGEST_FILE = 256L * 1024 * 1024;
    /** PDFs do not pack; what does never does as well as this. */
    private static final long MOST_TIMES_PACKED = 60;
    private static final long ROOM = 4L * 1024 * 1024;
    private static final int MOST_FILES = 10_000_000;
    private static final int LARGEST_TAG_FILE = 64 * 1024;
    private static final int LARGEST_CERTIFICATES = 1024 * 1024;
    /** A digest and a name. */
    private static final int LONGEST_LINE = 512;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A record as the bag holds it. */
    record Kept(String recordId, JsonNode archive) {

        JsonNode row() {
            return archive.path("record");
        }

        List<JsonNode> revisions() {
            return list("revisions");
        }

        List<JsonNode> list(String name) {
            return StreamSupport.stream(archive.path(name).spliterator(), false).toList();
        }

        List<Row> ledger() {
            return list("ledger").stream().map(line -> new Row(line.path("number").asLong(), Instant.parse(line.path("at").asText()),
                    line.path("event").asText(), line.path("subject").asText(), line.path("payloadSha256").asText(), line.path("previousHash").asText(),
                    line.path("hash").asText(), line.path("salt").textValue(), line.path("payload").textValue())).toList();
        }
    }

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new TreeMap<>();
    private final Map<String, Map<String, String>> manifests = new LinkedHashMap<>();
    private final long most;

    /**
     * Opens it and reads its table of contents.
     *
     * @throws IOException when the file cannot be read
     * @throws BagRefused  when it is no zip file, or one that no bag is
     */
    BagFile(Path file) throws IOException {
        String name = file.getFileName().toString();
        this.most = Files.size(file) * MOST_TIMES_PACKED + ROOM;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            throw new BagRefused(name, "it is not a whole zip file, so the bag is damaged or was never finished.");
        }
        try {
            readContents(name);
        } catch (IllegalArgumentException e) {
            zip.close();
            throw new BagRefused(name, "its table of contents cannot be read.");
        } catch (BagRefused e) {
            zip.close();
            throw e;
        }
    }

    private void readContents(String name) {
        if (zip.size() > MOST_FILES) {
            throw new BagRefused(name, "it has more files in it than a bag of records has.");
        }
        String root = null;
        long sum = 0;
        for (Enumeration<? extends ZipEntry> each = zip.entries(); each.hasMoreElements(); ) {
            ZipEntry entry = each.nextElement();
            String path = entry.getName();
            String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
            for (String part : plain.split("/", -1)) {
                if (!part.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,120}")) {
                    throw new BagRefused(shown(path), "no file of a bag has a name like this; it may be meant to be written somewhere else.");
                }
            }
            if (root == null) {
                root = plain.split("/", 2)[0];
            }
            if (!plain.equals(root) && !plain.startsWith(root + "/")) {
                throw new BagRefused(shown(path), "it lies outside the bag's folder " + root + ".");
            }
            if (entry.isDirectory()) {
                continue;
            }
            sum += Math.max(0, entry.getSize());
            if (entry.getSize() > LARGEST_FILE && !isManifest(path) || sum > most) {
                throw new BagRefused(shown(path), "it unpacks to more than any file of a record: this is not a bag of records.");
            }
            if (path.indexOf('/') < 0 || entries.put(path.substring(root.length() + 1), entry) != null) {
                throw new BagRefused(shown(path), "it is in the bag twice, or lies beside its folder.");
            }
        }
    }

    private static boolean isManifest(String path) {
        return path.matches("[^/]+/(tag)?manifest-sha(256|512)\\.txt");
    }

    private static String shown(String path) {
        String plain = path.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= 120 ? plain : plain.substring(0, 120) + "…";
    }

    /**
     * Checks everything: structure, both manifests, the seal, every record and every line of the ledger.
     *
     * @param trusted authorities whose seals count here
     * @throws BagRefused naming the first file that does not hold
     */
    void check(Set<X509Certificate> trusted) throws IOException {
        if (!tag("bagit.txt").equals("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")) {
            throw new BagRefused("bagit.txt", "it is not BagIt 1.0 in UTF-8.");
        }
        if (entries.containsKey("fetch.txt")) {
            throw new BagRefused("fetch.txt", "it sends us elsewhere for files; a bag of records is whole.");
        }
        for (String algorithm : BagWriter.ALGORITHMS.keySet()) {
            Map<String, String> tags = manifest("tagmanifest-" + algorithm + ".txt");
            compare(tags, algorithm, tagFiles(), "tagmanifest-" + algorithm + ".txt");
        }
        for (String algorithm : BagWriter.ALGORITHMS.keySet()) {
            manifests.put(algorithm, manifest("manifest-" + algorithm + ".txt"));
        }
        seal(trusted);
        Set<String> payload = entries.keySet().stream().filter(path -> path.startsWith("data/")).collect(Collectors.toCollection(TreeSet::new));
        for (String algorithm : BagWriter.ALGORITHMS.keySet()) {
            complete(manifests.get(algorithm), payload, "manifest-" + algorithm + ".txt");
        }
        Trust trust = new Trust(authorities(), timeAuthorities());
        RecordCheck check = new RecordCheck(trust, ArchiveComparison.none());
        Set<String> looked = new HashSet<>(Set.of("data/authorities.pem", "data/time-authorities.pem"));
        looked.forEach(path -> {
            if (entries.containsKey(path)) {
                unpack(path);
            }
        });
        for (String recordId : recordIds()) {
            looked.addAll(check(recordId, check));
        }
        payload.stream().filter(path -> !looked.contains(path)).findFirst().ifPresent(path -> {
            throw new BagRefused(path, "it belongs to no record of the bag.");
        });
    }

    private Set<String> tagFiles() {
        return entries.keySet().stream().filter(path -> !path.startsWith("data/") && !path.startsWith("tagmanifest-"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void complete(Map<String, String> listed, Set<String> there, String manifest) {
        listed.keySet().stream().filter(path -> !there.contains(path)).findFirst().ifPresent(path -> {
            throw new BagRefused(path, "it is listed in " + manifest + " and is missing.");
        });
        there.stream().filter(path -> !listed.containsKey(path)).findFirst().ifPresent(path -> {
            throw new BagRefused(path, "it is not listed in " + manifest + ".");
        });
    }

    private void compare(Map<String, String> listed, String algorithm, Set<String> there, String manifest) throws IOException {
        complete(listed, there, manifest);
        for (Map.Entry<String, String> line : listed.entrySet()) {
            MessageDigest digest = BagWriter.digest(BagWriter.ALGORITHMS.get(algorithm));
            read(line.getKey(), isManifest("bag/" + line.getKey()) ? most : LARGEST_TAG_FILE, digest::update);
            if (!HexFormat.of().formatHex(digest.digest()).equals(line.getValue())) {
                throw new BagRefused(line.getKey(), "it is not what " + manifest + " says: it was damaged or changed.");
            }
        }
    }

    private void seal(Set<X509Certificate> trusted) throws IOException {
        String text = tag("seal.txt");
        MessageDigest digest = BagWriter.digest("SHA-512");
        read("manifest-sha512.txt", most, digest::update);
        String[] lines = text.split("\n", -1);
        if (lines.length != 5 || !lines[0].equals(BagWriter.FORMAT) || !lines[4].equals(HexFormat.of().formatHex(digest.digest()))) {
            throw new BagRefused("seal.txt", "it does not stand for this payload: the bag was put together anew by somebody else.");
        }
        byte[] sealed = text.getBytes(StandardCharsets.UTF_8);
        byte[] seal = bytes("seal.txt.p7s", LARGEST_TAG_FILE);
        if (Attestation.holds(sealed, seal, trusted)) {
            return;
        }
        Set<X509Certificate> own = authorities();
        if (own.stream().noneMatch(authority -> Attestation.holds(sealed, seal, List.of(authority)))) {
            throw new BagRefused("seal.txt.p7s", "it is not the seal of any authority, so nobody vouches for this bag.");
        }
        String fingerprints = own.stream().filter(authority -> Attestation.holds(sealed, seal, List.of(authority))).map(Digests::of)
                .map(hex -> hex.toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:")).collect(Collectors.joining(", "));
        throw BagRefused.unknownAuthority("the bag is sealed, but nobody here knows by whom. It says it is from " + shown(lines[2])
                + "; the SHA-256 fingerprint of its authority's certificate is " + fingerprints + ". Compare it with the institution, then give its "
                + "certificate with --authorities=PEM (it also lies in the bag as data/authorities.pem).");
    }

    Set<X509Certificate> authorities() {
        return certificates("data/authorities.pem");
    }

    Set<X509Certificate> timeAuthorities() {
        return entries.containsKey("data/time-authorities.pem") ? certificates("data/time-authorities.pem") : Set.of();
    }

    private Set<X509Certificate> certificates(String path) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(unpack(path))).stream()
                    .map(X509Certificate.class::cast).collect(Collectors.toSet());
        } catch (CertificateException e) {
            throw new BagRefused(path, "it holds no certificates that can be read.");
        }
    }

    /** In their order. */
    Set<String> recordIds() {
        return entries.keySet().stream().filter(path -> path.startsWith("data/records/")).map(path -> path.split("/")[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** @return the files that belong to it */
    private Set<String> check(String recordId, RecordCheck check) {
        String folder = "data/records/" + recordId + "/";
        Set<String> files = new HashSet<>();
        for (String described : List.of("premis.xml", "dublin-core.xml", "record.json")) {
            if (entries.containsKey(folder + described)) {
                unpack(folder + described);
                files.add(folder + described);
            }
        }
        Kept kept = record(recordId);
        files.add(folder + "archive.json");
        boolean disposed = !kept.row().path("disposed_at").isNull() && !kept.row().path("disposed_at").isMissingNode();
        int newest = kept.row().path("revision").asInt();
        if (kept.revisions().stream().noneMatch(one -> one.path("revision").asInt() == newest
                && one.path("sha256").asText().equals(kept.row().path("sha256").asText()))) {
            throw new BagRefused(folder + "archive.json", "its newest revision is not among those it lists.");
        }
        List<JsonNode> parts = new ArrayList<>(kept.revisions());
        parts.addAll(kept.list("attachments"));
        for (JsonNode part : parts) {
            String path = folder + part.path("file").asText();
            if (!entries.containsKey(path)) {
                if (disposed) {
                    continue;
                }
                throw new BagRefused(path, "it belongs to the record and is missing.");
            }
            byte[] content = unpack(path);
            files.add(path);
            if (!Digests.of(content).equals(part.path("sha256").asText()) || !part.path("record_id").asText().equals(recordId)) {
                throw new BagRefused(path, "it is not the file that was kept.");
            }
            if (part.has("revision")) {
                Report report = check.check(content);
                if (report.verdict() != Verdict.GENUINE || !recordId.equals(report.recordId())) {
                    throw new BagRefused(path, report.headline());
                }
            }
        }
        ledger(kept, folder + "archive.json");
        return files;
    }

    private static void ledger(Kept kept, String path) {
        List<Row> lines;
        try {
            lines = kept.ledger();
        } catch (DateTimeException e) {
            throw new BagRefused(path, "a line of the ledger cannot be read.");
        }
        for (Row line : lines) {
            if (!line.subject().equals(kept.recordId()) || !line.isWhole()) {
                throw new BagRefused(path, "row " + line.number() + " of the ledger is not as it was written.");
            }
        }
    }

    /** Everything about a record but its files. */
    Kept record(String recordId) {
        String path = "data/records/" + recordId + "/archive.json";
        try {
            JsonNode archive = JSON.readTree(unpack(path));
            if (!archive.path("format").asText().equals("countersign-archive/1") || !archive.path("record").path("record_id").asText().equals(recordId)) {
                throw new BagRefused(path, "it is not about record " + recordId + ", or in a form this version does not know.");
            }
            return new Kept(recordId, archive);
        } catch (IOException e) {
            throw new BagRefused(path, "it cannot be read.");
        }
    }

    /** A file of a record, or {@code null} where it was disposed of. */
    byte @Nullable [] file(String recordId, JsonNode part) {
        String path = "data/records/" + recordId + "/" + part.path("file").asText();
        return entries.containsKey(path) ? unpack(path) : null;
    }

    /** A file of the payload, compared with both manifests each time it is read. */
    private byte[] unpack(String path) {
        try {
            byte[] content = bytes(path, path.endsWith(".pdf") ? RecordCheck.LARGEST_FILE : path.endsWith(".pem") ? LARGEST_CERTIFICATES : LARGEST_FILE);
            for (Map.Entry<String, Map<String, String>> manifest : manifests.entrySet()) {
                byte[] found = BagWriter.digest(BagWriter.ALGORITHMS.get(manifest.getKey())).digest(content);
                if (!HexFormat.of().formatHex(found).equals(manifest.getValue().get(path))) {
                    throw new BagRefused(path, "it is not what manifest-" + manifest.getKey() + ".txt says: it was damaged or changed.");
                }
            }
            return content;
        } catch (IOException e) {
            throw new BagRefused(path, "it cannot be read: the bag is damaged.");
        }
    }

    /** It names no more files than there are, so it is never larger than these make it. */
    private Map<String, String> manifest(String name) throws IOException {
        if (entry(name).getSize() > (long) LONGEST_LINE * entries.size()) {
            throw new BagRefused(name, "it is larger than a list of the files in the bag can be.");
        }
        Map<String, String> digests = new LinkedHashMap<>();
        for (Iterator<String> each = new String(bytes(name, Integer.MAX_VALUE), StandardCharsets.UTF_8).lines().iterator(); each.hasNext(); ) {
            String[] parts = each.next().split("[ \t]+", 2);
            if (parts.length != 2 || digests.put(parts[1], parts[0].toLowerCase(Locale.ROOT)) != null) {
                throw new BagRefused(name, "it cannot be read.");
            }
        }
        return digests;
    }

    private String tag(String name) throws IOException {
        return new String(bytes(name, LARGEST_TAG_FILE), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String path, long largest) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream((int) Math.min(entry(path).getSize(), largest));
        read(path, largest, all::write);
        return all.toByteArray();
    }

    private interface Taker {
        void take(byte[] part, int from, int length);
    }

    /** What the table of contents says of a file's size was looked at before; a file that is larger lies. */
    private void read(String path, long largest, Taker taker) throws IOException {
        ZipEntry entry = entry(path);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] part = new byte[1 << 16];
            long sum = 0;
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                sum += read;
                if (sum > largest || sum > entry.getSize()) {
                    throw new BagRefused(path, sum > largest ? "it unpacks to more than any file of a record." : "it unpacks to more than the bag's table of contents says.");
                }
                taker.take(part, 0, read);
            }
        } catch (ZipException | EOFException e) {
            throw new BagRefused(path, "it cannot be unpacked: the bag is damaged.");
        }
    }

    private ZipEntry entry(String path) {
        ZipEntry entry = entries.get(path);
        if (entry == null) {
            throw new BagRefused(path, "it is missing.");
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
