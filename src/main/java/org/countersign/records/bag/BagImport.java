package org.countersign.records.bag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.records.Ledger;
import org.countersign.records.SealKeys;
import org.countersign.records.bag.BagFile.Kept;
import org.countersign.records.ledger.LedgerChain;
import org.countersign.records.ledger.LedgerChain.Row;
import org.countersign.records.sign.Digests;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Restores records from a bag: into an empty installation all of them, into another one those that are not there, and the bytes of those
 * that are there but damaged. Never replaces a sound byte. Each record comes in a transaction of its own, so an import that was broken off
 * has left every record whole or not at all, and is simply run again.
 */
@Service
public class BagImport {

    /**
     * What became of a bag.
     *
     * @param imported ids of the records that were not here
     * @param restored ids of those that were here with damaged bytes, which were put back
     * @param already  how many were here as they are in the bag
     * @param refused  those that could not be taken, each with the reason
     */
    public record Result(List<String> imported, List<String> restored, int already, List<String> refused) {}

    private static final Pattern NUMBERED = Pattern.compile("[A-Z]+-(\\d{4})-(\\d{6})");

    private final JdbcClient jdbc;
    private final Rows rows;
    private final Ledger ledger;
    private final LedgerChain chain;
    private final SealKeys keys;
    private final Clock clock;
    private final TransactionTemplate transaction;

    BagImport(JdbcClient jdbc, Ledger ledger, LedgerChain chain, SealKeys keys, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.ledger = ledger;
        this.chain = chain;
        this.keys = keys;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Checks the whole bag, then takes what is not here.
     *
     * @param alsoTrusted authorities whose seal counts besides those this installation knows
     * @throws BagRefused  when anything in the bag does not hold; nothing is taken then
     * @throws IOException when the file cannot be read
     */
    public Result take(Path file, Set<X509Certificate> alsoTrusted) throws IOException {
        Set<X509Certificate> trusted = new HashSet<>(keys.authorities());
        trusted.addAll(alsoTrusted);
        try (BagFile bag = new BagFile(file)) {
            bag.check(trusted);
            transaction.executeWithoutResult(alone -> keys.acceptFromElsewhere(bag.authorities(), bag.timeAuthorities()));
            List<String> imported = new ArrayList<>();
            List<String> restored = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            int already = 0;
            for (String recordId : bag.recordIds()) {
                try {
                    switch (Optional.ofNullable(transaction.execute(alone -> take(bag, bag.record(recordId)))).orElseThrow()) {
                        case IMPORTED -> imported.add(recordId);
                        case RESTORED -> restored.add(recordId);
                        case ALREADY -> already++;
                    }
                } catch (NotTaken e) {
                    refused.add(recordId + ": " + e.getMessage());
                } catch (DuplicateKeyException e) {
                    refused.add(recordId + ": another record here was made by the same case or has the same code.");
                }
            }
            return new Result(imported, restored, already, refused);
        }
    }

    private enum Became { IMPORTED, RESTORED, ALREADY }

    /** Something about one record that keeps it out; the others are taken. */
    private static final class NotTaken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotTaken(String words) {
            super(words);
        }
    }

    private Became take(BagFile bag, Kept kept) {
        List<ObjectNode> known = rows.read("cs_record", "record_id = ?", kept.recordId());
        if (!known.isEmpty()) {
            return putBack(bag, kept);
        }
        // A case that a restored database still takes for open is the record's own: when it comes to its end again, it finds the record.
        String instance = kept.row().path("process_instance_id").asText();
        Optional<String> caseHere = jdbc.sql("select process_instance_id from cs_case where case_id = ?").param(kept.recordId()).query(String.class).optional();
        caseHere.filter(here -> !here.equals(instance)).ifPresent(other -> {
                    throw new NotTaken("another case of this number is here, so the record belongs to another installation.");
                });
        ObjectNode row = kept.row().deepCopy();
        row.put("fixity_checked_at", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        row.put("fixity_sound", true);
        insert("cs_record", row, null, null);
        for (JsonNode revision : kept.revisions()) {
            insert("cs_record_revision", withoutFile(revision), "pdf", bag.file(kept.recordId(), revision));
        }
        for (JsonNode attachment : kept.list("attachments")) {
            insert("cs_record_attachment", withoutFile(attachment), "content", bag.file(kept.recordId(), attachment));
        }
        kept.list("people").forEach(person -> insert("cs_record_person", person, null, null));
        if (caseHere.isEmpty()) {
            kept.list("readers").stream().filter(reader -> reader.path("case_id").asText().equals(kept.recordId())).forEach(reader -> insert("cs_case_reader", reader, null, null));
        }
        for (JsonNode hold : kept.list("holds")) {
            String holdId = hold.path("hold_id").asText();
            if (rows.read("cs_hold", "hold_id = ?", holdId).isEmpty()) {
                insert("cs_hold", hold, null, null);
            }
            if (hold.path("scope_query").isNull()) {
                jdbc.sql("insert into cs_hold_record (hold_id, record_id) values (?, ?)").params(holdId, kept.recordId()).update();
            }
        }
        List<Row> lines = kept.ledger();
        lines.forEach(chain::takeOver);
        ledger.add("imported", kept.recordId(), Map.of("sha256", kept.row().path("sha256").asText(),
                "rowsThere", lines.stream().map(line -> line.number() + " " + line.hash()).toList()));
        goOnNumberingAfter(kept);
        return Became.IMPORTED;
    }

    /** The next case of the flow must not get the number of a record that came from elsewhere. */
    private void goOnNumberingAfter(Kept kept) {
        Matcher numbered = NUMBERED.matcher(kept.recordId());
        if (!numbered.matches()) {
            return;
        }
        String flow = kept.row().path("flow").asText();
        goOnNumberingAfter(numbered, flow);
        if (kept.row().path("access_class").asText().equals("SEALED_OFF")) {
            // A flow may number those that are sealed off apart from the others.
            goOnNumberingAfter(numbered, flow + " " + kept.recordId().substring(0, 2));
        }
    }

    private void goOnNumberingAfter(Matcher numbered, String flow) {
        int year = Integer.parseInt(numbered.group(1));
        int number = Integer.parseInt(numbered.group(2));
        boolean begun = jdbc.sql("select count(*) from cs_case_number where flow = ? and case_year = ?").params(flow, year).query(Long.class).single() > 0;
        if (!begun) {
            jdbc.sql("insert into cs_case_number (flow, case_year, last_number) values (?, ?, ?)").params(flow, year, number).update();
        } else {
            jdbc.sql("update cs_case_number set last_number = ? where flow = ? and case_year = ? and last_number < ?")
                    .params(number, flow, year, number).update();
        }
    }

    /** The record is here: bytes that are not what was kept are put back where the bag holds what was. */
    private Became putBack(BagFile bag, Kept kept) {
        List<String> back = new ArrayList<>();
        boolean known = false;
        for (JsonNode revision : kept.revisions()) {
            known |= putBack(bag, kept, revision, "cs_record_revision", "pdf", "revision", back);
        }
        for (JsonNode attachment : kept.list("attachments")) {
            putBack(bag, kept, attachment, "cs_record_attachment", "content", "position", back);
        }
        if (!known) {
            throw new NotTaken("another record of this number is here, with other bytes.");
        }
        if (back.isEmpty()) {
            return Became.ALREADY;
        }
        jdbc.sql("update cs_record set fixity_checked_at = ?, fixity_sound = true where record_id = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), kept.recordId()).update();
        ledger.add("restored", kept.recordId(), Map.of("files", back, "sha256", kept.row().path("sha256").asText()));
        return Became.RESTORED;
    }

    /** @return whether the archive has this file, by its digest */
    private boolean putBack(BagFile bag, Kept kept, JsonNode part, String table, String column, String number, List<String> back) {
        String sha256 = part.path("sha256").asText();
        List<Optional<byte[]>> found = jdbc.sql("select " + column + " from " + table + " where record_id = ? and " + number + " = ? and sha256 = ?")
                .params(kept.recordId(), part.path(number).asInt(), sha256).query((rs, n) -> Optional.ofNullable(rs.getBytes(1))).list();
        if (found.isEmpty()) {
            return false;
        }
        boolean disposed = jdbc.sql("select count(*) from cs_record where record_id = ? and disposed_at is not null").param(kept.recordId())
                .query(Long.class).single() > 0;
        byte[] here = found.get(0).orElse(null);
        byte[] there = bag.file(kept.recordId(), part);
        if (!disposed && there != null && (here == null || !Digests.of(here).equals(sha256))) {
            jdbc.sql("update " + table + " set " + column + " = ? where record_id = ? and " + number + " = ?")
                    .params(there, kept.recordId(), part.path(number).asInt()).update();
            back.add(part.path("file").asText());
        }
        return true;
    }

    private void insert(String table, JsonNode row, @Nullable String bytes, byte @Nullable [] content) {
        rows.insert(table, row, bytes, content, words -> {
            throw new NotTaken(words + ".");
        });
    }

    private static JsonNode withoutFile(JsonNode part) {
        ObjectNode row = part.deepCopy();
        row.remove("file");
        return row;
    }
}
