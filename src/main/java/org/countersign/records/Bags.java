package org.countersign.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.institution.Institution;
import org.countersign.records.bag.BagWriter;
import org.countersign.records.bag.Metadata;
import org.countersign.records.bag.Rows;
import org.countersign.records.ledger.LedgerChain;
import org.countersign.records.ledger.LedgerChain.Row;
import org.countersign.records.sign.Digests;
import org.countersign.records.verify.FilesInside;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes records as a bag: a zip file that anyone can check without us (BagIt 1.0, RFC 8493), sealed by the institution, from which another
 * installation restores them.
 *
 * <p>Whoever calls has made sure that the person may read every record named: nothing is asked here.
 */
@Service
public class Bags {

    /** What the signers and readers of a record may know of its history; the rest is the records officers'. */
    private static final Set<String> EVERYBODYS = Set.of("frozen", "signed", "sealed", "deposited", "timestampAwaited", "timestamped", "timestampRenewed");

    /** Stands for the reason of a hold in an office's bag. */
    private static final String NOT_TOLD = "Known to the records officers of the installation it came from.";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Who takes a bag, and so what of the records' history is in it. */
    public enum Taker {
        /** The records officers: everything, holds with their reasons too. */
        DESK,
        /** The office that owns what is restricted: that it is held, and not why. */
        OFFICE,
        /** Whoever may read one record: nothing of what the desk did. */
        READER
    }

    /**
     * For whom.
     *
     * @param personId stands in the ledger
     * @param withheld how many records the person asked for may not leave with them; the bag says so
     */
    public record Order(String personId, Taker taker, int withheld) {}

    /**
     * What was written.
     *
     * @param records  how many
     * @param leftOut  those whose bytes are not what was kept: they stay out, because a bag vouches for what is in it
     */
    public record Written(String bagId, long records, List<String> leftOut) {}

    private final JdbcClient jdbc;
    private final Rows rows;
    private final Ledger ledger;
    private final LedgerChain chain;
    private final SealKeys keys;
    private final Institution institution;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Bags(JdbcClient jdbc, Ledger ledger, LedgerChain chain, SealKeys keys, Institution institution, Clock clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.rows = new Rows(jdbc);
        this.ledger = ledger;
        this.chain = chain;
        this.keys = keys;
        this.institution = institution;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** A name for a bag made now; it is also the name of the one folder inside. */
    public String newName() {
        byte[] random = new byte[4];
        RANDOM.nextBytes(random);
        return "countersign-" + STAMP.format(clock.instant()) + "-" + HexFormat.of().formatHex(random);
    }

    /** Whether the bytes of a record are what was kept, so that it can leave in a bag. */
    public boolean isSound(String recordId) {
        return parts(recordId).map(Parts::isSound).orElse(false);
    }

    /**
     * Writes one bag of all these records, one at a time: the memory it takes does not grow with their number. Each gets a line
     * {@code exported} in the ledger, committed before its bytes leave. The stream is left open; one that breaks off holds no whole bag.
     *
     * @param name      as given by {@link #newName()}
     * @param recordIds those that are not there are passed over
     * @throws IOException when the receiver is gone or a temporary file cannot be written
     */
    public Written write(String name, Order order, Stream<String> recordIds, OutputStream out) throws IOException {
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        List<String> leftOut = new ArrayList<>();
        long written = 0;
        try (BagWriter bag = new BagWriter(out, name, at)) {
            bag.payload("authorities.pem", keys.authoritiesPem().getBytes(StandardCharsets.US_ASCII));
            String times = keys.timeAuthoritiesPem();
            if (!times.isEmpty()) {
                bag.payload("time-authorities.pem", times.getBytes(StandardCharsets.US_ASCII));
            }
            for (Iterator<String> each = recordIds.iterator(); each.hasNext(); ) {
                String recordId = each.next();
                Optional<Parts> parts = parts(recordId);
                if (parts.isEmpty()) {
                    continue;
                }
                if (!parts.get().isSound()) {
                    leftOut.add(recordId);
                    continue;
                }
                ledger.add("exported", recordId, Map.of("bag", name, "by", order.personId()));
                write(bag, parts.get(), order);
                written++;
            }
            bag.tag("bag-info.txt", info(name, at, bag.oxum(), written, leftOut, order.withheld()));
            String text = String.join("\n", BagWriter.FORMAT, name, institution.name().replaceAll("\\p{Cntrl}", " "), at.toString(), bag.manifests());
            bag.tag("seal.txt", text);
            bag.tag("seal.txt.p7s", keys.sealText(text.getBytes(StandardCharsets.UTF_8)));
            bag.finish();
        }
        return new Written(name, written, leftOut);
    }

    private String info(String name, Instant at, String oxum, long written, List<String> leftOut, int withheld) {
        StringBuilder info = new StringBuilder();
        line(info, "Source-Organization", institution.name());
        line(info, "Bagging-Date", LocalDate.ofInstant(at, institution.zone()).toString());
        line(info, "External-Identifier", name);
        line(info, "External-Description", (written == 1 ? "One record" : written + " records") + " of " + institution.name()
                + ", each with every revision of its PDF, its data, its events (PREMIS 3.0) and a description (Dublin Core)");
        line(info, "Payload-Oxum", oxum);
        line(info, "Bag-Software-Agent", "Countersign");
        line(info, "Countersign-Format", BagWriter.FORMAT);
        if (withheld > 0) {
            line(info, "Countersign-Withheld", withheld + " restricted records that were found are not in it");
        }
        leftOut.forEach(recordId -> line(info, "Countersign-Left-Out", recordId + ": the archive's bytes are not what was kept"));
        return info.toString();
    }

    /** RFC 8493, 2.2.2: one line a label; line breaks would begin another. */
    private static void line(StringBuilder info, String label, String value) {
        info.append(label).append(": ").append(value.replaceAll("\\p{Cntrl}", " ")).append('\n');
    }

    private void write(BagWriter bag, Parts parts, Order order) throws IOException {
        String folder = "records/" + parts.recordId() + "/";
        List<Metadata.Part> files = new ArrayList<>();
        for (Bytes file : parts.files()) {
            if (file.content() != null) {
                bag.payloadAsItIs(folder + file.name(), file.content());
                files.add(new Metadata.Part(file.name(), file.mediaType(), file.sha256(), file.content().length));
            }
        }
        byte[] newest = parts.newestPdf();
        Optional<byte[]> data = newest == null ? Optional.empty() : FilesInside.named(newest, "record.json");
        if (data.isPresent()) {
            bag.payload(folder + "record.json", data.get());
            files.add(new Metadata.Part("record.json", "application/json", Digests.of(data.get()), data.get().length));
        }
        List<Row> history = chain.rowsOf(parts.recordId()).stream().filter(row -> order.taker() == Taker.DESK || EVERYBODYS.contains(row.event())).toList();
        bag.payload(folder + "premis.xml", Metadata.premis(parts.recordId(), files, history, institution.name()));
        bag.payload(folder + "dublin-core.xml", Metadata.dublinCore(parts.row(), institution.name()));
        bag.payload(folder + "archive.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(archive(parts, history, order.taker())));
    }

    /** What restores the record's place in an archive. */
    private ObjectNode archive(Parts parts, List<Row> history, Taker taker) {
        ObjectNode archive = JSON.createObjectNode();
        archive.put("format", "countersign-archive/1");
        archive.set("record", parts.row());
        ArrayNode revisions = archive.putArray("revisions");
        ArrayNode attachments = archive.putArray("attachments");
        for (Bytes file : parts.files()) {
            ObjectNode row = file.row().deepCopy();
            row.put("file", file.name());
            (file.revision() ? revisions : attachments).add(row);
        }
        ArrayNode people = archive.putArray("people");
        rows.read("cs_record_person", "record_id = ? order by person_id", parts.recordId()).forEach(people::add);
        // Without its case the record has nobody else to say whose it is.
        ArrayNode readers = archive.putArray("readers");
        rows.read("cs_case_reader", "case_id = ? order by reader", parts.recordId()).forEach(readers::add);
        if (taker != Taker.READER) {
            ArrayNode holds = archive.putArray("holds");
            // A hold with a query answers it elsewhere as it does here, whichever record brings it along.
            rows.read("cs_hold", "hold_id in (select hold_id from cs_hold_record where record_id = ?) or scope_query is not null and released_at is null"
                    + " order by hold_id", parts.recordId()).forEach(hold -> holds.add(taker == Taker.DESK ? hold : hold.put("reason", NOT_TOLD)));
        }
        ArrayNode lines = archive.putArray("ledger");
        for (Row row : history) {
            lines.addObject().put("number", row.number()).put("at", row.at().toString()).put("event", row.event()).put("subject", row.subject())
                    .put("payloadSha256", row.payloadDigest()).put("previousHash", row.previous()).put("hash", row.hash())
                    .put("salt", row.salt()).put("payload", row.payload());
        }
        return archive;
    }

    /** A file of a record; without content once it has been disposed of. */
    private record Bytes(String name, String mediaType, boolean revision, ObjectNode row, byte @Nullable [] content) {

        String sha256() {
            return row.path("sha256").asText();
        }
    }

    private record Parts(String recordId, ObjectNode row, List<Bytes> files) {

        boolean isSound() {
            return files.stream().allMatch(file -> file.content() == null ? !row.path("disposed_at").isNull() : Digests.of(file.content()).equals(file.sha256()));
        }

        byte @Nullable [] newestPdf() {
            return files.stream().filter(file -> file.revision() && file.row().path("revision").asInt() == row.path("revision").asInt()).findFirst()
                    .map(Bytes::content).orElse(null);
        }
    }

    /** Everything of one record as of one moment. */
    private Optional<Parts> parts(String recordId) {
        return Optional.ofNullable(transaction.execute(alone -> {
            // The row is held, so that no later revision comes between it and its files.
            jdbc.sql("select record_id from cs_record where record_id = ? for update").param(recordId).query(String.class).list();
            List<ObjectNode> found = rows.read("cs_record", "record_id = ?", recordId);
            if (found.isEmpty()) {
                return null;
            }
            List<Bytes> files = new ArrayList<>();
            for (ObjectNode revision : rows.read("cs_record_revision", "record_id = ? order by revision", recordId)) {
                files.add(new Bytes("record-" + revision.path("revision").asInt() + ".pdf", "application/pdf", true, revision,
                        content("select pdf from cs_record_revision where record_id = ? and revision = ?", recordId, revision.path("revision"))));
            }
            for (ObjectNode attachment : rows.read("cs_record_attachment", "record_id = ? order by position", recordId)) {
                files.add(new Bytes("attachment-" + attachment.path("position").asInt() + ending(attachment.path("file_name").asText()),
                        attachment.path("media_type").asText(), false, attachment,
                        content("select content from cs_record_attachment where record_id = ? and position = ?", recordId, attachment.path("position"))));
            }
            return new Parts(recordId, found.get(0), files);
        }));
    }

    private byte @Nullable [] content(String sql, String recordId, JsonNode number) {
        return jdbc.sql(sql).params(recordId, number.asInt()).query((rs, n) -> Optional.ofNullable(rs.getBytes(1))).single().orElse(null);
    }

    /** The name a file was given stands in {@code archive.json}; on its way it has one that every system can write. */
    private static String ending(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String ending = dot < 0 ? "" : fileName.substring(dot).toLowerCase(Locale.ROOT);
        return ending.matches("\\.[a-z0-9]{1,8}") ? ending : "";
    }
}
