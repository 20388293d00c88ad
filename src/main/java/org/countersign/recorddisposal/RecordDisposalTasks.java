package org.countersign.recorddisposal;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.casefile.Eligible;
import org.countersign.engine.Cases;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.Readers;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.recorddisposal.Disposal.Decided;
import org.countersign.recorddisposal.Disposal.Ended;
import org.countersign.recorddisposal.Disposals.Result;
import org.countersign.recorddisposal.Disposals.Settled;
import org.countersign.recorddisposal.ProposeDisposal.Proposed;
import org.countersign.records.RecordKeeper;
import org.springframework.stereotype.Component;

/** The disposal of records as the engine sees it. */
@Component("recordDisposal")
public class RecordDisposalTasks implements Flow {

    static final String FLOW = "record-disposal";
    static final String PROPOSE = "proposeDisposal";
    static final String CONFIRM = "confirmDisposal";
    static final String HAND_OVER = "handOverRecords";

    private static final String OFFICERS = Disposals.OFFICERS;
    private static final About ABOUT = new About(FLOW, "Disposal of records",
            "Propose what becomes of records whose time is over.", "RD", false, false, List.of(OFFICERS, Disposals.SEALED_OFF_OFFICER));
    private static final Readers READERS = new Readers(Set.of(OFFICERS, "college-officers"), Set.of(), Set.of());

    private final RecordDisposalForms disposalForms;
    private final Disposals disposals;
    private final DisposalPapers papers;
    private final RecordKeeper records;
    private final Eligible eligible;
    private final Cases cases;
    private final Trail trail;
    private final Notices notices;
    private final Institution.RecordDisposal pack;
    private final List<Form<?>> forms;

    RecordDisposalTasks(RecordDisposalForms forms, Disposals disposals, DisposalPapers papers, RecordKeeper records, Eligible eligible, Cases cases, Trail trail,
            Notices notices, Institution institution) {
        this.disposalForms = forms;
        this.disposals = disposals;
        this.papers = papers;
        this.records = records;
        this.eligible = eligible;
        this.cases = cases;
        this.trail = trail;
        this.notices = notices;
        this.pack = institution.recordDisposal();
        this.forms = forms.all();
    }

    // --- the diagram

    public void freezeProposal(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        Disposal disposal = state(execution);
        papers.freeze(caseId, disposal);
        if (records.signaturesOf(caseId).isEmpty()) {
            papers.sign(caseId, disposal.steps().first());
        }
    }

    public boolean isDecided(DelegateExecution execution, String decided) {
        return state(execution).decided() == Decided.valueOf(decided);
    }

    public boolean areTheyReceived(DelegateExecution execution) {
        return state(execution).areTheyReceived();
    }

    /** One record, in the transaction in which the engine goes on: killed on the way, both have happened or neither. */
    public void destroyNextRecord(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        String method = state(execution).proposal().proposed() == Proposed.TRANSFER ? "transferred, then destroyed" : "destroyed";
        disposals.next(caseId).ifPresent(recordId -> disposals.destroy(caseId, recordId, method));
    }

    public boolean isAnyLeft(DelegateExecution execution) {
        return disposals.next(execution.getProcessBusinessKey()).isPresent();
    }

    public void extendRetention(DelegateExecution execution) {
        ProposeDisposal proposal = state(execution).proposal();
        disposals.extend(execution.getProcessBusinessKey(), LocalDate.parse(proposal.extendUntil()), proposal.reason());
    }

    public void sealRecord(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        Disposal disposal = state(execution);
        disposals.leaveTheRest(caseId, disposal.decided() == Decided.REJECT ? "The second person rejected the proposal." : "The archive did not take it.");
        Ended ended = ended(caseId, disposal);
        trail.add(caseId, "sealed", "sealRecord", null, null, "The record is sealed");
        records.keep(papers.record(execution.getProcessInstanceId(), caseId, disposal, ended, trail.of(caseId), Diagram.of(execution)));
        cases.end(caseId, ended.words(), ended.words());
        notices.tell(disposal.proposerId(), new Notice("ended:" + caseId, FLOW + "/ended", caseId + ": " + ended.words().toLowerCase(Locale.ROOT),
                "Your proposal has come to its end; the sealed record says for each record what became of it. There is nothing left to do.", "/requests/" + caseId, caseId));
    }

    public boolean hasEnded(DelegateExecution execution, String ended) {
        return ended(execution.getProcessBusinessKey(), state(execution)) == Ended.valueOf(ended);
    }

    private Ended ended(String caseId, Disposal disposal) {
        return disposal.ended(disposals.of(caseId).stream().anyMatch(one -> one.result() == Result.DESTROYED || one.result() == Result.EXTENDED));
    }

    private Disposal state(DelegateExecution execution) {
        return disposalForms.state(execution.getProcessBusinessKey());
    }

    // --- who gets which task

    @Override
    public Assignment assign(String task, String caseId) {
        Disposal disposal = disposalForms.state(caseId);
        String what = disposal.recordIds().size() == 1 ? "record " + disposal.recordIds().get(0) : disposal.recordIds().size() + " records";
        if (task.equals(HAND_OVER)) {
            var found = eligible.person(disposal.proposerId(), OFFICERS, disposalForms.interested(disposal.recordIds()));
            return new Assignment("Hand over " + what + " to the archive", "Being handed to the archive", found.holderIds(), found.inPlaceOf(), pack.handOver(), found.why());
        }
        return new Assignment("Confirm the disposal of " + what, "Waiting for a second person", disposalForms.secondPersons(caseId, disposal), null, pack.confirm(), null);
    }

    /** Every second person there is has been asked already; the handing over may be done by another records officer. */
    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        return Optional.empty();
    }

    @Override
    public Patience patience() {
        return new Patience(2, 1, 3);
    }

    @Override
    public Readers readers(String caseId) {
        return !Disposals.isSealedOff(caseId) ? READERS : new Readers(Set.of(Disposals.SEALED_OFF_OFFICER), Set.of(),
                disposalForms.keptFrom(disposals.of(caseId).stream().map(Settled::recordId).toList()));
    }

    @Override
    public Optional<String> apart(Object startAnswers) {
        return startAnswers instanceof ProposeDisposal proposal && disposals.areSealedOff(proposal.records()) ? Optional.of(Disposals.SEALED_OFF) : Optional.empty();
    }

    // --- what it is

    @Override
    public List<Form<?>> forms() {
        return forms;
    }

    @Override
    public About about() {
        return ABOUT;
    }
}
