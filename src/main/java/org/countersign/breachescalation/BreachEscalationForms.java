package org.countersign.breachescalation;

import static org.countersign.breachescalation.BreachFiles.ASSESS;
import static org.countersign.breachescalation.BreachFiles.CLOSE;
import static org.countersign.breachescalation.BreachFiles.CONFIRM;
import static org.countersign.breachescalation.BreachFiles.CONFIRM_CORRECTION;
import static org.countersign.breachescalation.BreachFiles.CONTAIN;
import static org.countersign.breachescalation.BreachFiles.DECIDE;
import static org.countersign.breachescalation.BreachFiles.FOLLOW_UP;
import static org.countersign.breachescalation.BreachFiles.NOTIFY;
import static org.countersign.breachescalation.BreachFiles.REPORT;
import static org.countersign.breachescalation.BreachFiles.TELL;
import static org.countersign.breachescalation.BreachFiles.TRIAGE;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.answers.Attachments;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Choice;
import org.countersign.casefile.LocalTimes;
import org.countersign.casefile.Step;
import org.countersign.breachescalation.Breaches.Kind;
import org.countersign.breachescalation.DecideOnNotification.Regulator;
import org.countersign.breachescalation.TriageBreach.Verdict;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Cases;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Accept;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Page;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution.Asked;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.RecordKeeper;
import org.countersign.registers.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The eleven forms: what their pages show, which rules their answers keep, and what follows from them. */
@Component
class BreachEscalationForms {

    private final BreachFiles files;
    private final Breaches breaches;
    private final Marks marks;
    private final BreachPapers papers;
    private final BreachEscalationNotices notices;
    private final BreachEngineTasks engine;
    private final CaseStarts starts;
    private final RegulatorFormFiller regulatorForm;
    private final Checks checks;
    private final Attachments attachments;
    private final RecordKeeper records;
    private final Groups groups;
    private final People people;
    private final Cases cases;
    private final Trail trail;

    BreachEscalationForms(BreachFiles files, Breaches breaches, Marks marks, BreachPapers papers, BreachEscalationNotices notices,
            BreachEngineTasks engine, CaseStarts starts, RegulatorFormFiller regulatorForm, Checks checks, Attachments attachments,
            RecordKeeper records, Groups groups, People people, Cases cases, Trail trail) {
        this.files = files;
        this.breaches = breaches;
        this.marks = marks;
        this.papers = papers;
        this.notices = notices;
        this.engine = engine;
        this.starts = starts;
        this.regulatorForm = regulatorForm;
        this.checks = checks;
        this.attachments = attachments;
        this.records = records;
        this.groups = groups;
        this.people = people;
        this.cases = cases;
        this.trail = trail;
    }

    List<Form<?>> all() {
        return List.of(
                new Form<>(REPORT, ReportBreach.class, this::reportPage, this::checkReport, this::reported),
                new Form<>(TRIAGE, TriageBreach.class, page(TRIAGE), this::checkTriage, this::triaged),
                new Form<>(CONTAIN, ContainBreach.class, page(CONTAIN), this::checkContainment, then(CONTAIN, "contained", "Said how far the containment has come")),
                new Form<>(ASSESS, AssessBreach.class, page(ASSESS), this::checkAssessment, then(ASSESS, "assessed", "Assessed the risk")),
                new Form<>(DECIDE, DecideOnNotification.class, page(DECIDE), this::checkDecision, this::decided),
                new Form<>(CONFIRM, ConfirmNoNotification.class, page(CONFIRM), this::checkConfirmation, this::confirmed),
                new Form<>(NOTIFY, NotifyRegulator.class, page(NOTIFY), this::checkNotification, this::notified),
                new Form<>(TELL, TellPeopleAffected.class, page(TELL), this::checkTold, then(TELL, "told", "Told the people affected")),
                new Form<>(FOLLOW_UP, FollowUp.class, page(FOLLOW_UP), this::checkFollowUp, then(FOLLOW_UP, "followedUp", "Sent the regulator something that was missing")),
                new Form<>(CLOSE, CloseBreach.class, page(CLOSE), this::checkClosing, this::closed),
                new Form<>(CONFIRM_CORRECTION, ConfirmCorrection.class, page(CONFIRM_CORRECTION), this::checkCorrection, this::correctionDecided));
    }

    // --- what the pages show

    private Map<String, Object> reportPage(Visit visit) {
        Map<String, Object> page = new LinkedHashMap<>(lists());
        page.put("initial", Map.of());
        return page;
    }

    private Map<String, Object> lists() {
        return Map.of("subjects", ReportBreach.SUBJECTS, "data", ReportBreach.DATA, "groups", groups.all().stream()
                .filter(group -> group.status() != Groups.Status.CLOSED).map(group -> new Choice(group.groupId(), group.name())).toList());
    }

    private Page page(String task) {
        return visit -> {
            String caseId = visit.requiredCaseId();
            Breach breach = files.state(caseId);
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("panel", papers.panel(task, caseId, breach));
            page.put("intent", papers.intentOf(task));
            page.put("inPlaceOf", visit.inPlaceOf() == null ? "" : people.byId(visit.inPlaceOf()).map(Person::name).orElse(""));
            page.put("initial", initial(task, caseId, breach));
            if (!task.equals(CONTAIN)) {
                page.put("deadline", breach.clock().deadline());
                page.put("provisional", breach.clock().isProvisional());
                page.put("isLate", breach.clock().isLateAt(files.now()));
            }
            switch (task) {
                case TRIAGE -> {
                    page.put("hasGroup", files.groupOf(breach).isPresent());
                    page.put("others", breaches.open().stream().filter(one -> !one.caseId().equals(caseId) && one.kind() != Kind.JOINED)
                            .map(one -> new Choice(one.caseId(), one.caseId() + ": " + one.stage())).toList());
                }
                case ASSESS -> {
                    page.putAll(lists());
                    page.put("proposal", engine.proposals());
                }
                case NOTIFY -> page.put("regulatorForm", regulatorForm.of(caseId, breach));
                case TELL -> page.put("letter", papers.letter(breach));
                case CLOSE -> {
                    page.put("removalOffered", starts.canStart(BreachEscalationTasks.REMOVAL));
                    page.put("referralOffered", starts.canStart(BreachEscalationTasks.REFERRAL));
                }
                case FOLLOW_UP -> {
                    Optional<Missing> next = breach.missing().stream().findFirst();
                    page.put("missingItem", next.map(missing -> regulatorForm.words(missing, breach)).orElse(""));
                    page.put("isQuestion", next.filter(missing -> missing.question() != null).isPresent());
                    page.put("asksHowMany", next.filter(Missing::asksHowMany).isPresent());
                    page.put("reference", breach.notification().map(NotifyRegulator::reference).orElse(""));
                }
                default -> { }
            }
            return page;
        };
    }

    /** What is known already, by field name. */
    private Map<String, Object> initial(String task, String caseId, Breach breach) {
        Map<String, Object> initial = new HashMap<>();
        if (task.equals(ASSESS)) {
            initial.put("subjects", breach.report().subjects());
            initial.put("data", breach.report().data());
            initial.put("people", breach.report().howMany());
            initial.put("aggravators", suggested(breach.report()));
            if (breaches.hasOneBeenNotified()) {
                initial.put("firstReport", AssessBreach.YesNo.NO.name());
            }
        } else if (task.equals(TRIAGE)) {
            initial.put("awareAt", LocalDateTime.ofInstant(breach.reportedAt(), files.zone()).withSecond(0).withNano(0).toString());
        } else if (task.equals(NOTIFY)) {
            initial.put("open", openQuestions(caseId, breach).stream().map(Asked::name).toList());
        } else if (task.equals(TELL)) {
            initial.put("letter", papers.letter(breach));
        }
        return initial;
    }

    private List<Asked> openQuestions(String caseId, Breach breach) {
        return regulatorForm.of(caseId, breach).openQuestions().stream().map(RegulatorForm.Question::key).toList();
    }

    private static List<String> suggested(ReportBreach report) {
        List<String> special = List.of("health", "ethnic", "political", "religious", "union", "sexLife", "orientation", "reassignment", "biometric", "criminal");
        List<String> aggravators = new ArrayList<>();
        if (report.data().stream().anyMatch(special::contains)) {
            aggravators.add(AssessBreach.Aggravator.SPECIAL_CATEGORY.name());
        }
        if (report.subjects().contains("children") || report.subjects().contains("vulnerable")) {
            aggravators.add(AssessBreach.Aggravator.CHILDREN_OR_VULNERABLE.name());
        }
        if (report.data().contains("identification") || report.data().contains("financial")) {
            aggravators.add(AssessBreach.Aggravator.CREDENTIALS_OR_FINANCIAL.name());
        }
        return aggravators;
    }

    // --- which rules answers keep

    private void checkReport(ReportBreach report, Visit visit, Errors errors) {
        offered(errors, "subjects", ReportBreach.SUBJECTS, report.subjects());
        offered(errors, "data", ReportBreach.DATA, report.data());
        checks.past(errors, "occurredFrom", report.occurredFrom());
        checks.past(errors, "noticedAt", report.noticedAt());
        if (Checks.isGiven(report.group()) && groups.byId(report.group()).isEmpty()) {
            errors.add("group", "Choose a group from the list, or leave it open");
        }
        checks.files(errors, "evidence", report.evidence(), "showsIntimateOrChild", report.showsIntimateOrChild(), visit.person());
    }

    private void checkTriage(TriageBreach triage, Visit visit, Errors errors) {
        Breach breach = files.state(visit.requiredCaseId());
        if (triage.verdict() == Verdict.BREACH) {
            if (!Checks.isGiven(triage.awareAt())) {
                errors.add("awareAt", "Enter since when we have been aware");
            }
            if (!Checks.isGiven(triage.awareBasis())) {
                errors.add("awareBasis", "Say on what that rests");
            }
            checks.moment(errors, "awareAt", triage.awareAt()).flatMap(at -> breach.clock().refusal(at, files.now(), breaches.occurredFrom(breach)))
                    .ifPresent(refusal -> errors.add("awareAt", Breaches.inWords(refusal)));
        } else if (triage.verdict() == Verdict.JOINS) {
            String other = triage.joins() == null ? "" : triage.joins().strip();
            // Two reports that are joined to each other at once would both be closed.
            cases.takeTurn(other);
            if (other.equals(visit.caseId()) || breaches.find(other).filter(one -> one.closedAt() == null && one.kind() != Kind.JOINED).isEmpty()) {
                errors.add("joins", "Enter the number of another open breach case");
            }
        } else if (triage.verdict() != null && !Checks.isGiven(triage.comment())) {
            errors.add("comment", "Give your reasons: they are kept in the record");
        }
        if (triage.askAdministrator() && files.groupOf(breach).isEmpty()) {
            errors.add("askAdministrator", "The report names no messaging group, so there is no administrator to ask");
        }
    }

    private void checkContainment(ContainBreach answer, Visit visit, Errors errors) {
        checks.past(errors, "containedAt", answer.containedAt());
    }

    private void checkAssessment(AssessBreach answer, Visit visit, Errors errors) {
        offered(errors, "subjects", ReportBreach.SUBJECTS, answer.subjects());
        offered(errors, "data", ReportBreach.DATA, answer.data());
        long given = Stream.of(answer.dataContext(), answer.ease(), answer.circumstances()).filter(Objects::nonNull).count();
        if (given != 0 && given != 3) {
            errors.add("dataContext", "Enter all three values of the score, or none");
        }
    }

    private void checkDecision(DecideOnNotification answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        Breach breach = files.state(visit.requiredCaseId());
        boolean high = breach.last(AssessBreach.class).filter(one -> one.level() == AssessBreach.Level.HIGH_RISK).isPresent();
        if (answer.people() == DecideOnNotification.People.NO_HIGH_RISK && high) {
            errors.add("people", "You have judged the risk high: tell the people affected, or choose the exemption that applies");
        }
        if (answer.regulator() == Regulator.DO_NOT_NOTIFY && (answer.people() == DecideOnNotification.People.TELL
                || answer.people() == DecideOnNotification.People.PUBLIC_COMMUNICATION)) {
            errors.add("regulator", "Where the people affected are told because the risk is high, the regulator is told too");
        }
    }

    private void checkConfirmation(ConfirmNoNotification answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        checkSecondPerson(visit, errors);
        if (answer.answer() == ConfirmNoNotification.Answer.NOTIFY_AFTER_ALL && !Checks.isGiven(answer.comment())) {
            errors.add("comment", "Say why the regulator should be told");
        }
    }

    private void checkCorrection(ConfirmCorrection answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        checkSecondPerson(visit, errors);
        if (answer.answer() == ConfirmCorrection.Answer.REJECT && !Checks.isGiven(answer.comment())) {
            errors.add("comment", "Say why you do not agree");
        }
    }

    /** UK GDPR art. 33(5) asks to be able to check it: so never the reporter, nor whoever decided or corrected. */
    private void checkSecondPerson(Visit visit, Errors errors) {
        if (files.state(visit.requiredCaseId()).interested().contains(visit.person().personId())) {
            errors.add("", "You have a part in this case, so another college officer has to be the second person.");
        }
    }

    private void checkNotification(NotifyRegulator answer, Visit visit, Errors errors) {
        Breach breach = files.state(visit.requiredCaseId());
        checks.past(errors, "submittedAt", answer.submittedAt()).ifPresent(at -> {
            if (at.isBefore(breach.clock().awareAt())) {
                errors.add("submittedAt", "This lies before we were aware of the breach");
            }
            if (breach.clock().isLateAt(at) && !Checks.isGiven(answer.reasonsForDelay())) {
                errors.add("reasonsForDelay", "More than 72 hours have passed: give the reasons for the delay");
            }
        });
        if (!openQuestions(visit.requiredCaseId(), breach).containsAll(answer.open())) {
            errors.add("open", "Choose from what is shown");
        }
        checks.mine(errors, "copy", answer.copy(), visit.person());
    }

    private void checkFollowUp(FollowUp answer, Visit visit, Errors errors) {
        checks.past(errors, "sentAt", answer.sentAt());
        if (answer.number() != null && files.state(visit.requiredCaseId()).missing().stream().limit(1).noneMatch(Missing::asksHowMany)) {
            errors.add("number", "A number answers only the question how many");
        }
    }

    private void checkClosing(CloseBreach answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        if (answer.startsRemoval() && !starts.canStart(BreachEscalationTasks.REMOVAL)) {
            errors.add("startsRemoval", "Posts are not looked into here");
        }
        if (answer.startsReferral() && !starts.canStart(BreachEscalationTasks.REFERRAL)) {
            errors.add("startsReferral", "Nobody is referred for discipline here");
        }
    }

    private void checkTold(TellPeopleAffected answer, Visit visit, Errors errors) {
        checks.past(errors, "toldAt", answer.toldAt());
        boolean publicly = files.state(visit.requiredCaseId()).last(DecideOnNotification.class)
                .filter(one -> one.people() == DecideOnNotification.People.PUBLIC_COMMUNICATION).isPresent();
        if (publicly && answer.means() != null && answer.means() != TellPeopleAffected.Means.PUBLIC_NOTICE) {
            errors.add("means", "A public communication was decided: choose the public notice");
        }
    }

    private static void offered(Errors errors, String field, List<Choice> offered, List<String> codes) {
        if (!Choice.allOffered(offered, codes)) {
            errors.add(field, "Choose from what is shown");
        }
    }

    // --- what follows from answers

    private void reported(ReportBreach report, Visit visit) {
        String caseId = visit.requiredCaseId();
        if (!report.evidence().isEmpty()) {
            attachments.bind(report.evidence(), caseId, visit.person().personId());
        }
        cases.say(caseId, "Received");
        follow(visit, REPORT, "reported", "Reported");
    }

    private void triaged(TriageBreach triage, Visit visit) {
        String caseId = visit.requiredCaseId();
        if (triage.verdict() == Verdict.BREACH) {
            boolean waits = files.set(caseId, files.state(caseId).clock(), LocalTimes.instant(String.valueOf(triage.awareAt()), files.zone()).orElseThrow(),
                    String.valueOf(triage.awareBasis()).strip(), visit.person().personId());
            if (waits) {
                // A report joined before has set an earlier awareness; a later one needs a second person.
                cases.find(caseId).ifPresent(one -> engine.awarenessCorrected(one.processInstanceId()));
            }
            marks.remake(caseId, files.state(caseId).clock().awareAt(), files.now());
        }
        follow(visit, TRIAGE, "triaged", "Triaged: " + Words.of(triage.verdict()).toLowerCase(Locale.ROOT));
        Escalation.next(marks.of(caseId)).ifPresent(next -> cases.find(caseId).ifPresent(one -> engine.moveTimer(one.processInstanceId(), next)));
    }

    private void decided(DecideOnNotification answer, Visit visit) {
        sign(visit, Words.of(answer.regulator()), answer.rationale());
        follow(visit, DECIDE, "decided", answer.regulator() == Regulator.NOTIFY ? "Decided that the regulator is told"
                : "Decided that the regulator is not told; a second person has to agree");
    }

    private void confirmed(ConfirmNoNotification answer, Visit visit) {
        boolean agreed = answer.answer() == ConfirmNoNotification.Answer.CONFIRM;
        sign(visit, agreed ? "Agreed" : "Notify after all", answer.comment());
        follow(visit, CONFIRM, agreed ? "confirmed" : "returned", agreed ? "Agreed as second person that the regulator is not told"
                : "Did not agree as second person: the regulator should be told");
    }

    private void notified(NotifyRegulator answer, Visit visit) {
        if (!answer.copy().isEmpty()) {
            attachments.bind(answer.copy(), visit.requiredCaseId(), visit.person().personId());
        }
        follow(visit, NOTIFY, "notified", "Notified the regulator");
    }

    private void closed(CloseBreach answer, Visit visit) {
        sign(visit, "Closed", null);
        follow(visit, CLOSE, "closed", "Closed the case");
    }

    private void correctionDecided(ConfirmCorrection answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        boolean agreed = answer.answer() == ConfirmCorrection.Answer.CONFIRM;
        Breach breach = files.state(caseId);
        // What is signed is the correction as it waits, with the facts as they are known now.
        records.freeze(caseId, breach.lastStep().answersId(), papers.sheet(caseId, breach));
        sign(visit, agreed ? "Agreed" : "Not agreed", answer.comment());
        files.decideWaiting(caseId, agreed, visit.person().personId());
        follow(visit, CONFIRM_CORRECTION, agreed ? "confirmed" : "rejected", agreed ? "Agreed as second person to the later awareness"
                : "Did not agree as second person to the later awareness");
    }

    private void sign(Visit visit, String decision, @Nullable String comment) {
        Step step = files.state(visit.requiredCaseId()).lastStep();
        papers.sign(visit.requiredCaseId(), step, decision, comment);
    }

    private <A> Accept<A> then(String task, String event, String words) {
        return (answer, visit) -> follow(visit, task, event, words);
    }

    private void follow(Visit visit, String task, String event, String words) {
        String caseId = visit.requiredCaseId();
        trail.add(caseId, event, task, visit.person().personId(), visit.inPlaceOf(), words);
        Breach breach = files.state(caseId);
        marks.settle(caseId, breach, files.now());
        breaches.refresh(caseId, breach);
        notices.deadlineMayHaveMoved(caseId, breach);
    }
}
