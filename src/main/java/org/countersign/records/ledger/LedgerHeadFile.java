package org.countersign.records.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.countersign.records.Ledger.Head;
import org.countersign.records.Ledger.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain's head written down outside the database. It is written some seconds after the commit, once the database has certainly
 * put it on disk: so the file may lag behind the database, but the database never behind the file. If it does, rows were cut off
 * or an old copy was restored.
 */
public class LedgerHeadFile {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerHeadFile.class);
    private static final Pattern LINE = Pattern.compile("(\\d{1,18}) ([0-9a-f]{64}) (\\S+)");

    private final Path file;
    private final LedgerChain chain;
    private final Clock clock;
    private @Nullable Head seen;
    private @Nullable Head written;
    private @Nullable String trouble;
    private @Nullable String unwritable;

    public LedgerHeadFile(Path data, LedgerChain chain, Clock clock) {
        this.file = data.resolve("ledger-head.log");
        this.chain = chain;
        this.clock = clock;
    }

    /** At start: does the database still know what was written down? What is found is said, never repaired. */
    public synchronized void compare() {
        trouble = difference();
        if (trouble != null) {
            LOG.error(trouble);
        } else {
            LOG.debug("The ledger agrees with {}", file);
        }
    }

    /** What the comparison at the start found, or that the file cannot be written just now. */
    public synchronized Optional<String> trouble() {
        return Optional.ofNullable(trouble != null ? trouble : unwritable);
    }

    /**
     * Called every few seconds. Writes the head that was seen the time before, so that it has settled; a database with a
     * delayed write may lose its last second in a crash, and that must not look like tampering.
     */
    public synchronized void tick() {
        Head settled = seen;
        seen = chain.head();
        if (settled != null && settled.number() > 0 && !settled.equals(written) && trouble == null) {
            append(settled);
        }
    }

    private void append(Head head) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            // A line cut short by a crash stays behind as an unreadable one: start on a fresh line.
            String line = head.number() + " " + head.hash() + " " + clock.instant() + "\n";
            Files.writeString(file, endsCleanly() ? line : "\n" + line, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            written = head;
            unwritable = null;
        } catch (IOException e) {
            if (unwritable == null) {
                LOG.warn("The ledger's head cannot be written to {}: {}. It is tried again every few seconds", file, e.toString());
            }
            unwritable = "The ledger's head cannot be written to " + file + ", so that rows cut off from now on would not be noticed. "
                    + "See to it that the data folder can be written and the disk is not full.";
        }
    }

    private boolean endsCleanly() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return true;
        }
        try (var in = Files.newByteChannel(file)) {
            var last = ByteBuffer.allocate(1);
            in.position(in.size() - 1).read(last);
            return last.get(0) == '\n';
        }
    }

    /** Adds what the file says to the walk through the chain. */
    public synchronized State check(State walked) {
        if (!walked.intact()) {
            return walked;
        }
        String difference = difference();
        return difference == null ? walked : new State(false, walked.entries(), null, difference);
    }

    private @Nullable String difference() {
        List<String> lines;
        try {
            lines = Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
        } catch (IOException e) {
            return "The file " + file + " cannot be read: " + e.getMessage();
        }
        Head furthest = null;
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && (furthest == null || Long.parseLong(matcher.group(1)) >= furthest.number())) {
                furthest = new Head(Long.parseLong(matcher.group(1)), matcher.group(2));
            }
        }
        if (furthest == null) {
            return null;
        }
        long end = chain.head().number();
        if (end < furthest.number()) {
            return "The ledger ends at row " + end + ", but " + file + " has seen row " + furthest.number()
                    + ": " + (furthest.number() - end == 1 ? "the row after it is" : "the " + (furthest.number() - end) + " rows after it are")
                    + " missing. They were cut off, or an older copy of the database was restored: bring the records since then back from bags. "
                    + "After a restore on purpose, put that file aside, keep it, and restart.";
        }
        if (!furthest.hash().equals(chain.hashOf(furthest.number()))) {
            return "Row " + furthest.number() + " of the ledger is not the one written down in " + file
                    + ": the ledger was rewritten, or belongs to another database.";
        }
        return null;
    }
}
