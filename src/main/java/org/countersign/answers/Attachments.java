package org.countersign.answers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Files people attach to forms: pictures, PDF and plain text, the kind checked by content, 10 MB each, 20 a case, names cleaned,
 * kept with their SHA-256. Readable by who uploaded them and, once their answers are used, by whom the flow says.
 */
@Service
public class Attachments {

    /** A stored file. {@code caseId} is set once the answers that name it have been used. */
    public record Attachment(String attachmentId, String name, String mediaType, long size, String sha256, String uploadedBy,
            Instant uploadedAt, @Nullable String caseId) {}

    /** A file that cannot be taken; the message says why in plain words. */
    public static class Refused extends RuntimeException {
        public Refused(String message) {
            super(message);
        }
    }

    /** Stores a file for somebody who is filling in a form. @throws Refused when its kind, size or number is not allowed */
    public Attachment upload(String fileName, byte[] content, String personId) {
        throw new UnsupportedOperationException();
    }

    public Optional<Attachment> find(String attachmentId) {
        throw new UnsupportedOperationException();
    }

    public byte[] content(String attachmentId) {
        throw new UnsupportedOperationException();
    }

    /** Binds files to a case in the caller's transaction. @throws AnswersRefused when one is unknown, somebody else's or another case's */
    public void bind(List<String> attachmentIds, String caseId, String personId) {
        throw new UnsupportedOperationException();
    }

    /** Oldest first. */
    public List<Attachment> of(String caseId) {
        throw new UnsupportedOperationException();
    }
}
