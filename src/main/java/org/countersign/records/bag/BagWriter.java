package org.countersign.records.bag;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A bag written into one zip file while it is made (RFC 8493). Only one file is in memory at a time; the manifests, which come last, grow in
 * temporary files meanwhile. A bag that is not finished has no table of contents and cannot be taken for a whole one.
 */
public final class BagWriter implements Closeable {

    /** What the seal's text begins with. */
    public static final String FORMAT = "countersign-bag/1";

    /** By the word the manifests' names have for each, RFC 8493, 2.4. */
    static final Map<String, String> ALGORITHMS = algorithms();

    private final ZipOutputStream zip;
    private final String root;
    private final Instant at;
    private final Map<String, Path> manifests = new LinkedHashMap<>();
    private final Map<String, OutputStream> lines = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();
    private long octets;
    private long files;

    /** @param root the one folder everything lies in */
    public BagWriter(OutputStream out, String root, Instant at) throws IOException {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.root = root;
        this.at = at;
        for (String algorithm : ALGORITHMS.keySet()) {
            Path file = Files.createTempFile("manifest-", ".txt");
            manifests.put(algorithm, file);
            lines.put(algorithm, Files.newOutputStream(file));
        }
        tag("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    }

    /** @param path below {@code data/}; letters, digits, dots, dashes and slashes alone, so that no system has to spell it otherwise */
    public void payload(String path, byte[] content) throws IOException {
        payload(path, content, Deflater.DEFAULT_COMPRESSION);
    }

    /** What people gave us lies in the bag as it is: PDFs are packed already, and nothing of ours then looks like a trap for whoever unpacks it. */
    public void payloadAsItIs(String path, byte[] content) throws IOException {
        payload(path, content, Deflater.NO_COMPRESSION);
    }

    private void payload(String path, byte[] content, int level) throws IOException {
        String name = "data/" + path;
        Map<String, String> digests = digests(content);
        for (Map.Entry<String, OutputStream> manifest : lines.entrySet()) {
            manifest.getValue().write((digests.get(manifest.getKey()) + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
        }
        octets += content.length;
        files++;
        zip.setLevel(level);
        entry(name);
        zip.write(content);
        zip.closeEntry();
    }

    public void tag(String name, String content) throws IOException {
        tag(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public void tag(String name, byte[] content) throws IOException {
        tags.put(name, digests(content));
        entry(name);
        zip.write(content);
        zip.closeEntry();
    }

    /** Octets and number of the payload's files, as {@code bag-info.txt} gives them. */
    public String oxum() {
        return octets + "." + files;
    }

    /** Writes the payload's manifests. @return the SHA-512 of the one with SHA-512, which stands for the whole payload */
    public String manifests() throws IOException {
        zip.setLevel(Deflater.DEFAULT_COMPRESSION);
        for (Map.Entry<String, Path> manifest : manifests.entrySet()) {
            lines.get(manifest.getKey()).close();
            String name = "manifest-" + manifest.getKey() + ".txt";
            List<MessageDigest> digests = ALGORITHMS.values().stream().map(BagWriter::digest).toList();
            entry(name);
            try (InputStream in = Files.newInputStream(manifest.getValue())) {
                byte[] part = new byte[1 << 16];
                for (int read = in.read(part); read >= 0; read = in.read(part)) {
                    zip.write(part, 0, read);
                    for (MessageDigest digest : digests) {
                        digest.update(part, 0, read);
                    }
                }
            }
            zip.closeEntry();
            Map<String, String> found = new LinkedHashMap<>();
            int next = 0;
            for (String algorithm : ALGORITHMS.keySet()) {
                found.put(algorithm, HexFormat.of().formatHex(digests.get(next++).digest()));
            }
            tags.put(name, found);
        }
        return tags.get("manifest-sha512.txt").get("sha512");
    }

    /** Writes the manifests of the tag files and the zip file's table of contents; leaves the stream open. */
    public void finish() throws IOException {
        for (String algorithm : ALGORITHMS.keySet()) {
            StringBuilder text = new StringBuilder();
            tags.forEach((name, digests) -> text.append(digests.get(algorithm)).append("  ").append(name).append('\n'));
            entry("tagmanifest-" + algorithm + ".txt");
            zip.write(text.toString().getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
        zip.finish();
        zip.flush();
    }

    /** Takes the temporary files away. Does not finish the bag. */
    @Override
    public void close() throws IOException {
        for (OutputStream line : lines.values()) {
            line.close();
        }
        for (Path manifest : manifests.values()) {
            Files.deleteIfExists(manifest);
        }
    }

    private void entry(String name) throws IOException {
        ZipEntry entry = new ZipEntry(root + "/" + name);
        entry.setTime(at.toEpochMilli());
        zip.putNextEntry(entry);
    }

    private static Map<String, String> digests(byte[] content) {
        Map<String, String> digests = new LinkedHashMap<>();
        ALGORITHMS.forEach((word, algorithm) -> digests.put(word, HexFormat.of().formatHex(digest(algorithm).digest(content))));
        return digests;
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> algorithms() {
        Map<String, String> both = new LinkedHashMap<>();
        both.put("sha256", "SHA-256");
        both.put("sha512", "SHA-512");
        return both;
    }
}
