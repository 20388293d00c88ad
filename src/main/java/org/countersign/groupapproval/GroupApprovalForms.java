package org.countersign.groupapproval;

import static org.countersign.groupapproval.Applications.APPLY;
import static org.countersign.groupapproval.Applications.APPROVE;
import static org.countersign.groupapproval.Applications.AUTHORISE;
import static org.countersign.groupapproval.Applications.CORRECT;
import static org.countersign.groupapproval.Applications.SIGN;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Choice;
import org.countersign.casefile.Signed;
import org.countersign.engine.Cases;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Check;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Page;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.Trail;
import org.countersign.casefile.Step;
import org.countersign.groupapproval.LineManagerDecision.Verdict;
import org.countersign.groupapproval.SignAsAssistant.AssistantDecision;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The five forms: what their pages show, which rules their answers keep, and what follows from them. */
@Component
class GroupApprovalForms {

    private final Applications applications;
    private final GroupApprovalPapers papers;
    private final GroupApprovalNotices notices;
    private final Cases cases;
    private final Trail trail;
    private final People people;
    private final Institution institution;
    private final Apps apps;
    private final Groups groups;
    private final Checks checks;

    GroupApprovalForms(Applications applications, GroupApprovalPapers papers, GroupApprovalNotices notices, Cases cases,
            Trail trail, People people, Institution institution, Apps apps, Groups groups, Checks checks) {
        this.applications = applications;
        this.papers = papers;
        this.notices = notices;
        this.cases = cases;
        this.trail = trail;
        this.people = people;
        this.institution = institution;
        this.apps = apps;
        this.groups = groups;
        this.checks = checks;
    }

    List<Form<?>> all() {
        return List.of(
                new Form<>(APPLY, ApplyForGroup.class, this::applicationPage, this::checkApplication, this::applied),
                new Form<>(SIGN, SignAsAssistant.class, decisionPage(SIGN), this::checkAssistant, this::assistantAnswered),
                new Form<>(APPROVE, ApproveGroup.class, decisionPage(APPROVE), checkDecision(APPROVE), (answer, visit) ->
                        managerDecided(answer, visit, APPROVE, "Approved", !applications.needsSecondApproval())),
                new Form<>(AUTHORISE, AuthoriseGroup.class, decisionPage(AUTHORISE), checkDecision(AUTHORISE), (answer, visit) ->
                        managerDecided(answer, visit, AUTHORISE, "Authorised", true)),
                new Form<>(CORRECT, ApplyForGroup.class, this::applicationPage, this::checkApplication, this::applied));
    }

    // --- what the pages show

    private Map<String, Object> applicationPage(Visit visit) {
        Institution.GroupApproval pack = institution.groupApproval();
        String applicantId = visit.person().personId();
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("apps", apps.approved());
        page.put("memberships", pack.memberships());
        page.put("devices", ApplyForGroup.DEVICES);
        page.put("deviceSecurity", ApplyForGroup.DEVICE_SECURITY);
        page.put("declaration", pack.declaration());
        page.put("policies", pack.readAndUnderstood().stream().map(institution::policy).toList());
        page.put("intent", papers.intentOf(APPLY));
        page.put("terms", pack.terms());
        page.put("firstManager", nameOfManager(APPROVE, applicantId));
        page.put("secondManager", applications.needsSecondApproval() ? nameOfManager(AUTHORISE, applicantId) : "");
        if (visit.caseId() == null) {
            page.put("initial", Map.of("position", visit.person().position(), "department", visit.person().department()));
        } else {
            GroupApproval state = applications.state(visit.caseId());
            page.put("initial", state.application());
            page.put("returned", papers.returned(state, trail.of(visit.caseId())));
        }
        return page;
    }

    private String nameOfManager(String task, String applicantId) {
        return applications.managerFor(task, applicantId).map(Person::name).orElse("a college officer");
    }

    private Page decisionPage(String task) {
        return visit -> Map.of(
                "panel", papers.panel(visit.requiredCaseId(), applications.state(visit.requiredCaseId())),
                "intent", papers.intentOf(task),
                "inPlaceOf", visit.inPlaceOf() == null ? "" : people.byId(visit.inPlaceOf()).map(Person::name).orElse(""));
    }

    // --- which rules answers keep

    private void checkApplication(ApplyForGroup application, Visit visit, Errors errors) {
        checks.signature(application, visit, errors);
        Institution.GroupApproval pack = institution.groupApproval();
        if (Checks.isGiven(application.app()) && !applications.isApproved(application.app())) {
            errors.add("app", "This app is not on the register of approved apps. Ask the IT team to have it approved first.");
        }
        if (Checks.isGiven(application.groupName()) && groups.isNameTaken(application.groupName())) {
            errors.add("groupName", "A live group has this name already. Choose another name.");
        }
        if (Checks.isGiven(application.membership()) && !pack.memberships().contains(application.membership())) {
            errors.add("membership", "Choose one of the kinds of membership shown");
        }
        if (!Choice.allOffered(ApplyForGroup.DEVICES, application.devices())) {
            errors.add("devices", "Choose from the devices shown");
        }
        if (!Choice.allOffered(ApplyForGroup.DEVICE_SECURITY, application.deviceSecurity())) {
            errors.add("deviceSecurity", "Choose from the ways shown");
        }
        if (!Set.copyOf(application.declaration()).equals(Set.copyOf(pack.declaration().stream().map(Institution.Point::id).toList()))) {
            errors.add("declaration", "Affirm every point of the declaration");
        }
        if (!Set.copyOf(application.policiesRead()).equals(Set.copyOf(pack.readAndUnderstood()))) {
            errors.add("policiesRead", "Confirm that you have read and understood each policy");
        }
        checkAssistantChoice(application, visit.person(), errors);
        checkSomebodyMayDecide(visit.person(), errors);
    }

    private void checkAssistantChoice(ApplyForGroup application, Person applicant, Errors errors) {
        if (application.assistant() == null) {
            return;
        }
        Optional<Person> assistant = applications.assistantOf(application);
        if (assistant.filter(person -> person.has("staff")).isEmpty()) {
            errors.add("assistant", "The directory has no member of staff with this name. Choose somebody from the list, or leave it empty.");
        } else if (assistant.get().personId().equals(applicant.personId())) {
            errors.add("assistant", "You cannot be your own assistant. Choose somebody else, or leave it empty.");
        } else if (decides(assistant.get(), applicant)) {
            errors.add("assistant", assistant.get().name() + " has to decide about this application as your line manager. "
                    + "Choose somebody else, or leave it empty.");
        }
    }

    private boolean decides(Person person, Person applicant) {
        return applications.managerFor(APPROVE, applicant.personId()).filter(person::equals).isPresent()
                || applications.needsSecondApproval()
                && applications.managerFor(AUTHORISE, applicant.personId()).filter(person::equals).isPresent();
    }

    private void checkSomebodyMayDecide(Person applicant, Errors errors) {
        Optional<Person> manager = applications.managerFor(APPROVE, applicant.personId());
        if (applications.approvers().decider(manager, Set.of(applicant.personId()), applications.roleAt(APPROVE)).holderIds().isEmpty()) {
            errors.add("", "The directory names nobody who may approve this. Ask an administrator to enter your line manager.");
        }
    }

    private void checkAssistant(SignAsAssistant answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        if (answer.decision() == AssistantDecision.DECLINE && !Checks.isGiven(answer.comment())) {
            errors.add("comment", "Say why you decline, so that the applicant can put it right");
        }
    }

    private <A extends LineManagerDecision> Check<A> checkDecision(String task) {
        return (answer, visit, errors) -> {
            checks.signature(answer, visit, errors);
            if (answer.decision() == Verdict.RETURN && !Checks.isGiven(answer.comment())) {
                errors.add("comment", "Say what has to change");
            }
            if (answer.decision() == Verdict.REFUSE && !Checks.isGiven(answer.comment())) {
                errors.add("comment", "Give your reasons for refusing");
            }
            if (applications.interested(applications.state(visit.requiredCaseId())).contains(visit.person().personId())) {
                errors.add("", "You have a part in this application, so somebody else has to decide as "
                        + applications.roleAt(task) + ".");
            }
        };
    }

    // --- what follows from answers

    private void applied(ApplyForGroup application, Visit visit) {
        String caseId = visit.requiredCaseId();
        boolean again = visit.taskId() != null;
        cases.retitle(caseId, applications.title(application), "Submitted");
        if (again) {
            notices.returnSettled(caseId);
        }
        trail.add(caseId, "submitted", again ? CORRECT : APPLY, visit.person().personId(), null,
                again ? "Corrected, signed and submitted again" : "Signed and submitted");
    }

    private void assistantAnswered(SignAsAssistant answer, Visit visit) {
        boolean signs = answer.decision() == AssistantDecision.SIGN;
        decided(visit, SIGN, signs ? "Signed" : "Declined", answer.comment(),
                signs ? "Signed as assistant administrator" : "Declined to be assistant administrator");
        if (!signs) {
            tellReturned(visit, "The assistant administrator has declined.");
        }
    }

    private void managerDecided(LineManagerDecision answer, Visit visit, String task, String approved, boolean isLast) {
        if (answer.decision() == Verdict.REFUSE || answer.decision() == Verdict.APPROVE && isLast) {
            cases.decide(visit.requiredCaseId(), "The application has been withdrawn meanwhile. There is nothing left to decide.");
        }
        String decision = answer.inWords(approved);
        decided(visit, task, decision, answer.comment(), decision + " by the " + applications.roleAt(task));
        if (answer.decision() == Verdict.RETURN) {
            tellReturned(visit, "The " + applications.roleAt(task) + " has returned the application for changes.");
        }
    }

    private void decided(Visit visit, String task, String decision, @Nullable String comment, String words) {
        String caseId = visit.requiredCaseId();
        Step step = applications.state(caseId).lastStep();
        papers.sign(caseId, step, decision, comment);
        trail.add(caseId, decision.toLowerCase(Locale.ROOT), task, visit.person().personId(), visit.inPlaceOf(), words);
    }

    private void tellReturned(Visit visit, String what) {
        notices.returned(visit.requiredCaseId(), applications.state(visit.requiredCaseId()), String.valueOf(visit.taskId()), what);
    }
}
