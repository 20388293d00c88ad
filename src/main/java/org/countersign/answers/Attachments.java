package org.countersign.answers;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Files people attach to forms: pictures, PDF and plain text, the kind checked by content, 10 MB each, 20 a case, names cleaned,
 * kept with their SHA-256. Readable by who uploaded them and, once their answers are used, by whom the flow says. One that must
 * not be kept is first put into quarantine, where nobody can read it, and then destroyed: name, size and digest remain.
 */
@Service
public class Attachments {

    /** 10 MB each. */
    public static final int LARGEST = 10 * 1024 * 1024;

    /** 50 MB for the export of a conversation, whatever its kind. */
    public static final int LARGEST_EXPORT = 50 * 1024 * 1024;

    /** At most this many in a case. */
    public static final int MOST_IN_A_CASE = 20;

    /** A person may have this many that belong to no case yet: two forms' worth. */
    private static final int MOST_WAITING = 2 * MOST_IN_A_CASE;

    private static final String COLUMNS = "attachment_id, file_name, media_type, file_size, sha256, uploaded_by, uploaded_at, case_id,"
            + " quarantined_at, destroyed_at";

    /** A stored file. {@code caseId} is set once the answers that name it have been used. */
    public record Attachment(String attachmentId, String name, String mediaType, long size, String sha256, String uploadedBy,
            Instant uploadedAt, @Nullable String caseId, @Nullable Instant quarantinedAt, @Nullable Instant destroyedAt) {

        /** Whether it can be read: not while it is in quarantine, and never again once it is destroyed. */
        public boolean isReadable() {
            return quarantinedAt == null && destroyedAt == null;
        }

        /** For example {@code 820 KB}. */
        public String sizeInWords() {
            return size < 1024 ? size + " bytes" : size < 1024 * 1024 ? Math.round(size / 1024.0) + " KB"
                    : String.format(Locale.UK, "%.1f MB", size / (1024.0 * 1024));
        }
    }

    /** A file that cannot be taken; the message says why in plain words. */
    public static class Refused extends RuntimeException {
        public Refused(String message) {
            super(message);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    Attachments(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Stores a file for somebody who is filling in a form. @throws Refused when its kind, size or number is not allowed */
    @Transactional
    public Attachment upload(String fileName, byte[] content, String personId) {
        return keep(fileName, content, LARGEST, FileKind::of, personId);
    }

    /**
     * Stores the export of a conversation: what else can be attached, and also a zip file with such files in it, and text in whatever coding.
     *
     * @throws Refused when its kind, size or number is not allowed, or something in the zip
     */
    @Transactional
    public Attachment uploadExport(String fileName, byte[] content, String personId) {
        return keep(fileName, content, LARGEST_EXPORT, FileKind::ofExport, personId);
    }

    private Attachment keep(String fileName, byte[] content, int largest, Function<byte[], FileKind> kinds, String personId) {
        if (content.length == 0) {
            throw new Refused("This file is empty.");
        }
        if (content.length > largest) {
            throw new Refused("This file is larger than " + largest / (1024 * 1024) + " MB. Attach a smaller one.");
        }
        FileKind kind = kinds.apply(content);
        if (jdbc.sql("select count(*) from cs_attachment where uploaded_by = ? and case_id is null").param(personId)
                .query(Integer.class).single() >= MOST_WAITING) {
            throw new Refused("You have attached " + MOST_WAITING + " files to forms you have not sent. Remove some of them first.");
        }
        Attachment file = new Attachment(UUID.randomUUID().toString(), FileNames.cleaned(fileName, kind), kind.mediaType(), content.length,
                sha256(content), personId, clock.instant(), null, null, null);
        jdbc.sql("""
                insert into cs_attachment (attachment_id, file_name, media_type, file_size, sha256, content, uploaded_by, uploaded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(file.attachmentId(), file.name(), file.mediaType(), file.size(), file.sha256(), content, personId, now()).update();
        return file;
    }

    public Optional<Attachment> find(String attachmentId) {
        return jdbc.sql("select " + COLUMNS + " from cs_attachment where attachment_id = ?").param(attachmentId)
                .query(Attachments::attachment).optional();
    }

    /** @throws Refused when it is in quarantine or has been destroyed, or there is none */
    public byte[] content(String attachmentId) {
        return jdbc.sql("select content from cs_attachment where attachment_id = ? and quarantined_at is null and destroyed_at is null")
                .param(attachmentId).query((row, number) -> row.getBytes("content")).optional()
                .orElseThrow(() -> new Refused("This file cannot be read: it is in quarantine, was destroyed, or never was there."));
    }

    /** Forgets a file that its uploader takes off a form again. Nothing happens when it is somebody else's or belongs to a case. */
    @Transactional
    public void remove(String attachmentId, String personId) {
        jdbc.sql("delete from cs_attachment where attachment_id = ? and uploaded_by = ? and case_id is null")
                .params(attachmentId, personId).update();
    }

    /** Destroys a case's files and all that is known of them, in the caller's transaction. */
    public void forget(String caseId) {
        jdbc.sql("delete from cs_attachment where case_id = ?").param(caseId).update();
    }

    /** Binds files to a case in the caller's transaction. @throws AnswersRefused when one is unknown, somebody else's or another case's */
    @Transactional
    public void bind(List<String> attachmentIds, String caseId, String personId) {
        Set<String> ids = new HashSet<>(attachmentIds);
        for (String id : ids) {
            int bound = jdbc.sql("""
                    update cs_attachment set case_id = ?
                    where attachment_id = ? and uploaded_by = ? and quarantined_at is null and (case_id is null or case_id = ?)""")
                    .params(caseId, id, personId, caseId).update();
            if (bound != 1) {
                throw new AnswersRefused("One of the attached files is not there any more, or is not yours. Attach it again.");
            }
        }
        if (!ids.isEmpty() && of(caseId).size() > MOST_IN_A_CASE) {
            throw new AnswersRefused("A case holds at most " + MOST_IN_A_CASE + " files. Remove some.");
        }
    }

    /** Oldest first. */
    public List<Attachment> of(String caseId) {
        return jdbc.sql("select " + COLUMNS + " from cs_attachment where case_id = ? order by uploaded_at, attachment_id").param(caseId)
                .query(Attachments::attachment).list();
    }

    /** Takes a file out of everybody's reach until it is destroyed. @throws Refused when there is none, or without a reason */
    @Transactional
    public void quarantine(String attachmentId, String reason, String byPersonId) {
        if (reason.isBlank() || reason.length() > 2000) {
            throw new Refused("Give the reason, in at most 2,000 characters.");
        }
        int changed = jdbc.sql("""
                update cs_attachment set quarantined_at = ?, quarantined_by = ?, quarantine_reason = ?
                where attachment_id = ? and quarantined_at is null""")
                .params(now(), byPersonId, reason.strip(), attachmentId).update();
        if (changed != 1) {
            throw new Refused("This file is in quarantine already, or was never there.");
        }
    }

    /**
     * Destroys the content of a file in quarantine; it cannot be brought back. Name, size, digest, reason and who did it remain.
     *
     * @throws Refused when it is not in quarantine, is destroyed already, or was put there by the same person
     */
    @Transactional
    public void destroy(String attachmentId, String byPersonId) {
        int changed = jdbc.sql("""
                update cs_attachment set content = null, destroyed_at = ?, destroyed_by = ?
                where attachment_id = ? and quarantined_at is not null and destroyed_at is null and quarantined_by <> ?""")
                .params(now(), byPersonId, attachmentId, byPersonId).update();
        if (changed != 1) {
            throw new Refused("Only a file in quarantine can be destroyed, once, and by another person than the one who put it there.");
        }
    }

    /** Files of forms nobody sent go with the drafts that named them. */
    @Scheduled(cron = "0 35 3 * * *", zone = "#{@institutionZone.id}")
    @Transactional
    void forgetAbandoned() {
        jdbc.sql("delete from cs_attachment where case_id is null and quarantined_at is null and uploaded_at < ?")
                .param(now().minus(Answers.FORGOTTEN_AFTER)).update();
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** The hex digest by which a file is known. */
    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static Attachment attachment(ResultSet row, int number) throws SQLException {
        return new Attachment(row.getString("attachment_id"), row.getString("file_name"), row.getString("media_type"),
                row.getLong("file_size"), row.getString("sha256"), row.getString("uploaded_by"), instant(row, "uploaded_at"),
                row.getString("case_id"), instantOrNone(row, "quarantined_at"), instantOrNone(row, "destroyed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNone(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
