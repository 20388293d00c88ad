package org.countersign.records;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.countersign.records.ledger.DailyAnchors;
import org.countersign.records.ledger.LedgerChain;
import org.countersign.records.ledger.LedgerHeadFile;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Everything that matters about cases and records, in one chain that shows every later change. */
@Service
public class Ledger {

    /**
     * One line of the ledger.
     *
     * @param subject the case or record it is about
     * @param details named facts; {@code null} once they have been disposed of
     */
    public record Entry(long number, Instant at, String event, String subject, @Nullable String details) {}

    /**
     * How the chain stands.
     *
     * @param firstBad number of the first row that does not fit, if any
     * @param words    the answer in a sentence
     */
    public record State(boolean intact, long entries, @Nullable Long firstBad, String words) {}

    /** Where the chain ends: its last row and that row's hash. */
    public record Head(long number, String hash) {}

    private final LedgerChain chain;
    private final LedgerHeadFile headFile;
    private final ObjectProvider<DailyAnchors> anchors;
    private volatile @Nullable State lastCheck;

    /** Anchors come late: sealing them needs the keys, and making keys writes into the ledger. */
    Ledger(LedgerChain chain, LedgerHeadFile headFile, ObjectProvider<DailyAnchors> anchors) {
        this.chain = chain;
        this.headFile = headFile;
        this.anchors = anchors;
    }

    /**
     * Adds a line in the caller's transaction. It gets its number just before the commit, so that writers wait for each other
     * as short as possible; a rolled-back transaction leaves nothing.
     *
     * @param event past participle, for example {@code sealed}
     */
    public void add(String event, String subject, Map<String, ?> details) {
        chain.add(event, subject, details);
    }

    /** Destroys what the rows of a case or record say in detail, in the caller's transaction. That they are there, and when, stays and still fits. */
    void forget(String subject) {
        chain.forget(subject);
    }

    /** What happened to a case or record, oldest first. */
    public List<Entry> of(String subject) {
        return chain.of(subject);
    }

    public Head head() {
        return chain.head();
    }

    /** Walks the whole chain, its daily anchors and the file outside the database. Reads much; changes nothing. */
    public State check() {
        State state = headFile.check(anchors.getObject().check(chain.check()));
        lastCheck = state;
        return state;
    }

    /** What is known to be wrong with it: from the comparison at the start, or the last whole check. */
    public Optional<String> trouble() {
        State last = lastCheck;
        return last != null && !last.intact() ? Optional.of(last.words()) : headFile.trouble();
    }
}
