package org.countersign.records.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.countersign.records.Ledger.Entry;
import org.countersign.records.Ledger.Head;
import org.countersign.records.Ledger.State;
import org.countersign.records.sign.Digests;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The hash chain in the database. Writers on all nodes queue at the locked head row, which is taken last thing before the commit. */
public class LedgerChain {

    private static final int STRETCH = 2000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ObjectMapper json = JsonMapper.builder().addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    public LedgerChain(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    private record Line(Instant at, String event, String subject, String payloadDigest, @Nullable String salt, @Nullable String payload) {}

    /** Does it in the caller's transaction, or in one of its own. */
    void together(Runnable work) {
        transaction.executeWithoutResult(one -> work.run());
    }

    public void add(String event, String subject, Map<String, ?> details) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        String saltInHex = HexFormat.of().formatHex(salt);
        String payload = write(details);
        add(new Line(clock.instant().truncatedTo(ChronoUnit.MILLIS), event, subject, digest(saltInHex, payload), saltInHex, payload));
    }

    /** Adds a row of another ledger, in the caller's transaction, under the next number here and with the time it had there. */
    public void takeOver(Row row) {
        add(new Line(row.at(), row.event(), row.subject(), row.payloadDigest(), row.salt(), row.payload()));
    }

    private void add(Line line) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            transaction.executeWithoutResult(alone -> append(List.of(line)));
            return;
        }
        for (TransactionSynchronization known : TransactionSynchronizationManager.getSynchronizations()) {
            if (known instanceof Waiting waiting && waiting.chain() == this) {
                waiting.lines.add(line);
                return;
            }
        }
        Waiting waiting = new Waiting();
        waiting.lines.add(line);
        TransactionSynchronizationManager.registerSynchronization(waiting);
    }

    /** Lines of one transaction, written when everything else of it is. */
    private final class Waiting implements TransactionSynchronization {

        private final List<Line> lines = new ArrayList<>();

        LedgerChain chain() {
            return LedgerChain.this;
        }

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            append(lines);
        }
    }

    private void append(List<Line> lines) {
        Head head = jdbc.sql("select entry_number, hash from cs_ledger_head where head_id = 1 for update")
                .query((rs, n) -> new Head(rs.getLong(1), rs.getString(2))).single();
        long number = head.number();
        String previous = head.hash();
        for (Line line : lines) {
            number++;
            String hash = hash(number, line.at(), line.event(), line.subject(), line.payloadDigest(), previous);
            jdbc.sql("insert into cs_ledger (entry_number, at, event, subject, payload_sha256, previous_hash, hash) values (?, ?, ?, ?, ?, ?, ?)")
                    .params(number, OffsetDateTime.ofInstant(line.at(), ZoneOffset.UTC), line.event(), line.subject(), line.payloadDigest(), previous, hash)
                    .update();
            if (line.payload() != null && line.salt() != null) {
                jdbc.sql("insert into cs_ledger_payload (entry_number, salt, payload) values (?, ?, ?)")
                        .params(number, line.salt(), line.payload()).update();
            }
            previous = hash;
        }
        jdbc.sql("update cs_ledger_head set entry_number = ?, hash = ? where head_id = 1").params(number, previous).update();
    }

    private static String digest(String salt, String payload) {
        return Digests.of(salt.getBytes(StandardCharsets.US_ASCII), payload.getBytes(StandardCharsets.UTF_8));
    }

    static String hash(long number, Instant at, String event, String subject, String payloadDigest, String previous) {
        return Digests.of(String.join("\n", Long.toString(number), Long.toString(at.toEpochMilli()), event, subject, payloadDigest, previous)
                .getBytes(StandardCharsets.UTF_8));
    }

    private String write(Map<String, ?> details) {
        try {
            return json.writeValueAsString(new TreeMap<>(details));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Ledger details cannot be written as JSON", e);
        }
    }

    public List<Entry> of(String subject) {
        return jdbc.sql("""
                select l.entry_number, l.at, l.event, l.subject, p.payload from cs_ledger l
                left join cs_ledger_payload p on p.entry_number = l.entry_number
                where l.subject = ? order by l.entry_number""").param(subject)
                .query((rs, n) -> new Entry(rs.getLong(1), rs.getObject(2, OffsetDateTime.class).toInstant(), rs.getString(3),
                        rs.getString(4), rs.getString(5))).list();
    }

    /** Destroys the details of a case's rows; the rows themselves stay, and the chain holds as before. */
    public void forget(String subject) {
        jdbc.sql("delete from cs_ledger_payload where entry_number in (select entry_number from cs_ledger where subject = ?)").param(subject).update();
    }

    public Head head() {
        return jdbc.sql("select entry_number, hash from cs_ledger_head where head_id = 1")
                .query((rs, n) -> new Head(rs.getLong(1), rs.getString(2))).single();
    }

    @Nullable String hashOf(long number) {
        return jdbc.sql("select hash from cs_ledger where entry_number = ?").param(number).query(String.class).optional().orElse(null);
    }

    /** A row with everything its hash covers; salt and payload are {@code null} once they have been disposed of. */
    public record Row(long number, Instant at, String event, String subject, String payloadDigest, String previous, String hash,
            @Nullable String salt, @Nullable String payload) {

        /** Whether the hash is that of the row's number, time, event, subject, digest of the details and the hash before it. */
        boolean fits() {
            return hash.equals(LedgerChain.hash(number, at, event, subject, payloadDigest, previous));
        }

        /** Whether the details, where they are still there, are those that were written down. */
        boolean detailsFit() {
            return payload == null && salt == null || payload != null && salt != null && payloadDigest.equals(digest(salt, payload));
        }

        /** Whether nothing in it was changed since it was written. */
        public boolean isWhole() {
            return fits() && detailsFit();
        }
    }

    private static final String ROWS = """
            select l.entry_number, l.at, l.event, l.subject, l.payload_sha256, l.previous_hash, l.hash, p.salt, p.payload
            from cs_ledger l left join cs_ledger_payload p on p.entry_number = l.entry_number
            """;

    private static Row row(ResultSet rs, int n) throws SQLException {
        return new Row(rs.getLong(1), rs.getObject(2, OffsetDateTime.class).toInstant(), rs.getString(3), rs.getString(4),
                rs.getString(5), rs.getString(6), rs.getString(7), rs.getString(8), rs.getString(9));
    }

    /** The rows about a case or record as they stand in the chain, oldest first. */
    public List<Row> rowsOf(String subject) {
        return jdbc.sql(ROWS + "where l.subject = ? order by l.entry_number").param(subject).query(LedgerChain::row).list();
    }

    public State check() {
        Head end = head();
        long expected = 1;
        String previous = "0".repeat(64);
        while (true) {
            List<Row> stretch = jdbc.sql(ROWS + "where l.entry_number >= ? and l.entry_number < ? order by l.entry_number")
                    .params(expected, expected + STRETCH).query(LedgerChain::row).list();
            for (Row row : stretch) {
                if (row.number() > end.number()) {
                    // Written by somebody else since the walk began.
                    break;
                }
                String wrong = wrongIn(row, expected, previous);
                if (wrong != null) {
                    return new State(false, end.number(), expected, "The ledger does not fit at row " + expected + ": " + wrong);
                }
                previous = row.hash();
                expected++;
            }
            if (expected > end.number()) {
                break;
            }
            if (stretch.size() < STRETCH) {
                return new State(false, end.number(), expected, "The ledger does not fit at row " + expected + ": the row is missing; the head stands at row "
                        + end.number() + ".");
            }
        }
        if (!previous.equals(end.hash())) {
            return new State(false, end.number(), end.number(), "The ledger does not fit at its last row " + end.number() + ": the head names another hash.");
        }
        Long beyond = jdbc.sql("select min(entry_number) from cs_ledger where entry_number > (select entry_number from cs_ledger_head where head_id = 1)")
                .query(Long.class).optional().orElse(null);
        if (beyond != null) {
            return new State(false, end.number(), beyond, "The ledger does not fit at row " + beyond + ": it lies beyond the head.");
        }
        return new State(true, end.number(), null, end.number() + " ledger rows, all in place.");
    }

    private static @Nullable String wrongIn(Row row, long expected, String previous) {
        if (row.number() != expected) {
            return "the row is missing.";
        }
        if (!row.previous().equals(previous)) {
            return "it does not follow the row before it.";
        }
        if (!row.fits()) {
            return "its time, event or subject was changed.";
        }
        if (!row.detailsFit()) {
            return "its details were changed.";
        }
        return null;
    }
}
