package org.countersign.people;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.countersign.people.ImportRefused.Problem;
import org.countersign.people.PeopleFile.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Takes the directory from a file. The file is the whole directory: whoever it no longer names is no longer employed from that day,
 * and is kept, because records name them and their ids are never given away. Imported as a whole or not at all; the same file twice
 * changes nothing.
 */
@Service
public class PeopleImport {

    /** Bytes a file has at most. */
    public static final int LARGEST = PeopleFile.MOST_BYTES;

    /** What an import did. {@code departed} are those the file no longer names. */
    public record Imported(Instant at, @Nullable String byPersonId, String fileName, int added, int changed, int departed, int unchanged) {}

    private record Standing(Row row, @Nullable LocalDate leftFileOn) {}

    private final JdbcClient database;
    private final DirectoryChange directory;
    private final Absences absences;
    private final People people;
    private final Clock clock;

    PeopleImport(JdbcClient database, DirectoryChange directory, Absences absences, People people, Clock clock) {
        this.database = database;
        this.directory = directory;
        this.absences = absences;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Imports the file.
     *
     * @param byPersonId who asked for it, {@code null} for the start of the application
     * @throws ImportRefused with every mistake by line and column; nothing is imported then
     */
    public Imported read(InputStream csv, String fileName, @Nullable String byPersonId) throws IOException {
        byte[] bytes = csv.readNBytes(PeopleFile.MOST_BYTES + 1);
        List<Row> rows = PeopleFile.read(bytes, fileName);
        return directory.make(() -> write(rows, fileName, bytes, byPersonId));
    }

    /** Newest first. */
    public List<Imported> history(int limit) {
        return database.sql("""
                select imported_at, imported_by, file_name, added, changed, departed, unchanged
                  from cs_people_import order by import_no desc limit :limit""").param("limit", limit)
                .query((rs, n) -> new Imported(rs.getObject(1, OffsetDateTime.class).toInstant(), rs.getString(2), rs.getString(3),
                        rs.getInt(4), rs.getInt(5), rs.getInt(6), rs.getInt(7)))
                .list();
    }

    private Imported write(List<Row> rows, String fileName, byte[] bytes, @Nullable String byPersonId) {
        Map<String, Standing> standing = standing();
        refuseIdsGivenAway(rows, standing, fileName);

        int added = 0;
        int changed = 0;
        int unchanged = 0;
        List<Row> written = new ArrayList<>();
        for (Row row : rows) {
            Standing before = standing.get(row.personId());
            if (before == null) {
                insert(row);
                added++;
            } else if (before.leftFileOn() != null || !sameAs(before.row(), row)) {
                changed++;
            } else {
                unchanged++;
                continue;
            }
            written.add(row);
        }
        for (Row row : written) { // A line may name a manager or deputy who stands further down.
            update(row);
            Standing before = standing.get(row.personId());
            if (row.deputy() != null && (before == null || !row.deputy().equals(before.row().deputy()))) {
                absences.keepDeputy(row.personId(), row.deputy(), byPersonId);
            }
        }
        int departed = departed(rows, standing);

        Imported done = new Imported(clock.instant(), byPersonId, fileName, added, changed, departed, unchanged);
        database.sql("""
                insert into cs_people_import (imported_at, imported_by, file_name, sha256, added, changed, departed, unchanged)
                values (:at, :by, :file, :sha256, :added, :changed, :departed, :unchanged)""")
                .param("at", OffsetDateTime.ofInstant(done.at(), ZoneOffset.UTC)).param("by", byPersonId, Types.VARCHAR)
                .param("file", fileName.length() > 300 ? fileName.substring(0, 300) : fileName).param("sha256", sha256(bytes))
                .param("added", added).param("changed", changed).param("departed", departed).param("unchanged", unchanged).update();
        return done;
    }

    private Map<String, Standing> standing() {
        Map<String, Set<String>> roles = new HashMap<>();
        database.sql("select person_id, role_id from cs_person_role").query(rs -> {
            roles.computeIfAbsent(rs.getString(1), id -> new TreeSet<>()).add(rs.getString(2));
        });
        Map<String, Standing> standing = new HashMap<>();
        database.sql("""
                select person_id, user_id, full_name, email, job_title, department, kind, line_manager_id,
                       employed_from, employed_until, file_deputy_id, left_file_on
                  from cs_person""").query(rs -> {
            Row row = new Row(0, rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4), rs.getString(5), rs.getString(6),
                    Person.Kind.valueOf(rs.getString(7)), rs.getString(8), rs.getObject(9, LocalDate.class), rs.getObject(10, LocalDate.class),
                    roles.getOrDefault(rs.getString(1), Set.of()), rs.getString(11));
            standing.put(row.personId(), new Standing(row, rs.getObject(12, LocalDate.class)));
        });
        return standing;
    }

    /** Open tasks, signatures and records hang on both ids: neither is ever given to somebody else. */
    private static void refuseIdsGivenAway(List<Row> rows, Map<String, Standing> standing, String fileName) {
        Map<String, Row> byUserId = new HashMap<>();
        standing.values().forEach(s -> byUserId.put(folded(s.row().userId()), s.row()));
        List<Problem> problems = new ArrayList<>();
        for (Row row : rows) {
            Standing before = standing.get(row.personId());
            if (before != null && !before.row().userId().equals(row.userId())) {
                problems.add(new Problem(row.line(), "userId", "The person id '" + row.personId() + "' belongs to the user id '"
                        + before.row().userId() + "' for ever. Somebody else needs a person id that was never used."));
            }
            Row holder = byUserId.get(folded(row.userId()));
            if (holder != null && !holder.personId().equals(row.personId())) {
                problems.add(new Problem(row.line(), "userId", "The user id '" + row.userId() + "' belongs to the person id '"
                        + holder.personId() + "' for ever. Somebody else needs a user id that was never used."));
            }
        }
        if (!problems.isEmpty()) {
            throw new ImportRefused(fileName, problems);
        }
    }

    private void insert(Row row) {
        database.sql("""
                insert into cs_person (person_id, user_id, user_id_folded, full_name, email, job_title, department, kind, employed_from)
                values (:id, :user, :folded, :name, :email, :position, :department, :kind, :from)""")
                .param("id", row.personId()).param("user", row.userId()).param("folded", folded(row.userId()))
                .param("name", row.name()).param("email", row.email()).param("position", row.position())
                .param("department", row.department()).param("kind", row.kind().name()).param("from", row.employedFrom()).update();
    }

    private void update(Row row) {
        database.sql("""
                update cs_person set full_name = :name, email = :email, job_title = :position, department = :department, kind = :kind,
                       line_manager_id = :manager, employed_from = :from, employed_until = :until, file_deputy_id = :deputy, left_file_on = null
                 where person_id = :id""")
                .param("name", row.name()).param("email", row.email()).param("position", row.position())
                .param("department", row.department()).param("kind", row.kind().name())
                .param("manager", row.lineManager(), Types.VARCHAR).param("from", row.employedFrom())
                .param("until", row.employedUntil(), Types.DATE).param("deputy", row.deputy(), Types.VARCHAR)
                .param("id", row.personId()).update();
        database.sql("delete from cs_person_role where person_id = :id").param("id", row.personId()).update();
        row.roles().forEach(role -> database.sql("insert into cs_person_role (person_id, role_id) values (:id, :role)")
                .param("id", row.personId()).param("role", role).update());
    }

    private int departed(List<Row> rows, Map<String, Standing> standing) {
        Set<String> named = new HashSet<>();
        rows.forEach(row -> named.add(row.personId()));
        List<String> departed = standing.values().stream().filter(s -> s.leftFileOn() == null).map(s -> s.row().personId())
                .filter(id -> !named.contains(id)).toList();
        departed.forEach(id -> database.sql("update cs_person set left_file_on = :today where person_id = :id")
                .param("today", people.today()).param("id", id).update());
        return departed.size();
    }

    private static boolean sameAs(Row a, Row b) {
        return a.name().equals(b.name()) && a.email().equals(b.email()) && a.position().equals(b.position())
                && a.department().equals(b.department()) && a.kind() == b.kind() && Objects.equals(a.lineManager(), b.lineManager())
                && a.employedFrom().equals(b.employedFrom()) && Objects.equals(a.employedUntil(), b.employedUntil())
                && a.roles().equals(b.roles()) && Objects.equals(a.deputy(), b.deputy());
    }

    private static String folded(String userId) {
        return userId.toLowerCase(Locale.ROOT);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
