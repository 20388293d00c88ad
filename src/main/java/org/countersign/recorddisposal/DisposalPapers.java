package org.countersign.recorddisposal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.countersign.answers.Row;
import org.countersign.answers.YesNo;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.CaseRecord.Decision;
import org.countersign.casefile.CaseRecord.Event;
import org.countersign.casefile.CaseRecord.PersonLine;
import org.countersign.casefile.CaseRecord.SignatureEvidence;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Step;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.recorddisposal.Disposal.Ended;
import org.countersign.recorddisposal.DisposalRecord.Line;
import org.countersign.recorddisposal.Disposals.Result;
import org.countersign.recorddisposal.Disposals.Settled;
import org.countersign.records.Document;
import org.countersign.records.PersonalSignature;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.records.Retention;
import org.countersign.records.Retention.Kept;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts a disposal on paper. People stand on it by role and number: the certificate outlives everything else, names included. */
@Component
class DisposalPapers {

    private static final String OFFICERS = Disposals.OFFICERS;

    private final Disposals disposals;
    private final Retention retention;
    private final RecordKeeper records;
    private final CasePapers papers;
    private final People people;
    private final Institution institution;
    private final ObjectProvider<Flow> flows;
    private final Clock clock;

    DisposalPapers(Disposals disposals, Retention retention, RecordKeeper records, CasePapers papers, People people, Institution institution, ObjectProvider<Flow> flows,
            Clock clock) {
        this.disposals = disposals;
        this.retention = retention;
        this.records = records;
        this.papers = papers;
        this.people = people;
        this.institution = institution;
        this.flows = flows;
        this.clock = clock;
    }

    /** A record as an officer may know it who decides about it. {@code words}: class, rule and day; {@code hindrance}: why it cannot be disposed of today. */
    public record Choice(Kept kept, String kind, String words, @Nullable String hint, @Nullable String hindrance) {}

    List<Choice> choices(List<Kept> all, Function<Kept, Optional<String>> hindrance) {
        return all.stream().map(one -> new Choice(one, kind(one.flow()), words(one), retention.rule(one.retentionClass()).map(rule -> rule.hint()).orElse(null),
                hindrance.apply(one).orElse(null))).toList();
    }

    static String intent(String task) {
        return switch (task) {
            case RecordDisposalTasks.PROPOSE -> "I have looked at these records and propose this. My typed name is my signature.";
            case RecordDisposalTasks.CONFIRM -> "I have not proposed this, and I have looked at these records. This is my decision. My typed name is my signature.";
            default -> "This is what the archive has told me. My typed name is my signature.";
        };
    }

    // --- the sheet

    void freeze(String caseId, Disposal disposal) {
        records.freeze(caseId, disposal.steps().first().answersId(), new Document(RecordDisposalTasks.FLOW + "/sheet", "Proposal to dispose of records",
                Map.of("sheet", new DisposalSheet(caseId, clock.instant(), papers.letterhead(), proposal(disposal), lines(caseId)))));
    }

    void sign(String caseId, Step step) {
        records.sign(caseId, new PersonalSignature(step.personId(), numbered(step.personId(), caseId), role(step.personId(), caseId),
                step.inPlaceOf() == null ? null : numbered(step.inPlaceOf(), caseId),
                decision(step), comment(step), intent(step.task()), CasePapers.AUTHENTICATED_BY, step.at()));
    }

    // --- the certificate

    RecordDraft record(String processInstanceId, String caseId, Disposal disposal, Ended ended, List<Trail.Entry> trail, Diagram diagram) {
        List<Line> lines = lines(caseId);
        long done = disposals.of(caseId).stream().filter(one -> one.result() == Result.DESTROYED || one.result() == Result.EXTENDED).count();
        boolean destroyed = ended == Ended.DESTROYED || ended == Ended.TRANSFERRED;
        String kind = destroyed ? "Certificate of destruction" : "Record of a proposal to dispose of records";
        Institution.RecordDisposal pack = institution.recordDisposal();
        DisposalRecord record = new DisposalRecord(caseId, kind, ended.words(), sentence(ended, (int) done, lines.size(), disposal), done > 0, clock.instant(),
                papers.letterhead(), proposal(disposal), lines, destroyed ? people.today().plusDays(pack.backupsKeptDays()) : null,
                disposal.signed().stream().map(one -> signed(one, caseId)).toList(),
                trail.stream().map(one -> new Event(one.at(), one.words(), one.personId() == null ? null : numbered(one.personId(), caseId))).toList(),
                pack.legalBasis(), pack.retention().retentionClass(), pack.retention().retentionWords(), diagram, evidence(caseId), institution.zone());
        AccessClass access = Disposals.isSealedOff(caseId) ? AccessClass.SEALED_OFF : AccessClass.OPEN_TO_THE_DESK;
        Set<String> officers = disposal.signed().stream().map(Step::personId).collect(Collectors.toCollection(LinkedHashSet::new));
        return new RecordDraft(caseId, RecordDisposalTasks.FLOW, processInstanceId, kind + " " + caseId, ended.words(), access,
                pack.retention().retentionClass(), new Document(RecordDisposalTasks.FLOW + "/record", kind, Map.of("record", record)), record, List.of(), officers);
    }

    private String sentence(Ended ended, int done, int all, Disposal disposal) {
        String some = done == all ? (all == 1 ? "The record was" : "All " + all + " records were") : done + " of " + all + " records " + (done == 1 ? "was" : "were");
        String rest = done == all ? "." : "; the list says why the others were left out.";
        return switch (ended) {
            case DESTROYED -> some + " destroyed: bytes, attachments, answers, trail and everything else the case had left" + rest;
            case TRANSFERRED -> some + " handed to " + disposal.proposal().archive() + " and then destroyed here" + rest;
            case EXTENDED -> some + " kept until " + papers.day(LocalDate.parse(disposal.proposal().extendUntil())) + rest;
            case REJECTED -> "The second person rejected the proposal. Nothing was changed.";
            case LEFT -> "Nothing was destroyed and nothing was changed; the list says why.";
        };
    }

    private List<Row> proposal(Disposal disposal) {
        ProposeDisposal one = disposal.proposal();
        Rows rows = Rows.under("Proposal").add("Proposed", one.proposed()).add("Records", String.valueOf(one.records().size()))
                .add("Kept until", Checks.isGiven(one.extendUntil()) ? papers.day(LocalDate.parse(one.extendUntil())) : null).add("Archive", one.archive()).add("Reason", one.reason());
        disposal.handOver().ifPresent(over -> rows.add("Taken by the archive", over.received()).add("Receipt", over.receipt())
                .add("Received on", Checks.isGiven(over.receivedOn()) ? papers.day(LocalDate.parse(over.receivedOn())) : null).add("What the archive said", over.reason()));
        return rows.section().rows();
    }

    /** The stub that is left of a record still says all of this. */
    private List<Line> lines(String caseId) {
        List<Settled> settled = disposals.of(caseId);
        Map<String, Kept> kept = retention.of(settled.stream().map(Settled::recordId).toList()).stream().collect(Collectors.toMap(Kept::recordId, Function.identity()));
        List<Line> lines = new ArrayList<>();
        for (Settled one : settled) {
            Kept record = kept.get(one.recordId());
            lines.add(new Line(one.recordId(), kind(record.flow()), record.retentionClass(), rule(record), record.version(), record.triggerOn(), one.dueOn(), one.sha256(),
                    one.result() == Result.PROPOSED ? null : Rows.inWords(one.result()), one.why(), one.at()));
        }
        return List.copyOf(lines);
    }

    private String rule(Kept record) {
        return retention.rule(record.retentionClass()).map(rule -> rule.words()).orElse("no rule");
    }

    private String words(Kept record) {
        return record.retentionClass() + ": " + rule(record) + (record.dueOn() == null ? "" : "; due since " + Disposals.DAY.format(record.dueOn()));
    }

    private String kind(String flow) {
        return flows.stream().filter(one -> one.name().equals(flow)).map(Flow::title).findFirst().orElse(flow);
    }

    private Decision signed(Step step, String caseId) {
        return new Decision(stepName(step.task()), new PersonLine(step.personId(), numbered(step.personId(), caseId), "", ""), role(step.personId(), caseId),
                step.inPlaceOf() == null ? null : numbered(step.inPlaceOf(), caseId), decision(step), comment(step), step.at(), CasePapers.AUTHENTICATED_BY, intent(step.task()));
    }

    private static String stepName(String task) {
        return switch (task) {
            case RecordDisposalTasks.PROPOSE -> "Proposal and review";
            case RecordDisposalTasks.CONFIRM -> "Second person";
            default -> "Handing over";
        };
    }

    private static String decision(Step step) {
        return step.answers() instanceof ConfirmDisposal answer ? answer.answer() == ConfirmDisposal.Answer.CONFIRM ? "Confirmed" : "Rejected"
                : step.answers() instanceof HandOverRecords over ? over.received() == YesNo.YES ? "Received" : "Not received" : "Proposed";
    }

    private static @Nullable String comment(Step step) {
        String text = step.answers() instanceof ConfirmDisposal answer ? answer.reason() : step.answers() instanceof HandOverRecords over ? over.reason()
                : step.answers() instanceof ProposeDisposal proposal ? proposal.reason() : null;
        return Checks.isGiven(text) ? text : null;
    }

    /** As what somebody acts. For what is sealed off that is its officer, or the role that stands in for a second one. */
    private String role(String personId, String caseId) {
        Optional<Person> person = people.byId(personId);
        if (Disposals.isSealedOff(caseId)) {
            String words = Person.inWords(person.filter(one -> one.has(Disposals.SEALED_OFF_OFFICER)).isPresent() ? Disposals.SEALED_OFF_OFFICER
                    : institution.recordDisposal().sealedOffSecond());
            return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }
        return person.filter(one -> one.has(OFFICERS)).isPresent() ? "Records officer" : "College officer";
    }

    private String numbered(String personId, String caseId) {
        return role(personId, caseId) + " " + personId;
    }

    private List<SignatureEvidence> evidence(String caseId) {
        return records.signaturesOf(caseId).stream().map(step -> new SignatureEvidence(step.sheetNumber(), step.sheetSha256(), step.certificateSerial(),
                step.signature().name(), step.signature().role(), step.signature().at(), step.signature().authenticatedBy())).toList();
    }
}
