package org.countersign.records;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.records.verify.FilesInside;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Reading side of the archive. Who may read is decided by the caller and by the record's access class. */
@Service
public class Archive {

    /**
     * Where a record is in its life. A record that awaits a time stamp is in one of the other states as well.
     * {@code DUE}: its day to be disposed of has come and no hold stands in the way.
     */
    public enum Status { ACTIVE, DUE, HELD, DISPOSED, AWAITING_TIMESTAMP }

    /**
     * What to look for; every part may be absent. What is restricted answers to its number, flow, class, dates and status alone.
     *
     * @param text           words, or beginnings of words of three letters and more, all of which it has; or its number
     * @param from           first day of sealing, where the institution is
     * @param to             last day of sealing
     * @param after          pages by key: records that come after that one, which is to say older ones
     * @param limit          at most 1,000
     */
    public record Query(@Nullable String text, @Nullable String flow, @Nullable String outcome, @Nullable String personId,
            @Nullable String retentionClass, @Nullable LocalDate from, @Nullable LocalDate to, @Nullable Status status,
            @Nullable String after, int limit) {

        /** Everything that has these words. */
        public static Query words(@Nullable String text, int limit) {
            return new Query(text, null, null, null, null, null, null, null, null, limit);
        }

        /** The same question, from another place on. */
        public Query after(@Nullable String recordId, int most) {
            return new Query(text, flow, outcome, personId, retentionClass, from, to, status, recordId, most);
        }

        /** Whether every record there is answers to it. */
        public boolean asksForEverything() {
            return Stream.of(text, flow, outcome, personId, retentionClass).allMatch(part -> part == null || part.isBlank())
                    && from == null && to == null && status == null;
        }
    }

    /**
     * Where a record stands.
     *
     * @param retentionVersion version of the retention table it was last asked with
     * @param dueOn            {@code null} until the trigger's day is known
     * @param due              whether that day has come
     * @param fixitySound      whether the bytes were still the same when they were last hashed; {@code null} before the first time
     */
    public record Standing(@Nullable String retentionVersion, @Nullable String trigger, @Nullable String action, @Nullable LocalDate triggerOn,
            @Nullable LocalDate dueOn, boolean due, boolean held, boolean awaitsTimestamp, @Nullable Instant disposedAt,
            @Nullable Instant fixityCheckedAt, @Nullable Boolean fixitySound) {}

    private static final int STRETCH = 500;

    private final Deposits deposits;
    private final RecordSearch search;
    private final JdbcClient jdbc;
    private final Clock clock;

    Archive(Deposits deposits, RecordSearch search, JdbcClient jdbc, Clock clock) {
        this.deposits = deposits;
        this.search = search;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<KeptRecord> find(String recordId) {
        return deposits.byId(recordId);
    }

    /** Newest first. Never those that are sealed off: who reads them comes by the case. */
    public List<KeptRecord> search(Query query) {
        return search.search(query);
    }

    /** Whether that record is among those that {@link #search} would find, whatever the question's place and limit. */
    public boolean answers(String recordId, Query query) {
        return search.answers(recordId, query);
    }

    /** How many there are, whatever the question's place and limit. */
    public long count(Query query) {
        return search.count(query);
    }

    /** All that answer to the question, newest first, read stretch by stretch as they are taken: a million take no more memory than one. */
    public Stream<KeptRecord> all(Query query) {
        return Stream.iterate(search.search(query.after(query.after(), STRETCH)), stretch -> !stretch.isEmpty(), stretch -> stretch.size() < STRETCH
                ? List.of() : search.search(query.after(stretch.get(stretch.size() - 1).recordId(), STRETCH))).flatMap(List::stream);
    }

    /**
     * Every record that names somebody, newest first, each with how many people it names in all: for the answer to their own request for
     * access. Restricted ones are among them, so the caller decides who is shown this. Never those that are sealed off.
     */
    public Map<KeptRecord, Integer> naming(String personId) {
        return search.naming(personId);
    }

    /** How many records were sealed from the one instant until before the other, by flow; never those that are sealed off. */
    public Map<String, Long> countByFlow(Instant from, Instant until) {
        return search.countByFlow(from, until);
    }

    /** How many records fall due in each year, those overdue too. */
    public Map<Integer, Long> countDueByYear() {
        return search.countDueByYear();
    }

    /** The retention classes there are records of. */
    public List<String> retentionClasses() {
        return search.retentionClasses();
    }

    /** Where each of these stands, by record id. */
    public Map<String, Standing> standings(Collection<String> recordIds) {
        return search.standings(recordIds);
    }

    /** Records whose bytes were no longer what was kept when they were last looked at, by number; never those that are sealed off, of which their own officer is told. */
    public List<String> damaged(int most) {
        return jdbc.sql("select record_id from cs_record where fixity_sound = false and access_class <> 'SEALED_OFF' order by record_id fetch first ? rows only").param(most)
                .query(String.class).list();
    }

    /** The newest revision's bytes. */
    public Optional<byte[]> pdf(String recordId) {
        return deposits.newestPdf(recordId);
    }

    /** The record's data, {@code record.json}, as it lies in the newest revision. */
    public Optional<byte[]> data(String recordId) {
        return pdf(recordId).flatMap(pdf -> FilesInside.named(pdf, RecordData.FILE_NAME));
    }

    /** Writes who viewed, downloaded or was refused what into the access log. */
    public void logAccess(String recordId, String personId, String what) {
        jdbc.sql("insert into cs_access_log (at, record_id, person_id, what) values (?, ?, ?, ?)")
                .params(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC), recordId, personId, what).update();
    }
}
