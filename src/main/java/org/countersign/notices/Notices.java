package org.countersign.notices;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.countersign.institution.Institution;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells people things: always in the app's list, by e-mail too when a mail server is configured. Never blocks the caller on mail. */
@Service
public class Notices {

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    private final JdbcClient database;
    private final JdbcOperations rows;
    private final TransactionTemplate nested;
    private final Clock clock;
    private final boolean mailing;
    private final Delivery words;

    /**
     * Something to tell. Control characters in subject and text become blanks; so do line breaks, but for those of the text.
     *
     * @param key      same key for the same person is told once, however often it is asked for; at most 200 characters
     * @param template {@code <flow>/<event>}; the mail is made from {@code templates/<flow>/<event>.mail.html} where there is one, else from
     *                 {@code templates/mail.html}
     * @param subject  one plain line; what to do about what
     * @param text     one or two plain sentences: what happened, what to do, by when
     * @param link     path on this server, for example {@code /requests/GA-2026-000001}
     * @param calendar the deadline its mail puts into the reader's calendar, moves or takes away
     */
    public record Notice(String key, String template, String subject, String text, String link, @Nullable String caseId,
            @Nullable CalendarEntry calendar) {

        public Notice(String key, String template, String subject, String text, String link, @Nullable String caseId) {
            this(key, template, subject, text, link, caseId, null);
        }

        public Notice {
            subject = shortened(CONTROLS.matcher(subject).replaceAll(" ").strip(), 300);
            text = shortened(text.lines().map(line -> CONTROLS.matcher(line).replaceAll(" ").strip()).filter(line -> !line.isEmpty())
                    .collect(Collectors.joining("\n")), 4000);
            if (key.isBlank() || key.length() > 200) {
                throw new IllegalArgumentException("A notice needs a key of at most 200 characters");
            }
            if (subject.isEmpty() || text.isEmpty()) {
                throw new IllegalArgumentException("A notice needs a subject and a text: " + key);
            }
            if (!link.startsWith("/") || link.startsWith("//") || link.contains("\\") || link.length() > 500 || CONTROLS.matcher(link).find()) {
                throw new IllegalArgumentException("A notice links to a path on this server: " + key);
            }
            if (!template.matches("[a-z0-9-]+/[a-z0-9-]+")) {
                throw new IllegalArgumentException("A notice's template is named <flow>/<event>: " + key);
            }
        }

        private static String shortened(String text, int most) {
            if (text.length() <= most) {
                return text;
            }
            int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
            return text.substring(0, end) + "…";
        }
    }

    /** A notice as it stands in somebody's list, without its calendar entry; {@code delivery} says in words what became of the e-mail. */
    public record Told(long id, String personId, Notice notice, Instant at, @Nullable Instant readAt, String delivery) {}

    Notices(JdbcClient database, JdbcOperations rows, PlatformTransactionManager transactions, Clock clock, ObjectProvider<JavaMailSender> mailer, Institution institution) {
        this.database = database;
        this.rows = rows;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.clock = clock;
        this.mailing = mailer.getIfAvailable() != null;
        this.words = new Delivery(institution.zone());
    }

    /** In the caller's transaction: what is rolled back is not told. */
    public void tell(String personId, Notice notice) {
        tell(List.of(personId), notice);
    }

    /** Tells several people the same, as {@link #tell(String, Notice)} does one. */
    public void tell(Collection<String> personIds, Notice notice) {
        try {
            // Behind a savepoint: if one of them knows, the caller's transaction stays usable on PostgreSQL too.
            nested.executeWithoutResult(transaction -> write(personIds, notice));
        } catch (DuplicateKeyException e) {
            personIds.forEach(personId -> tellUnlessTold(personId, notice));
        }
    }

    private void tellUnlessTold(String personId, Notice notice) {
        if (isTold(personId, notice.key())) {
            return;
        }
        try {
            nested.executeWithoutResult(transaction -> write(List.of(personId), notice));
        } catch (DuplicateKeyException e) {
            // Another node told the same at this moment, as asked.
        }
    }

    private void write(Collection<String> personIds, Notice notice) {
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        CalendarEntry entry = notice.calendar();
        boolean none = entry == null;
        rows.batchUpdate("""
                insert into cs_notice (person_id, notice_key, template, subject, body, link, case_id, told_at, mail, attempts, next_try_at,
                    calendar_uid, calendar_sequence, calendar_at, calendar_summary, calendar_cancelled)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)""",
                personIds.stream().map(personId -> new @Nullable Object[] {personId, notice.key(), notice.template(), notice.subject(), notice.text(),
                    notice.link(), notice.caseId(), now, mailing ? "WAITING" : "NONE", now,
                    none ? null : entry.uid(), none ? null : entry.sequence(), none ? null : OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC),
                    none ? null : entry.summary(), none ? null : entry.cancelled()}).toList());
    }

    /** What each person's calendar holds of an entry: the newest they were told. Whose was cancelled is not among them. */
    public Map<String, CalendarEntry> calendarsWith(String uid) {
        Map<String, CalendarEntry> held = new LinkedHashMap<>();
        database.sql("select person_id, " + CALENDAR + " from cs_notice where calendar_uid = :uid order by notice_no").param("uid", uid)
                .query(row -> {
                    held.put(row.getString("person_id"), Objects.requireNonNull(calendar(row)));
                });
        held.values().removeIf(CalendarEntry::cancelled);
        return held;
    }

    /** The columns of the calendar entry. */
    static final String CALENDAR = "calendar_uid, calendar_sequence, calendar_at, calendar_summary, calendar_cancelled";

    static @Nullable CalendarEntry calendar(ResultSet row) throws SQLException {
        String uid = row.getString("calendar_uid");
        return uid == null ? null : new CalendarEntry(uid, row.getInt("calendar_sequence"), row.getObject("calendar_at", OffsetDateTime.class).toInstant(),
                row.getString("calendar_summary"), row.getBoolean("calendar_cancelled"));
    }

    /** Newest first. */
    public List<Told> of(String personId, int limit) {
        return database.sql("""
                select notice_no, person_id, notice_key, template, subject, body, link, case_id, told_at, read_at,
                       mail, attempts, next_try_at, sent_at
                  from cs_notice where person_id = :person order by notice_no desc limit :limit""")
                .param("person", personId).param("limit", limit).query(this::told).list();
    }

    public int unread(String personId) {
        return database.sql("select count(*) from cs_notice where person_id = :person and read_at is null")
                .param("person", personId).query(Integer.class).single();
    }

    /** Does nothing when the notice is somebody else's or read already. */
    public void markRead(String personId, long id) {
        database.sql("update cs_notice set read_at = :now where notice_no = :id and person_id = :person and read_at is null")
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).param("id", id).param("person", personId).update();
    }

    /** The thing a link of a case leads to is done or gone: whoever was told of it has nothing left to do there. */
    public void settle(String caseId, String link) {
        database.sql("update cs_notice set read_at = :now where case_id = :case and link = :link and read_at is null")
                .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).param("case", caseId).param("link", link).update();
    }

    /** Destroys what people were told about a case, in the caller's transaction. */
    public void forget(String caseId) {
        database.sql("delete from cs_notice where case_id = :case").param("case", caseId).update();
    }

    private boolean isTold(String personId, String key) {
        return database.sql("select count(*) from cs_notice where person_id = :person and notice_key = :key")
                .param("person", personId).param("key", key).query(Integer.class).single() > 0;
    }

    private Told told(ResultSet rs, int row) throws SQLException {
        Notice notice = new Notice(rs.getString(3), rs.getString(4), rs.getString(5), rs.getString(6), rs.getString(7), rs.getString(8));
        return new Told(rs.getLong(1), rs.getString(2), notice, instant(rs, 9), rs.getObject(10) == null ? null : instant(rs, 10),
                words.of(rs.getString(11), rs.getInt(12), instant(rs, 13), rs.getObject(14) == null ? null : instant(rs, 14)));
    }

    private static Instant instant(ResultSet rs, int column) throws SQLException {
        return rs.getObject(column, OffsetDateTime.class).toInstant();
    }
}
