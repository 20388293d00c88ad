package org.countersign.records.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.records.Ledger.Head;
import org.countersign.records.Ledger.State;
import org.countersign.records.ledger.LedgerChain.Row;
import org.countersign.records.sign.Digests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Once a day the institution's key seals the chain's head and the digest of the access log: who can write the database cannot redo that. */
public class DailyAnchors {

    /** How long who looked at what is kept. Before, no row of the access log may be missing. */
    static final Period ACCESS_LOG_TERM = Period.ofYears(2);

    /** A lower number may be committed after a higher one, but not by as much as this. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(DailyAnchors.class);
    private static final String ANCHORED = "anchored";
    private static final String SUBJECT = "ledger";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;
    private final LedgerChain chain;
    private final Clock clock;
    private final Function<byte[], byte[]> seal;
    private final BiPredicate<byte[], byte[]> holds;

    /**
     * Puts it together.
     *
     * @param seal  the institution's seal on a text
     * @param holds whether a seal is on that text and is the institution's
     */
    public DailyAnchors(JdbcClient jdbc, LedgerChain chain, Clock clock, Function<byte[], byte[]> seal, BiPredicate<byte[], byte[]> holds) {
        this.jdbc = jdbc;
        this.chain = chain;
        this.clock = clock;
        this.seal = seal;
        this.holds = holds;
    }

    /** Anchors today, unless that is done or nothing was ever written. */
    public void anchorToday() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        boolean done = jdbc.sql("select count(*) from cs_ledger_anchor where anchored_on = ?").param(today).query(Long.class).single() > 0;
        Head head = chain.head();
        if (done || head.number() == 0) {
            return;
        }
        long from = jdbc.sql("select coalesce(max(access_number), 0) from cs_ledger_anchor").query(Long.class).single();
        long until = settled(from);
        Accesses accesses = accesses(from, until);
        String text = String.join("\n", "countersign-anchor/1", today.toString(), Long.toString(head.number()), head.hash(),
                Long.toString(until), Long.toString(accesses.rows()), accesses.sha256());
        byte[] sealed = seal.apply(text.getBytes(StandardCharsets.UTF_8));
        try {
            // Together, or a node that is killed in between leaves an anchor that can be taken away without a trace.
            chain.together(() -> {
                jdbc.sql("""
                        insert into cs_ledger_anchor (anchored_on, entry_number, hash, access_from, access_number, access_rows, access_sha256, sealed_text,
                        signature) values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                        .params(today, head.number(), head.hash(), from, until, accesses.rows(), accesses.sha256(), text, sealed).update();
                // Whoever takes an anchor away has to take this row away too.
                chain.add(ANCHORED, SUBJECT, Map.of("on", today.toString(), "sha256", Digests.of(text.getBytes(StandardCharsets.UTF_8))));
            });
        } catch (DuplicateKeyException e) {
            // Another node was first.
            LOG.debug("Another node has anchored {}", today);
        }
    }

    /**
     * Deletes who looked at what once its term is over, in whole stretches between anchors, so that what is left can still be
     * compared with its seal; the anchors themselves stay.
     *
     * @return how many rows
     */
    public int deleteOverdueAccesses() {
        return jdbc.sql("""
                delete from cs_access_log where access_number <=
                (select coalesce(max(access_number), 0) from cs_ledger_anchor where anchored_on < ?)""")
                .param(oldestKept()).update();
    }

    private LocalDate oldestKept() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minus(ACCESS_LOG_TERM);
    }

    /** The last row after that one with nothing before it still under way. */
    private long settled(long after) {
        OffsetDateTime settledBy = OffsetDateTime.ofInstant(clock.instant().minus(SETTLED_AFTER), ZoneOffset.UTC);
        return jdbc.sql("""
                select coalesce(max(access_number), :after) from cs_access_log where access_number > :after and at <= :by and access_number <
                coalesce((select min(access_number) from cs_access_log where access_number > :after and at > :by), 9223372036854775807)""")
                .param("after", after).param("by", settledBy).query(Long.class).single();
    }

    private record Accesses(long rows, String sha256) {}

    private record Access(long number, Instant at, String recordId, String personId, String what) {}

    private Accesses accesses(long after, long until) {
        String digest = "";
        long rows = 0;
        long from = after;
        while (from < until) {
            List<Access> stretch = jdbc.sql("""
                    select access_number, at, record_id, person_id, what from cs_access_log
                    where access_number > ? and access_number <= ? order by access_number fetch first 2000 rows only""").params(from, until)
                    .query((rs, n) -> new Access(rs.getLong(1), rs.getObject(2, OffsetDateTime.class).toInstant(), rs.getString(3), rs.getString(4),
                            rs.getString(5))).list();
            if (stretch.isEmpty()) {
                break;
            }
            for (Access row : stretch) {
                digest = Digests.of(String.join("\n", digest, Long.toString(row.number()), Long.toString(row.at().toEpochMilli()), row.recordId(),
                        row.personId(), row.what()).getBytes(StandardCharsets.UTF_8));
                rows++;
            }
            from = stretch.get(stretch.size() - 1).number();
        }
        return new Accesses(rows, digest);
    }

    private record Anchor(LocalDate on, long number, String hash, long accessFrom, long accessUntil, long accessRows, String accessSha256,
            String text, byte[] signature) {

        String expectedText() {
            return String.join("\n", "countersign-anchor/1", on.toString(), Long.toString(number), hash, Long.toString(accessUntil),
                    Long.toString(accessRows), accessSha256);
        }
    }

    /** Adds what the anchors say to the walk through the chain. */
    public State check(State walked) {
        if (!walked.intact()) {
            return walked;
        }
        List<Anchor> anchors = jdbc.sql("""
                select anchored_on, entry_number, hash, access_from, access_number, access_rows, access_sha256, sealed_text, signature
                from cs_ledger_anchor order by anchored_on""")
                .query((rs, n) -> new Anchor(rs.getObject(1, LocalDate.class), rs.getLong(2), rs.getString(3), rs.getLong(4), rs.getLong(5),
                        rs.getLong(6), rs.getString(7), rs.getString(8), rs.getBytes(9))).list();
        for (Anchor anchor : anchors) {
            if (!anchor.text().equals(anchor.expectedText()) || !holds.test(anchor.text().getBytes(StandardCharsets.UTF_8), anchor.signature())) {
                return bad(walked, anchor, "The anchor of " + anchor.on() + " does not carry the institution's seal.");
            }
            if (!anchor.hash().equals(chain.hashOf(anchor.number()))) {
                return bad(walked, anchor, "Row " + anchor.number() + " of the ledger is not the one sealed in the anchor of " + anchor.on()
                        + ": the ledger was rewritten.");
            }
            // Rows of the access log end with their own term; only a stretch that is still whole can be compared then.
            Accesses accesses = accesses(anchor.accessFrom(), anchor.accessUntil());
            boolean mayBeGone = anchor.on().isBefore(oldestKept());
            if (accesses.rows() < anchor.accessRows() && !mayBeGone) {
                return bad(walked, anchor, "Rows of the access log up to " + anchor.on() + " are missing before their term.");
            }
            if (accesses.rows() >= anchor.accessRows() && !accesses.sha256().equals(anchor.accessSha256())) {
                return bad(walked, anchor, "The access log up to " + anchor.on() + " was changed.");
            }
        }
        return everyAnchorIsThere(walked, anchors.stream().collect(Collectors.toMap(anchor -> anchor.on().toString(), Anchor::text)));
    }

    private State everyAnchorIsThere(State walked, Map<String, String> texts) {
        for (Row row : chain.rowsOf(SUBJECT)) {
            if (row.event().equals(ANCHORED) && row.payload() != null) {
                try {
                    JsonNode details = JSON.readTree(row.payload());
                    String text = texts.get(details.path("on").asText());
                    if (text == null || !Digests.of(text.getBytes(StandardCharsets.UTF_8)).equals(details.path("sha256").asText())) {
                        return new State(false, walked.entries(), row.number(), "The anchor of " + details.path("on").asText()
                                + (text == null ? " is missing" : " is not the one") + " that row " + row.number() + " of the ledger tells of.");
                    }
                } catch (JsonProcessingException e) {
                    return new State(false, walked.entries(), row.number(), "Row " + row.number() + " of the ledger cannot be read.");
                }
            }
        }
        return walked;
    }

    private static State bad(State walked, Anchor anchor, String words) {
        return new State(false, walked.entries(), anchor.number(), words);
    }
}
