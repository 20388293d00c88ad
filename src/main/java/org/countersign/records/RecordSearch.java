package org.countersign.records;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.institution.Institution;
import org.countersign.records.Archive.Query;
import org.countersign.records.Archive.Standing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds records. By an index of words on PostgreSQL; elsewhere by reading through them, newest first. */
@Repository
class RecordSearch {

    private static final int LARGEST = 1000;
    private static final String IS_HELD = "exists (select 1 from cs_hold_record hr join cs_hold h on h.hold_id = hr.hold_id"
            + " where hr.record_id = r.record_id and h.released_at is null)";

    private final JdbcClient jdbc;
    private final Institution institution;
    private final Clock clock;
    private final boolean indexed;

    RecordSearch(JdbcClient jdbc, JdbcOperations database, Institution institution, Clock clock) {
        this.jdbc = jdbc;
        this.institution = institution;
        this.clock = clock;
        this.indexed = Boolean.TRUE.equals(database.execute(
                (ConnectionCallback<Boolean>) connection -> connection.getMetaData().getDatabaseProductName().startsWith("PostgreSQL")));
    }

    /** What is asked, as the end of a statement on {@code cs_record r}. */
    private record Condition(StringBuilder sql, List<Object> params) {

        void and(String condition, Object... values) {
            sql.append(" and ").append(condition);
            params.addAll(List.of(values));
        }
    }

    List<KeptRecord> search(Query query) {
        Condition asked = condition(query);
        if (has(query.after())) {
            Optional<OffsetDateTime> sealedAt = jdbc.sql("select sealed_at from cs_record where record_id = ?").param(query.after())
                    .query(OffsetDateTime.class).optional();
            if (sealedAt.isEmpty()) {
                return List.of();
            }
            asked.and("(r.sealed_at, r.record_id) < (?, ?)", sealedAt.get(), query.after());
        }
        asked.params().add(Math.max(1, Math.min(query.limit(), LARGEST)));
        return jdbc.sql("select " + Deposits.COLUMNS + " from cs_record r where " + asked.sql()
                + " order by r.sealed_at desc, r.record_id desc fetch first ? rows only").params(asked.params()).query(Deposits::kept).list();
    }

    long count(Query query) {
        Condition asked = condition(query);
        return jdbc.sql("select count(*) from cs_record r where " + asked.sql()).params(asked.params()).query(Long.class).single();
    }

    boolean answers(String recordId, Query query) {
        Condition asked = condition(query);
        asked.and("r.record_id = ?", recordId);
        return jdbc.sql("select r.record_id from cs_record r where " + asked.sql()).params(asked.params()).query(String.class).optional().isPresent();
    }

    private Condition condition(Query query) {
        Condition asked = new Condition(new StringBuilder("r.access_class <> 'SEALED_OFF'"), new ArrayList<>());
        if (has(query.text())) {
            words(SearchWords.in(query.text()), asked);
        }
        if (has(query.flow())) {
            asked.and("r.flow = ?", query.flow());
        }
        // Of what is restricted nobody learns by asking whether it answers to an outcome or a name; nor to a word, see SearchWords.
        if (has(query.outcome())) {
            asked.and("r.access_class = 'OPEN_TO_THE_DESK' and r.outcome = ?", query.outcome());
        }
        if (has(query.personId())) {
            asked.and("r.access_class = 'OPEN_TO_THE_DESK' and exists (select 1 from cs_record_person p where p.record_id = r.record_id and p.person_id = ?)",
                    query.personId());
        }
        if (has(query.retentionClass())) {
            asked.and("r.retention_class = ?", query.retentionClass());
        }
        if (query.from() != null) {
            asked.and("r.sealed_at >= ?", Sheets.utc(query.from().atStartOfDay(institution.zone()).toInstant()));
        }
        if (query.to() != null) {
            asked.and("r.sealed_at < ?", Sheets.utc(query.to().plusDays(1).atStartOfDay(institution.zone()).toInstant()));
        }
        if (query.status() != null) {
            switch (query.status()) {
                case ACTIVE -> asked.and("r.disposed_at is null and (r.due_on is null or r.due_on > ?) and not " + IS_HELD, today());
                case DUE -> asked.and("r.disposed_at is null and r.due_on <= ? and not " + IS_HELD, today());
                case HELD -> asked.and("r.disposed_at is null and " + IS_HELD);
                case DISPOSED -> asked.and("r.disposed_at is not null");
                case AWAITING_TIMESTAMP -> asked.and("r.awaits_timestamp");
                default -> throw new IllegalArgumentException(query.status().name());
            }
        }
        return asked;
    }

    private void words(List<String> words, Condition asked) {
        if (words.isEmpty()) {
            asked.and("1 = 0");
        } else if (indexed) {
            asked.and("r.words @@ cast(? as tsquery)", words.stream().map(word -> "'" + word + "'" + (SearchWords.isBeginning(word) ? ":*" : ""))
                    .collect(Collectors.joining(" & ")));
        } else {
            words.forEach(word -> asked.and("r.search_text like ?", "% " + word + (SearchWords.isBeginning(word) ? "%" : " %")));
        }
    }

    Map<String, Standing> standings(Collection<String> recordIds) {
        Map<String, Standing> found = new LinkedHashMap<>();
        if (!recordIds.isEmpty()) {
            LocalDate today = today();
            jdbc.sql("select r.record_id, r.retention_version, r.retention_trigger, r.retention_action, r.trigger_on, r.due_on, r.disposed_at,"
                            + " r.fixity_checked_at, r.fixity_sound, " + IS_HELD + " as held, r.awaits_timestamp from cs_record r where r.record_id in (:ids)")
                    .param("ids", recordIds)
                    .query(row -> {
                        LocalDate due = row.getObject(6, LocalDate.class);
                        Instant disposed = instant(row.getObject(7, OffsetDateTime.class));
                        boolean sound = row.getBoolean(9);
                        found.put(row.getString(1), new Standing(row.getString(2), row.getString(3), row.getString(4), row.getObject(5, LocalDate.class), due,
                                due != null && !due.isAfter(today), row.getBoolean(10), row.getBoolean(11), disposed,
                                instant(row.getObject(8, OffsetDateTime.class)), row.getObject(9) == null ? null : sound));
                    });
        }
        return found;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), institution.zone());
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }

    private static boolean has(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
