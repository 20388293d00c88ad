package org.countersign.groupapproval;

import static org.countersign.groupapproval.Applications.APPROVE;
import static org.countersign.groupapproval.Applications.AUTHORISE;
import static org.countersign.groupapproval.Applications.CORRECT;
import static org.countersign.groupapproval.Applications.SIGN;

import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.casefile.Approvers;
import org.countersign.casefile.Eligible.Found;
import org.countersign.engine.Cases;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Trail;
import org.countersign.casefile.Step;
import org.countersign.groupapproval.LineManagerDecision.Verdict;
import org.countersign.institution.Institution;
import org.countersign.institution.WorkingDays;
import org.countersign.people.Person;
import org.countersign.records.RecordKeeper;
import org.countersign.records.Retention;
import org.countersign.records.RetentionSchedule;
import org.countersign.registers.Groups;
import org.springframework.stereotype.Component;

/**
 * Group approval as the engine sees it: the questions its gateways ask, the work of its service tasks, and who gets which
 * task (Social Media Policy §9, Annex B).
 */
@Component("groupApproval")
public class GroupApprovalTasks implements Flow {

    static final String FLOW = "group-approval";

    private static final About ABOUT = new About(FLOW, "Messaging group",
            "Apply to run a staff messaging group on an approved app.", "GA", false, true, List.of("staff"));

    private final Applications applications;
    private final GroupApprovalPapers papers;
    private final GroupApprovalNotices notices;
    private final RecordKeeper records;
    private final Retention retention;
    private final Groups groups;
    private final Cases cases;
    private final Trail trail;
    private final WorkingDays workingDays;
    private final Institution institution;
    private final Institution.Terms terms;
    private final List<Form<?>> forms;

    GroupApprovalTasks(Applications applications, GroupApprovalForms forms, GroupApprovalPapers papers,
            GroupApprovalNotices notices, RecordKeeper records, Retention retention, Groups groups, Cases cases, Trail trail,
            WorkingDays workingDays, Institution institution) {
        this.applications = applications;
        this.papers = papers;
        this.notices = notices;
        this.records = records;
        this.retention = retention;
        this.groups = groups;
        this.cases = cases;
        this.trail = trail;
        this.workingDays = workingDays;
        this.institution = institution;
        this.terms = institution.groupApproval().terms();
        this.forms = forms.all();
    }

    // --- the questions of the diagram

    public boolean hasAssistant(DelegateExecution execution) {
        return state(execution).hasAssistant();
    }

    public boolean assistantSigned(DelegateExecution execution) {
        return state(execution).assistantSigned();
    }

    public boolean firstDecisionIs(DelegateExecution execution, String verdict) {
        return state(execution).firstDecision().orElseThrow() == Verdict.valueOf(verdict);
    }

    public boolean needsSecondApproval() {
        return applications.needsSecondApproval();
    }

    public boolean secondDecisionIs(DelegateExecution execution, String verdict) {
        return state(execution).secondDecision().orElseThrow() == Verdict.valueOf(verdict);
    }

    public boolean isAuthorised(DelegateExecution execution) {
        return state(execution).isAuthorised();
    }

    /** As long as a line manager has until the next in line is asked; nobody is next in line for an assistant. */
    public Date assistantHasUntil() {
        return Date.from(workingDays.closeOfBusiness(applications.today(), terms.assistant() + terms.nextInLineAfter())
                .atZone(institution.zone()).toInstant());
    }

    // --- the work of the service tasks

    /** Freezes what was submitted as the next sheet, with the administrator's signature on it. Idempotent. */
    public void freezeSheet(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        GroupApproval state = state(execution);
        Step submission = state.current().submission();
        if (records.freeze(caseId, submission.answersId(), papers.sheet(caseId, state)).signatures() == 0) {
            papers.sign(caseId, submission, "Applied", null);
        }
    }

    /**
     * Keeps the record of the decision.
     *
     * @throws BpmnError {@code hindered} when the app was withdrawn or the name taken since the application was signed
     */
    public void sealRecord(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        GroupApproval state = state(execution);
        boolean authorised = state.isAuthorised();
        if (authorised) {
            applications.hindrance(state.application()).ifPresent(why -> giveBack(execution, state, why));
        }
        trail.add(caseId, authorised ? "authorised" : "refused", "sealRecord", null, null,
                authorised ? "The group is authorised; the record is sealed" : "The application is refused; the record is sealed");
        keep(execution, state, authorised ? "Authorised" : "Refused");
        cases.end(caseId, authorised ? "Authorised" : "Refused", authorised ? "Authorised: you may set up the group" : "Refused");
    }

    private void giveBack(DelegateExecution execution, GroupApproval state, String why) {
        cases.reopen(execution.getProcessBusinessKey());
        tellReturned(execution, state, why);
        throw new BpmnError("hindered", why);
    }

    /** Nobody may sign for an assistant, so the applicant is asked to name somebody else. */
    public void assistantNotHeard(DelegateExecution execution) {
        GroupApproval state = state(execution);
        String name = applications.assistantOf(state.application()).map(Person::name).orElseThrow();
        tellReturned(execution, state, name + " was asked to sign as assistant administrator and has not answered in time."
                + " Name somebody else as assistant, or nobody.");
    }

    private void tellReturned(DelegateExecution execution, GroupApproval state, String why) {
        String caseId = execution.getProcessBusinessKey();
        trail.add(caseId, "returned", execution.getCurrentActivityId(), null, null, why);
        notices.returned(caseId, state, execution.getActivityInstanceId(), why);
    }

    /** Enters the authorised group in the register, approved but not yet active, and tells everyone concerned. */
    public void enterInRegister(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        GroupApproval state = state(execution);
        ApplyForGroup application = state.application();
        groups.enter(application.groupName(), application.purpose(), application.app(),
                application.membership() + ": " + application.members(), state.applicantId(),
                applications.assistantOf(application).map(Person::personId).orElse(null), caseId);
        notices.ended(caseId, state, "Authorised", "The group has been authorised. The group administrator may set it up now.",
                "The sealed record is with your request.");
    }

    public void tellRefused(DelegateExecution execution) {
        notices.ended(execution.getProcessBusinessKey(), state(execution), "Refused", "The application has been refused.",
                "The reasons are in the sealed record, with your request.");
    }

    /** Keeps the record of an application that was withdrawn, or lapsed because its applicant has left. */
    public void sealWithdrawal(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        GroupApproval state = state(execution);
        notices.returnSettled(caseId);
        if (!state.isWithdrawn()) {
            keep(execution, state, "Lapsed");
            cases.end(caseId, "Lapsed", "Lapsed: the group administrator is no longer employed");
            notices.ended(caseId, state, "Lapsed",
                    "The application has lapsed, because the group administrator is no longer employed. There is nothing left to do.", "");
            return;
        }
        keep(execution, state, "Withdrawn");
        cases.end(caseId, "Withdrawn", "Withdrawn by you");
        notices.ended(caseId, state, "Withdrawn",
                "The application has been withdrawn by the group administrator. There is nothing left to do.", "");
    }

    private void keep(DelegateExecution execution, GroupApproval state, String outcome) {
        String caseId = execution.getProcessBusinessKey();
        records.keep(papers.record(execution.getProcessInstanceId(), caseId, state, outcome,
                Diagram.of(execution), trail.of(caseId)));
        if (!outcome.equals("Authorised")) {
            // No group will be closed one day from which the time could run.
            retention.happened(caseId, RetentionSchedule.Trigger.SUPERSEDED, applications.today());
        }
    }

    private GroupApproval state(DelegateExecution execution) {
        return applications.state(execution.getProcessBusinessKey());
    }

    // --- who gets which task

    @Override
    public Assignment assign(String task, String caseId) {
        GroupApproval state = applications.state(caseId);
        String title = applications.title(state.application());
        return switch (task) {
            case SIGN -> new Assignment("Sign as assistant administrator: " + title, "Waiting for the assistant administrator",
                    List.of(applications.assistantOf(state.application()).orElseThrow().personId()), null, terms.assistant(), null);
            case APPROVE, AUTHORISE -> deciding(state, task, applications.approvers().decider(
                    applications.managerFor(task, state.applicantId()), applications.interested(state), applications.roleAt(task)));
            case CORRECT -> new Assignment("Correct the application: " + title, "Returned to you: correct it and sign again",
                    List.of(state.applicantId()), null, terms.applicant(), null);
            default -> throw new IllegalArgumentException("Group approval has no task '" + task + "'");
        };
    }

    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        if (!task.equals(APPROVE) && !task.equals(AUTHORISE)) {
            return Optional.empty();
        }
        GroupApproval state = applications.state(caseId);
        Approvers approvers = applications.approvers();
        Optional<Person> manager = applications.managerFor(task, state.applicantId());
        Set<String> interested = applications.interested(state);
        Found found = Optional.of(standIn).filter(StandIn.DEPUTY::equals)
                .flatMap(deputy -> approvers.deputy(manager, interested, applications.roleAt(task)))
                .orElseGet(() -> approvers.nextInLine(manager, interested, applications.roleAt(task)));
        return found.holderIds().isEmpty() ? Optional.empty() : Optional.of(deciding(state, task, found));
    }

    private Assignment deciding(GroupApproval state, String task, Found found) {
        return new Assignment((task.equals(APPROVE) ? "Approve " : "Authorise ") + applications.title(state.application()),
                "Waiting for the " + applications.roleAt(task), found.holderIds(), found.inPlaceOf(), terms.manager(), found.why());
    }

    @Override
    public Patience patience() {
        return new Patience(terms.reminderBefore(), terms.deputyAfter(), terms.nextInLineAfter());
    }

    /** The group that was authorised; what is known of it stands in the register. */
    @Override
    public HandedOver handsOver(String caseId, String toFlow) {
        GroupApproval state = applications.state(caseId);
        return new HandedOver(caseId, state.current().submission().at(), "The group has been authorised", List.of(), List.of(), List.of(), List.of());
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
