package org.countersign.disciplinaryreferral;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.countersign.answers.Answers;
import org.countersign.answers.Attachments;
import org.countersign.answers.Row;
import org.countersign.answers.YesNo;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Choice;
import org.countersign.casefile.Letters.Letter;
import org.countersign.casefile.Rows;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.casefile.Steps;
import org.countersign.disciplinaryreferral.CheckReferral.Measure;
import org.countersign.disciplinaryreferral.CheckReferral.Verdict;
import org.countersign.disciplinaryreferral.HearAppeal.Result;
import org.countersign.disciplinaryreferral.HoldHearing.Held;
import org.countersign.disciplinaryreferral.ReferForDiscipline.PersonType;
import org.countersign.engine.Cases;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Accept;
import org.countersign.engine.Form.Check;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Page;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.DisciplinaryReferral;
import org.countersign.institution.Institution.Sanction;
import org.countersign.institution.WorkingDays;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The seventeen forms: what their pages show, which rules their answers keep, and what follows from them. */
@Component
class ReferralForms {

    static final String REFER = "referForDiscipline";
    static final String COMPLETE = "completeReferral";
    static final String SCREEN = "screenForDisclosure";
    static final String CHECK = "checkReferral";
    static final String INVESTIGATE = "investigate";
    static final String DECIDE = "decideCaseToAnswer";
    static final String INVITE = "inviteToHearing";
    static final String HOLD_HEARING = "holdHearing";
    static final String SEND_OUTCOME = "sendOutcome";
    static final String LODGE_APPEAL = "lodgeAppeal";
    static final String ENTER_APPEAL = "enterAppeal";
    static final String INVITE_TO_APPEAL = "inviteToAppeal";
    static final String HEAR_APPEAL = "hearAppeal";
    static final String REVIEW_MEASURE = "reviewInterimMeasure";
    static final String CHANGE_ACCESS = "changeAccess";
    static final String RECORD_RECEIPT = "recordReceipt";
    static final String RECORD_OUTCOME = "recordOutcome";

    private static final Set<String> SIGNED = Set.of(CHECK, INVESTIGATE, DECIDE, HOLD_HEARING, HEAR_APPEAL, RECORD_OUTCOME);

    private final Answers answers;
    private final Attachments attachments;
    private final ReferralPapers papers;
    private final ReferralEngineTasks engine;
    private final ReferralNotices notices;
    private final Warnings warnings;
    private final CasePapers casePapers;
    private final Checks checks;
    private final Cases cases;
    private final Trail trail;
    private final People people;
    private final Institution institution;
    private final DisciplinaryReferral pack;
    private final WorkingDays workingDays;
    private final Clock clock;
    private final List<Form<?>> all;

    ReferralForms(Answers answers, Attachments attachments, ReferralPapers papers, ReferralEngineTasks engine, ReferralNotices notices, Warnings warnings, CasePapers casePapers,
            Checks checks, Cases cases, Trail trail, People people, Institution institution, WorkingDays workingDays, Clock clock) {
        this.answers = answers;
        this.attachments = attachments;
        this.papers = papers;
        this.engine = engine;
        this.notices = notices;
        this.warnings = warnings;
        this.casePapers = casePapers;
        this.checks = checks;
        this.cases = cases;
        this.trail = trail;
        this.people = people;
        this.institution = institution;
        this.pack = institution.disciplinaryReferral();
        this.workingDays = workingDays;
        this.clock = clock;
        this.all = List.of(
                new Form<>(REFER, ReferForDiscipline.class, visit -> Map.of("allegations", offered(List.of()), "initial", Map.of()), this::checkReferral, referred(REFER, "Referred")),
                new Form<>(COMPLETE, ReferForDiscipline.class, page(COMPLETE), this::checkReferral, referred(COMPLETE, "Completed the referral")),
                new Form<>(SCREEN, ScreenForDisclosure.class, page(SCREEN), free(Referral::interested), this::screened),
                new Form<>(CHECK, CheckReferral.class, page(CHECK), this::checkCheck, this::checked),
                new Form<>(INVESTIGATE, Investigate.class, page(INVESTIGATE), this::checkInvestigation, this::investigated),
                new Form<>(DECIDE, DecideCaseToAnswer.class, page(DECIDE), this::checkDecision, signedBy(DECIDE, "decided", "Decided whether there is a case to answer")),
                new Form<>(INVITE, InviteToHearing.class, page(INVITE), this::checkInvitation, this::invited),
                new Form<>(HOLD_HEARING, HoldHearing.class, page(HOLD_HEARING), this::checkHearing, this::heard),
                new Form<>(SEND_OUTCOME, SendOutcome.class, page(SEND_OUTCOME), this::checkOutcome, this::outcomeSent),
                new Form<>(LODGE_APPEAL, LodgeAppeal.class, page(LODGE_APPEAL), this::checkAppeal, then(LODGE_APPEAL, "appealed", "Appealed")),
                new Form<>(ENTER_APPEAL, LodgeAppeal.class, page(ENTER_APPEAL), this::checkAppeal, then(ENTER_APPEAL, "appealed", "Entered the appeal of the person concerned")),
                new Form<>(INVITE_TO_APPEAL, InviteToAppeal.class, page(INVITE_TO_APPEAL), this::checkInvitationToAppeal, this::invitedToAppeal),
                new Form<>(HEAR_APPEAL, HearAppeal.class, page(HEAR_APPEAL), this::checkAppealHearing, this::appealHeard),
                new Form<>(REVIEW_MEASURE, ReviewInterimMeasure.class, page(REVIEW_MEASURE), this::checkReview, then(REVIEW_MEASURE, "reviewed", "Looked at the interim measure again")),
                new Form<>(CHANGE_ACCESS, ChangeAccess.class, page(CHANGE_ACCESS), (answer, visit, errors) -> {}, then(CHANGE_ACCESS, "changed", "Changed the access")),
                new Form<>(RECORD_RECEIPT, RecordReceipt.class, page(RECORD_RECEIPT), this::checkReceipt, then(RECORD_RECEIPT, "received", "Recorded that the pack was received")),
                new Form<>(RECORD_OUTCOME, RecordOutcome.class, page(RECORD_OUTCOME), this::checkBodysOutcome, signedBy(RECORD_OUTCOME, "recorded", "Recorded what the body decided")));
    }

    List<Form<?>> all() {
        return all;
    }

    /** The case as its answers tell it. */
    Referral state(String caseId) {
        return answers.fold(caseId, submitted -> new Referral(Steps.read(answers, submitted, all), pack, checks::person));
    }

    /** Whether the person concerned works here, so that they can appeal here. */
    boolean isSubjectHere(Referral referral) {
        return referral.subject().filter(one -> one.isEmployedOn(people.today())).isPresent();
    }

    Route route(Referral referral) {
        return referral.route(engine::route);
    }

    /** Five in the afternoon of the last day of the window; absolute, so that an outage moves nothing. */
    Optional<Instant> appealUntil(Referral referral) {
        return referral.toldAt().map(at -> workingDays.closeOfBusiness(at.atZone(institution.zone()).toLocalDate(), pack.terms().appealWindow()).atZone(institution.zone()).toInstant());
    }

    // --- what the pages show

    private Page page(String task) {
        return visit -> {
            String caseId = visit.requiredCaseId();
            Referral referral = state(caseId);
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("panel", papers.panel(task, caseId, referral, visit.person()));
            page.put("inPlaceOf", casePapers.nameOf(visit.inPlaceOf()));
            if (SIGNED.contains(task)) {
                page.put("intent", ReferralPapers.signing(task).intent());
            }
            switch (task) {
                case COMPLETE -> page.put("allegations", offered(referral.referral().map(ReferForDiscipline::allegations).orElse(List.of())));
                case CHECK -> {
                    Route route = route(referral);
                    page.put("passedOn", route.isPassedOn());
                    page.put("packs", route.packs().stream().map(pack::body).map(Institution.Body::name).toList());
                }
                case INVITE -> page.put("earliest", casePapers.day(earliestHearing()));
                case HOLD_HEARING -> {
                    page.put("hearingAt", papers.moment(referral.hearingAt().orElse(null)));
                    page.put("mayBePutOff", mayBePutOff(referral));
                    page.put("latestPostponement", casePapers.day(latestPostponement(referral)));
                    page.put("sanctions", ladder(pack.sanctions().stream().filter(one -> !one.dismissal() || mayDismiss(visit.person())).toList()));
                }
                case SEND_OUTCOME -> page.put("sanction", referral.decided().map(Sanction::words).orElse(""));
                case LODGE_APPEAL -> page.put("until", appealUntil(referral).map(casePapers::moment).orElse(""));
                case ENTER_APPEAL -> {
                    page.put("until", appealUntil(referral).map(casePapers::moment).orElse(""));
                    page.put("here", isSubjectHere(referral));
                }
                case INVITE_TO_APPEAL -> {
                    page.put("earliest", casePapers.day(earliestHearing()));
                    page.put("appealManager", referral.appealManager().map(Person::name).orElse(""));
                }
                case HEAR_APPEAL -> {
                    page.put("hearingAt", papers.moment(referral.appealHearingAt().orElse(null)));
                    page.put("milder", ladder(referral.milder()));
                }
                case RECORD_RECEIPT -> page.put("packs", route(referral).packs().stream().map(pack::body).map(Institution.Body::name).toList());
                default -> { }
            }
            page.put("initial", initial(task, referral));
            return page;
        };
    }

    private static List<Choice> ladder(List<Sanction> sanctions) {
        return sanctions.stream().map(one -> new Choice(one.id(), one.words() + (one.liveMonths() == 0 ? "" : ", counts for " + one.liveMonths() + " months"))).toList();
    }

    /** Those in force today, and those cited before although they no longer are. */
    private List<Choice> offered(List<String> cited) {
        return institution.standards().stream().filter(one -> one.isInForceOn(checks.today()) || cited.contains(one.id()))
                .map(one -> new Choice(one.id(), papers.allegation(one.id()))).toList();
    }

    /** What is known already, by field name. */
    private Object initial(String task, Referral referral) {
        if (task.equals(COMPLETE)) {
            return referral.referral().<Object>map(one -> one).orElseGet(() -> referral.handedOver().map(this::prefilled).orElse(Map.of()));
        }
        return switch (task) {
            case CHECK -> Map.of("measure", Measure.NONE.name());
            case INVITE -> Map.of("consequences", "Depending on what is heard: no action, or a step of the disciplinary procedure up to "
                    + pack.sanctions().get(pack.sanctions().size() - 1).words().toLowerCase(Locale.ROOT) + ".");
            case SEND_OUTCOME -> Map.of("consequence", referral.decided().filter(one -> !one.dismissal()).isPresent()
                    ? "If it happens again while the warning counts, a further and more serious step may follow." : "None.");
            default -> Map.of();
        };
    }

    private Map<String, Object> prefilled(HandedOver from) {
        Map<String, Object> known = new LinkedHashMap<>();
        from.concerns().stream().findFirst().flatMap(people::byId).filter(one -> one.isEmployedOn(checks.today())).ifPresent(one -> {
            known.put("person", one.name() + " (" + one.userId() + ")");
            known.put("personType", PersonType.STAFF.name());
        });
        StringBuilder facts = new StringBuilder(from.reason());
        for (Row row : from.facts()) {
            facts.append("\n").append(row.label()).append(": ").append(row.text());
        }
        known.put("facts", facts.length() > 4000 ? facts.substring(0, 4000) : facts.toString());
        return known;
    }

    // --- which rules answers keep

    private void checkReferral(ReferForDiscipline answer, Visit visit, Errors errors) {
        Optional<Person> subject = checks.person(errors, "person", answer.person());
        if (answer.personType() == PersonType.STAFF && !Checks.isGiven(answer.person())) {
            errors.add("person", "Choose the member of staff from the list");
        } else if (!Checks.isGiven(answer.person()) && !Checks.isGiven(answer.personName())) {
            errors.add("personName", "Choose the person from the list, or type the name");
        } else if (Checks.isGiven(answer.person()) && Checks.isGiven(answer.personName())) {
            errors.add("personName", "Leave the name out where the person is chosen from the list");
        }
        if (subject.filter(one -> one.personId().equals(visit.person().personId())).isPresent()) {
            errors.add("person", "You cannot refer yourself. Speak to your line manager or to HR.");
        }
        if (answer.personType() == PersonType.PROFESSIONAL_STUDENT) {
            checks.given(errors, "course", answer.course(), "Name the course, its professional body and the placement, if there is one");
        } else if (answer.personType() == PersonType.CONTRACTOR) {
            checks.given(errors, "company", answer.company(), "Name the company, or say that they work for themselves");
        }
        List<String> cited = Optional.ofNullable(visit.caseId()).map(this::state).flatMap(Referral::referral).map(ReferForDiscipline::allegations).orElse(List.of());
        if (!offered(cited).stream().map(Choice::code).toList().containsAll(answer.allegations())) {
            errors.add("allegations", "Choose from what is shown");
        }
        Optional<LocalDate> from = checks.day(errors, "occurredFrom", answer.occurredFrom(), checks.today().minusYears(20), checks.today());
        checks.day(errors, "occurredUntil", answer.occurredUntil(), from.orElse(null), checks.today());
        if (answer.risk() != null && answer.risk() != ReferForDiscipline.Risk.NONE) {
            checks.given(errors, "riskWords", answer.riskWords(), "Say what the risk is, and what has been done about it");
        }
        checks.files(errors, "evidence", answer.evidence(), "showsIntimateOrChild", answer.showsIntimateOrChild(), visit.person());
    }

    /** That whoever answers has no part in the case that keeps them from it. */
    private <A> Check<A> free(Function<Referral, Set<String>> interested) {
        return (answer, visit, errors) -> mustBeFree(interested.apply(state(visit.requiredCaseId())), visit, errors);
    }

    private static void mustBeFree(Set<String> interested, Visit visit, Errors errors) {
        if (interested.contains(visit.person().personId())) {
            errors.add("", "You have a part in this case, so somebody else has to do this.");
        }
    }

    private void checkCheck(CheckReferral answer, Visit visit, Errors errors) {
        Referral referral = state(visit.requiredCaseId());
        mustBeFree(referral.interestedOrManager(), visit, errors);
        checks.signature(answer, visit, errors);
        if (answer.verdict() == Verdict.FORMAL && !route(referral).isPassedOn()) {
            manager(errors, "investigator", answer.investigator(), referral, Investigate.class, Set.of(visit.person().personId()), false, "Choose who investigates");
        }
        if (answer.verdict() != Verdict.FORMAL && answer.measure() != null && answer.measure() != Measure.NONE) {
            errors.add("measure", "An interim measure needs a formal procedure. Choose nothing, or the formal procedure.");
        } else if (answer.measure() != null && answer.measure() != Measure.NONE) {
            checks.given(errors, "measureReview", answer.measureReview(), "Enter the day by which the measure is looked at again");
            checks.day(errors, "measureReview", answer.measureReview(), checks.today().plusDays(1), checks.today().plusDays(31));
            if (answer.measure() != Measure.SUSPENSION) {
                checks.given(errors, "measureWords", answer.measureWords(), "Say which access is withdrawn: IT is told this and no more");
            }
        }
    }

    /** That somebody who has no part in the case is chosen; for hearings, somebody who manages people. */
    private void manager(Errors errors, String field, @Nullable String typed, Referral referral, Class<?> step, Set<String> besides, boolean manages, String missing) {
        checks.given(errors, field, typed, missing);
        checks.person(errors, field, typed).ifPresent(one -> {
            if (referral.mayNot(step).contains(one.personId()) || besides.contains(one.personId())) {
                errors.add(field, one.name() + " has another part in this case. Investigator, hearing manager and appeal manager are three people, and none of them is concerned, refers, bears witness or decides on it otherwise.");
            } else if (manages && !one.has("line-managers") && !one.has("college-officers")) {
                errors.add(field, "Choose a line manager or a college officer");
            }
        });
    }

    private void checkInvestigation(Investigate answer, Visit visit, Errors errors) {
        Referral referral = state(visit.requiredCaseId());
        mustBeFree(referral.mayNot(Investigate.class), visit, errors);
        checks.signature(answer, visit, errors);
        checks.files(errors, "evidence", answer.evidence(), "showsIntimateOrChild", answer.showsIntimateOrChild(), visit.person());
    }

    private void checkDecision(DecideCaseToAnswer answer, Visit visit, Errors errors) {
        Referral referral = state(visit.requiredCaseId());
        mustBeFree(referral.interestedOrManager(), visit, errors);
        checks.signature(answer, visit, errors);
        if (answer.caseToAnswer() == YesNo.YES) {
            manager(errors, "hearingManager", answer.hearingManager(), referral, HoldHearing.class, Set.of(visit.person().personId()), true, "Choose who hears the case");
        }
    }

    private LocalDate earliestHearing() {
        return workingDays.plus(checks.today(), pack.terms().notice());
    }

    private void checkInvitation(InviteToHearing answer, Visit visit, Errors errors) {
        Referral referral = state(visit.requiredCaseId());
        mustBeFree(referral.interestedOrManager(), visit, errors);
        checkNotice(errors, answer.hearingAt());
    }

    private void checkInvitationToAppeal(InviteToAppeal answer, Visit visit, Errors errors) {
        mustBeFree(state(visit.requiredCaseId()).interestedOrManager(), visit, errors);
        checkNotice(errors, answer.hearingAt());
    }

    private void checkNotice(Errors errors, @Nullable String hearingAt) {
        checks.moment(errors, "hearingAt", hearingAt).ifPresent(at -> {
            LocalDate day = at.atZone(institution.zone()).toLocalDate();
            if (day.isBefore(earliestHearing())) {
                errors.add("hearingAt", "The person needs reasonable time to prepare: " + casePapers.day(earliestHearing()) + " at the earliest");
            } else if (day.isAfter(checks.today().plusMonths(6))) {
                errors.add("hearingAt", "This day is too late");
            }
        });
    }

    private static boolean mayBePutOff(Referral referral) {
        return referral.steps().all(HoldHearing.class).isEmpty();
    }

    /** Employment Relations Act 1999, section 10(5): within five working days of the day proposed, as the pack has it. */
    private LocalDate latestPostponement(Referral referral) {
        return workingDays.plus(LocalDateTime.parse(referral.hearingAt().orElseThrow()).toLocalDate(), pack.terms().postponement());
    }

    private boolean mayDismiss(Person person) {
        return pack.mayDismiss().stream().anyMatch(person::has);
    }

    private void checkHearing(HoldHearing answer, Visit visit, Errors errors) {
        Referral referral = state(visit.requiredCaseId());
        mustBeFree(referral.mayNot(HoldHearing.class), visit, errors);
        checks.signature(answer, visit, errors);
        if (answer.held() == Held.POSTPONED) {
            if (!mayBePutOff(referral)) {
                errors.add("held", "The hearing has been put off once already. Hold it, with whoever can come.");
            }
            checks.given(errors, "postponedTo", answer.postponedTo(), "Enter the new day and time");
            checks.moment(errors, "postponedTo", answer.postponedTo()).ifPresent(at -> {
                if (at.isBefore(clock.instant())) {
                    errors.add("postponedTo", "This lies in the past");
                } else if (at.atZone(institution.zone()).toLocalDate().isAfter(latestPostponement(referral))) {
                    errors.add("postponedTo", "Put it off to " + casePapers.day(latestPostponement(referral)) + " at the latest");
                }
            });
        } else if (answer.held() == Held.HELD) {
            checks.instant(referral.hearingAt().orElse(null)).filter(at -> clock.instant().isBefore(at)).ifPresent(at ->
                    errors.add("held", "The hearing is on " + casePapers.moment(at) + ": what came of it can be entered from then on"));
            if (answer.present() == null) {
                errors.add("present", "Say whether the person came, and with whom");
            } else if (answer.present() == HoldHearing.Present.ACCOMPANIED) {
                checks.given(errors, "companion", answer.companion(), "Name the companion");
            }
            checks.given(errors, "account", answer.account(), "Say what the person concerned said");
            checkSanction(answer, visit, errors);
        }
    }

    private void checkSanction(HoldHearing answer, Visit visit, Errors errors) {
        Optional<Sanction> chosen = pack.sanctions().stream().filter(one -> one.id().equals(answer.sanction())).findFirst();
        if (!Checks.isGiven(answer.sanction())) {
            errors.add("sanction", "Say what follows");
        } else if (chosen.isEmpty() && !answer.sanction().equals(HoldHearing.NO_ACTION)) {
            errors.add("sanction", "Choose from what is shown");
        } else if (chosen.filter(Sanction::dismissal).isPresent() && !mayDismiss(visit.person())) {
            errors.add("sanction", "You have no authority to dismiss anybody. Choose another step, or ask HR to have the case heard by somebody who has.");
        }
        if (chosen.filter(one -> !one.dismissal()).isPresent()) {
            checks.given(errors, "changeRequired", answer.changeRequired(), "Say what has to change, and by when");
        }
    }

    private void checkOutcome(SendOutcome answer, Visit visit, Errors errors) {
        Referral referral = state(visit.requiredCaseId());
        mustBeFree(referral.interestedOrManager(), visit, errors);
        if (referral.decided().isPresent()) {
            manager(errors, "appealManager", answer.appealManager(), referral, HearAppeal.class, Set.of(visit.person().personId()), true, "Choose who would hear an appeal");
        }
    }

    private void checkAppeal(LodgeAppeal answer, Visit visit, Errors errors) {
        appealUntil(state(visit.requiredCaseId())).filter(until -> clock.instant().isAfter(until)).ifPresent(until ->
                errors.add("", "The time to appeal ended on " + casePapers.moment(until) + ", so this appeal cannot be taken any more. Speak to HR if something kept you from it."));
    }

    private void checkAppealHearing(HearAppeal answer, Visit visit, Errors errors) {
        Referral referral = state(visit.requiredCaseId());
        mustBeFree(referral.mayNot(HearAppeal.class), visit, errors);
        checks.signature(answer, visit, errors);
        Optional<Instant> invited = checks.instant(referral.appealHearingAt().orElse(null));
        invited.filter(at -> clock.instant().isBefore(at)).ifPresentOrElse(
                at -> errors.add("heardOn", "The appeal is heard on " + casePapers.moment(at) + ": what came of it can be entered from then on"),
                () -> checks.day(errors, "heardOn", answer.heardOn(), invited.map(at -> at.atZone(institution.zone()).toLocalDate()).orElse(null), checks.today()));
        if (answer.result() == Result.REDUCE && referral.milder().stream().noneMatch(one -> one.id().equals(answer.reducedTo()))) {
            errors.add("reducedTo", referral.milder().isEmpty() ? "There is nothing milder: let the outcome stand, or overturn it" : "Choose what it is reduced to");
        }
    }

    private void checkReview(ReviewInterimMeasure answer, Visit visit, Errors errors) {
        Referral referral = state(visit.requiredCaseId());
        mustBeFree(referral.interestedOrManager(), visit, errors);
        if (answer.answer() == ReviewInterimMeasure.Answer.CONTINUE) {
            checks.given(errors, "nextReview", answer.nextReview(), "Enter the day by which it is looked at again");
            checks.day(errors, "nextReview", answer.nextReview(), checks.today().plusDays(1), checks.today().plusDays(31));
        }
    }

    private void checkReceipt(RecordReceipt answer, Visit visit, Errors errors) {
        Referral referral = state(visit.requiredCaseId());
        mustBeFree(referral.interested(), visit, errors);
        checks.day(errors, "receivedOn", answer.receivedOn(), dayOf(referral, CheckReferral.class), checks.today());
    }

    private void checkBodysOutcome(RecordOutcome answer, Visit visit, Errors errors) {
        Referral referral = state(visit.requiredCaseId());
        mustBeFree(referral.interested(), visit, errors);
        checks.signature(answer, visit, errors);
        checks.day(errors, "decidedOn", answer.decidedOn(), dayOf(referral, CheckReferral.class), checks.today());
    }

    private LocalDate dayOf(Referral referral, Class<?> type) {
        return referral.steps().lastStepOf(type).orElseThrow().at().atZone(institution.zone()).toLocalDate();
    }

    // --- what follows from answers

    private Accept<ReferForDiscipline> referred(String task, String words) {
        return (answer, visit) -> {
            String caseId = visit.requiredCaseId();
            bind(answer.evidence(), visit);
            follow(visit, task, "referred", words);
            if (task.equals(REFER)) {
                notices.received(caseId, visit.person().personId());
            }
        };
    }

    /** Neutral words: nobody learns from the trail what was asked, or answered. */
    private void screened(ScreenForDisclosure answer, Visit visit) {
        trail.add(visit.requiredCaseId(), "checked", null, visit.person().personId(), visit.inPlaceOf(), "Checked before going further");
    }

    private void checked(CheckReferral answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        signed(visit, CHECK, "checked", "Checked the referral: " + Rows.inWords(answer.verdict()).toLowerCase(Locale.ROOT));
        if (answer.verdict() == Verdict.FORMAL) {
            Referral referral = state(caseId);
            for (String body : route(referral).packs()) {
                Letter pack = papers.pack(caseId, this.pack.body(body), referral);
                trail.add(caseId, "written", CHECK, null, null, "Letter " + pack.number() + " written: " + pack.title());
            }
        }
    }

    private void investigated(Investigate answer, Visit visit) {
        bind(answer.evidence(), visit);
        signed(visit, INVESTIGATE, "investigated", "Established the facts");
    }

    private void invited(InviteToHearing answer, Visit visit) {
        follow(visit, INVITE, "invited", "Invited the person concerned to a hearing");
        Referral referral = state(visit.requiredCaseId());
        send(visit, referral, "invitation", "Invitation to a disciplinary hearing", Map.of("hearingAt", papers.moment(answer.hearingAt()), "place", answer.place(),
                "consequences", answer.consequences(), "evidence", answer.evidence(), "hearingManager", referral.hearingManager().map(Person::name).orElse(""),
                "postponement", pack.terms().postponement()));
    }

    private void heard(HoldHearing answer, Visit visit) {
        boolean putOff = answer.held() == Held.POSTPONED;
        String before = putOff ? state(visit.requiredCaseId()).last(InviteToHearing.class).map(InviteToHearing::hearingAt).orElse("") : "";
        signed(visit, HOLD_HEARING, putOff ? "postponed" : "heard", putOff ? "Put the hearing off once" : "Held the hearing");
        if (putOff) {
            Referral referral = state(visit.requiredCaseId());
            send(visit, referral, "postponement", "A new day for the hearing", Map.of("before", papers.moment(before), "hearingAt", papers.moment(answer.postponedTo()),
                    "place", referral.last(InviteToHearing.class).map(InviteToHearing::place).orElse("")));
        }
    }

    private void outcomeSent(SendOutcome answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        follow(visit, SEND_OUTCOME, "outcomeSent", "Sent the outcome");
        Referral referral = state(caseId);
        HoldHearing hearing = referral.hearing().orElseThrow();
        Map<String, Object> words = new LinkedHashMap<>(outcome(referral, referral.decided()));
        words.put("reasons", hearing.reasons());
        words.put("changeRequired", hearing.changeRequired() == null ? "" : hearing.changeRequired());
        words.put("consequence", answer.consequence());
        words.put("appealUntil", referral.decided().isEmpty() ? "" : appealUntil(referral).map(casePapers::moment).orElse(""));
        words.put("here", isSubjectHere(referral));
        words.put("appealManager", referral.appealManager().map(Person::name).orElse(""));
        send(visit, referral, "outcome", "Outcome of the disciplinary hearing", words);
        keepWarning(caseId, referral);
    }

    private Map<String, Object> outcome(Referral referral, Optional<Sanction> sanction) {
        return Map.of("sanction", sanction.map(Sanction::words).orElse(""), "dismissal", sanction.filter(Sanction::dismissal).isPresent(),
                "liveUntil", sanction.map(one -> papers.liveUntil(referral, one)).orElse(""));
    }

    /** The warning that stands now, for whoever hears another case of the same person while it counts. */
    private void keepWarning(String caseId, Referral referral) {
        warnings.takeBack(caseId);
        referral.subject().ifPresent(subject -> referral.sanction().filter(one -> !one.dismissal()).ifPresent(one -> warnings.give(subject.personId(),
                new Warnings.Warning(caseId, one.words(), dayOf(referral, SendOutcome.class), referral.liveUntil(one, institution.zone()).orElse(null)))));
    }

    private void invitedToAppeal(InviteToAppeal answer, Visit visit) {
        follow(visit, INVITE_TO_APPEAL, "invitedToAppeal", "Invited the person concerned to the hearing of the appeal");
        Referral referral = state(visit.requiredCaseId());
        send(visit, referral, "appeal-invitation", "Invitation to the hearing of your appeal", Map.of("hearingAt", papers.moment(answer.hearingAt()), "place", answer.place(),
                "evidence", answer.evidence() == null ? "" : answer.evidence(), "grounds", referral.last(LodgeAppeal.class).map(LodgeAppeal::grounds).orElse(""),
                "appealManager", referral.appealManager().map(Person::name).orElse(""), "postponement", pack.terms().postponement()));
    }

    private void appealHeard(HearAppeal answer, Visit visit) {
        String caseId = visit.requiredCaseId();
        signed(visit, HEAR_APPEAL, "appealHeard", "Heard the appeal");
        Referral referral = state(caseId);
        Map<String, Object> words = new LinkedHashMap<>(outcome(referral, referral.sanction()));
        words.put("result", Rows.inWords(answer.result()));
        words.put("reasons", answer.reasons());
        words.put("heardOn", papers.day(answer.heardOn()));
        send(visit, referral, "appeal-outcome", "Outcome of the appeal", words);
        keepWarning(caseId, referral);
    }

    private void send(Visit visit, Referral referral, String kind, String title, Map<String, Object> words) {
        Letter letter = papers.letter(visit.requiredCaseId(), kind, title, referral, words);
        trail.add(visit.requiredCaseId(), "written", null, null, null, "Letter " + letter.number() + " written: " + title);
        notices.letter(letter);
    }

    private void bind(List<String> files, Visit visit) {
        if (!files.isEmpty()) {
            attachments.bind(files, visit.requiredCaseId(), visit.person().personId());
        }
    }

    private <A> Accept<A> then(String task, String event, String words) {
        return (answer, visit) -> follow(visit, task, event, words);
    }

    private <A> Accept<A> signedBy(String task, String event, String words) {
        return (answer, visit) -> signed(visit, task, event, words);
    }

    private void signed(Visit visit, String task, String event, String words) {
        papers.sign(visit.requiredCaseId(), state(visit.requiredCaseId()));
        follow(visit, task, event, words);
    }

    private void follow(Visit visit, String task, String event, String words) {
        trail.add(visit.requiredCaseId(), event, task, visit.person().personId(), visit.inPlaceOf(), words);
    }
}
