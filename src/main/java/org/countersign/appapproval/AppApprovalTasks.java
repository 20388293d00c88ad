package org.countersign.appapproval;

import static org.countersign.appapproval.AppReview.TERMS;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.appapproval.AppReview.Decision;
import org.countersign.appapproval.AppReview.Ended;
import org.countersign.casefile.Eligible.Found;
import org.countersign.engine.Cases;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.Readers;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.records.RecordKeeper;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.springframework.stereotype.Component;

/**
 * The approval of an app as the engine sees it: the questions its gateway asks, the work of its service tasks, and who gets which task
 * (Social Media Policy §7.2).
 */
@Component("appApproval")
public class AppApprovalTasks implements Flow {

    static final String FLOW = "app-approval";

    static final String WAITING_FOR_MANAGER = "Waiting for the line manager";
    static final String WAITING_FOR_IT = "Waiting for the IT team";
    private static final String WAITING_FOR_BOTH = "Waiting for the line manager and the IT team";

    private static final About ABOUT = new About(FLOW, "Approval of an app", "Ask for a messaging app to be approved for work, or have an approved one looked at again.",
            "AA", false, false, List.of("staff"));

    private final AppReviews reviews;
    private final AppApprovalPapers papers;
    private final RecordKeeper records;
    private final Apps apps;
    private final Cases cases;
    private final Trail trail;
    private final Notices notices;
    private final Institution.AppTerms terms;
    private final List<Form<?>> forms;

    AppApprovalTasks(AppReviews reviews, AppApprovalForms forms, AppApprovalPapers papers, RecordKeeper records, Apps apps, Cases cases, Trail trail,
            Notices notices, Institution institution) {
        this.reviews = reviews;
        this.papers = papers;
        this.records = records;
        this.apps = apps;
        this.cases = cases;
        this.trail = trail;
        this.notices = notices;
        this.terms = institution.appApproval().terms();
        this.forms = forms.all();
    }

    // --- the question of the diagram

    public boolean isDecided(DelegateExecution execution, String ended) {
        return review(execution).ended().filter(Ended.valueOf(ended)::equals).isPresent();
    }

    // --- the work of the service tasks

    /** Freezes what was asked for, for both reviewers to sign. Idempotent. */
    public void freezeRequest(DelegateExecution execution) {
        papers.freeze(caseId(execution), review(execution));
    }

    public void sealRecord(DelegateExecution execution) {
        String caseId = caseId(execution);
        AppReview review = review(execution);
        trail.add(caseId, "decided", "sealRecord", null, null, review.decision().orElseThrow().verdict().words() + "; the record is sealed");
        records.keep(papers.record(execution.getProcessInstanceId(), caseId, review, Diagram.of(execution),
                trail.of(caseId)));
    }

    /** In the transaction of the sealing: the register never says what no record holds. Idempotent. */
    public void enterInRegister(DelegateExecution execution) {
        String caseId = caseId(execution);
        AppReview review = review(execution);
        Decision decision = review.decision().orElseThrow();
        String name = reviews.nameIn(review.request());
        String maker = reviews.onTheRegister(review.request()).map(App::maker).orElse(String.valueOf(review.request().maker()));
        apps.decided(name, maker, decision.isApproved(), decision.reasons(), decision.conditions(), decision.reviewOn(), caseId);
        String outcome = decision.verdict().words();
        cases.end(caseId, outcome, outcome + (decision.isApproved() ? ": the app may be used for work" : ": the app may not be used for work"));
        notices.tell(List.of(review.requesterId()), new Notice("ended:" + caseId, FLOW + "/ended", outcome + ": app '" + name + "'",
                (decision.isApproved() ? "The app may be used for work" + (decision.conditions() == null ? "." : " on conditions; the register of apps has them.")
                        : "The app may not be used for work.") + " The sealed record with the reasons is with your request.", "/requests/" + caseId, caseId));
    }

    private static String caseId(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    private AppReview review(DelegateExecution execution) {
        return reviews.of(caseId(execution));
    }

    // --- who gets which task, and who may read

    @Override
    public Assignment assign(String task, String caseId) {
        AppReview review = reviews.of(caseId);
        return given(task, review, reviews.reviewer(task, review));
    }

    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        AppReview review = reviews.of(caseId);
        return reviews.standIn(task, review, standIn).map(found -> given(task, review, found));
    }

    private Assignment given(String task, AppReview review, Found found) {
        boolean ofTerms = task.equals(TERMS);
        return new Assignment("Review the %s of %s".formatted(ofTerms ? "terms" : "security", reviews.nameIn(review.request())), WAITING_FOR_BOTH, found.holderIds(),
                found.inPlaceOf(), ofTerms ? terms.reviewTerms() : terms.reviewSecurity(), found.why());
    }

    /** The IT team keeps the register, so it reads what its entries stand on. */
    @Override
    public Readers readers(String caseId) {
        return new Readers(Set.of(AppReviews.IT), reviews.of(caseId).people(), Set.of());
    }

    @Override
    public Patience patience() {
        return new Patience(terms.reminderBefore(), terms.deputyAfter(), terms.nextInLineAfter());
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
