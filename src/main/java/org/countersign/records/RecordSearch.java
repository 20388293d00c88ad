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

    /** So many are put in order at once, and so many looked through. */
    private static final int FEW = 10_000;
    private static final int LOOK = 20_000;

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

    /**
     * What is asked, as the end of a statement on {@code cs_record r}.
     *
     * @param words what PostgreSQL's index of words is asked, if anything
     */
    private record Condition(StringBuilder sql, List<Object> params, @Nullable String words) {

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
        int most = Math.max(1, Math.min(query.limit(), LARGEST));
        if (asked.words() == null) {
            return newest(asked, "", most);
        }
        List<KeptRecord> frequent = amongTheNewest(asked, most);
        // Within a case, so that nothing is guessed of how many have the words: they are frequent, or they would have been few.
        return frequent.size() == most ? frequent : rare(asked, most)
                .orElseGet(() -> newest(asked, " and case when " + asked.words() + " then true else false end", most));
    }

    /** What stands in many records is soon found among the newest that answer to the rest; a look at these is cheap, however much there is. */
    private List<KeptRecord> amongTheNewest(Condition asked, int most) {
        return jdbc.sql("select " + Deposits.COLUMNS + " from (select * from cs_record r where " + asked.sql()
                + " order by r.sealed_at desc, r.record_id desc fetch first " + LOOK + " rows only) r where " + asked.words()
                + " order by r.sealed_at desc, r.record_id desc fetch first ? rows only").params(with(asked.params(), most)).query(Deposits::kept).list();
    }

    /** Newest first, leaving off as soon as enough are found. */
    private List<KeptRecord> newest(Condition asked, String more, int most) {
        return jdbc.sql("select " + Deposits.COLUMNS + " from cs_record r where " + asked.sql() + more
                + " order by r.sealed_at desc, r.record_id desc fetch first ? rows only").params(with(asked.params(), most)).query(Deposits::kept).list();
    }

    /**
     * By the index of words, then in order: right where few answer. Empty where many do, which are then soon found from the newest on. The
     * database would guess which of the two it is, and of beginnings of words it guesses badly.
     */
    private Optional<List<KeptRecord>> rare(Condition asked, int most) {
        List<KeptRecord> found = jdbc.sql("with found as materialized (select r.record_id as id, r.sealed_at as at from cs_record r where " + asked.sql() + " and " + asked.words()
                + " fetch first " + (FEW + 1) + " rows only), first_of as (select id, at from found order by at desc, id desc fetch first ? rows only)"
                + " select " + Deposits.COLUMNS + ", (select count(*) from found) from first_of join cs_record on record_id = id order by at desc, id desc")
                .params(with(asked.params(), most)).query((row, n) -> row.getLong(Deposits.COLUMN_COUNT + 1) > FEW ? null : Deposits.kept(row, n)).list();
        return found.contains(null) ? Optional.empty() : Optional.of(found);
    }

    private static List<Object> with(List<Object> params, Object last) {
        List<Object> all = new ArrayList<>(params);
        all.add(last);
        return all;
    }

    long count(Query query) {
        Condition asked = condition(query);
        return jdbc.sql("select count(*) from cs_record r where " + asked.sql() + (asked.words() == null ? "" : " and " + asked.words())).params(asked.params()).query(Long.class).single();
    }

    boolean answers(String recordId, Query query) {
        Condition asked = condition(query);
        asked.and("r.record_id = ?", recordId);
        return jdbc.sql("select r.record_id from cs_record r where " + asked.sql()).params(asked.params()).query(String.class).optional().isPresent();
    }

    private Condition condition(Query query) {
        List<String> words = has(query.text()) ? SearchWords.in(query.text()) : List.of();
        Condition asked = new Condition(new StringBuilder("r.access_class <> 'SEALED_OFF'"), new ArrayList<>(), indexed && !words.isEmpty() ? inTheIndex(words) : null);
        if (has(query.text()) && words.isEmpty()) {
            asked.and("1 = 0");
        } else if (!indexed) {
            words.forEach(word -> asked.and("r.search_text like ?", "% " + word + (SearchWords.isBeginning(word) ? "%" : " %")));
        }
        if (has(query.flow())) {
            asked.and("r.flow = ?", query.flow());
        }
        // Of what is restricted nobody learns by asking whether it answers to an outcome or a name; nor to a word, see SearchWords.
        if (has(query.outcome())) {
            asked.and("r.access_class = 'OPEN_TO_THE_DESK' and r.outcome = ?", query.outcome());
        }
        if (has(query.personId())) {
            asked.and("r.access_class = 'OPEN_TO_THE_DESK' and r.record_id in (select p.record_id from cs_record_person p where p.person_id = ?)",
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

    /** Written out, so that the database knows what is asked when it plans: a word is letters and digits, and a number's dashes. */
    private static String inTheIndex(List<String> words) {
        return words.stream().map(word -> "''" + word + "''" + (SearchWords.isBeginning(word) ? ":*" : ""))
                .collect(Collectors.joining(" & ", "r.words @@ cast('", "' as tsquery)"));
    }

    /** Every record that names somebody, newest first, with how many people it names in all; not those that are sealed off. */
    Map<KeptRecord, Integer> naming(String personId) {
        Map<KeptRecord, Integer> found = new LinkedHashMap<>();
        jdbc.sql("select " + Deposits.COLUMNS + ", (select count(*) from cs_record_person p where p.record_id = r.record_id) from cs_record r where r.access_class <> 'SEALED_OFF'"
                + " and exists (select 1 from cs_record_person p where p.record_id = r.record_id and p.person_id = ?) order by r.sealed_at desc, r.record_id desc")
                .param(personId).query(row -> {
                    found.put(Deposits.kept(row, 0), row.getInt(Deposits.COLUMN_COUNT + 1));
                });
        return found;
    }

    /** How many were sealed between these instants, by flow; not those that are sealed off. */
    Map<String, Long> countByFlow(Instant from, Instant until) {
        Map<String, Long> counts = new LinkedHashMap<>();
        jdbc.sql("select flow, count(*) from cs_record where access_class <> 'SEALED_OFF' and sealed_at >= ? and sealed_at < ? group by flow order by flow")
                .params(Sheets.utc(from), Sheets.utc(until)).query(row -> {
                    counts.put(row.getString(1), row.getLong(2));
                });
        return counts;
    }

    Map<Integer, Long> countDueByYear() {
        Map<Integer, Long> counts = new LinkedHashMap<>();
        jdbc.sql("select extract(year from due_on) as due_year, count(*) from cs_record where disposed_at is null and due_on is not null and access_class <> 'SEALED_OFF'"
                + " group by extract(year from due_on) order by due_year").query(row -> {
                    counts.put(row.getInt(1), row.getLong(2));
                });
        return counts;
    }

    /** One look at the index for each class, however many records have it. */
    List<String> retentionClasses() {
        List<String> classes = new ArrayList<>();
        String last = "";
        while (true) {
            Optional<String> next = jdbc.sql("select retention_class from cs_record where retention_class > ? and access_class <> 'SEALED_OFF'"
                    + " order by retention_class fetch first 1 row only").param(last).query(String.class).optional();
            if (next.isEmpty()) {
                return classes;
            }
            last = next.get();
            classes.add(last);
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
