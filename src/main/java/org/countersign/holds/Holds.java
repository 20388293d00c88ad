package org.countersign.holds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.countersign.people.People;
import org.countersign.records.Archive;
import org.countersign.records.KeptRecord;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDeposited;
import org.countersign.registers.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Legal holds. A held record is not disposed of, whatever its retention says, and nothing is deleted in a held group. Everything happens
 * in the caller's transaction; who may place and release a hold is decided by the caller.
 *
 * <p>A hold takes the rows of its records until the end of the transaction, as disposal does before it asks: of the two that meet,
 * the second one sees what the first has done.
 */
@Service
public class Holds {

    private static final int STRETCH = 500;
    private static final int LONGEST_REASON = 4000;
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final Archive archive;
    private final Groups groups;
    private final Ledger ledger;
    private final People people;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().addModule(new JavaTimeModule()).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    Holds(JdbcClient jdbc, Archive archive, Groups groups, Ledger ledger, People people, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.archive = archive;
        this.groups = groups;
        this.ledger = ledger;
        this.people = people;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What placing a hold would do.
     *
     * @param held  of the records, those that another hold covers already
     * @param later whether it takes in what is kept later
     */
    public record Preview(int records, int held, int groups, boolean later) {}

    /** @throws HoldRefused where {@link #place} would be refused because of the scope */
    public Preview preview(Scope scope) {
        List<String> records = recordsIn(scope);
        int held = inStretches(records).mapToInt(ids -> jdbc.sql("""
                select count(distinct r.record_id) from cs_hold_record r join cs_hold h on h.hold_id = r.hold_id
                where r.record_id in (:ids) and h.released_at is null""").param("ids", ids).query(Integer.class).single()).sum();
        return new Preview(records.size(), held, groupsIn(scope).size(), scope instanceof Scope.Matching);
    }

    /**
     * Places a hold.
     *
     * @param ownerId    somebody employed
     * @param reviewOn   today or later
     * @param becauseOf  the case it is placed for, if any
     * @param byPersonId {@code null} where a flow places it
     * @throws HoldRefused when the scope holds nothing, or something that is not there or has been disposed of already
     */
    @Transactional
    public Hold place(Scope scope, String reason, String ownerId, LocalDate reviewOn, @Nullable String becauseOf, @Nullable String byPersonId) {
        String why = given(reason, "Say why it is held.");
        if (people.byId(ownerId).filter(one -> one.isEmployedOn(people.today())).isEmpty()) {
            throw new HoldRefused("The owner of a hold is somebody who works here.");
        }
        mustNotBePast(reviewOn);
        List<String> records = recordsIn(scope);
        List<String> groupIds = groupsIn(scope);
        lock(records);
        List<String> gone = disposedOf(records);
        records = records.stream().filter(id -> !gone.contains(id)).toList();
        if (!gone.isEmpty() && scope instanceof Scope.Records) {
            throw new HoldRefused("Disposed of already: " + String.join(", ", gone) + ".");
        }
        if (records.isEmpty() && groupIds.isEmpty()) {
            throw new HoldRefused("Nothing in the archive answers to this, so there is nothing to hold.");
        }
        String holdId = newId();
        jdbc.sql("""
                insert into cs_hold (hold_id, reason, owner_id, review_on, scope_query, because_of, placed_at, placed_by)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(holdId, why, ownerId, reviewOn, scope instanceof Scope.Matching matching ? written(matching.query()) : null, becauseOf, now(), byPersonId))
                .update();
        records.forEach(id -> cover(holdId, id));
        for (String groupId : groupIds) {
            jdbc.sql("insert into cs_hold_group (hold_id, group_no) values (?, ?)").params(holdId, number(groupId)).update();
            ledger.add("held", groupId, Map.of("hold", holdId));
            events.publishEvent(new GroupHoldChanged(groupId));
        }
        return byId(holdId).orElseThrow();
    }

    /** Ends a hold. What it covered is held no longer, unless another hold does. @throws HoldRefused when it is not there, or released already */
    @Transactional
    public Hold release(String holdId, String reason, @Nullable String byPersonId) {
        String why = given(reason, "Say why the hold is released.");
        int released = jdbc.sql("update cs_hold set released_at = ?, released_by = ?, release_reason = ? where hold_id = ? and released_at is null")
                .params(Arrays.asList(now(), byPersonId, why, holdId)).update();
        if (released == 0) {
            throw new HoldRefused(byId(holdId).isPresent() ? "This hold has been released already." : "There is no such hold.");
        }
        jdbc.sql("select record_id from cs_hold_record where hold_id = ? order by record_id").param(holdId).query(String.class).list()
                .forEach(id -> ledger.add("holdReleased", id, Map.of("hold", holdId)));
        for (String groupId : groupIdsOf(holdId)) {
            ledger.add("holdReleased", groupId, Map.of("hold", holdId));
            events.publishEvent(new GroupHoldChanged(groupId));
        }
        return byId(holdId).orElseThrow();
    }

    /** Releases every hold that was placed for a case; none is well too. */
    @Transactional
    public void releaseBecauseOf(String caseId, String reason) {
        jdbc.sql("select hold_id from cs_hold where because_of = ? and released_at is null").param(caseId).query(String.class).list()
                .forEach(holdId -> release(holdId, reason, null));
    }

    /** Its owner has looked: it is still needed, and looked at again on that day. @throws HoldRefused when it is released, or the day is past */
    @Transactional
    public Hold reviewed(String holdId, LocalDate reviewOn, String byPersonId) {
        mustNotBePast(reviewOn);
        if (jdbc.sql("update cs_hold set review_on = ? where hold_id = ? and released_at is null").params(reviewOn, holdId).update() == 0) {
            throw new HoldRefused("This hold is not there, or has been released already.");
        }
        ledger.add("holdReviewed", holdId, Map.of("by", byPersonId, "reviewOn", reviewOn));
        return byId(holdId).orElseThrow();
    }

    public boolean isRecordHeld(String recordId) {
        return !onRecord(recordId).isEmpty();
    }

    /** The open holds on a record, the oldest first. */
    public List<Hold> onRecord(String recordId) {
        // A record kept in the moment in which a hold was placed may have missed it, so the questions are asked again.
        return Stream.concat(list("where released_at is null and hold_id in (select hold_id from cs_hold_record where record_id = ?)", recordId).stream(),
                asking().stream().filter(one -> answers(recordId, one))).distinct().sorted(Comparator.comparing(Hold::placedAt)).toList();
    }

    public boolean isGroupHeld(String groupId) {
        return !onGroup(groupId).isEmpty();
    }

    /** The open holds on a group, the oldest first. */
    public List<Hold> onGroup(String groupId) {
        return number(groupId) < 0 ? List.of() : list("where released_at is null and hold_id in (select hold_id from cs_hold_group where group_no = ?)", number(groupId));
    }

    /** The holds in force, the oldest first. */
    public List<Hold> open() {
        return list("where released_at is null");
    }

    /** Holds that were released, the newest first. */
    public List<Hold> released(int limit) {
        return jdbc.sql("select * from cs_hold where released_at is not null order by released_at desc, hold_id fetch first ? rows only").param(limit).query(this::hold).list();
    }

    public Optional<Hold> byId(String holdId) {
        return jdbc.sql("select * from cs_hold where hold_id = ?").param(holdId).query(this::hold).optional();
    }

    /** The records a hold covers, by id. @param after the last id of the page before, {@code null} for the first page */
    public List<String> recordsOf(String holdId, @Nullable String after, int limit) {
        return jdbc.sql("select record_id from cs_hold_record where hold_id = ? and record_id > ? order by record_id fetch first ? rows only")
                .params(holdId, after == null ? "" : after, limit).query(String.class).list();
    }

    /** How many records a hold covers. */
    public int countOf(String holdId) {
        return jdbc.sql("select count(*) from cs_hold_record where hold_id = ?").param(holdId).query(Integer.class).single();
    }

    /** What is kept now falls under the holds it answers to. */
    @EventListener
    void deposited(RecordDeposited kept) {
        asking().stream().filter(one -> answers(kept.recordId(), one)).forEach(one -> cover(one.holdId(), kept.recordId()));
    }

    private void cover(String holdId, String recordId) {
        jdbc.sql("insert into cs_hold_record (hold_id, record_id) values (?, ?)").params(holdId, recordId).update();
        ledger.add("held", recordId, Map.of("hold", holdId));
    }

    private List<Hold> asking() {
        return list("where released_at is null and scope_query is not null");
    }

    private boolean answers(String recordId, Hold hold) {
        return hold.scope() instanceof Scope.Matching matching && archive.answers(recordId, matching.query());
    }

    private List<String> recordsIn(Scope scope) {
        if (scope instanceof Scope.Records records) {
            Set<String> ids = new TreeSet<>(records.recordIds());
            List<String> unknown = ids.stream().filter(id -> archive.find(id).isEmpty()).toList();
            if (ids.isEmpty() || !unknown.isEmpty()) {
                throw new HoldRefused(ids.isEmpty() ? "Choose what is held." : "There is no record " + String.join(", ", unknown) + ".");
            }
            return List.copyOf(ids);
        }
        if (scope instanceof Scope.Matching matching) {
            if (matching.query().asksForEverything()) {
                throw new HoldRefused("This would hold every record there is: narrow the search first.");
            }
            if (matching.query().status() != null) {
                throw new HoldRefused("Leave the status out: it changes with time, and what is held should not. Or choose the records from the list.");
            }
            return archive.all(matching.query().after(null, STRETCH)).map(KeptRecord::recordId).sorted().toList();
        }
        return List.of();
    }

    private List<String> groupsIn(Scope scope) {
        if (!(scope instanceof Scope.Groups asked)) {
            return List.of();
        }
        Set<String> ids = new TreeSet<>(asked.groupIds());
        List<String> unknown = ids.stream().filter(id -> groups.byId(id).isEmpty()).toList();
        if (ids.isEmpty() || !unknown.isEmpty()) {
            throw new HoldRefused(ids.isEmpty() ? "Choose what is held." : "There is no group " + String.join(", ", unknown) + ".");
        }
        return List.copyOf(ids);
    }

    private void lock(List<String> recordIds) {
        inStretches(recordIds).forEach(ids -> jdbc.sql("select record_id from cs_record where record_id in (:ids) order by record_id for update")
                .param("ids", ids).query(String.class).list());
    }

    private List<String> disposedOf(List<String> recordIds) {
        Set<String> gone = new HashSet<>();
        inStretches(recordIds).forEach(ids -> gone.addAll(jdbc.sql("select record_id from cs_record where record_id in (:ids) and disposed_at is not null")
                .param("ids", ids).query(String.class).list()));
        return gone.stream().sorted().toList();
    }

    private static Stream<List<String>> inStretches(List<String> ids) {
        List<List<String>> stretches = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += STRETCH) {
            stretches.add(ids.subList(from, Math.min(from + STRETCH, ids.size())));
        }
        return stretches.stream();
    }

    private List<Hold> list(String condition, Object... params) {
        return jdbc.sql("select * from cs_hold " + condition + " order by placed_at, hold_id").params(List.of(params)).query(this::hold).list();
    }

    private Hold hold(ResultSet row, int number) throws SQLException {
        String holdId = row.getString("hold_id");
        String query = row.getString("scope_query");
        List<String> groupIds = query == null ? groupIdsOf(holdId) : List.of();
        Scope scope = query != null ? new Scope.Matching(read(query)) : !groupIds.isEmpty() ? new Scope.Groups(groupIds)
                : new Scope.Records(recordsOf(holdId, null, Integer.MAX_VALUE));
        return new Hold(holdId, row.getString("reason"), row.getString("owner_id"), row.getObject("review_on", LocalDate.class), scope, row.getString("because_of"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(), row.getString("placed_by"), instant(row.getObject("released_at", OffsetDateTime.class)),
                row.getString("released_by"), row.getString("release_reason"));
    }

    private List<String> groupIdsOf(String holdId) {
        return jdbc.sql("select group_no from cs_hold_group where hold_id = ? order by group_no").param(holdId).query((row, n) -> "G%06d".formatted(row.getLong(1))).list();
    }

    private static long number(String groupId) {
        return groupId.matches("G\\d{1,18}") ? Long.parseLong(groupId.substring(1)) : -1;
    }

    private void mustNotBePast(LocalDate reviewOn) {
        if (reviewOn.isBefore(people.today())) {
            throw new HoldRefused("The day of the review is past: choose one to come.");
        }
    }

    private static String given(String reason, String otherwise) {
        if (reason.isBlank()) {
            throw new HoldRefused(otherwise);
        }
        if (reason.strip().length() > LONGEST_REASON) {
            throw new HoldRefused("Keep the reason under 4,000 characters.");
        }
        return reason.strip();
    }

    private static String newId() {
        StringBuilder id = new StringBuilder("LH-");
        RANDOM.ints(8, 0, LETTERS.length()).forEach(letter -> id.append(LETTERS.charAt(letter)));
        return id.toString();
    }

    private String written(Archive.Query query) {
        try {
            return json.writeValueAsString(query.after(null, 1));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The question of a hold cannot be written", e);
        }
    }

    private Archive.Query read(String query) {
        try {
            return json.readValue(query, Archive.Query.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The question of a hold cannot be read any more", e);
        }
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
