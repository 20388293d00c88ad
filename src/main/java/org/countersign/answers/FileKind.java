package org.countersign.answers;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.countersign.answers.Attachments.Refused;

/** The kinds of file that can be attached, told by what is in them; the name a file came under counts for nothing. */
enum FileKind {

    PNG("image/png", List.of("png")),
    JPEG("image/jpeg", List.of("jpg", "jpeg")),
    GIF("image/gif", List.of("gif")),
    PDF("application/pdf", List.of("pdf")),
    TEXT("text/plain", List.of("txt", "csv", "log", "md")),
    ZIP("application/zip", List.of("zip"));

    private static final int WIDEST = 30_000;
    private static final long MOST_PIXELS = 250_000_000L;
    private static final String WHAT_IS_TAKEN = "Pictures (PNG, JPEG, GIF), PDF and plain text can be attached.";

    private final String mediaType;
    private final List<String> endings;

    FileKind(String mediaType, List<String> endings) {
        this.mediaType = mediaType;
        this.endings = endings;
    }

    String mediaType() {
        return mediaType;
    }

    /** The first one is given to a file whose name ends otherwise. */
    List<String> endings() {
        return endings;
    }

    /**
     * What may be an export of a conversation: also a zip with nothing but such files in it, and text in whatever coding, which is kept as it came.
     *
     * @throws Refused when the content is of no kind that is taken, or dangerous to open
     */
    static FileKind ofExport(byte[] content) {
        if (startsWith(content, 'P', 'K', 3, 4)) {
            ZipContent.check(content);
            return ZIP;
        }
        return inAnExport(content);
    }

    /** The same without the zip: none lies in another. */
    static FileKind inAnExport(byte[] content) {
        return isTextInSomeCoding(content) ? TEXT : of(content);
    }

    /** @throws Refused when the content is of no kind that is taken, or dangerous to open */
    static FileKind of(byte[] content) {
        if (startsWith(content, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            checkPng(content);
            return PNG;
        }
        if (startsWith(content, 0xff, 0xd8, 0xff)) {
            checkJpeg(content);
            return JPEG;
        }
        if (startsWith(content, 'G', 'I', 'F', '8', '7', 'a') || startsWith(content, 'G', 'I', 'F', '8', '9', 'a')) {
            checkSize(content.length < 10 ? 0 : little(content, 6), content.length < 10 ? 0 : little(content, 8));
            return GIF;
        }
        if (startsWith(content, '%', 'P', 'D', 'F', '-')) {
            PdfContent.check(content);
            return PDF;
        }
        if (startsWith(content, 'M', 'Z') && !isText(content) || startsWith(content, 0x7f, 'E', 'L', 'F')) {
            throw new Refused("This is a program, whatever its name says. " + WHAT_IS_TAKEN);
        }
        if (startsWith(content, 'P', 'K', 3, 4) || startsWith(content, 0x1f, 0x8b) || startsWith(content, 'R', 'a', 'r', '!')
                || startsWith(content, '7', 'z', 0xbc, 0xaf) || startsWith(content, 'B', 'Z', 'h') || startsWith(content, 0xfd, '7', 'z', 'X', 'Z')) {
            throw new Refused("This is an archive or an office document. Attach what is in it, or save it as PDF. " + WHAT_IS_TAKEN);
        }
        if (isText(content)) {
            return TEXT;
        }
        throw new Refused("This kind of file is not taken. " + WHAT_IS_TAKEN);
    }

    private static void checkPng(byte[] content) {
        boolean hasHeader = content.length >= 33 && new String(content, 12, 4, StandardCharsets.ISO_8859_1).equals("IHDR");
        checkSize(hasHeader ? big(content, 16) : 0, hasHeader ? big(content, 20) : 0);
    }

    /** The size stands in the first start-of-frame segment. */
    private static void checkJpeg(byte[] content) {
        int at = 2;
        while (at + 9 < content.length) {
            int marker = content[at + 1] & 0xff;
            if ((content[at] & 0xff) != 0xff) {
                break;
            }
            if (marker == 0xff) {
                at++;
            } else if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                checkSize(short16(content, at + 7), short16(content, at + 5));
                return;
            } else if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd7) {
                at += 2;
            } else {
                at += 2 + short16(content, at + 2);
            }
        }
        checkSize(0, 0);
    }

    private static void checkSize(long width, long height) {
        if (width <= 0 || height <= 0) {
            throw new Refused("This picture is damaged. Save it again and attach the new file.");
        }
        if (width > WIDEST || height > WIDEST || width * height > MOST_PIXELS) {
            throw new Refused("This picture says it is " + width + " by " + height + " pixels, more than can be shown safely. Attach a smaller one.");
        }
    }

    private static boolean isText(byte[] content) {
        return isTextIn(StandardCharsets.UTF_8, content);
    }

    /** Nothing but characters, in UTF-16 with its mark or in a coding of one byte each; those of a PDF or an archive are not meant. */
    private static boolean isTextInSomeCoding(byte[] content) {
        if (startsWith(content, '%', 'P', 'D', 'F', '-')) {
            return false;
        }
        boolean marked = startsWith(content, 0xff, 0xfe) || startsWith(content, 0xfe, 0xff);
        return !hasControls(content) || marked && isTextIn(StandardCharsets.UTF_16, content);
    }

    private static boolean hasControls(byte[] content) {
        for (byte one : content) {
            if (isControl(one & 0xff)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isControl(int character) {
        return character < 0x20 && character != '\t' && character != '\n' && character != '\r' && character != '\f' || character == 0x7f;
    }

    /** Nothing but characters in that coding; looked through piece by piece, because an export may be large. */
    private static boolean isTextIn(Charset coding, byte[] content) {
        CharsetDecoder decoder = coding.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(content);
        CharBuffer piece = CharBuffer.allocate(8192);
        CoderResult result;
        do {
            result = decoder.decode(bytes, piece, true);
            if (result.isError() || piece.flip().chars().anyMatch(FileKind::isControl)) {
                return false;
            }
            piece.clear();
        } while (result.isOverflow());
        return true;
    }

    private static boolean startsWith(byte[] content, int... magic) {
        if (content.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((content[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static long big(byte[] content, int at) {
        return ByteBuffer.wrap(content, at, 4).getInt() & 0xffffffffL;
    }

    private static int short16(byte[] content, int at) {
        return (content[at] & 0xff) << 8 | content[at + 1] & 0xff;
    }

    private static int little(byte[] content, int at) {
        return content[at] & 0xff | (content[at + 1] & 0xff) << 8;
    }
}
