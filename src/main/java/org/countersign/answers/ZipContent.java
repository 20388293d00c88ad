package org.countersign.answers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.countersign.answers.Attachments.Refused;

/**
 * Looks into a zip file as messaging apps make it of a conversation: every file in it must be one that can be attached by itself, and carry
 * the ending of its kind. What would become too large when unpacked is given up long before it has.
 */
final class ZipContent {

    private static final int MOST_FILES = 2_000;
    private static final int MOST_IN_ONE = 20 * 1024 * 1024;
    private static final long MOST_TOGETHER = 200L * 1024 * 1024;

    /** PKWARE APPNOTE 4.3.16: the record that ends a zip file, without a comment. */
    private static final int END_OF_DIRECTORY = 22;

    private ZipContent() {}

    /** @throws Refused when there is something else in it, or it cannot be looked into */
    static void check(byte[] content) {
        int files = 0;
        int entries = 0;
        long together = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_FILES) {
                    throw new Refused("There are more than 2,000 files in this zip. Export fewer days at a time.");
                }
                checkName(entry.getName());
                if (entry.isDirectory()) {
                    continue;
                }
                files++;
                byte[] one = unpacked(zip, MOST_TOGETHER - together);
                together += one.length;
                checkFile(entry.getName(), one);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw notUnderstood();
        }
        if (files == 0) {
            throw new Refused("There is nothing in this zip.");
        }
        if (entries != announced(content)) {
            throw notUnderstood();
        }
    }

    private static void checkName(String name) {
        if (name.startsWith("/") || name.contains("\\") || name.contains(":") || name.contains("..") || name.chars().anyMatch(Character::isISOControl)) {
            throw notUnderstood();
        }
    }

    private static byte[] unpacked(ZipInputStream zip, long left) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[64 * 1024];
        for (int read = zip.read(part); read >= 0; read = zip.read(part)) {
            all.write(part, 0, read);
            if (all.size() > MOST_IN_ONE || all.size() > left) {
                throw new Refused("This zip holds more than can be looked through safely: at most 20 MB in one file and 200 MB together. Export fewer days at a time.");
            }
        }
        return all.toByteArray();
    }

    private static void checkFile(String path, byte[] content) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        try {
            if (content.length > 0 && !FileKind.inAnExport(content).endings().contains(ending)) {
                throw new Refused("what is in it does not fit the ending of its name.");
            }
        } catch (Refused no) {
            throw new Refused("'" + FileNames.shown(name) + "' in this zip cannot be taken: " + no.getMessage()
                    + " Export the conversation without it, for example without media.");
        }
    }

    /** How many entries the directory at its end has: what lies outside of it would be seen by some programs and not by others. */
    private static int announced(byte[] content) {
        int at = content.length - END_OF_DIRECTORY;
        if (at < 0 || content[at] != 'P' || content[at + 1] != 'K' || content[at + 2] != 5 || content[at + 3] != 6) {
            throw notUnderstood();
        }
        return content[at + 10] & 0xff | (content[at + 11] & 0xff) << 8;
    }

    private static Refused notUnderstood() {
        return new Refused("This zip is damaged, protected by a password, or built in a way that cannot be checked. Export the conversation again.");
    }
}
