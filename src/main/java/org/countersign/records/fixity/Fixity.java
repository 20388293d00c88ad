package org.countersign.records.fixity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.records.Ledger;
import org.countersign.records.ledger.LedgerChain;
import org.countersign.records.ledger.LedgerChain.Row;
import org.countersign.records.sign.Digests;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hashes every record anew, a slice each day, and compares it with the archive and the ledger. What does not agree is never repaired by
 * itself: it is written into the ledger and told, and comes back from a bag ({@code import-bag}).
 */
@Service
public class Fixity {

    /** No record waits longer for its next look. */
    public static final Duration LONGEST_WAIT = Duration.ofDays(90);

    /** A slice a day takes everything in within this; the rest is for days on which nothing ran. */
    private static final int DAYS_OF_A_ROUND = 75;
    private static final int AT_ONCE = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * How the archive stands.
     *
     * @param unsound records whose bytes are not what was kept
     * @param oldest  when the record that has waited longest was last looked at; {@code null} without records
     */
    public record Standing(long unsound, @Nullable Instant oldest) {}

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final LedgerChain chain;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private @Nullable LocalDate day;
    private long leftOfTheSlice;

    Fixity(JdbcClient jdbc, Ledger ledger, LedgerChain chain, ApplicationEventPublisher events, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.chain = chain;
        this.events = events;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Goes on with today's slice, those first that have waited longest, and with whatever has waited too long. Called every minute for a few
     * seconds, so that it never holds up anybody; a second node at the same work only makes the round shorter.
     *
     * @return how many records were looked at
     */
    public synchronized int goOn(Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (!today.equals(day)) {
            day = today;
            leftOfTheSlice = (jdbc.sql("select count(*) from cs_record where disposed_at is null").query(Long.class).single() + DAYS_OF_A_ROUND - 1)
                    / DAYS_OF_A_ROUND;
        }
        Instant beforeToday = today.atStartOfDay(ZoneOffset.UTC).toInstant();
        int looked = 0;
        while (System.nanoTime() - until < 0) {
            List<String> next = leftOfTheSlice > 0 ? lookedAtBefore(beforeToday, (int) Math.min(AT_ONCE, leftOfTheSlice))
                    : lookedAtBefore(now.minus(Duration.ofDays(DAYS_OF_A_ROUND)), AT_ONCE);
            if (next.isEmpty()) {
                break;
            }
            for (String recordId : next) {
                check(recordId);
                looked++;
                leftOfTheSlice--;
                if (System.nanoTime() - until >= 0) {
                    break;
                }
            }
        }
        return looked;
    }

    private List<String> lookedAtBefore(Instant at, int most) {
        return jdbc.sql("""
                select record_id from cs_record where fixity_checked_at < ? and disposed_at is null
                order by fixity_checked_at, record_id fetch first ? rows only""").params(utc(at), most).query(String.class).list();
    }

    public Standing standing() {
        return new Standing(jdbc.sql("select count(*) from cs_record where fixity_sound = false").query(Long.class).single(),
                jdbc.sql("select min(fixity_checked_at) from cs_record where disposed_at is null")
                        .query((rs, n) -> Optional.ofNullable(rs.getObject(1, OffsetDateTime.class)).map(OffsetDateTime::toInstant)).single().orElse(null));
    }

    /** How long ago the record was looked at that has waited longest. */
    public Duration waited() {
        Instant now = clock.instant();
        Instant oldest = standing().oldest();
        return oldest == null ? Duration.ZERO : Duration.between(oldest, now);
    }

    /** What is known to be wrong, in words. */
    public Optional<String> trouble() {
        Standing now = standing();
        if (now.unsound() > 0) {
            return Optional.of((now.unsound() == 1 ? "One record is no longer what was kept" : now.unsound() + " records are no longer what was kept")
                    + ": put it back from a bag or a backup (import-bag).");
        }
        return waited().compareTo(LONGEST_WAIT) > 0
                ? Optional.of("Records have not been looked at for more than 90 days.") : Optional.empty();
    }

    /**
     * Looks at one record now, in a transaction of its own.
     *
     * @return what is wrong with it, empty when it is what was kept; one that is not there or was disposed of has nothing wrong with it
     */
    public List<String> check(String recordId) {
        return Optional.ofNullable(transaction.execute(alone -> look(recordId))).orElse(List.of());
    }

    private record Index(int revision, String sha256, boolean unsoundBefore) {}

    private record Part(String name, int number, String sha256, @Nullable String found) {}

    private List<String> look(String recordId) {
        // Held, so that no revision is added and nothing is disposed of meanwhile.
        Optional<Index> index = jdbc.sql("select revision, sha256, fixity_sound = false from cs_record where record_id = ? and disposed_at is null for update")
                .param(recordId).query((rs, n) -> new Index(rs.getInt(1), rs.getString(2), rs.getBoolean(3))).optional();
        if (index.isEmpty()) {
            return List.of();
        }
        List<Part> revisions = parts("revision", "select revision, sha256, pdf from cs_record_revision where record_id = ? order by revision", recordId);
        List<Part> all = new ArrayList<>(revisions);
        all.addAll(parts("attachment", "select position, sha256, content from cs_record_attachment where record_id = ? order by position", recordId));
        List<String> wrong = new ArrayList<>();
        for (Part part : all) {
            if (part.found() == null) {
                wrong.add(part.name() + " " + part.number() + " is missing");
            } else if (!part.found().equals(part.sha256())) {
                wrong.add(part.name() + " " + part.number() + " has other bytes than were kept");
            }
        }
        if (revisions.stream().noneMatch(part -> part.number() == index.get().revision() && part.sha256().equals(index.get().sha256()))) {
            wrong.add("the index names another digest than its newest revision");
        }
        Map<Integer, String> sealed = sealedInTheLedger(recordId);
        revisions.stream().filter(part -> !sealed.getOrDefault(part.number(), part.sha256()).equals(part.sha256())).findFirst()
                .ifPresent(part -> wrong.add("revision " + part.number() + " has another digest than the ledger"));
        jdbc.sql("update cs_record set fixity_checked_at = ?, fixity_sound = ? where record_id = ?").params(utc(clock.instant()), wrong.isEmpty(), recordId).update();
        if (!wrong.isEmpty() && !index.get().unsoundBefore()) {
            ledger.add("fixityFailed", recordId, Map.of("wrong", wrong));
            events.publishEvent(new FixityFailed(recordId, String.join("; ", wrong)));
        }
        return wrong;
    }

    private List<Part> parts(String name, String sql, String recordId) {
        return jdbc.sql(sql).param(recordId).query((rs, n) -> {
            byte[] content = rs.getBytes(3);
            return new Part(name, rs.getInt(1), rs.getString(2), content == null ? null : Digests.of(content));
        }).list();
    }

    /** Whoever changes bytes and digest together still has the ledger against them. */
    private Map<Integer, String> sealedInTheLedger(String recordId) {
        Map<Integer, String> sealed = new HashMap<>();
        for (Row row : chain.rowsOf(recordId)) {
            try {
                JsonNode details = row.payload() == null ? JSON.nullNode() : JSON.readTree(row.payload());
                if (details.path("revision").isInt() && details.path("sha256").isTextual()) {
                    sealed.put(details.path("revision").asInt(), details.path("sha256").asText());
                }
            } catch (JsonProcessingException e) {
                // A changed line is the ledger's own check to find.
                continue;
            }
        }
        return sealed;
    }

    private static OffsetDateTime utc(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
