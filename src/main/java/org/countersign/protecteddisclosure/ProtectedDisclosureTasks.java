package org.countersign.protecteddisclosure;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.answers.Answers;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.CasePapers.Ending;
import org.countersign.casefile.CasePapers.Signing;
import org.countersign.casefile.CasePapers.Taken;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Disclosures;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.casefile.Eligible;
import org.countersign.casefile.Eligible.Found;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Section;
import org.countersign.casefile.Steps;
import org.countersign.engine.Cases;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Readers;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.springframework.stereotype.Component;

/**
 * The judgement of a protected disclosure as the engine sees it. Another case starts it and learns no more than its result; what was
 * judged and why is in a record that the officer alone reads.
 */
@Component("protectedDisclosure")
public class ProtectedDisclosureTasks implements Flow {

    private static final About ABOUT = new About(Disclosures.FLOW, "Protected disclosure",
            "Judge whether something another case came upon is a protected disclosure.", "PD", true, false, List.of());

    private static final String JUDGE = "judgeDisclosure";
    private static final String OFFICER = "whistleblowing-officer";
    private static final Signing SIGNING = new Signing("Judgement", "Whistleblowing officer",
            "This is my judgement whether it may be a protected disclosure. My typed name is my signature.");

    private final Answers answers;
    private final Eligible eligible;
    private final Checks checks;
    private final CasePapers papers;
    private final RecordKeeper records;
    private final Cases cases;
    private final Trail trail;
    private final Institution.ProtectedDisclosure pack;
    private final List<Form<?>> forms = List.of(new Form<>(JUDGE, JudgeDisclosure.class, this::page, this::check, this::judged));

    ProtectedDisclosureTasks(Answers answers, Eligible eligible, Checks checks, CasePapers papers, RecordKeeper records, Cases cases, Trail trail,
            Institution institution) {
        this.answers = answers;
        this.eligible = eligible;
        this.checks = checks;
        this.papers = papers;
        this.records = records;
        this.cases = cases;
        this.trail = trail;
        this.pack = institution.protectedDisclosure();
    }

    // --- the diagram

    public boolean isJudged(DelegateExecution execution, String result) {
        return judgement(steps(execution.getProcessBusinessKey())).result() == Result.valueOf(result);
    }

    /** Keeps the record that the officer alone reads. */
    public void sealRecord(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        Steps steps = steps(caseId);
        Result result = judgement(steps).result();
        trail.add(caseId, "sealed", "sealRecord", null, null, "The record is sealed");
        records.keep(papers.record(new Ending(name(), execution.getProcessInstanceId(), caseId, "Judgement " + caseId, "Judgement of a disclosure", result.outcome(),
                result.words() + ".", result != Result.STOP, AccessClass.SEALED_OFF, pack.legalBasis(), pack.retention(), sections(steps), List.of(taken(steps)), steps.all(),
                trail.of(caseId), steps.handedOver().orElseThrow().files(), Diagram.of(execution), Set.of())));
        cases.end(caseId, result.outcome(), "Judged");
    }

    // --- the form

    private Map<String, Object> page(Visit visit) {
        Map<String, Object> page = new LinkedHashMap<>();
        Steps steps = steps(visit.requiredCaseId());
        page.put("panel", papers.panel(visit.requiredCaseId(), known(steps), true, true, Set.of()));
        page.put("intent", SIGNING.intent());
        page.put("inPlaceOf", papers.nameOf(visit.inPlaceOf()));
        page.put("initial", Map.of());
        return page;
    }

    private void check(JudgeDisclosure answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        if (answer.result() == Result.GO_ON && answer.worker() != null && answer.mayBeProtected()) {
            errors.add("result", "By your answers it may be protected, so the case cannot simply go on. Choose one of the other two, or change an answer above.");
        }
    }

    private void judged(JudgeDisclosure answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        Steps steps = steps(caseId);
        papers.freeze(name(), caseId, steps.last().answersId(), "Judgement of a disclosure", sections(steps));
        papers.sign(caseId, taken(steps));
        trail.add(caseId, "judged", JUDGE, visit.person().personId(), visit.inPlaceOf(), "Judged the disclosure");
    }

    private static Taken taken(Steps steps) {
        JudgeDisclosure judgement = judgement(steps);
        return new Taken(steps.lastStepOf(JudgeDisclosure.class).orElseThrow(), SIGNING, Rows.inWords(judgement.result()), judgement.rationale());
    }

    private static List<Section> known(Steps steps) {
        HandedOver from = steps.handedOver().orElseThrow();
        return List.of(Rows.under("Where it comes from").add("Case", from.fromCaseId()).add("Why it was handed on", from.reason()).section(),
                Rows.under("What is known").addAll(from.facts()).section());
    }

    private static List<Section> sections(Steps steps) {
        JudgeDisclosure one = judgement(steps);
        Section judgement = Rows.under("The judgement").add("Whoever spoke is a worker", one.worker()).add("It discloses facts", one.information())
                .add("It tends to show", Rows.inWords(one.tendsToShow())).add("Belief that it is in the public interest", one.publicInterest())
                .add("How the case goes on", one.result()).add("Reasons", one.rationale()).section();
        List<Section> known = known(steps);
        return List.of(known.get(0), known.get(1), judgement);
    }

    private static JudgeDisclosure judgement(Steps steps) {
        return steps.last(JudgeDisclosure.class).orElseThrow();
    }

    private Steps steps(String caseId) {
        return answers.fold(caseId, submitted -> Steps.read(answers, submitted, forms));
    }

    // --- who gets the task, and who may read

    @Override
    public Assignment assign(String task, String caseId) {
        return given(eligible.of(OFFICER, interested(caseId)));
    }

    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        return eligible.standIn(OFFICER, interested(caseId), true).map(this::given);
    }

    private Assignment given(Found found) {
        return new Assignment("Judge the disclosure", "Being looked into", found.holderIds(), found.inPlaceOf(), pack.judge(), found.why());
    }

    private Set<String> interested(String caseId) {
        HandedOver from = steps(caseId).handedOver().orElseThrow();
        Set<String> interested = new HashSet<>(from.concerns());
        interested.addAll(from.involved());
        return interested;
    }

    @Override
    public Readers readers(String caseId) {
        return new Readers(Set.of(OFFICER), Set.of(), interested(caseId));
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
