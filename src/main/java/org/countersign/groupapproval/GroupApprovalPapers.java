package org.countersign.groupapproval;

import static org.countersign.groupapproval.Applications.APPLY;
import static org.countersign.groupapproval.Applications.APPROVE;
import static org.countersign.groupapproval.Applications.AUTHORISE;
import static org.countersign.groupapproval.Applications.SIGN;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.casefile.CasePapers.Signing;
import org.countersign.casefile.CasePapers.Taken;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.Choice;
import org.countersign.casefile.Signed;
import org.countersign.engine.Diagram;
import org.countersign.engine.Trail;
import org.countersign.groupapproval.ApplicationSheet.AffirmedPoint;
import org.countersign.casefile.CaseRecord.PersonLine;
import org.countersign.groupapproval.ApplicationSheet.ReadPolicy;
import org.countersign.groupapproval.GroupApproval.Round;
import org.countersign.casefile.Step;
import org.countersign.casefile.CaseRecord.Decision;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.countersign.records.Document;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Puts on paper what people answered: the sheet, the record, and the panel that those see who have to decide. */
@Component
class GroupApprovalPapers {

    private final Applications applications;
    private final CasePapers papers;
    private final Institution institution;
    private final Apps apps;
    private final RecordKeeper records;
    private final Clock clock;

    GroupApprovalPapers(Applications applications, CasePapers papers, Institution institution, Apps apps, RecordKeeper records, Clock clock) {
        this.applications = applications;
        this.papers = papers;
        this.institution = institution;
        this.apps = apps;
        this.records = records;
        this.clock = clock;
    }

    /** What a person agrees to who signs at that task. */
    String intentOf(String task) {
        return switch (task) {
            case SIGN -> "I have read the application and sign my answer to it. My typed name is my signature.";
            case APPROVE, AUTHORISE -> "This is my decision as %s. My typed name is my signature.".formatted(applications.roleAt(task));
            default -> "I apply as group administrator and make this declaration. My typed name is my signature.";
        };
    }

    /** What a person signs as at that task, as it stands on paper. */
    String roleAt(String task) {
        return switch (task) {
            case SIGN -> "Assistant administrator";
            case APPROVE, AUTHORISE -> StringUtils.capitalize(applications.roleAt(task));
            default -> "Group administrator";
        };
    }

    /** What is already known to somebody who has to decide: what was submitted, what happened so far. */
    record Panel(ApplicationSheet sheet, List<Decision> decisions, String sheetAddress) {}

    Panel panel(String caseId, GroupApproval state) {
        Round round = state.current();
        return new Panel(sheetOf(caseId, round, state.rounds().size()), decisions(state), "/forms/sheets/" + caseId + ".pdf");
    }

    /** Why the application came back last, for the one who corrects it. */
    record Returned(String words, @Nullable String comment) {}

    Returned returned(GroupApproval state, List<Trail.Entry> trail) {
        List<Decision> decisions = decisions(state);
        Decision last = decisions.get(decisions.size() - 1);
        if (last.decision().equals("Returned") || last.decision().equals("Declined")) {
            return new Returned("%s by %s, %s%s.".formatted(last.decision(), last.person().name(), StringUtils.uncapitalize(last.role()),
                    last.inPlaceOf() == null ? "" : ", for " + last.inPlaceOf()), last.comment());
        }
        return trail.stream().filter(entry -> entry.event().equals("returned")).reduce((earlier, later) -> later)
                .map(entry -> new Returned(entry.words(), null)).orElseThrow();
    }

    /** Puts the signature of whoever took that step on the newest sheet. */
    void sign(String caseId, Step step, String decision, @Nullable String comment) {
        papers.sign(caseId, taken("", step, decision, comment));
    }

    Document sheet(String caseId, GroupApproval state) {
        ApplicationSheet sheet = sheetOf(caseId, state.current(), state.rounds().size());
        return new Document("group-approval/sheet", "Application for the messaging group '%s'".formatted(sheet.groupName()),
                Map.of("sheet", sheet));
    }

    RecordDraft record(String processInstanceId, String caseId, GroupApproval state, String outcome, Diagram diagram, List<Trail.Entry> trail) {
        List<ApplicationSheet> sheets = new ArrayList<>();
        for (Round round : state.rounds()) {
            sheets.add(sheetOf(caseId, round, sheets.size() + 1));
        }
        ApplicationSheet last = sheets.remove(sheets.size() - 1);
        String title = "Record of the application for the messaging group '%s'".formatted(last.groupName());
        GroupApprovalRecord record = new GroupApprovalRecord(caseId, outcome, sentence(outcome, last, state), clock.instant(), last,
                List.copyOf(sheets), decisions(state), papers.events(trail), institution.groupApproval().legalBasis(),
                institution.groupApproval().retentionClass(), institution.groupApproval().retentionWords(),
                diagram, last.policies(), papers.evidence(caseId), institution.zone());
        Set<String> named = new LinkedHashSet<>();
        state.rounds().forEach(round -> {
            named.add(round.submission().personId());
            round.steps().forEach(step -> named.add(step.personId()));
            applications.assistantOf(round.application()).map(Person::personId).ifPresent(named::add);
        });
        return new RecordDraft(caseId, "group-approval", processInstanceId, "%s group '%s'".formatted(last.appName(), last.groupName()), outcome,
                AccessClass.OPEN_TO_THE_DESK, institution.groupApproval().retentionClass(),
                new Document("group-approval/record", title, Map.of("record", record)), record, List.of(), Set.copyOf(named));
    }

    private static String sentence(String outcome, ApplicationSheet sheet, GroupApproval state) {
        String group = "the %s group '%s'".formatted(sheet.appName(), sheet.groupName());
        return switch (outcome) {
            case "Authorised" -> "%s may set up %s and run it under the declaration below.".formatted(sheet.administrator().name(), group);
            case "Refused" -> "The application of %s for %s is refused; the reasons stand with the decision."
                    .formatted(sheet.administrator().name(), group);
            case "Lapsed" -> "The application of %s for %s has lapsed, because its administrator is no longer employed."
                    .formatted(sheet.administrator().name(), group);
            default -> "%s has withdrawn the application for %s before it was decided%s".formatted(sheet.administrator().name(), group,
                    state.reasonForWithdrawal().map(": %s"::formatted).orElse("."));
        };
    }

    /** As it was frozen, whatever pack, register and directory say by now; before the freezing, as it will be. */
    private ApplicationSheet sheetOf(String caseId, Round round, int number) {
        return records.frozen(round.submission().answersId(), "sheet", ApplicationSheet.class)
                .orElseGet(() -> newSheet(caseId, round, number));
    }

    private ApplicationSheet newSheet(String caseId, Round round, int number) {
        ApplyForGroup application = round.application();
        Optional<App> app = apps.byId(application.app());
        return new ApplicationSheet(caseId, number, round.submission().at(),
                line(round.submission(), application), applications.assistantOf(application).map(Person::personId).map(papers::line).orElse(null),
                application.groupName(), application.purpose(), app.map(App::name).orElse(application.app()),
                app.map(App::conditions).orElse(null), application.membership() + ": " + application.members(),
                Choice.words(ApplyForGroup.DEVICES, application.devices()),
                Choice.words(ApplyForGroup.DEVICE_SECURITY, application.deviceSecurity()),
                institution.groupApproval().declaration().stream().map(point -> new AffirmedPoint(point.text(), point.citation(),
                        application.declaration().contains(point.id()))).toList(),
                application.policiesRead().stream().map(institution::policy)
                        .map(policy -> new ReadPolicy(policy.title(), policy.version())).toList(),
                intentOf(APPLY),
                papers.letterhead());
    }

    private List<Decision> decisions(GroupApproval state) {
        List<Decision> decisions = new ArrayList<>();
        for (Round round : state.rounds()) {
            decisions.add(decision("Application", round.submission(), "Applied", null));
            for (Step step : round.steps()) {
                if (step.answers() instanceof SignAsAssistant answer) {
                    decisions.add(decision("Assistant's signature", step,
                            answer.decision() == SignAsAssistant.AssistantDecision.SIGN ? "Signed" : "Declined", answer.comment()));
                } else if (step.answers() instanceof ApproveGroup answer) {
                    decisions.add(decision(applications.needsSecondApproval() ? "First approval" : "Approval", step, answer.inWords("Approved"), answer.comment()));
                } else if (step.answers() instanceof AuthoriseGroup answer) {
                    decisions.add(decision("Authorisation", step, answer.inWords("Authorised"), answer.comment()));
                }
            }
        }
        return List.copyOf(decisions);
    }

    private Decision decision(String name, Step step, String decision, @Nullable String comment) {
        Taken taken = taken(name, step, decision, comment);
        return step.answers() instanceof ApplyForGroup application ? papers.decision(taken, line(step, application)) : papers.decision(taken);
    }

    private Taken taken(String name, Step step, String decision, @Nullable String comment) {
        return new Taken(step, new Signing(name, roleAt(step.task()), intentOf(step.task())), decision, comment);
    }

    /** The administrator with position and department as the application says. */
    private PersonLine line(Step submission, ApplyForGroup application) {
        return new PersonLine(submission.personId(), papers.nameOf(submission.personId()), application.position(), application.department());
    }
}
