package org.countersign.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.countersign.answers.Attachments;
import org.countersign.records.Document;
import org.countersign.records.RecordKeeper;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Letters written in a case: PDF/A made from templates, numbered, kept as they were sent, listed in the record. */
@Service
public class Letters {

    private static final String COLUMNS = "letter_id, case_id, letter_number, kind, title, addressee_id, addressee, written_at, sha256";

    /**
     * A letter as it was sent.
     *
     * @param number      1 for the first of the case
     * @param kind        the template's name, for example {@code removal-notice}
     * @param addresseeId {@code null} where they are not in the directory
     */
    public record Letter(String letterId, String caseId, int number, String kind, String title, @Nullable String addresseeId, String addressee,
            Instant writtenAt, String sha256) {

        /** A file name, for example {@code PR-2026-000001-letter-1-removal-notice.pdf}. */
        public String fileName() {
            return "%s-letter-%d-%s.pdf".formatted(caseId, number, kind);
        }
    }

    private final JdbcClient jdbc;
    private final RecordKeeper records;
    private final Clock clock;

    Letters(JdbcClient jdbc, RecordKeeper records, Clock clock) {
        this.jdbc = jdbc;
        this.records = records;
        this.clock = clock;
    }

    /**
     * Writes a letter; once per kind and step, however often it is asked.
     *
     * @param writtenFor id of the answers it follows from
     */
    @Transactional
    public Letter write(String caseId, String kind, String writtenFor, @Nullable String addresseeId, String addressee, Document page) {
        return jdbc.sql("select " + COLUMNS + " from cs_letter where case_id = ? and kind = ? and written_for = ?").params(caseId, kind, writtenFor)
                .query(Letters::letter).optional().orElseGet(() -> {
                    int number = of(caseId).size() + 1;
                    byte[] pdf = records.pdf(page);
                    Letter letter = new Letter(UUID.randomUUID().toString(), caseId, number, kind, page.title(), addresseeId, addressee, clock.instant(), Attachments.sha256(pdf));
                    jdbc.sql("insert into cs_letter (" + COLUMNS + ", written_for, pdf) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                            .params(letter.letterId(), caseId, number, kind, page.title(), addresseeId, addressee,
                                    OffsetDateTime.ofInstant(letter.writtenAt(), ZoneOffset.UTC), letter.sha256(), writtenFor, pdf).update();
                    return letter;
                });
    }

    /** Destroys the letters of a case, in the caller's transaction. */
    public void forget(String caseId) {
        jdbc.sql("delete from cs_letter where case_id = ?").param(caseId).update();
    }

    /** In the order they were written. */
    public List<Letter> of(String caseId) {
        return jdbc.sql("select " + COLUMNS + " from cs_letter where case_id = ? order by letter_number").param(caseId).query(Letters::letter).list();
    }

    public Optional<Letter> find(String letterId) {
        return jdbc.sql("select " + COLUMNS + " from cs_letter where letter_id = ?").param(letterId).query(Letters::letter).optional();
    }

    public byte[] pdf(String letterId) {
        return jdbc.sql("select pdf from cs_letter where letter_id = ?").param(letterId).query((row, number) -> row.getBytes(1)).single();
    }

    private static Letter letter(ResultSet row, int number) throws SQLException {
        return new Letter(row.getString("letter_id"), row.getString("case_id"), row.getInt("letter_number"), row.getString("kind"), row.getString("title"),
                row.getString("addressee_id"), row.getString("addressee"), row.getObject("written_at", OffsetDateTime.class).toInstant(), row.getString("sha256"));
    }
}
