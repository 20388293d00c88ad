package org.countersign.postremoval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.countersign.answers.Answers;
import org.countersign.answers.Attachments;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Choice;
import org.countersign.casefile.Disclosures;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.casefile.Signed;
import org.countersign.casefile.Steps;
import org.countersign.engine.Cases;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Accept;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Page;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.FreeSpeech;
import org.countersign.institution.Institution.OnPost;
import org.countersign.institution.Institution.Standard;
import org.countersign.institution.WorkingDays;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.postremoval.ReviewRemoval.Result;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ten forms: what their pages show, which rules their answers keep, and what follows from them. */
@Component
class PostRemovalForms {

    static final String REPORT = Removal.REPORT;
    static final String COMPLETE = "completeReport";
    static final String PRESERVE = "preserveEvidence";
    static final String SCREEN = "screenForDisclosure";
    static final String ASSESS = "assessPost";
    static final String DECIDE = "decideOnPost";
    static final String ANSWER = "answerNotice";
    static final String REVIEW = "reviewRemoval";
    static final String VERIFY = "verifyRemoval";
    static final String PUBLISH = "publishStatement";

    private final Answers answers;
    private final Attachments attachments;
    private final Checks checks;
    private final Disclosures disclosures;
    private final Evidence evidence;
    private final RemovalPapers papers;
    private final RemovalNotices notices;
    private final Groups groups;
    private final People people;
    private final WorkingDays workingDays;
    private final Institution institution;
    private final Cases cases;
    private final Trail trail;
    private final List<Form<?>> all;

    PostRemovalForms(Answers answers, Attachments attachments, Checks checks, Disclosures disclosures, Evidence evidence, RemovalPapers papers, RemovalNotices notices,
            Groups groups, People people, WorkingDays workingDays, Institution institution, Cases cases, Trail trail) {
        this.answers = answers;
        this.attachments = attachments;
        this.checks = checks;
        this.disclosures = disclosures;
        this.evidence = evidence;
        this.papers = papers;
        this.notices = notices;
        this.groups = groups;
        this.people = people;
        this.workingDays = workingDays;
        this.institution = institution;
        this.cases = cases;
        this.trail = trail;
        this.all = List.of(
                new Form<>(REPORT, ReportPost.class, this::reportPage, this::checkReport, this::reported),
                new Form<>(COMPLETE, ReportPost.class, this::completePage, this::checkReport, this::completed),
                new Form<>(PRESERVE, PreserveEvidence.class, page(removal -> Map.of("stillThere", YesNo.YES)), this::checkEvidence, this::preserved),
                new Form<>(SCREEN, ScreenForDisclosure.class, page(removal -> Map.of()), (answer, visit, errors) -> {}, then(SCREEN, "checked", "Checked before going further")),
                new Form<>(ASSESS, AssessPost.class, page(this::knownToAssess), this::checkAssessment, then(ASSESS, "assessed", "Assessed the post")),
                new Form<>(DECIDE, DecideOnPost.class, page(this::knownToDecide), this::checkDecision, this::decided),
                new Form<>(ANSWER, AnswerNotice.class, this::answerPage, this::checkAnswer, this::answered),
                new Form<>(REVIEW, ReviewRemoval.class, page(removal -> Map.of()), this::checkReview, this::reviewed),
                new Form<>(VERIFY, VerifyRemoval.class, page(removal -> Map.of()), this::checkVerification, this::verified),
                new Form<>(PUBLISH, PublishStatement.class, page(removal -> Map.of()), (answer, visit, errors) -> checks.past(errors, "publishedAt", answer.publishedAt()),
                        then(PUBLISH, "published", "Published the statement")));
    }

    List<Form<?>> all() {
        return all;
    }

    Removal removal(String caseId) {
        Steps steps = answers.fold(caseId, submitted -> Steps.read(answers, submitted, all));
        Optional<ReportPost> report = steps.last(ReportPost.class);
        // Nothing was judged unless it was suspected here, or in the case that handed this on.
        boolean mayBeJudged = steps.handedOver().isPresent() || steps.last(ScreenForDisclosure.class).filter(ScreenForDisclosure::isPossible).isPresent();
        return new Removal(steps, report.map(ReportPost::author).flatMap(checks::person).map(Person::personId).orElse(null),
                report.map(ReportPost::concerned).flatMap(checks::person).map(Person::personId).orElse(null),
                mayBeJudged ? disclosures.resultFor(caseId) : Optional.empty());
    }

    // --- what the pages show

    private interface Known {
        Map<String, Object> of(Removal removal);
    }

    private Map<String, Object> reportPage(Visit visit) {
        Map<String, Object> page = new LinkedHashMap<>(offered(List.of()));
        page.put("initial", Map.of());
        return page;
    }

    /** Prefilled with what the other case knows. */
    private Map<String, Object> completePage(Visit visit) {
        Map<String, Object> page = new LinkedHashMap<>(offered(List.of()));
        Removal removal = removal(visit.requiredCaseId());
        HandedOver from = removal.steps().handedOver().orElseThrow();
        page.put("panel", papers.panel(visit.requiredCaseId(), removal));
        Map<String, Object> initial = new HashMap<>();
        from.facts().stream().filter(row -> row.label().equals("What happened")).findFirst().ifPresent(row -> initial.put("description", row.text()));
        from.concerns().stream().findFirst().flatMap(people::byId).filter(one -> one.isEmployedOn(people.today())).ifPresent(author -> {
            initial.put("whose", ReportPost.Whose.STAFF);
            initial.put("author", "%s (%s)".formatted(author.name(), author.userId()));
        });
        initial.put("aboutMe", YesNo.NO);
        page.put("initial", initial);
        return page;
    }

    private Page page(Known known) {
        return visit -> {
            String caseId = visit.requiredCaseId();
            Removal removal = removal(caseId);
            Map<String, Object> page = new LinkedHashMap<>(offered(removal.cited()));
            page.put("panel", papers.panel(caseId, removal));
            page.put("intent", papers.intentOf(removal.decided().isPresent() ? ReviewRemoval.class : DecideOnPost.class));
            page.put("inPlaceOf", papers.nameOf(visit.inPlaceOf()));
            page.put("decisions", open(removal).stream().map(OnPost::name).toList());
            page.put("changes", changes(removal).map(OnPost::name).toList());
            page.put("current", removal.decision().map(OnPost::words).orElse(""));
            page.put("doneBy", removal.doneBy().map(papers::day).orElse(""));
            page.put("initial", known.of(removal));
            return page;
        };
    }

    private Map<String, Object> answerPage(Visit visit) {
        Removal removal = removal(visit.requiredCaseId());
        boolean author = isAuthor(visit, removal);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("panel", author ? papers.panelOfAuthor(visit.requiredCaseId(), removal, visit.person().personId()) : papers.panel(visit.requiredCaseId(), removal));
        page.put("forSomebodyElse", !author);
        page.put("initial", Map.of());
        return page;
    }

    private static boolean isAuthor(Visit visit, Removal removal) {
        return visit.person().personId().equals(removal.authorId());
    }

    /** Standards of posts in force today, with those cited before; live groups. */
    private Map<String, Object> offered(List<String> cited) {
        return Map.of("standards", institution.standards().stream().filter(one -> isOffered(one, cited)).map(one -> new Choice(one.id(), papers.standard(one.id()))).toList(),
                "groups", groups.all().stream().filter(group -> group.status() != Groups.Status.CLOSED).map(group -> new Choice(group.groupId(), group.name())).toList());
    }

    private boolean isOffered(Standard standard, List<String> cited) {
        return standard.ofPosts() && standard.isInForceOn(checks.today()) || cited.contains(standard.id());
    }

    private Map<String, Object> knownToAssess(Removal removal) {
        return Map.of("grounds", removal.report().orElseThrow().standards(), "urgent", YesNo.NO);
    }

    private Map<String, Object> knownToDecide(Removal removal) {
        return Map.of("grounds", removal.assessment().orElseThrow().grounds(),
                "doneBy", workingDays.plus(checks.today(), institution.postRemoval().terms().answer()).toString());
    }

    /** What may be decided: what the institution uses; a requirement only of its own people, and only where it may have a consequence. */
    private List<OnPost> open(Removal removal) {
        boolean requirable = removal.report().filter(one -> one.whose().isOurs()).isPresent() && !removal.isContentAlone();
        return institution.postRemoval().decisions().stream().filter(one -> one != OnPost.REQUIRE || requirable).toList();
    }

    /** Into what a review may change the decision; to drop it is a result of its own. */
    private Stream<OnPost> changes(Removal removal) {
        return open(removal).stream().filter(one -> one != OnPost.NO_ACTION && removal.decision().filter(current -> current == one).isEmpty());
    }

    // --- which rules answers keep

    private void checkReport(ReportPost report, Visit visit, Errors errors) {
        if (report.kind() == ReportPost.Kind.POST && !Checks.isGiven(report.platform()) && !Checks.isGiven(report.address())) {
            errors.add("platform", "Say on which platform it is, or give its address");
        }
        if (report.kind() == ReportPost.Kind.CONVERSATION && !Checks.isGiven(report.platform()) && !Checks.isGiven(report.group())) {
            errors.add("group", "Choose the group, or say on which platform it is");
        }
        if (Checks.isGiven(report.group()) && groups.byId(report.group()).isEmpty()) {
            errors.add("group", "Choose a group from the list, or leave it open");
        }
        checks.past(errors, "seenAt", report.seenAt());
        if (Checks.isGiven(report.author()) && report.whose() != null && report.whose() != ReportPost.Whose.STAFF) {
            errors.add("author", "Choose somebody here only if they are on the staff; write another name below");
        }
        checks.person(errors, "author", report.author());
        checks.person(errors, "concerned", report.concerned());
        checkStandards(errors, "standards", report.standards(), List.of());
        checks.files(errors, "evidence", report.evidence(), "showsIntimateOrChild", report.showsIntimateOrChild(), visit.person());
    }

    private void checkStandards(Errors errors, String field, List<String> ids, List<String> cited) {
        if (!ids.stream().allMatch(id -> institution.standards().stream().anyMatch(one -> one.id().equals(id) && isOffered(one, cited)))) {
            errors.add(field, "Choose from the standards shown");
        }
    }

    private void checkEvidence(PreserveEvidence answer, Visit visit, Errors errors) {
        checks.past(errors, "capturedAt", answer.capturedAt());
        checks.files(errors, "evidence", answer.evidence(), "showsIntimateOrChild", answer.showsIntimateOrChild(), visit.person());
        if (Checks.isGiven(answer.digests())) {
            Set<String> known = evidence.digests(Stream.concat(removal(visit.requiredCaseId()).files().stream(), answer.evidence().stream()).toList());
            Set<String> noted = new TreeSet<>(Stream.of(answer.digests().toLowerCase(Locale.ROOT).split("[^0-9a-z]+")).filter(word -> word.matches("[0-9a-f]{64}")).toList());
            if (noted.isEmpty()) {
                errors.add("digests", "A SHA-256 digest has 64 characters, 0 to 9 and a to f. Enter one a line, or leave it open");
            } else if (!known.containsAll(noted)) {
                errors.add("digests", "One of these is the digest of none of the files: that file has changed since it was captured. Capture it again, and attach what you get");
            }
        }
    }

    private void checkAssessment(AssessPost answer, Visit visit, Errors errors) {
        checkStandards(errors, "grounds", answer.grounds(), removal(visit.requiredCaseId()).cited());
        if (answer.isUrgent()) {
            if (answer.told().isEmpty()) {
                errors.add("told", "Say who was told");
            }
            checks.given(errors, "toldDetails", answer.toldDetails(), "Say how and when they were told");
        } else if (answer.urgent() != null) {
            if (answer.lawful() == null) {
                errors.add("lawful", "Say whether it is lawful");
            }
            if (answer.steps().isEmpty()) {
                errors.add("steps", "Say which steps short of removal you have considered");
            }
            checks.given(errors, "stepsReason", answer.stepsReason(), "Say why they would do, or would not");
            checks.given(errors, "content", answer.content(), "Say what it is about and what it does");
            checks.given(errors, "tone", answer.tone(), "Say how it is put");
            checks.given(errors, "audience", answer.audience(), "Say who can see it and how many have");
            checks.given(errors, "othersRights", answer.othersRights(), "Say whose rights it touches, and how");
            if (answer.disclaimer() == null) {
                errors.add("disclaimer", "Say whether it says that the view is personal");
            }
            checks.given(errors, "powerImbalance", answer.powerImbalance(), "Say whether the author has power over those it is about");
            checks.given(errors, "leastIntrusive", answer.leastIntrusive(), "Say which is the least intrusive step that would do");
        }
    }

    private void checkDecision(DecideOnPost answer, Visit visit, Errors errors) {
        Removal removal = removal(visit.requiredCaseId());
        checks.signature(answer, visit, errors);
        mayDecide(visit, errors, removal.interested());
        checkStandards(errors, "grounds", answer.grounds(), removal.cited());
        if (answer.decision() == null) {
            return;
        }
        if (!open(removal).contains(answer.decision())) {
            errors.add("decision", "This cannot be decided here. Choose from what is shown");
        }
        if (answer.statementToo() && (answer.decision() == OnPost.NO_ACTION || !institution.postRemoval().decisions().contains(OnPost.STATEMENT))) {
            errors.add("statementToo", "A statement cannot be published with this decision");
        }
        if (answer.decision() == OnPost.ADVISE) {
            checks.given(errors, "asked", answer.asked(), "Write the advice");
        }
        if (answer.decision().asksForRemoval()) {
            checks.given(errors, "asked", answer.asked(), "Say what exactly is to be removed");
            checks.given(errors, "doneBy", answer.doneBy(), "Enter the last day on which to do it");
            checkGrounds(errors, "grounds", answer.grounds());
            checks.day(errors, "doneBy", answer.doneBy(), checks.today(), checks.today().plusYears(1));
        }
        sparesWhoeverReported(errors, "rationale", answer.rationale(), removal);
        sparesWhoeverReported(errors, "asked", answer.asked(), removal);
    }

    /** What would only embarrass is no ground by itself where the Higher Education and Research Act 2017, part A1, protects speech. */
    private void checkGrounds(Errors errors, String field, List<String> ids) {
        List<Standard> grounds = institution.standards().stream().filter(one -> ids.contains(one.id())).toList();
        if (grounds.isEmpty()) {
            errors.add(field, "Name the standard it breaks: nothing is removed without a ground");
        } else if (institution.postRemoval().freeSpeech().regime() == FreeSpeech.Regime.HERA_A1 && grounds.stream().noneMatch(Standard::enough)) {
            errors.add(field, "This is not ground enough to ask for a removal: where the law protects speech, it needs another ground besides");
        }
    }

    private void checkAnswer(AnswerNotice answer, Visit visit, Errors errors) {
        if (answer.answer() == AnswerNotice.Answer.DISAGREE) {
            checks.given(errors, "reasons", answer.reasons(), "Give the reasons: another college officer reads them");
        }
        if (answer.answer() == AnswerNotice.Answer.PARTLY) {
            checks.given(errors, "reasons", answer.reasons(), "Say what is still there, and why");
        }
        if (!isAuthor(visit, removal(visit.requiredCaseId()))) {
            checks.given(errors, "cameBy", answer.cameBy(), "Say how and when the answer came");
        }
    }

    private void checkReview(ReviewRemoval answer, Visit visit, Errors errors) {
        Removal removal = removal(visit.requiredCaseId());
        checks.signature(answer, visit, errors);
        mayDecide(visit, errors, removal.interested());
        sparesWhoeverReported(errors, "rationale", answer.rationale(), removal);
        if (answer.result() == null) {
            return;
        }
        OnPost before = removal.decision().orElseThrow();
        OnPost after = answer.result() == Result.CONFIRM ? before : answer.result() == Result.DROP ? OnPost.NO_ACTION : answer.changedTo();
        if (after == null) {
            errors.add("changedTo", "Say into which decision it is changed");
            return;
        }
        if (answer.result() == Result.CHANGE && changes(removal).noneMatch(one -> one == after)) {
            errors.add("changedTo", "Choose another decision from what is shown; to drop it, choose so above");
        }
        if (after.asksForRemoval()) {
            checkGrounds(errors, "changedTo", removal.decided().orElseThrow().grounds());
            Optional<LocalDate> day = checks.day(errors, "doneBy", answer.doneBy(), checks.today(), checks.today().plusYears(1));
            if (day.isEmpty() && !Checks.isGiven(answer.doneBy()) && removal.doneBy().orElseThrow().isBefore(checks.today())) {
                errors.add("doneBy", "The day has passed meanwhile: enter a new one");
            }
        }
    }

    private void checkVerification(VerifyRemoval answer, Visit visit, Errors errors) {
        Optional<Instant> seen = checks.past(errors, "seenAt", answer.seenAt());
        LocalDate last = removal(visit.requiredCaseId()).doneBy().orElseThrow();
        if (answer.result() != null && answer.result() != VerifyRemoval.Seen.GONE
                && seen.filter(at -> at.atZone(institution.zone()).toLocalDate().isAfter(last)).isEmpty()) {
            errors.add("result", "The author has time until the end of " + papers.day(last) + ". Look again after that day, unless it is gone");
        }
        checks.files(errors, "evidence", answer.evidence(), "showsIntimateOrChild", answer.showsIntimateOrChild(), visit.person());
    }

    private static void mayDecide(Visit visit, Errors errors, Set<String> interested) {
        if (interested.contains(visit.person().personId()) || visit.inPlaceOf() != null && interested.contains(visit.inPlaceOf())) {
            errors.add("", "You have a part in this case, so somebody else has to decide.");
        }
    }

    /** The author reads it. */
    private void sparesWhoeverReported(Errors errors, String field, @Nullable String text, Removal removal) {
        Optional<String> name = removal.reporterId().filter(id -> !id.equals(removal.authorId())).flatMap(people::byId).map(Person::name);
        if (Checks.isGiven(text) && name.filter(one -> text.toLowerCase(Locale.ROOT).contains(one.toLowerCase(Locale.ROOT))).isPresent()) {
            errors.add(field, "This goes to the author: do not say who reported it");
        }
    }

    // --- what follows from answers

    private void reported(ReportPost report, Visit visit) {
        begun(report, visit, REPORT, "reported", "Reported a post");
        notices.received(visit.requiredCaseId(), visit.person().personId());
    }

    private void completed(ReportPost report, Visit visit) {
        begun(report, visit, COMPLETE, "completed", "Completed the report");
    }

    private void begun(ReportPost report, Visit visit, String task, String event, String words) {
        String caseId = visit.requiredCaseId();
        bind(report.evidence(), visit);
        papers.group(report).map(Group::recordId).flatMap(cases::find).ifPresent(group -> cases.link(caseId, group.caseId(), Cases.CONCERNS));
        trail.add(caseId, event, task, visit.person().personId(), visit.inPlaceOf(), words);
    }

    private void preserved(PreserveEvidence answer, Visit visit) {
        bind(answer.evidence(), visit);
        evidence.freeze(RemovalPapers.FLOW, visit.requiredCaseId(), removal(visit.requiredCaseId()));
        trail.add(visit.requiredCaseId(), "preserved", PRESERVE, visit.person().personId(), visit.inPlaceOf(), "Preserved the evidence");
    }

    private void decided(DecideOnPost answer, Visit visit) {
        signed(answer, visit, DECIDE, "decided", "Decided on the post");
    }

    private void reviewed(ReviewRemoval answer, Visit visit) {
        signed(answer, visit, REVIEW, "reviewed", "Reviewed the removal");
    }

    private void signed(Signed answer, Visit visit, String task, String event, String words) {
        String caseId = visit.requiredCaseId();
        papers.freezeAndSign(caseId, removal(caseId));
        trail.add(caseId, event, task, visit.person().personId(), visit.inPlaceOf(), words);
    }

    private void answered(AnswerNotice answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        trail.add(caseId, "answered", ANSWER, visit.person().personId(), visit.inPlaceOf(),
                isAuthor(visit, removal(caseId)) ? "Answered the notice" : "Entered the author's answer");
    }

    private void verified(VerifyRemoval answer, Visit visit) {
        bind(answer.evidence(), visit);
        trail.add(visit.requiredCaseId(), "verified", VERIFY, visit.person().personId(), visit.inPlaceOf(), "Looked whether it is gone");
    }

    private void bind(List<String> files, Visit visit) {
        if (!files.isEmpty()) {
            attachments.bind(new ArrayList<>(files), visit.requiredCaseId(), visit.person().personId());
        }
    }

    private <A> Accept<A> then(String task, String event, String words) {
        return (answer, visit) -> trail.add(visit.requiredCaseId(), event, task, visit.person().personId(), visit.inPlaceOf(), words);
    }
}
