package org.countersign.disciplinaryreferral;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.answers.YesNo;
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
import org.countersign.casefile.Signed;
import org.countersign.casefile.Step;
import org.countersign.disciplinaryreferral.CheckReferral.Measure;
import org.countersign.disciplinaryreferral.HoldHearing.Held;
import org.countersign.engine.Diagram;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.Body;
import org.countersign.institution.Institution.Retention;
import org.countersign.institution.Institution.Sanction;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A referral on paper: what each task shows, what is signed, the letters, the packs for other bodies, the record, and the copy for the person concerned. */
@Component
class ReferralPapers {

    private final CasePapers papers;
    private final Letters letters;
    private final Attachments attachments;
    private final Warnings warnings;
    private final People people;
    private final Checks checks;
    private final Institution institution;

    ReferralPapers(CasePapers papers, Letters letters, Attachments attachments, Warnings warnings, People people, Checks checks, Institution institution) {
        this.papers = papers;
        this.letters = letters;
        this.attachments = attachments;
        this.warnings = warnings;
        this.people = people;
        this.checks = checks;
        this.institution = institution;
    }

    // --- words

    /** For example "Bullying or harassment (Social Media Policy §8.6)"; one out of force is marked. */
    String allegation(String standardId) {
        Institution.Standard one = institution.standard(standardId);
        return one.text() + " (" + one.citation() + ")" + (one.isInForceOn(checks.today()) ? "" : " (no longer in force)");
    }

    List<String> allegations(Referral referral) {
        return referral.referral().map(ReferForDiscipline::allegations).orElse(List.of()).stream().map(this::allegation).toList();
    }

    /** Local time as typed, in words. */
    String moment(@Nullable String local) {
        return papers.moment(checks.instant(local));
    }

    String day(@Nullable String local) {
        return Checks.isGiven(local) ? papers.day(LocalDate.parse(local)) : "";
    }

    String liveUntil(Referral referral, Sanction sanction) {
        return referral.liveUntil(sanction, institution.zone()).map(papers::day).orElse("");
    }

    private String name(@Nullable String typed) {
        return checks.person(typed).map(Person::name).orElse(typed == null ? "" : typed);
    }

    // --- sections

    Section referred(Referral referral) {
        Rows rows = Rows.under("The referral");
        referral.referral().ifPresent(one -> rows.add("Person concerned", referral.subjectName() + referral.subject().map(who -> ", " + who.position() + ", " + who.department()).orElse(""))
                .add("In what relation to us", one.personType()).add("Course, professional body, placement", one.course()).add("Company", one.company())
                .add("Allegations", String.join("\n", allegations(referral))).add("What happened, as referred", one.facts())
                .add("When", day(one.occurredFrom()) + (Checks.isGiven(one.occurredUntil()) ? " to " + day(one.occurredUntil()) : ""))
                .add("How serious it looks", one.severity()).add("Deliberate or inadvertent", one.deliberate())
                .add("Somebody else may have used the account", one.compromised()).add("Shows an intimate image, or a child", one.showsIntimateOrChild())
                .add("At risk now", one.risk()).add("What the risk is", one.riskWords()).add("The police", one.police()).add("Reference of the police", one.policeReference()));
        return rows.section();
    }

    private Section fromWhom(Referral referral) {
        Rows rows = Rows.under("From whom").add("Referred by", referral.referrerId().map(papers::nameOf).orElse(""))
                .add("Witnesses", String.join("\n", referral.witnesses().stream().map(this::name).toList()));
        return rows.section();
    }

    private static Section fromAnotherCase(Referral referral) {
        Rows rows = Rows.under("Handed over from another case");
        referral.handedOver().ifPresent(from -> rows.add("Why", from.reason()).addAll(from.facts()));
        return rows.section();
    }

    private Section checked(Referral referral) {
        Rows rows = Rows.under("The check");
        referral.check().ifPresent(one -> rows.add("It goes on", one.verdict()).add("Reasons", one.reasons()).add("Investigated by", name(one.investigator())));
        return rows.section();
    }

    Section measure(Referral referral) {
        Rows rows = Rows.under("Interim measure");
        referral.check().filter(one -> one.measure() != Measure.NONE).ifPresent(one -> {
            rows.add("Meanwhile", one.measure()).add("What exactly", one.measureWords()).add("Looked at again by", day(one.measureReview()));
            referral.steps().all(ChangeAccess.class).forEach(change -> rows.add("Done by IT", change.done()));
            referral.steps().all(ReviewInterimMeasure.class).forEach(review -> rows.add("Looked at again", Rows.inWords(review.answer()) + ". " + review.reasons()));
        });
        return rows.section();
    }

    private Section investigated(Referral referral) {
        Rows rows = Rows.under("The investigation");
        referral.last(Investigate.class).ifPresent(one -> rows.add("Spoken to and looked at", one.steps()).add("What the person concerned said", one.account())
                .add("What is established, and what is not", one.findings()).add("In mitigation", one.mitigation()));
        return rows.section();
    }

    private Section caseToAnswer(Referral referral) {
        Rows rows = Rows.under("Case to answer");
        referral.last(DecideCaseToAnswer.class).ifPresent(one -> rows.add("There is a case to answer", one.caseToAnswer()).add("Reasons", one.reasons())
                .add("Heard by", name(one.hearingManager())));
        return rows.section();
    }

    private Section invited(Referral referral) {
        Rows rows = Rows.under("The invitation");
        referral.last(InviteToHearing.class).ifPresent(one -> rows.add("Day and time", moment(one.hearingAt())).add("Place", one.place()).add("What may follow", one.consequences())
                .add("Evidence sent with it", one.evidence()));
        referral.steps().all(HoldHearing.class).stream().filter(one -> Checks.isGiven(one.postponedTo()))
                .forEach(one -> rows.add("Put off to", moment(one.postponedTo())).add("Why put off", one.reasons()));
        return rows.section();
    }

    private Section heard(Referral referral) {
        Rows rows = Rows.under("The hearing");
        referral.hearing().ifPresent(one -> {
            rows.add("The person concerned", one.present()).add("Companion", one.companion()).add("What the person concerned said", one.account())
                    .add("Decided", referral.decided().map(Sanction::words).orElse("No action")).add("What has to change, and by when", one.changeRequired()).add("Reasons", one.reasons());
            referral.decided().ifPresent(sanction -> rows.add("Counts until", liveUntil(referral, sanction)));
        });
        return rows.section();
    }

    private Section appealed(Referral referral) {
        Rows rows = Rows.under("The appeal");
        referral.last(SendOutcome.class).ifPresent(one -> rows.add("An appeal would be heard by", name(one.appealManager())));
        referral.last(LodgeAppeal.class).ifPresent(one -> rows.add("Grounds", one.grounds()));
        referral.last(InviteToAppeal.class).ifPresent(one -> rows.add("Invited to", moment(one.hearingAt())).add("Place of the appeal", one.place()).add("Sent with the invitation", one.evidence()));
        referral.last(HearAppeal.class).ifPresent(one -> rows.add("Heard on", day(one.heardOn())).add("Companion", one.companion()).add("Decided", one.result())
                .add("What remains", referral.sanction().map(Sanction::words).orElse("No sanction")).add("Reasons", one.reasons()));
        return rows.section();
    }

    private Section passedOn(Referral referral) {
        Rows rows = Rows.under("The body it was passed to");
        referral.last(RecordReceipt.class).ifPresent(one -> rows.add("Received on", day(one.receivedOn())).add("Their reference", one.reference()));
        referral.last(RecordOutcome.class).ifPresent(one -> rows.add("Decided on", day(one.decidedOn())).add("What they decided", one.outcome()));
        return rows.section();
    }

    /** Earlier warnings that still count; those whose live period is over are disregarded. */
    private Section warned(Referral referral) {
        Rows rows = Rows.under("Earlier warnings that count");
        List<Warnings.Warning> live = referral.subject().map(one -> warnings.live(one.personId(), checks.today())).orElse(List.of());
        live.forEach(one -> rows.add(papers.day(one.givenOn()), one.words() + (one.liveUntil() == null ? "" : ", counts until " + papers.day(one.liveUntil()))));
        return live.isEmpty() ? rows.add("Warnings", "None").section() : rows.section();
    }

    /** All that the authority and the managers decide on. Never what was asked about a disclosure. */
    List<Section> sections(Referral referral) {
        return List.of(fromAnotherCase(referral), referred(referral), fromWhom(referral), checked(referral), measure(referral), investigated(referral), caseToAnswer(referral),
                invited(referral), heard(referral), appealed(referral), passedOn(referral));
    }

    // --- the panel

    /** What somebody with that task may know. */
    CasePanel panel(String task, String caseId, Referral referral, Person reader) {
        return switch (task) {
            case ReferralForms.CHANGE_ACCESS -> bare(caseId, List.of(Rows.under("What to change").add("Whose access", referral.subjectName())
                    .add("What", referral.check().map(CheckReferral::measureWords).orElse(""))
                    .add("To be", referral.isMeasureEnded() ? "Given back now" : "Withdrawn now, until you are told to give it back")
                    .add("Looked at again by", referral.isMeasureEnded() ? "" : referral.measureReview().map(papers::day).orElse("")).section()), List.of());
            case ReferralForms.LODGE_APPEAL -> bare(caseId, List.of(Rows.under("The outcome").add("Decided", referral.decided().map(Sanction::words).orElse("")).section()),
                    letters.of(caseId).stream().filter(one -> reader.personId().equals(one.addresseeId())).toList());
            case ReferralForms.HOLD_HEARING, ReferralForms.HEAR_APPEAL -> whole(caseId, Stream.concat(sections(referral).stream(), Stream.of(warned(referral))).toList());
            default -> whole(caseId, sections(referral));
        };
    }

    private CasePanel whole(String caseId, List<Section> sections) {
        return papers.panel(caseId, sections, true, true, Set.of());
    }

    private static CasePanel bare(String caseId, List<Section> sections, List<Letter> letters) {
        return new CasePanel(caseId, sections, List.of(), List.of(), letters, null);
    }

    // --- signing

    static Signing signing(String task) {
        return switch (task) {
            case ReferralForms.CHECK -> new Signing("Check of the referral", "Authority", "This is my decision how the referral goes on. My typed name is my signature.");
            case ReferralForms.INVESTIGATE -> new Signing("Investigation", "Investigator", "This is what I have established, for and against. My typed name is my signature.");
            case ReferralForms.DECIDE -> new Signing("Case to answer", "Authority", "This is my decision whether there is a case to answer. My typed name is my signature.");
            case ReferralForms.HOLD_HEARING -> new Signing("Hearing", "Hearing manager", "I have had no other part in this case, and this is what I decided after hearing it. My typed name is my signature.");
            case ReferralForms.HEAR_APPEAL -> new Signing("Appeal", "Appeal manager", "I have had no other part in this case, and this is what I decided on the appeal. My typed name is my signature.");
            case ReferralForms.RECORD_OUTCOME -> new Signing("Outcome of the other body", "Authority", "This is what the body decided. My typed name is my signature.");
            default -> throw new IllegalArgumentException("Nobody signs " + task);
        };
    }

    private static Taken taken(Step step, Referral referral) {
        Signing signing = signing(step.task());
        if (step.answers() instanceof CheckReferral one) {
            return new Taken(step, signing, Rows.inWords(one.verdict()), one.reasons());
        } else if (step.answers() instanceof Investigate one) {
            return new Taken(step, signing, "Facts established", one.findings());
        } else if (step.answers() instanceof DecideCaseToAnswer one) {
            return new Taken(step, signing, one.caseToAnswer() == YesNo.YES ? "A case to answer" : "No case to answer", one.reasons());
        } else if (step.answers() instanceof HoldHearing one) {
            return new Taken(step, signing, one.held() == Held.POSTPONED ? "Put off" : referral.decided().map(Sanction::words).orElse("No action"), one.reasons());
        } else if (step.answers() instanceof HearAppeal one) {
            return new Taken(step, signing, Rows.inWords(one.result()), one.reasons());
        }
        return new Taken(step, signing, "Outcome recorded", ((RecordOutcome) step.answers()).outcome());
    }

    /** Freezes what is known and puts the signature of whoever answered last on it. */
    void sign(String caseId, Referral referral) {
        Step step = referral.steps().last();
        papers.freeze(DisciplinaryReferralTasks.FLOW, caseId, step.answersId(), "Disciplinary referral", sections(referral));
        papers.sign(caseId, taken(step, referral));
    }

    // --- letters

    /** To the person concerned, about the last step. */
    Letter letter(String caseId, String kind, String title, Referral referral, Map<String, Object> words) {
        Map<String, Object> model = new LinkedHashMap<>(words);
        model.put("allegations", allegations(referral));
        return papers.letter(DisciplinaryReferralTasks.FLOW, caseId, kind, referral.steps().last(), title, referral.subject().map(Person::personId).orElse(null), referral.subjectName(), model);
    }

    /** The pack for a body that decides for itself, or has to know; a letter of the case addressed to it. */
    Letter pack(String caseId, Body body, Referral referral) {
        Step last = referral.steps().last();
        Step perBody = new Step(last.answersId() + "/" + body.id(), last.task(), last.personId(), last.inPlaceOf(), last.at(), last.answers());
        return papers.letter(DisciplinaryReferralTasks.FLOW, caseId, "referral-pack", perBody, "Referral: " + body.name(), null, body.name() + ", " + body.address(),
                Map.of("sections", Stream.of(referred(referral), fromWhom(referral), fromAnotherCase(referral), checked(referral), measure(referral)).filter(one -> !one.isEmpty()).toList(),
                        "files", files(caseId, referral).stream().map(attachments::find).flatMap(Optional::stream).toList()));
    }

    /** What the person concerned may be given of the record: no attachment, no data, and nobody's name who referred it, bore witness or had a part in the case it comes from. */
    Letter subjectCopy(String caseId, Referral referral) {
        Redaction redaction = Redaction.of(Stream.of(referral.referrerId().map(papers::nameOf).stream(), referral.witnesses().stream().map(this::name),
                referral.handedOver().stream().flatMap(from -> from.involved().stream()).map(papers::nameOf)).flatMap(names -> names).toList(), referral.subjectName());
        List<Section> sections = Stream.of(referred(referral), measure(referral), investigated(referral), caseToAnswer(referral), invited(referral), heard(referral), appealed(referral), passedOn(referral))
                .filter(one -> !one.isEmpty()).map(redaction::of).toList();
        return papers.letter(DisciplinaryReferralTasks.FLOW, caseId, "subject-copy", referral.steps().last(), "Copy for the person concerned", null, referral.subjectName(),
                Map.of("sections", sections, "outcome", referral.ending().words(), "sentence", sentence(referral)));
    }

    // --- the record

    List<String> files(String caseId, Referral referral) {
        return Stream.concat(attachments.of(caseId).stream().map(Attachment::attachmentId), referral.handedOver().map(HandedOver::files).orElse(List.of()).stream()).distinct().toList();
    }

    RecordDraft record(String processInstanceId, String caseId, Referral referral, List<Trail.Entry> trail, Diagram diagram) {
        List<Taken> decisions = new ArrayList<>();
        referral.steps().all().stream().filter(step -> step.answers() instanceof Signed).forEach(step -> decisions.add(taken(step, referral)));
        Referral.Ending ending = referral.ending();
        return papers.record(new Ending(DisciplinaryReferralTasks.FLOW, processInstanceId, caseId, "Disciplinary referral " + caseId, "Disciplinary referral", ending.words(), sentence(referral), true,
                AccessClass.RESTRICTED, institution.disciplinaryReferral().legalBasis(), retention(referral), sections(referral), decisions,
                referral.steps().all().stream().filter(step -> !(step.answers() instanceof ScreenForDisclosure)).toList(), trail, files(caseId, referral), diagram, referral.everybody()))
                .keptAfterEmploymentOf(referral.subject().map(Person::personId).orElse(null));
    }

    /** With the sanction that counts, so that nobody has to look for it. */
    private String sentence(Referral referral) {
        return referral.ending().sentence() + referral.sanction().filter(one -> referral.ending() != Referral.Ending.DISMISSED).map(one -> " " + one.words() + (one.liveMonths() == 0 ? "." : ", which counts until " + liveUntil(referral, one) + ".")).orElse("");
    }

    Retention retention(Referral referral) {
        Institution.ReferralRetention all = institution.disciplinaryReferral().retention();
        return switch (referral.ending()) {
            case NO_FURTHER_ACTION, NO_CASE, INFORMAL, NO_CASE_TO_ANSWER, NO_ACTION, OVERTURNED -> all.unfounded();
            case STUDENT_DISCIPLINE -> all.student();
            case FITNESS_TO_PRACTISE -> all.fitnessToPractise();
            case CONTRACT_OWNER -> all.contractor();
            case WARNED, DISMISSED, CONFIRMED, REDUCED -> referral.required().risk() == ReferForDiscipline.Risk.CHILD_OR_ADULT_AT_RISK ? all.safeguarding() : all.staff();
        };
    }
}
