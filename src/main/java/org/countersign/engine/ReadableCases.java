package org.countersign.engine;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The confidential cases somebody may read, as a list. Each flow says at every step of a case who that is ({@link Flow#readers}); it is
 * kept beside the case, so that the database answers in one question however many cases there are.
 */
@Service
public class ReadableCases {

    /**
     * @param flow   only of that flow
     * @param open   only open ones, or only ended ones
     * @param before only those begun before that case, which this person may read too
     */
    public record Query(@Nullable String flow, @Nullable Boolean open, @Nullable String before, int limit) {}

    private static final String READABLE = """
            select c.* from cs_case c where exists (select 1 from cs_case_reader r where r.case_id = c.case_id and r.admitted and r.reader in (:keys))
            and not exists (select 1 from cs_case_reader r where r.case_id = c.case_id and not r.admitted and r.reader in (:keys))""";

    private final JdbcClient jdbc;
    private final Cases cases;

    ReadableCases(JdbcClient jdbc, Cases cases) {
        this.jdbc = jdbc;
        this.cases = cases;
    }

    /** Newest first. */
    public List<Case> of(Person reader, Query query) {
        StringBuilder sql = new StringBuilder(READABLE);
        Map<String, Object> values = new HashMap<>(Map.of("keys", Readers.keys(reader), "limit", query.limit()));
        if (query.flow() != null) {
            sql.append(" and c.flow = :flow");
            values.put("flow", query.flow());
        }
        if (query.open() != null) {
            sql.append(query.open() ? " and c.ended_at is null" : " and c.ended_at is not null");
        }
        if (query.before() != null) {
            Optional<Case> shown = jdbc.sql(READABLE + " and c.case_id = :shown").param("keys", Readers.keys(reader)).param("shown", query.before()).query(cases::read).optional();
            if (shown.isEmpty()) {
                return List.of();
            }
            sql.append(" and (c.started_at < :at or c.started_at = :at and c.case_id < :shown)");
            values.put("at", OffsetDateTime.ofInstant(shown.get().startedAt(), ZoneOffset.UTC));
            values.put("shown", query.before());
        }
        return jdbc.sql(sql.append(" order by c.started_at desc, c.case_id desc fetch first :limit rows only").toString()).params(values).query(cases::read).list();
    }

    /** Numbers of the records that somebody may read whose case is not here, because they came in a bag; by number, from the one after that on. */
    public List<String> withoutACase(Person reader, @Nullable String after, int limit) {
        return numbers(reader, Readers.keys(reader), " and not exists (select 1 from cs_case c where c.case_id = mine.case_id)", after, limit);
    }

    /** Numbers of all that somebody may read because their office does, with a case here or without; by number, from the one after that on. */
    public List<String> ofTheOffice(Person reader, @Nullable String after, int limit) {
        return numbers(reader, Readers.roleKeys(reader), "", after, limit);
    }

    private List<String> numbers(Person reader, List<String> admitted, String only, @Nullable String after, int limit) {
        return admitted.isEmpty() ? List.of() : jdbc.sql("""
                select distinct mine.case_id from cs_case_reader mine where mine.admitted and mine.reader in (:admitted) and mine.case_id > :after
                and not exists (select 1 from cs_case_reader r where r.case_id = mine.case_id and not r.admitted and r.reader in (:keys))"""
                + only + " order by mine.case_id fetch first :limit rows only")
                .params(Map.of("admitted", admitted, "keys", Readers.keys(reader), "after", after == null ? "" : after, "limit", limit)).query(String.class).list();
    }

    /** Whether there is one. Asked on every page, so it begins with the reader: most have none, and nobody looks through all cases for that. */
    public boolean areThereFor(Person reader) {
        return jdbc.sql("""
                select 1 from cs_case_reader mine where mine.admitted and mine.reader in (:keys)
                and not exists (select 1 from cs_case_reader r where r.case_id = mine.case_id and not r.admitted and r.reader in (:keys))
                fetch first 1 row only""").param("keys", Readers.keys(reader)).query(Integer.class).optional().isPresent();
    }

    /** Keeps who may read the case as it stands now. */
    void keep(Flow flow, String caseId) {
        Map<String, Boolean> now = flow.readers(caseId).written();
        if (!flow.isConfidential(caseId) || now.equals(kept(caseId))) {
            return;
        }
        jdbc.sql("delete from cs_case_reader where case_id = ?").param(caseId).update();
        now.forEach((key, admitted) -> jdbc.sql("insert into cs_case_reader (case_id, reader, admitted) values (?, ?, ?)").params(caseId, key, admitted).update());
    }

    private Map<String, Boolean> kept(String caseId) {
        Map<String, Boolean> kept = new HashMap<>();
        jdbc.sql("select reader, admitted from cs_case_reader where case_id = ?").param(caseId).query(row -> {
            kept.put(row.getString(1), row.getBoolean(2));
        });
        return kept;
    }
}
