package org.countersign.postremoval;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.casefile.CasePanel;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.CasePapers.Ending;
import org.countersign.casefile.CasePapers.Signing;
import org.countersign.casefile.CasePapers.Taken;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Letters;
import org.countersign.casefile.Letters.Letter;
import org.countersign.casefile.Rows;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.casefile.Section;
import org.countersign.casefile.Step;
import org.countersign.engine.Diagram;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.OnPost;
import org.countersign.institution.Institution.Standard;
import org.countersign.postremoval.Removal.Outcome;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A case on paper: what panels, sheet and record say, and the letters. Nothing that goes to the author says who reported it. */
@Component
class RemovalPapers {

    static final String FLOW = "post-removal";

    private static final Signing DECISION = new Signing("Decision", "College officer",
            "This is my decision. I have weighed the freedom of speech of whoever posted it. My typed name is my signature.");
    private static final Signing REVIEW = new Signing("Review", "College officer, in review",
            "I had no part in the decision and have read what the author says against it. My typed name is my signature.");

    private final CasePapers papers;
    private final Letters letters;
    private final Evidence evidence;
    private final Checks checks;
    private final Groups groups;
    private final Institution institution;

    RemovalPapers(CasePapers papers, Letters letters, Evidence evidence, Checks checks, Groups groups, Institution institution) {
        this.papers = papers;
        this.letters = letters;
        this.evidence = evidence;
        this.checks = checks;
        this.groups = groups;
        this.institution = institution;
    }

    // --- what people see beside a form

    CasePanel panel(String caseId, Removal removal) {
        return papers.panel(caseId, Stream.concat(sections(removal), Stream.of(evidence.section(removal))).toList(), true, true, Set.of());
    }

    /** What the author sees: the notice and its letters, nothing of how it came about. */
    CasePanel panelOfAuthor(String caseId, Removal removal, String authorId) {
        return new CasePanel(caseId, List.of(notice(removal)), List.of(), List.of(),
                letters.of(caseId).stream().filter(letter -> authorId.equals(letter.addresseeId())).toList(), null);
    }

    private Section notice(Removal removal) {
        return Rows.under("What is asked of you").add("About", post(removal)).add("Decision", removal.decision().map(OnPost::words).orElse(""))
                .add("Because it breaks", String.join("; ", grounds(removal))).add("What to do", removal.decided().map(DecideOnPost::asked).orElse(""))
                .add("By", removal.doneBy().map(papers::day).orElse("")).add("Reasons", removal.decided().map(DecideOnPost::rationale).orElse(""))
                .add("Freedom of speech", institution.postRemoval().freeSpeech().route()).section();
    }

    String intentOf(Class<?> answers) {
        return answers == ReviewRemoval.class ? REVIEW.intent() : DECISION.intent();
    }

    String nameOf(@Nullable String personId) {
        return papers.nameOf(personId);
    }

    String day(LocalDate day) {
        return papers.day(day);
    }

    // --- sections

    Stream<Section> sections(Removal removal) {
        List<Section> sections = new ArrayList<>();
        removal.steps().handedOver().ifPresent(from -> {
            sections.add(Rows.under("Where it comes from").add("Why it was handed on", from.reason()).section());
            sections.add(Rows.under("What was handed on").addAll(from.facts()).section());
        });
        removal.report().ifPresent(one -> sections.add(report(removal, one)));
        removal.steps().last(PreserveEvidence.class).ifPresent(one -> sections.add(Rows.under("The evidence")
                .add("Looked at", papers.moment(checks.instant(one.capturedAt()))).add("How it was captured", one.method()).add("It was there then", one.stillThere())
                .add("It shows an intimate image or a child", one.showsIntimateOrChild()).add("Digests noted", one.digests()).section()));
        removal.assessment().ifPresent(one -> sections.add(assessment(one)));
        removal.decided().ifPresent(one -> sections.add(Rows.under("The decision").add("Decision", one.decision().words())
                .add("Grounds", String.join("; ", standards(one.grounds()))).add("What is asked", one.asked())
                .add("By", removal.doneBy().map(papers::day).orElse("")).add("A corrective statement besides", one.statementToo() ? Boolean.TRUE : null)
                .add("Reasons", one.rationale()).section()));
        removal.steps().last(AnswerNotice.class).ifPresent(one -> sections.add(Rows.under("The author's answer").add("Answer", one.answer())
                .add("Reasons", one.reasons()).add("How it came", one.cameBy()).section()));
        removal.reviewed().ifPresent(one -> sections.add(Rows.under("The review").add("Result", one.result())
                .add("Changed to", one.result() == ReviewRemoval.Result.CHANGE && one.changedTo() != null ? one.changedTo().words() : null)
                .add("By", removal.isRemovalAsked() ? removal.doneBy().map(papers::day).orElse("") : "").add("Reasons", one.rationale()).section()));
        removal.steps().last(VerifyRemoval.class).ifPresent(one -> sections.add(Rows.under("Whether it is gone").add("Seen", one.result())
                .add("When", papers.moment(checks.instant(one.seenAt()))).add("What was seen", one.details()).section()));
        removal.steps().last(PublishStatement.class).ifPresent(one -> sections.add(Rows.under("The statement").add("Text", one.text())
                .add("Where", one.place()).add("When", papers.moment(checks.instant(one.publishedAt()))).section()));
        return sections.stream();
    }

    private Section report(Removal removal, ReportPost one) {
        return Rows.under("The report").add("What it is", one.kind()).add("Platform", one.platform()).add("Address", one.address())
                .add("Messaging group", group(one).map(Group::name).orElse("")).add("Seen", papers.moment(checks.instant(one.seenAt())))
                .add("What it says or shows", one.description()).add("It shows an intimate image or a child", one.showsIntimateOrChild())
                .add("Whose it is", one.whose()).add("Author", author(removal)).add("How to reach the author", one.authorContact())
                .add("Whom it concerns", removal.concernedId() != null ? papers.nameOf(removal.concernedId()) : one.concernedName())
                .add("Whoever reported it is concerned", one.aboutMe()).add("Standards it may break", String.join("; ", standards(one.standards())))
                .add("Somebody is in danger", one.urgent()).section();
    }

    private Section assessment(AssessPost one) {
        Rows rows = Rows.under("The assessment").add("Urgent and unlawful", one.urgent());
        if (one.isUrgent()) {
            rows.add("Told at once", Rows.inWords(one.told())).add("How and when", one.toldDetails());
        } else {
            rows.add("Lawful", one.lawful()).add("Steps short of removal considered", Rows.inWords(one.steps())).add("Why they would or would not do", one.stepsReason())
                    .add("Content", one.content()).add("Tone", one.tone()).add("Audience and reach", one.audience()).add("Rights of others", one.othersRights())
                    .add("It says that the view is personal", one.disclaimer()).add("Power of the author over those concerned", one.powerImbalance())
                    .add("The least intrusive step that would do", one.leastIntrusive()).add("Grounds", String.join("; ", standards(one.grounds())));
        }
        return rows.add("Whoever reported it asked to withdraw", one.withdrawalAsked()).add("Reasons", one.rationale()).section();
    }

    List<String> grounds(Removal removal) {
        return standards(removal.decided().map(DecideOnPost::grounds).orElse(List.of()));
    }

    List<String> standards(List<String> ids) {
        return ids.stream().map(this::standard).toList();
    }

    /** With its citation; one that is out of force by now is marked. */
    String standard(String standardId) {
        Standard one = institution.standard(standardId);
        return "%s (%s)%s".formatted(one.text(), one.citation(), one.isInForceOn(checks.today()) ? "" : " (no longer in force)");
    }

    Optional<Group> group(ReportPost report) {
        return Optional.ofNullable(report.group()).filter(Checks::isGiven).flatMap(groups::byId);
    }

    /** By name, or by what is known of them. */
    String author(Removal removal) {
        if (removal.authorId() != null) {
            return papers.nameOf(removal.authorId());
        }
        return removal.report().map(ReportPost::authorName).filter(Checks::isGiven).orElse("");
    }

    private String post(Removal removal) {
        ReportPost report = removal.report().orElseThrow();
        String what = report.kind() == ReportPost.Kind.POST ? "A post" : "A conversation";
        String where = Stream.of(group(report).map(Group::name).orElse(null), report.platform(), report.address()).filter(Checks::isGiven).reduce((one, next) -> one + ", " + next).orElse("");
        return what + (where.isEmpty() ? "" : " on " + where) + removal.steps().last(PreserveEvidence.class).flatMap(one -> checks.instant(one.capturedAt()))
                .map(at -> ", as it stood on " + papers.moment(at)).orElse("");
    }

    // --- letters

    Letter noticeLetter(String caseId, Removal removal) {
        boolean required = removal.decision().orElseThrow() == OnPost.REQUIRE;
        return letter(caseId, removal, "removal-notice", DecideOnPost.class, required ? "You are required to remove something" : "You are asked to remove something");
    }

    Letter adviceLetter(String caseId, Removal removal) {
        return letter(caseId, removal, "advice", DecideOnPost.class, "Advice about something you posted");
    }

    Letter reviewLetter(String caseId, Removal removal) {
        return letter(caseId, removal, "review-outcome", ReviewRemoval.class, "The outcome of the review you asked for");
    }

    private Letter letter(String caseId, Removal removal, String kind, Class<?> from, String title) {
        Map<String, Object> model = new HashMap<>();
        model.put("post", post(removal));
        model.put("decision", removal.decision().orElseThrow());
        model.put("grounds", grounds(removal));
        model.put("asked", removal.decided().map(DecideOnPost::asked).orElse(""));
        model.put("doneBy", removal.doneBy().map(papers::day).orElse(""));
        model.put("reasons", from == ReviewRemoval.class ? removal.reviewed().orElseThrow().rationale() : removal.decided().orElseThrow().rationale());
        model.put("route", institution.postRemoval().freeSpeech().route());
        String name = author(removal);
        String contact = removal.report().map(ReportPost::authorContact).filter(Checks::isGiven).orElse("");
        return papers.letter(FLOW, caseId, kind, removal.steps().lastStepOf(from).orElseThrow(), title, removal.authorId(),
                name.isEmpty() ? "The author of the post" : contact.isEmpty() || name.length() + contact.length() > 240 ? name : name + ", " + contact, model);
    }

    // --- sheet and record

    /** Freezes all that is known with the decision just taken, and puts the decider's signature on it. */
    void freezeAndSign(String caseId, Removal removal) {
        papers.freeze(FLOW, caseId, removal.steps().last().answersId(), removal.reviewed().isPresent() ? "Review of the removal" : "Decision on a post",
                Stream.concat(sections(removal), Stream.of(evidence.section(removal))).toList());
        List<Taken> taken = taken(removal);
        papers.sign(caseId, taken.get(taken.size() - 1));
    }

    private static List<Taken> taken(Removal removal) {
        return removal.steps().all().stream().flatMap(step -> taken(step).stream()).toList();
    }

    private static Optional<Taken> taken(Step step) {
        if (step.answers() instanceof DecideOnPost one) {
            return Optional.of(new Taken(step, DECISION, one.decision().words(), one.rationale()));
        }
        return step.answers() instanceof ReviewRemoval one ? Optional.of(new Taken(step, REVIEW, one.result().words(), one.rationale())) : Optional.empty();
    }

    /** What was answered on the way to a judgement stays out of it: the record must not say that there was one. */
    RecordDraft record(String processInstanceId, String caseId, Removal removal, Diagram diagram, List<Trail.Entry> trail) {
        Outcome outcome = removal.outcome();
        List<Step> answers = removal.steps().all().stream().filter(step -> !(step.answers() instanceof ScreenForDisclosure)).toList();
        Set<String> named = new LinkedHashSet<>(answers.stream().map(Step::personId).toList());
        Stream.of(removal.authorId(), removal.concernedId()).filter(id -> id != null).forEach(named::add);
        var pack = institution.postRemoval();
        boolean nothing = outcome == Outcome.NO_ACTION || outcome == Outcome.NO_FURTHER_ACTION;
        return papers.record(new Ending(FLOW, processInstanceId, caseId, "Removal of a post, " + caseId, "Removal of a post", outcome.words(), outcome.sentence(),
                outcome.isFavourable(), AccessClass.RESTRICTED, pack.legalBasis(), nothing ? pack.noFurtherAction() : pack.decided(),
                Stream.concat(sections(removal), Stream.of(evidence.section(removal))).toList(), taken(removal), answers, trail, removal.files(), diagram, named));
    }

    // --- what another case begins with

    /** Never who reported it; where the content alone is dealt with, not whose it is either. */
    HandedOver handedOver(String caseId, Removal removal, Trail.Entry begun, String reason, boolean withDecision) {
        ReportPost report = removal.report().orElseThrow();
        boolean nameless = removal.isContentAlone();
        Rows facts = Rows.under("Facts").add("About", post(removal)).add("What it says or shows", report.description());
        if (!nameless) {
            facts.add("Whose it is", report.whose()).add("Author", author(removal));
        }
        facts.add("Standards", String.join("; ", standards(removal.cited())));
        if (withDecision) {
            facts.add("Decision", removal.decision().map(OnPost::words).orElse("")).add("What was asked", removal.decided().map(DecideOnPost::asked).orElse(""))
                    .add("By", removal.doneBy().map(papers::day).orElse("")).add("The author's answer", removal.steps().last(AnswerNotice.class).map(AnswerNotice::answer).orElse(null))
                    .add("The author's reasons", removal.steps().last(AnswerNotice.class).map(AnswerNotice::reasons).orElse(""))
                    .add("Review", removal.reviewed().map(ReviewRemoval::result).orElse(null))
                    .add("What was seen after the day", removal.steps().last(VerifyRemoval.class).map(VerifyRemoval::details).orElse(""));
        }
        Set<String> involved = new LinkedHashSet<>(removal.steps().all().stream().map(Step::personId).toList());
        involved.removeAll(removal.authorId() == null ? Set.of() : Set.of(removal.authorId()));
        return new HandedOver(caseId, begun.at(), reason, nameless || removal.authorId() == null ? List.of() : List.of(removal.authorId()), List.copyOf(involved),
                facts.section().rows(), removal.files());
    }
}
