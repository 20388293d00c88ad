package org.countersign.breachescalation;

import static org.countersign.breachescalation.BreachFiles.CLOSE;
import static org.countersign.breachescalation.BreachFiles.CONFIRM;
import static org.countersign.breachescalation.BreachFiles.CONFIRM_CORRECTION;
import static org.countersign.breachescalation.BreachFiles.CONTAIN;
import static org.countersign.breachescalation.BreachFiles.DECIDE;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.answers.Attachments;
import org.countersign.answers.Row;
import org.countersign.casefile.CasePapers.Signing;
import org.countersign.casefile.CasePapers.Taken;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.LocalTimes;
import org.countersign.casefile.Step;
import org.countersign.breachescalation.BreachRecord.ClockLine;
import org.countersign.breachescalation.BreachRecord.MarkLine;
import org.countersign.breachescalation.BreachRecord.Setting;
import org.countersign.casefile.CaseRecord.Answered;
import org.countersign.casefile.CaseRecord.Decision;
import org.countersign.engine.Diagram;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution.Asked;
import org.countersign.institution.Institution.Retention;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.records.Document;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordKeeper;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts on paper what people answered: the sheet, the record, and the panel that those see who have a task. */
@Component
class BreachPapers {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm zzz", Locale.UK);

    private final CasePapers papers;
    private final BreachFiles files;
    private final Marks marks;
    private final BreachEngineTasks engine;
    private final RegulatorFormFiller regulatorForm;
    private final Attachments attachments;
    private final People people;
    private final Institution institution;
    private final RecordKeeper records;
    private final Trail trail;
    private final Clock clock;

    BreachPapers(CasePapers papers, BreachFiles files, Marks marks, BreachEngineTasks engine, RegulatorFormFiller regulatorForm, Attachments attachments,
            People people, Institution institution, RecordKeeper records, Trail trail, Clock clock) {
        this.papers = papers;
        this.files = files;
        this.marks = marks;
        this.engine = engine;
        this.regulatorForm = regulatorForm;
        this.attachments = attachments;
        this.people = people;
        this.institution = institution;
        this.records = records;
        this.trail = trail;
        this.clock = clock;
    }

    /** What a person agrees to who signs at that task. */
    String intentOf(String task) {
        return switch (task) {
            case DECIDE -> "This is my decision on telling the regulator and the people affected. My typed name is my signature.";
            case CONFIRM -> "I have read the assessment and give my answer as second person. My typed name is my signature.";
            case CONFIRM_CORRECTION -> "I have read the correction and give my answer as second person. My typed name is my signature.";
            case CLOSE -> "I close this case with the cause, the lessons and the measures above. My typed name is my signature.";
            default -> "";
        };
    }

    String roleAt(String task) {
        return task.equals(CONFIRM) || task.equals(CONFIRM_CORRECTION) ? "College officer, second person" : "Data Protection Officer";
    }

    /** For example "Monday 23 November 2026, 16:40 GMT". */
    String moment(Instant at) {
        return MOMENT.format(at.atZone(files.zone()));
    }

    String moment(@Nullable String local) {
        return local == null ? "" : LocalTimes.instant(local, files.zone()).map(this::moment).orElse("");
    }

    // --- the panel

    BreachPanel panel(String task, String caseId, Breach breach) {
        List<Row> rows = new ArrayList<>();
        if (task.equals(CONTAIN)) {
            rows.addAll(forContainment(breach));
            return new BreachPanel(caseId, List.copyOf(rows), List.of(), List.of(), null);
        }
        if (!task.equals(CONFIRM) && !task.equals(CONFIRM_CORRECTION)) {
            add(rows, "Reported by", papers.nameOf(breach.reporterId()));
        }
        rows.addAll(facts(breach));
        rows.addAll(clockRows(breach));
        rows.addAll(containment(breach));
        rows.addAll(assessment(breach));
        rows.addAll(decisionRows(breach));
        if (!task.equals(CONFIRM) && !task.equals(CONFIRM_CORRECTION)) {
            rows.addAll(notification(caseId, breach));
            rows.addAll(peopleTold(breach));
        }
        return new BreachPanel(caseId, List.copyOf(rows), attachments.of(caseId), trail.of(caseId).stream().map(one -> new BreachPanel.Event(one.at(), one.words(),
                one.personId() == null || mayNotBeNamed(task, one.personId(), breach) ? null : papers.nameOf(one.personId()))).toList(),
                records.sheetsOf(caseId).isEmpty() ? null : "/forms/sheets/" + caseId + ".pdf");
    }

    /** A second person decides on the facts, without the reporter's name. */
    private static boolean mayNotBeNamed(String task, String personId, Breach breach) {
        return (task.equals(CONFIRM) || task.equals(CONFIRM_CORRECTION)) && personId.equals(breach.reporterId());
    }

    private List<Row> forContainment(Breach breach) {
        List<Row> rows = new ArrayList<>();
        ReportBreach report = breach.report();
        add(rows, "What happened", report.whatHappened());
        add(rows, "Since", moment(report.occurredFrom()));
        add(rows, "Messaging group", files.groupOf(breach).map(Group::name).orElse(""));
        add(rows, "Platform", report.platform());
        add(rows, "Still going on", report.ongoing() == null ? "" : Words.of(report.ongoing()));
        add(rows, "Done so far", report.done());
        return rows;
    }

    /** What another case may know that is started from the findings of this one. */
    List<Row> forOtherCases(Breach breach) {
        return Stream.concat(forContainment(breach).stream(), assessment(breach).stream()).toList();
    }

    private List<Row> facts(Breach breach) {
        List<Row> rows = new ArrayList<>();
        ReportBreach report = breach.report();
        add(rows, "Reported", moment(breach.reportedAt()));
        add(rows, "What happened", report.whatHappened());
        add(rows, "It happened", moment(report.occurredFrom()));
        add(rows, "Noticed", moment(report.noticedAt()));
        add(rows, "How it was noticed", report.noticedHow());
        add(rows, "Messaging group", files.groupOf(breach).map(Group::name).orElse(""));
        add(rows, "Platform", report.platform());
        add(rows, "Whose data", Words.of(ReportBreach.SUBJECTS, breach.last(AssessBreach.class).map(AssessBreach::subjects).filter(s -> !s.isEmpty()).orElse(report.subjects())));
        add(rows, "What data", Words.of(ReportBreach.DATA, breach.last(AssessBreach.class).map(AssessBreach::data).filter(s -> !s.isEmpty()).orElse(report.data())));
        add(rows, "People (about)", howMany(breach.people(), breach.peopleAtFirst()));
        add(rows, "Still going on", report.ongoing() == null ? "" : Words.of(report.ongoing()));
        add(rows, "Done when reported", report.done());
        breach.last(TriageBreach.class).ifPresent(triage -> {
            add(rows, "Found to be", Words.of(triage.verdict()) + (triage.joins() == null ? "" : " " + triage.joins()));
            add(rows, "Concerns", Words.of(triage.kinds()));
            add(rows, "Comment at triage", triage.comment());
        });
        return rows;
    }

    private List<Row> clockRows(Breach breach) {
        List<Row> rows = new ArrayList<>();
        BreachClock time = breach.clock();
        add(rows, time.isProvisional() ? "Clock runs provisionally from the report" : "Aware since", moment(time.awareAt()));
        if (!time.isProvisional()) {
            time.settings().stream().filter(one -> one.standing() == BreachClock.Standing.IN_FORCE).reduce((earlier, later) -> later)
                    .ifPresent(one -> add(rows, "On the basis", one.basis()));
        }
        add(rows, "72 hours end", moment(time.deadline()));
        time.waiting().ifPresent(waiting -> {
            add(rows, "Later time waiting for a second person", moment(waiting.awareAt()));
            add(rows, "Its reason", waiting.basis());
            add(rows, "Deadline then", moment(waiting.awareAt().plus(BreachClock.TIME_TO_NOTIFY)));
        });
        return rows;
    }

    private List<Row> containment(Breach breach) {
        List<Row> rows = new ArrayList<>();
        breach.all(ContainBreach.class).forEach(one -> {
            add(rows, "Containment", Words.of(one.status()) + (one.containedAt() == null ? "" : ", " + moment(one.containedAt())));
            add(rows, "What was done", one.actions());
        });
        return rows;
    }

    private List<Row> assessment(Breach breach) {
        List<Row> rows = new ArrayList<>();
        breach.last(AssessBreach.class).ifPresent(one -> {
            add(rows, "Likely consequences", one.consequences());
            add(rows, "Likelihood", Words.likelihood(one.likelihood()));
            add(rows, "Severity", Words.severity(one.severity()));
            add(rows, "Aggravating", Words.of(one.aggravators()));
            add(rows, "Proposed by the risk table", Words.of(engine.propose(one.severity(), one.likelihood(), !one.aggravators().isEmpty())));
            add(rows, "Judged to be", Words.of(one.level()));
            add(rows, "Reasons", one.rationale());
            add(rows, "ENISA score (support only)", Enisa.of(one).map(Enisa::inWords).orElse(""));
            add(rows, "Records (about)", howMany(breach.knownLater(Asked.NUMBER_OF_RECORDS).map(FollowUp::number).or(() -> Optional.ofNullable(one.records())), Optional.ofNullable(one.records())));
            add(rows, "Earlier report to the regulator", one.earlierReport());
            add(rows, "First breach ever reported", yesNo(one.firstReport()));
            add(rows, "More about the data", one.dataDetails());
            add(rows, "How it happened", one.route());
            add(rows, "Cyber incident", yesNo(one.cyber()));
            if (one.isCyberIncident()) {
                add(rows, "Information systems affected", Words.of(one.systems()));
                add(rows, "Impact on the institution", one.impact() == null ? "" : Words.of(one.impact()));
                add(rows, "Recovery", one.recovery() == null ? "" : Words.of(one.recovery()));
            }
            add(rows, "Measures in place before", one.measuresBefore());
            add(rows, "Staff trained in the last two years", yesNo(one.staffTrained()));
            add(rows, "Training", one.training());
            add(rows, "To prevent it happening again", one.prevention());
            add(rows, "Others told", one.othersTold());
        });
        return rows;
    }

    /** With the number that was known at first, where a later one has taken its place. */
    private static String howMany(Optional<Integer> now, Optional<Integer> atFirst) {
        String words = now.map(Words::number).orElse("");
        return now.equals(atFirst) ? words : "%s (at first: %s)".formatted(words, atFirst.map(Words::number).orElse(Words.NOT_KNOWN.toLowerCase(Locale.ROOT)));
    }

    private static String yesNo(AssessBreach.@Nullable YesNo answer) {
        return answer == null ? "" : Words.of(answer);
    }

    private List<Row> decisionRows(Breach breach) {
        List<Row> rows = new ArrayList<>();
        breach.last(DecideOnNotification.class).ifPresent(one -> {
            add(rows, "Decision about the regulator", Words.of(one.regulator()));
            add(rows, "Decision about the people affected", Words.of(one.people()));
            add(rows, "Reasons for the decision", one.rationale());
        });
        breach.last(ConfirmNoNotification.class).ifPresent(one -> {
            add(rows, "Second person", one.answer() == ConfirmNoNotification.Answer.CONFIRM ? "Agreed" : "Did not agree");
            add(rows, "Second person's comment", one.comment());
        });
        return rows;
    }

    private List<Row> notification(String caseId, Breach breach) {
        List<Row> rows = new ArrayList<>();
        breach.notification().ifPresent(one -> {
            add(rows, "Regulator told", moment(one.submittedAt()) + ", " + Words.of(one.channel()).toLowerCase(Locale.ROOT));
            add(rows, "Reference", one.reference());
            LocalTimes.instant(one.submittedAt(), files.zone()).ifPresent(at ->
                    add(rows, "Hours from awareness", String.format(Locale.UK, "%.1f", breach.clock().elapsed(at).toMinutes() / 60.0)));
            add(rows, "Reasons for the delay", one.reasonsForDelay());
            add(rows, "Still to be sent then", Stream.concat(one.open().stream().map(Missing::answerTo), Missing.inLines(one.missing()))
                    .map(missing -> regulatorForm.words(missing, breach)).collect(Collectors.joining("\n")));
        });
        regulatorForm.sentLater(caseId, breach).forEach(later -> add(rows, "Sent later, " + moment(later.sentAt()),
                later.what() + ": " + later.known() + (later.atFirst() == null ? "" : "\nAt first: " + later.atFirst())));
        return rows;
    }

    private List<Row> peopleTold(Breach breach) {
        List<Row> rows = new ArrayList<>();
        breach.last(TellPeopleAffected.class).ifPresent(one -> {
            add(rows, "People told", "%s, %s, %s".formatted(Words.number(one.howMany()), Words.of(one.means()).toLowerCase(Locale.ROOT), moment(one.toldAt())));
            add(rows, "What they were told", one.letter());
            add(rows, "Comment", one.comment());
        });
        return rows;
    }

    private static void add(List<Row> rows, String label, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            rows.add(new Row(label, text));
        }
    }

    /** The letter to the people affected, with what art. 34(2) asks for, to be finished by hand. */
    String letter(Breach breach) {
        Optional<AssessBreach> assessed = breach.last(AssessBreach.class);
        String contact = people.withRole(Responders.DPO).stream().findFirst().map(one -> "%s, %s, %s".formatted(one.name(), one.position(), one.email())).orElse("");
        return """
                We are writing because something has happened to personal data about you.

                What happened: %s

                Which data: %s

                What this may mean for you: %s

                What we have done: %s

                What you can do: [say what people should watch out for]

                If you have questions, write to %s.

                %s""".formatted(breach.report().whatHappened(), Words.of(ReportBreach.DATA, assessed.map(AssessBreach::data).orElse(breach.report().data())),
                assessed.map(AssessBreach::consequences).orElse(""),
                breach.all(ContainBreach.class).stream().map(ContainBreach::actions).collect(Collectors.joining(" ")), contact, institution.name());
    }

    // --- the sheet

    Document sheet(String caseId, Breach breach) {
        List<Row> assessed = new ArrayList<>(containment(breach));
        assessed.addAll(assessment(breach));
        return new Document("breach-escalation/sheet", "Assessment of breach case " + caseId, Map.of("sheet",
                new BreachSheet(caseId, clock.instant(), facts(breach), clockRows(breach), assessed, papers.letterhead())));
    }

    /** Puts the signature of whoever took that step on the newest sheet. */
    void sign(String caseId, Step step, String decision, @Nullable String comment) {
        papers.sign(caseId, taken("", step, decision, comment));
    }

    // --- the regulator's form

    /** The regulator's form as PDF, to have at hand while it is copied over. */
    byte[] regulatorsForm(String caseId, RegulatorForm form) {
        Map<String, List<RegulatorForm.Question>> sections = form.questions().stream()
                .collect(Collectors.groupingBy(RegulatorForm.Question::section, LinkedHashMap::new, Collectors.toList()));
        return records.pdf(new Document("breach-escalation/regulator", "Notification of breach case " + caseId, Map.of("caseId", caseId, "form", form,
                "sections", sections.values(), "regulator", institution.regulatorOn(form.day()), "madeAt", clock.instant(), "institution", papers.letterhead())));
    }

    // --- the record

    RecordDraft record(String processInstanceId, String caseId, Breach breach, boolean late, Diagram diagram, List<Trail.Entry> trail) {
        Optional<RegulatorForm> form = breach.notification().map(notified -> regulatorForm.of(caseId, breach));
        Retention retention = form.isPresent() ? institution.breachEscalation().notified() : institution.breachEscalation().notNotified();
        List<Row> remedy = new ArrayList<>(containment(breach));
        remedy.addAll(peopleTold(breach));
        List<Row> effects = new ArrayList<>(assessment(breach));
        effects.addAll(decisionRows(breach));
        List<Row> closing = new ArrayList<>();
        breach.last(CloseBreach.class).ifPresent(one -> {
            add(closing, "Cause", Words.of(one.cause()));
            add(closing, "Lessons", one.lessons());
            add(closing, "Measures", one.measures());
        });
        List<Attachment> attached = attached(breach);
        List<RecordDraft.Attachment> embedded = new ArrayList<>();
        attached.forEach(one -> embedded.add(new RecordDraft.Attachment(one.name(), one.mediaType(), "Attached by people to the case", attachments.content(one.attachmentId()))));
        form.ifPresent(filled -> {
            embedded.add(new RecordDraft.Attachment("regulators-form.txt", "text/plain", "The regulator's form as filled from the case",
                    filled.text(caseId).getBytes(StandardCharsets.UTF_8)));
            embedded.add(new RecordDraft.Attachment("regulators-form.pdf", "application/pdf", "The regulator's form as filled from the case, to be read",
                    regulatorsForm(caseId, filled)));
        });
        BreachRecord record = new BreachRecord(caseId, breach.outcome(), sentence(breach, late), late, clock.instant(), papers.letterhead(), facts(breach), effects,
                remedy, notification(caseId, breach), closing,
                new ClockLine(breach.reportedAt(), breach.clock().awareAt(), breach.clock().isProvisional(), breach.clock().deadline(),
                        breach.notification().flatMap(one -> LocalTimes.instant(one.submittedAt(), files.zone())).orElse(null)),
                breach.clock().settings().stream().map(one -> new Setting(one.awareAt(), one.basis(), papers.nameOf(one.setBy()), one.setAt(),
                        Breaches.inWords(one.standing()), one.decidedBy() == null ? null : papers.nameOf(one.decidedBy()))).toList(),
                marks.of(caseId).stream().map(one -> new MarkLine(one.words(), one.due(), Breaches.inWords(one.outcome()), one.handledAt())).toList(),
                decisions(breach), papers.events(trail),
                form.map(RegulatorForm::questions).orElse(List.of()), attached.stream().map(one -> "%s (%s bytes, SHA-256 %s)".formatted(one.name(), Words.number(one.size()), one.sha256())).toList(),
                institution.breachEscalation().legalBasis(), retention.retentionClass(), retention.retentionWords(), diagram, papers.evidence(caseId),
                breach.steps().stream().map(step -> new Answered(step.task(), step.personId(), step.at(), step.answers())).toList(), files.zone());
        Set<String> named = new LinkedHashSet<>(breach.interested());
        breach.steps().forEach(step -> named.add(step.personId()));
        return new RecordDraft(caseId, BreachEscalationTasks.FLOW, processInstanceId, "Breach case " + caseId, breach.outcome(), AccessClass.RESTRICTED,
                retention.retentionClass(), new Document("breach-escalation/record", "Record of breach case " + caseId, Map.of("record", record)),
                record, embedded, Set.copyOf(named));
    }

    private List<Attachment> attached(Breach breach) {
        List<String> ids = new ArrayList<>(breach.report().evidence());
        breach.all(NotifyRegulator.class).forEach(one -> ids.addAll(one.copy()));
        return ids.stream().distinct().map(attachments::find).flatMap(Optional::stream).filter(Attachment::isReadable).toList();
    }

    private static String sentence(Breach breach, boolean late) {
        return switch (breach.kind()) {
            case NEAR_MISS -> "It was a near miss: no personal data were compromised.";
            case NOT_A_BREACH -> "It was not a breach of personal data.";
            case JOINED -> "The report belongs to case " + breach.last(TriageBreach.class).map(TriageBreach::joins).orElse("") + ", which goes on.";
            default -> breach.notification().isEmpty() ? "Two people agreed that the regulator need not be told."
                    : late ? "The regulator was told, LATE: after the 72 hours, with the reasons for the delay." : "The regulator was told within 72 hours.";
        };
    }

    private List<Decision> decisions(Breach breach) {
        List<Decision> decisions = new ArrayList<>();
        for (Step step : breach.steps()) {
            if (step.answers() instanceof DecideOnNotification one) {
                decisions.add(decision("Decision on notification", step, Words.of(one.regulator()) + "; people: " + Words.of(one.people()), one.rationale()));
            } else if (step.answers() instanceof ConfirmNoNotification one) {
                decisions.add(decision("Second person", step, Words.of(one.answer()), one.comment()));
            } else if (step.answers() instanceof ConfirmCorrection one) {
                decisions.add(decision("Correction of the awareness", step, Words.of(one.answer()), one.comment()));
            } else if (step.answers() instanceof CloseBreach) {
                decisions.add(decision("Closing", step, "Closed", null));
            }
        }
        return List.copyOf(decisions);
    }

    private Decision decision(String name, Step step, String decision, @Nullable String comment) {
        return papers.decision(taken(name, step, decision, comment));
    }

    private Taken taken(String name, Step step, String decision, @Nullable String comment) {
        return new Taken(step, new Signing(name, roleAt(step.task()), intentOf(step.task())), decision, comment);
    }
}
