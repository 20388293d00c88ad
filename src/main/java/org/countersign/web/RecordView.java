package org.countersign.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Archive;
import org.countersign.records.KeptRecord;
import org.countersign.records.Ledger;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.records.RetentionSchedule;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** One record as a person may see it: facts, signatures and what happened to it in plain words, cases that belong to it. */
@Component("recordView")
class RecordView {

    /** A line of the ledger in words. */
    record Line(Instant at, String words) {}

    private static final Map<String, String> EVENTS = Map.ofEntries(Map.entry("frozen", "What was submitted was frozen"), Map.entry("signed", "Signed"),
            Map.entry("sealed", "Sealed by the institution"), Map.entry("deposited", "Put into the archive"), Map.entry("timestampAwaited", "Outside time stamp awaited"),
            Map.entry("timestamped", "Outside time stamp added"), Map.entry("timestampRenewed", "Archive time stamp renewed"), Map.entry("exported", "Exported"),
            Map.entry("held", "Put under a hold"), Map.entry("holdReleased", "A hold was released"), Map.entry("holdReviewed", "A hold was reviewed"),
            Map.entry("released", "Opened to a records officer"), Map.entry("releaseEnded", "No longer open to a records officer"),
            Map.entry("releaseRequested", "A records officer asked to read it"), Map.entry("retentionChanged", "Time of keeping changed"),
            Map.entry("retentionTriggered", "Time of keeping began"),
            Map.entry("disposed", "Destroyed"), Map.entry("imported", "Brought in from another installation"));

    /** What everybody knows of a record who knows of it; the rest tells how a case was dealt with. */
    private static final Set<String> OF_THE_ARCHIVE = Set.of("sealed", "deposited", "timestampAwaited", "timestamped", "timestampRenewed", "exported", "held",
            "holdReleased", "holdReviewed", "released", "releaseEnded", "releaseRequested", "retentionChanged", "retentionTriggered", "disposed", "imported");

    private static final int DAMAGED_SHOWN = 10;

    private final Archive archive;
    private final RecordAccess access;
    private final RecordKeeper keeper;
    private final Ledger ledger;
    private final Cases cases;
    private final People people;
    private final Map<String, String> flows;

    RecordView(Archive archive, RecordAccess access, RecordKeeper keeper, Ledger ledger, Cases cases, People people, ObjectProvider<Flow> flows) {
        this.archive = archive;
        this.access = access;
        this.keeper = keeper;
        this.ledger = ledger;
        this.cases = cases;
        this.people = people;
        this.flows = flows.orderedStream().collect(Collectors.toMap(Flow::name, Flow::title));
    }

    /** Titles of the kinds of record, by flow. */
    Map<String, String> flows() {
        return flows;
    }

    /** Puts into the model what this person may see of it. */
    void show(Person me, KeptRecord record, Model model) {
        boolean readable = access.isReadable(me, record);
        model.addAttribute("record", record);
        model.addAttribute("readable", readable);
        model.addAttribute("owner", access.mayRelease(me, record));
        model.addAttribute("caseHere", cases.find(record.recordId()).isPresent());
        model.addAttribute("officer", me.has(RecordAccess.OFFICERS));
        model.addAttribute("standing", archive.standings(List.of(record.recordId())).get(record.recordId()));
        model.addAttribute("flowTitle", flows.getOrDefault(record.flow(), record.flow()));
        model.addAttribute("signatures", readable ? keeper.signaturesOf(record.recordId()) : List.of());
        model.addAttribute("history", history(record.recordId(), readable));
        model.addAttribute("related", related(me, record.recordId()));
    }

    private List<Line> history(String recordId, boolean readable) {
        return ledger.of(recordId).stream().filter(entry -> readable || OF_THE_ARCHIVE.contains(entry.event()))
                .map(entry -> new Line(entry.at(), EVENTS.getOrDefault(entry.event(), inWords(entry.event())))).toList();
    }

    private List<Case> related(Person me, String recordId) {
        return cases.linkedTo(recordId).stream().filter(one -> cases.mayRead(me, one.caseId())
                || archive.find(one.caseId()).filter(record -> access.isReadable(me, record)).isPresent()).toList();
    }

    /** Records whose bytes are not what was kept: the desk sees them on each of its pages until they are put back. */
    public List<String> damaged() {
        return archive.damaged(DAMAGED_SHOWN);
    }

    /** What is known to be wrong with the ledger. */
    public @Nullable String ledgerTrouble() {
        return ledger.trouble().orElse(null);
    }

    /** Where a record stands, in a few words. */
    public String standing(Archive.@Nullable Standing standing) {
        if (standing == null) {
            return "Active";
        }
        return standing.disposedAt() != null ? "Disposed of" : standing.held() ? "Held" : standing.due() ? "Due" : "Active";
    }

    public String look(Archive.@Nullable Standing standing) {
        return switch (standing(standing)) {
            case "Held", "Due" -> "badge wait";
            case "Disposed of" -> "badge plain";
            default -> "badge good";
        };
    }

    public String status(Archive.Status status) {
        return switch (status) {
            case ACTIVE -> "Active";
            case DUE -> "Due for disposal";
            case HELD -> "Held";
            case DISPOSED -> "Disposed of";
            case AWAITING_TIMESTAMP -> "Awaiting a time stamp";
        };
    }

    /** What a time of keeping is counted from. */
    public String trigger(String trigger) {
        return RetentionSchedule.Trigger.of(trigger).map(RetentionSchedule.Trigger::words).orElse(trigger);
    }

    /** A question to the archive, in words. */
    public String words(Archive.Query query) {
        List<String> parts = new ArrayList<>();
        add(parts, "the words '%s'", query.text());
        add(parts, "kind %s", query.flow() == null ? null : flows.getOrDefault(query.flow(), query.flow()));
        add(parts, "outcome %s", query.outcome());
        add(parts, "%s named in them", query.personId() == null ? null : people.byId(query.personId()).map(Person::name).orElse(query.personId()));
        add(parts, "class %s", query.retentionClass());
        add(parts, "sealed from %s", query.from());
        add(parts, "sealed until %s", query.to());
        add(parts, "state %s", query.status() == null ? null : status(query.status()));
        return parts.isEmpty() ? "no condition" : String.join(", ", parts);
    }

    private static void add(List<String> parts, String words, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            parts.add(words.formatted(value));
        }
    }

    /** Whether the desk may say what it is about: not what is restricted, and nothing is left of what was disposed of. */
    public boolean isOpen(KeptRecord record) {
        return record.accessClass() == AccessClass.OPEN_TO_THE_DESK && !record.title().isEmpty();
    }

    static String inWords(String name) {
        String spaced = name.replaceAll("([a-z])([A-Z])", "$1 $2").replace('-', ' ').toLowerCase(Locale.ROOT);
        return spaced.isEmpty() ? spaced : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }
}
