package org.countersign.concernintake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.answers.Row;
import org.countersign.casefile.Disclosures;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.casefile.Eligible.Found;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.concernintake.Concern.Ended;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Cases;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Readers;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.records.RecordKeeper;
import org.springframework.stereotype.Component;

/**
 * A concern as the engine sees it: the questions its gateways ask, the work of its service tasks, and who gets which task
 * (Social Media Policy, Annex A).
 */
@Component("concernIntake")
public class ConcernIntakeTasks implements Flow {

    static final String FLOW = "concern-intake";

    private static final About ABOUT = new About(FLOW, "Concern",
            "Something is not right with a post, a message or a group, and you need not know which procedure it belongs to. You get an answer.",
            "RC", true, false, List.of("staff"));

    /** What whoever raised it reads, whatever happens inside. */
    private static final String UNDER_WAY = "Being looked into";
    private static final String DEALT_WITH = "Dealt with; there is an answer for you";

    /** Where nobody writes an answer; says nothing of why. */
    private static final String STANDING_ANSWER = "We have looked at what you raised. Nothing further is done about it here. Thank you for telling us.";

    private final ConcernFiles files;
    private final ConcernReceivers receivers;
    private final ConcernPapers papers;
    private final Disclosures disclosures;
    private final CaseStarts starts;
    private final RecordKeeper records;
    private final Cases cases;
    private final Trail trail;
    private final Notices notices;
    private final Institution.ConcernIntake pack;
    private final List<Form<?>> forms;

    ConcernIntakeTasks(ConcernFiles files, ConcernReceivers receivers, ConcernPapers papers, ConcernIntakeForms forms, Disclosures disclosures, CaseStarts starts,
            RecordKeeper records, Cases cases, Trail trail, Notices notices, Institution institution) {
        this.files = files;
        this.receivers = receivers;
        this.papers = papers;
        this.disclosures = disclosures;
        this.starts = starts;
        this.records = records;
        this.cases = cases;
        this.trail = trail;
        this.notices = notices;
        this.pack = institution.concernIntake();
        this.forms = forms.all();
    }

    // --- the questions of the diagram

    public boolean isDisclosurePossible(DelegateExecution execution) {
        return concern(execution).isDisclosurePossible();
    }

    public boolean isDisclosure(DelegateExecution execution, String result) {
        return disclosures.resultFor(caseId(execution)).filter(Result.valueOf(result)::equals).isPresent();
    }

    public boolean isDecided(DelegateExecution execution, String ended) {
        return concern(execution).ended().filter(Ended.valueOf(ended)::equals).isPresent();
    }

    // --- the work of the service tasks

    /** Acknowledges the concern and freezes what was raised for whoever signs. Idempotent. */
    public void findReceiver(DelegateExecution execution) {
        String caseId = caseId(execution);
        Concern concern = concern(execution);
        papers.freeze(caseId, concern);
        tell(concern, caseId, "received", caseId + ": received", "Thank you. Your concern has arrived and is being looked at. Keep what you have noticed to yourself and delete nothing.");
    }

    /** Starts the case that the concern becomes; once, however often it is asked. */
    public void passOn(DelegateExecution execution) {
        String caseId = caseId(execution);
        starts.start(concern(execution).routed().orElseThrow().route().startsFlow() + ".handedOver", caseId);
        trail.add(caseId, "passedOn", null, null, null, "It goes on as a case of its own");
    }

    /** Keeps the record, whatever the ending, and tells whoever raised it that there is an answer. */
    public void sealRecord(DelegateExecution execution) {
        String caseId = caseId(execution);
        Concern concern = concern(execution);
        trail.add(caseId, "sealed", "sealRecord", null, null, "The case is closed; the record is sealed");
        records.keep(papers.record(execution.getProcessInstanceId(), caseId, concern, Diagram.of(execution), trail.of(caseId)));
        cases.end(caseId, concern.ended().orElseThrow().outcome(), DEALT_WITH);
        tell(concern, caseId, "answered", caseId + ": answered", "There is an answer to the concern you raised. Read it under My requests.");
    }

    private void tell(Concern concern, String caseId, String event, String subject, String text) {
        notices.tell(concern.raiserId(), new Notice(event + ":" + caseId, FLOW + "/" + event, subject, text, "/requests/" + caseId, caseId));
    }

    private static String caseId(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    private Concern concern(DelegateExecution execution) {
        return files.of(caseId(execution));
    }

    // --- what other cases learn

    @Override
    public HandedOver handsOver(String caseId, String toFlow) {
        Concern concern = files.of(caseId);
        List<Row> facts = new ArrayList<>(papers.facts(concern));
        List<String> involved = new ArrayList<>(List.of(concern.raiserId()));
        String reason = "A concern was raised, and it was decided that it goes on here.";
        if (toFlow.equals(Disclosures.FLOW)) {
            ScreenForDisclosure screened = concern.steps().last(ScreenForDisclosure.class).orElseThrow();
            reason = "Whoever received the concern could not rule out a protected disclosure.";
            facts.add(new Row("Who raised it", papers.raiser(concern)));
            facts.addAll(screened.rows());
            involved.addAll(concern.receivers());
        } else {
            // They have formed a view, like somebody who reports or refers: so they do not decide on what it becomes.
            involved.addAll(concern.steps().whoAnswered(RouteConcern.class));
            concern.routed().map(RouteConcern::reasons).ifPresent(reasons -> facts.add(new Row("Why it goes on", reasons)));
        }
        return new HandedOver(caseId, cases.find(caseId).orElseThrow().startedAt(), reason, concern.concerns(), involved, facts, concern.raised().evidence());
    }

    @Override
    public Optional<String> answerTo(String caseId) {
        return cases.find(caseId).filter(one -> one.endedAt() != null).map(one -> files.of(caseId).routed().map(RouteConcern::answer).orElse(STANDING_ANSWER));
    }

    // --- who gets which task, and who may read

    @Override
    public Assignment assign(String task, String caseId) {
        Concern concern = files.of(caseId);
        return given(task, concern, task.equals(ConcernFiles.ROUTE) ? receivers.decider(concern) : receivers.receiver(concern));
    }

    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        Concern concern = files.of(caseId);
        return receivers.standIn(concern, standIn).map(found -> given(task, concern, found));
    }

    private Assignment given(String task, Concern concern, Found found) {
        int days = concern.isUrgent() ? pack.urgent() : task.equals(ConcernFiles.ROUTE) ? pack.route() : pack.screen();
        return new Assignment((task.equals(ConcernFiles.ROUTE) ? "Decide" : "Check") + " the concern", UNDER_WAY, found.holderIds(), found.inPlaceOf(), days, found.why());
    }

    @Override
    public Readers readers(String caseId) {
        return receivers.readers(files.of(caseId));
    }

    @Override
    public Patience patience() {
        return new Patience(1, 1, 2);
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
