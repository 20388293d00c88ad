package org.countersign.groupapproval;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.answers.Answers;
import org.countersign.answers.Submitted;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.Trail;
import org.countersign.engine.Withdrawal;
import org.countersign.groupapproval.GroupApproval.Step;
import org.countersign.groupapproval.ManagerDecision.Verdict;
import org.countersign.groupapproval.SignAsAssistant.AssistantDecision;
import org.countersign.institution.Institution;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.PersonalSignature;
import org.countersign.records.RecordKeeper;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Group approval as the engine sees it: the questions its gateways ask, the work of its service tasks, its forms and who
 * gets which task (Social Media Policy §9, Annex B).
 */
@Component("groupApproval")
public class GroupApprovalTasks implements Flow {

    private static final String APPLY = "applyForGroup";
    private static final String SIGN = "signAsAssistant";
    private static final String APPROVE = "approveGroup";
    private static final String AUTHORISE = "authoriseGroup";
    private static final String CORRECT = "correctApplication";

    static final String AUTHENTICATED_BY = "signed in with password";

    private final Answers answers;
    private final Cases cases;
    private final Trail trail;
    private final People people;
    private final Institution institution;
    private final Apps apps;
    private final Groups groups;
    private final Notices notices;
    private final RecordKeeper records;
    private final GroupApprovalPapers papers;
    private final Clock clock;
    private final List<Form<?>> forms;

    GroupApprovalTasks(Answers answers, Cases cases, Trail trail, People people, Institution institution, Apps apps,
            Groups groups, Notices notices, RecordKeeper records, GroupApprovalPapers papers, Clock clock) {
        this.answers = answers;
        this.cases = cases;
        this.trail = trail;
        this.people = people;
        this.institution = institution;
        this.apps = apps;
        this.groups = groups;
        this.notices = notices;
        this.records = records;
        this.papers = papers;
        this.clock = clock;
        this.forms = makeForms();
    }

    // --- the questions of the diagram -------------------------------------------------------------------------------

    public boolean hasAssistant(DelegateExecution execution) {
        return state(execution).hasAssistant();
    }

    public boolean assistantSigned(DelegateExecution execution) {
        return state(execution).assistantSigned();
    }

    public boolean needsSecondApproval() {
        return institution.groupApproval().approvals() == 2;
    }

    public boolean firstDecisionIs(DelegateExecution execution, String verdict) {
        return state(execution).firstDecision().orElseThrow() == Verdict.valueOf(verdict);
    }

    public boolean secondDecisionIs(DelegateExecution execution, String verdict) {
        return state(execution).secondDecision().orElseThrow() == Verdict.valueOf(verdict);
    }

    public boolean isAuthorised(DelegateExecution execution) {
        return state(execution).isAuthorised(needsSecondApproval());
    }

    // --- the work of the service tasks ------------------------------------------------------------------------------

    /** Freezes what was submitted as the next sheet, with the administrator's signature on it. Idempotent. */
    public void freezeSheet(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        GroupApproval state = state(caseId);
        Submitted submission = latestSubmission(caseId);
        if (records.freeze(caseId, submission.answersId(), papers.sheet(caseId, state)).signatures() == 0) {
            Step step = state.current().submission();
            sign(caseId, person(step.personId()), null, "Group administrator", "Applied", null, papers.intentOf(APPLY), step);
        }
    }

    /**
     * Keeps the record of the decision.
     *
     * @throws BpmnError {@code hindered} when the app was withdrawn or the name taken since the application was signed
     */
    public void sealRecord(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        GroupApproval state = state(caseId);
        boolean authorised = state.isAuthorised(needsSecondApproval());
        if (authorised) {
            hindrance(state.application()).ifPresent(why -> {
                cases.reopen(caseId);
                trail.add(caseId, "returned", "sealRecord", null, null, why);
                tell(state.applicantId(), caseId, "returned", "Correct the application: " + title(state),
                        why + " Please correct the application and sign it again.");
                throw new BpmnError("hindered", why);
            });
        }
        String outcome = authorised ? "Authorised" : "Refused";
        trail.add(caseId, authorised ? "authorised" : "refused", "sealRecord", null, null,
                authorised ? "The group is authorised; the record is sealed" : "The application is refused; the record is sealed");
        records.keep(papers.record(execution.getProcessInstanceId(), caseId, state, outcome, definitionOf(execution), trail.of(caseId)));
        cases.end(caseId, outcome, authorised ? "Authorised: you may set up the group" : "Refused");
    }

    /** Enters the authorised group in the register, approved but not yet active, and tells everyone concerned. */
    public void enterInRegister(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        GroupApproval state = state(caseId);
        ApplyForGroup application = state.application();
        groups.enter(application.groupName(), application.purpose(), application.app(),
                application.membership() + ": " + application.members(), state.applicantId(),
                assistantOf(application).map(Person::personId).orElse(null), caseId);
        tellOutcome(caseId, state, "Authorised: " + title(state),
                "The group has been authorised. The group administrator may set it up now; the sealed record is ready.");
    }

    public void tellRefused(DelegateExecution execution) {
        GroupApproval state = state(execution);
        tellOutcome(execution.getProcessBusinessKey(), state, "Refused: " + title(state),
                "The application has been refused. The reasons are in the sealed record.");
    }

    /** Keeps the record of a withdrawn application. */
    public void sealWithdrawal(DelegateExecution execution) {
        String caseId = execution.getProcessBusinessKey();
        GroupApproval state = state(caseId);
        records.keep(papers.record(execution.getProcessInstanceId(), caseId, state, "Withdrawn", definitionOf(execution),
                trail.of(caseId)));
        cases.end(caseId, "Withdrawn", "Withdrawn by you");
        tellOutcome(caseId, state, "Withdrawn: " + title(state),
                "The application has been withdrawn by the group administrator. There is nothing left to do.");
    }

    // --- who gets which task ----------------------------------------------------------------------------------------

    @Override
    public Assignment assign(String task, String caseId) {
        GroupApproval state = state(caseId);
        return switch (task) {
            case SIGN -> new Assignment("Sign as assistant administrator: " + title(state), "Waiting for the assistant administrator",
                    List.of(assistantOf(state.application()).orElseThrow().personId()), null, terms().assistant(), null);
            case APPROVE -> deciding(state, approvers().decider(expectedFor(task, state), interested(state), stepWords(task)), task);
            case AUTHORISE -> deciding(state, approvers().decider(expectedFor(task, state), interested(state), stepWords(task)), task);
            case CORRECT -> new Assignment("Correct the application: " + title(state), "Returned to you: correct it and sign again",
                    List.of(state.applicantId()), null, terms().applicant(), null);
            default -> throw new IllegalArgumentException("Group approval has no task '" + task + "'");
        };
    }

    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        if (!task.equals(APPROVE) && !task.equals(AUTHORISE)) {
            return Optional.empty();
        }
        GroupApproval state = state(caseId);
        Optional<Person> manager = expectedFor(task, state);
        Set<String> interested = interested(state);
        Approvers.Found found = standIn == StandIn.DEPUTY
                ? approvers().deputy(manager, interested, stepWords(task))
                        .orElseGet(() -> approvers().nextInLine(manager, interested, stepWords(task)))
                : approvers().nextInLine(manager, interested, stepWords(task));
        return found.holderIds().isEmpty() ? Optional.empty() : Optional.of(deciding(state, found, task));
    }

    private Assignment deciding(GroupApproval state, Approvers.Found found, String task) {
        boolean first = task.equals(APPROVE);
        return new Assignment((first ? "Approve " : "Authorise ") + title(state), "Waiting for the " + stepWords(task),
                found.holderIds(), found.inPlaceOf(), terms().manager(), found.why());
    }

    private Optional<Person> expectedFor(String task, GroupApproval state) {
        return task.equals(APPROVE) ? approvers().firstManagerOf(state.applicantId())
                : approvers().secondManagerOf(state.applicantId());
    }

    private static String stepWords(String task) {
        return task.equals(APPROVE) ? "first line manager" : "second line manager";
    }

    private Set<String> interested(GroupApproval state) {
        return state.interested(assistantOf(state.application()).map(Person::personId).orElse(null));
    }

    private Approvers approvers() {
        return new Approvers(people, LocalDate.ofInstant(clock.instant(), institution.zone()));
    }

    @Override
    public Patience patience() {
        return new Patience(terms().reminderBefore(), terms().deputyAfter(), terms().nextInLineAfter());
    }

    private Institution.Terms terms() {
        return institution.groupApproval().terms();
    }

    // --- the forms --------------------------------------------------------------------------------------------------

    @Override
    public List<Form<?>> forms() {
        return forms;
    }

    private List<Form<?>> makeForms() {
        return List.of(
                new Form<>(APPLY, ApplyForGroup.class, this::applicationPage, this::checkApplication, this::applied),
                new Form<>(SIGN, SignAsAssistant.class, this::decisionPage, this::checkAssistant, this::assistantAnswered),
                new Form<>(APPROVE, ApproveGroup.class, this::decisionPage, this::checkDecision, this::approverDecided),
                new Form<>(AUTHORISE, AuthoriseGroup.class, this::decisionPage, this::checkDecision, this::authoriserDecided),
                new Form<>(CORRECT, ApplyForGroup.class, this::applicationPage, this::checkApplication, this::applied));
    }

    private Map<String, Object> applicationPage(Visit visit) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("apps", apps.approved());
        page.put("memberships", institution.groupApproval().memberships());
        page.put("devices", Choice.DEVICES);
        page.put("deviceSecurity", Choice.DEVICE_SECURITY);
        page.put("declaration", institution.groupApproval().declaration());
        page.put("policies", institution.groupApproval().readAndUnderstood().stream().map(institution::policy).toList());
        page.put("intent", papers.intentOf(APPLY));
        page.put("terms", terms());
        page.put("firstManager", approvers().firstManagerOf(visit.person().personId()).map(Person::name).orElse("a college officer"));
        page.put("secondManager", needsSecondApproval()
                ? approvers().secondManagerOf(visit.person().personId()).map(Person::name).orElse("a college officer") : "");
        if (visit.caseId() == null) {
            page.put("initial", Map.of("position", visit.person().position(), "department", visit.person().department()));
        } else {
            GroupApproval state = state(visit.caseId());
            page.put("initial", state.application());
            page.put("returned", papers.panel(visit.caseId(), state));
            page.put("hindrance", hindrance(state.application()).orElse(""));
        }
        return page;
    }

    private Map<String, Object> decisionPage(Visit visit) {
        String caseId = visit.requiredCaseId();
        GroupApproval state = state(caseId);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("panel", papers.panel(caseId, state));
        page.put("intent", papers.intentOf(cases.openTasksOf(caseId).stream()
                .filter(task -> task.taskId().equals(visit.taskId())).findFirst().map(Cases.Waiting::task).orElse(SIGN)));
        page.put("inPlaceOf", visit.inPlaceOf() == null ? "" : people.byId(visit.inPlaceOf()).map(Person::name).orElse(""));
        return page;
    }

    private void checkApplication(ApplyForGroup application, Visit visit, Errors errors) {
        checkSignature(application, visit, errors);
        Person applicant = visit.person();
        if (application.app() != null && !application.app().isBlank()
                && apps.approved().stream().noneMatch(app -> app.appId().equals(application.app()))) {
            errors.add("app", "This app is not on the register of approved apps. Ask the IT team to have it approved first.");
        }
        if (application.groupName() != null && groups.isNameTaken(application.groupName())) {
            errors.add("groupName", "A live group has this name already. Choose another name.");
        }
        if (application.membership() != null && !application.membership().isBlank()
                && !institution.groupApproval().memberships().contains(application.membership())) {
            errors.add("membership", "Choose one of the kinds of membership shown");
        }
        if (!Choice.allOffered(Choice.DEVICES, application.devices())) {
            errors.add("devices", "Choose from the devices shown");
        }
        if (!Choice.allOffered(Choice.DEVICE_SECURITY, application.deviceSecurity())) {
            errors.add("deviceSecurity", "Choose from the ways shown");
        }
        if (!Set.copyOf(application.declaration()).equals(
                Set.copyOf(institution.groupApproval().declaration().stream().map(Institution.Point::id).toList()))) {
            errors.add("declaration", "Affirm every point of the declaration");
        }
        if (!Set.copyOf(application.policiesRead()).equals(Set.copyOf(institution.groupApproval().readAndUnderstood()))) {
            errors.add("policiesRead", "Confirm that you have read and understood each policy");
        }
        checkAssistantChoice(application, applicant, errors);
        if (approvers().decider(approvers().firstManagerOf(applicant.personId()), Set.of(applicant.personId()),
                stepWords(APPROVE)).holderIds().isEmpty()) {
            errors.add("", "The directory names nobody who may approve this. Ask an administrator to enter your line manager.");
        }
    }

    private void checkAssistantChoice(ApplyForGroup application, Person applicant, Errors errors) {
        if (application.assistant() == null) {
            return;
        }
        Optional<Person> assistant = assistantOf(application);
        if (assistant.filter(person -> person.has("staff")).isEmpty()) {
            errors.add("assistant", "The directory has no member of staff with this name. Choose somebody from the list, or leave it empty.");
        } else if (assistant.get().personId().equals(applicant.personId())) {
            errors.add("assistant", "You cannot be your own assistant. Choose somebody else, or leave it empty.");
        } else if (isManager(assistant.get(), applicant)) {
            errors.add("assistant", assistant.get().name() + " has to decide about this application as your line manager. "
                    + "Choose somebody else, or leave it empty.");
        }
    }

    private boolean isManager(Person person, Person applicant) {
        return approvers().firstManagerOf(applicant.personId()).filter(person::equals).isPresent()
                || needsSecondApproval() && approvers().secondManagerOf(applicant.personId()).filter(person::equals).isPresent();
    }

    private void checkAssistant(SignAsAssistant answer, Visit visit, Errors errors) {
        checkSignature(answer, visit, errors);
        if (answer.decision() == AssistantDecision.DECLINE && isEmpty(answer.comment())) {
            errors.add("comment", "Say why you decline, so that the applicant can put it right");
        }
    }

    private void checkDecision(ManagerDecision answer, Visit visit, Errors errors) {
        checkSignature(answer, visit, errors);
        if (answer.decision() != null && answer.decision() != Verdict.APPROVE && isEmpty(answer.comment())) {
            errors.add("comment", answer.decision() == Verdict.RETURN
                    ? "Say what has to change" : "Give your reasons for refusing");
        }
        if (interested(state(visit.requiredCaseId())).contains(visit.person().personId())) {
            errors.add("", "You have a part in this application, so somebody else has to decide about it.");
        }
    }

    private static void checkSignature(Signed answer, Visit visit, Errors errors) {
        if (answer.signedName() != null && !answer.signedName().isBlank()
                && !PersonName.isTyped(visit.person().name(), answer.signedName())) {
            errors.add("signedName", "Type your name as the directory has it: " + visit.person().name());
        }
    }

    // --- what follows from answers ----------------------------------------------------------------------------------

    private void applied(ApplyForGroup application, Visit visit) {
        String caseId = visit.requiredCaseId();
        boolean again = visit.taskId() != null;
        cases.retitle(caseId, title(application));
        cases.say(caseId, "Submitted");
        trail.add(caseId, "submitted", again ? CORRECT : APPLY, visit.person().personId(), null,
                again ? "Corrected, signed and submitted again" : "Signed and submitted");
    }

    private void assistantAnswered(SignAsAssistant answer, Visit visit) {
        boolean signs = answer.decision() == AssistantDecision.SIGN;
        decided(visit, SIGN, "Assistant administrator", signs ? "Signed" : "Declined", answer.comment(),
                signs ? "Signed as assistant administrator" : "Declined to be assistant administrator");
        if (!signs) {
            tellReturned(visit, "The assistant administrator has declined.");
        }
    }

    private void approverDecided(ApproveGroup answer, Visit visit) {
        managerDecided(answer, visit, APPROVE, "First line manager", "Approved", !needsSecondApproval());
    }

    private void authoriserDecided(AuthoriseGroup answer, Visit visit) {
        managerDecided(answer, visit, AUTHORISE, "Second line manager", "Authorised", true);
    }

    private void managerDecided(ManagerDecision answer, Visit visit, String task, String role, String approved, boolean isLast) {
        String decision = switch (answer.decision()) {
            case APPROVE -> approved;
            case RETURN -> "Returned";
            case REFUSE -> "Refused";
        };
        if (answer.decision() == Verdict.REFUSE || answer.decision() == Verdict.APPROVE && isLast) {
            cases.decide(visit.requiredCaseId(), "The application has been withdrawn meanwhile. There is nothing left to decide.");
        }
        decided(visit, task, role, decision, answer.comment(), decision + " by the " + role.toLowerCase());
        if (answer.decision() == Verdict.RETURN) {
            tellReturned(visit, "The " + role.toLowerCase() + " has returned the application for changes.");
        }
    }

    private void decided(Visit visit, String task, String role, String decision, @Nullable String comment, String words) {
        String caseId = visit.requiredCaseId();
        Step step = state(caseId).current().steps().stream().reduce((earlier, later) -> later).orElseThrow();
        sign(caseId, visit.person(), visit.inPlaceOf(), role, decision, comment, papers.intentOf(task), step);
        trail.add(caseId, decision.toLowerCase(), task, visit.person().personId(), visit.inPlaceOf(), words);
    }

    private void sign(String caseId, Person signer, @Nullable String inPlaceOf, String role, String decision,
            @Nullable String comment, String intent, Step step) {
        records.sign(caseId, new PersonalSignature(signer.personId(), signer.name(), role,
                inPlaceOf == null ? null : people.byId(inPlaceOf).map(Person::name).orElse(inPlaceOf),
                decision, isEmpty(comment) ? null : comment, intent, AUTHENTICATED_BY, step.at()));
    }

    private void tellReturned(Visit visit, String what) {
        GroupApproval state = state(visit.requiredCaseId());
        tell(state.applicantId(), visit.requiredCaseId(), "returned:" + visit.taskId(), "Correct the application: " + title(state),
                what + " Please correct it and sign it again, or withdraw it.");
    }

    private void tellOutcome(String caseId, GroupApproval state, String subject, String text) {
        Set<String> concerned = interested(state);
        concerned.forEach(personId -> tell(personId, caseId, "outcome", subject, text));
    }

    private void tell(String personId, String caseId, String event, String subject, String text) {
        notices.tell(personId, new Notice(event + ":" + caseId, name() + "/" + event.replaceAll(":.*", ""), subject, text,
                "/requests/" + caseId, caseId));
    }

    // --- what the case is -------------------------------------------------------------------------------------------

    private GroupApproval state(DelegateExecution execution) {
        return state(execution.getProcessBusinessKey());
    }

    GroupApproval state(String caseId) {
        return GroupApproval.of(answers.of(caseId).stream().map(this::step).toList());
    }

    private Step step(Submitted submitted) {
        Class<?> type = switch (submitted.task()) {
            case APPLY, CORRECT -> ApplyForGroup.class;
            case SIGN -> SignAsAssistant.class;
            case APPROVE -> ApproveGroup.class;
            case AUTHORISE -> AuthoriseGroup.class;
            case Withdrawal.TASK -> Withdrawal.class;
            default -> throw new IllegalStateException("Group approval knows no answers '" + submitted.form() + "'");
        };
        return new Step(submitted.task(), submitted.personId(), submitted.inPlaceOf(), submitted.submittedAt(),
                answers.read(submitted, type));
    }

    private Submitted latestSubmission(String caseId) {
        return answers.of(caseId).stream().filter(one -> one.task().equals(APPLY) || one.task().equals(CORRECT))
                .reduce((earlier, later) -> later).orElseThrow();
    }

    private Optional<String> hindrance(ApplyForGroup application) {
        if (apps.approved().stream().noneMatch(app -> app.appId().equals(application.app()))) {
            return Optional.of("The app is no longer on the register of approved apps.");
        }
        if (groups.isNameTaken(application.groupName())) {
            return Optional.of("Another live group has taken the name meanwhile.");
        }
        return Optional.empty();
    }

    private Optional<Person> assistantOf(ApplyForGroup application) {
        return application.assistant() == null ? Optional.empty() : PersonName.userIdIn(application.assistant()).flatMap(people::byUserId);
    }

    private String title(GroupApproval state) {
        return title(state.application());
    }

    private String title(ApplyForGroup application) {
        return "%s group '%s'".formatted(apps.byId(application.app()).map(App::name).orElse("Messaging"), application.groupName());
    }

    private Person person(String personId) {
        return people.byId(personId).orElseThrow(() -> new IllegalStateException("The directory has lost person " + personId));
    }

    private static GroupApprovalRecord.Diagram definitionOf(DelegateExecution execution) {
        var definition = execution.getProcessEngineServices().getRepositoryService()
                .getProcessDefinition(execution.getProcessDefinitionId());
        return new GroupApprovalRecord.Diagram(definition.getKey(), definition.getVersion());
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isBlank();
    }

    // --- what it is called ------------------------------------------------------------------------------------------

    @Override
    public String name() {
        return "group-approval";
    }

    @Override
    public String title() {
        return "Messaging group";
    }

    @Override
    public String invitation() {
        return "Apply to run a staff messaging group on an approved app.";
    }

    @Override
    public String prefix() {
        return "GA";
    }

    @Override
    public boolean confidential() {
        return false;
    }

    @Override
    public List<String> starters() {
        return List.of("staff");
    }
}
