package org.countersign.disciplinaryreferral;

import static org.countersign.disciplinaryreferral.ReferralForms.CHANGE_ACCESS;
import static org.countersign.disciplinaryreferral.ReferralForms.CHECK;
import static org.countersign.disciplinaryreferral.ReferralForms.COMPLETE;
import static org.countersign.disciplinaryreferral.ReferralForms.DECIDE;
import static org.countersign.disciplinaryreferral.ReferralForms.ENTER_APPEAL;
import static org.countersign.disciplinaryreferral.ReferralForms.HEAR_APPEAL;
import static org.countersign.disciplinaryreferral.ReferralForms.HOLD_HEARING;
import static org.countersign.disciplinaryreferral.ReferralForms.INVESTIGATE;
import static org.countersign.disciplinaryreferral.ReferralForms.INVITE;
import static org.countersign.disciplinaryreferral.ReferralForms.INVITE_TO_APPEAL;
import static org.countersign.disciplinaryreferral.ReferralForms.LODGE_APPEAL;
import static org.countersign.disciplinaryreferral.ReferralForms.RECORD_OUTCOME;
import static org.countersign.disciplinaryreferral.ReferralForms.RECORD_RECEIPT;
import static org.countersign.disciplinaryreferral.ReferralForms.REVIEW_MEASURE;
import static org.countersign.disciplinaryreferral.ReferralForms.SCREEN;
import static org.countersign.disciplinaryreferral.ReferralForms.SEND_OUTCOME;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Disclosures;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.casefile.Eligible;
import org.countersign.casefile.Eligible.Found;
import org.countersign.casefile.Rows;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.casefile.Section;
import org.countersign.casefile.Step;
import org.countersign.disciplinaryreferral.CheckReferral.Verdict;
import org.countersign.engine.Cases;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.HandedOver;
import org.countersign.engine.NotAllowed;
import org.countersign.engine.Readers;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.ReferralTerms;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.RecordKeeper;
import org.springframework.stereotype.Component;

/**
 * A disciplinary referral as the engine sees it: the questions its gateways ask, its records, and who gets which task (Social Media
 * Policy §15; Acas Code of Practice on disciplinary and grievance procedures).
 */
@Component("disciplinaryReferral")
public class DisciplinaryReferralTasks implements Flow {

    static final String FLOW = "disciplinary-referral";

    private static final About ABOUT = new About(FLOW, "Disciplinary referral", "Refer a member of staff, a student or a contractor whose conduct online may break the rules.",
            "DR", true, false, List.of("line-managers", "hr", "communications", "dpo"));

    private static final String OFFICERS = "college-officers";

    /** What whoever referred it reads, whatever happens inside. */
    private static final String UNDER_WAY = "Being looked into";

    private final ReferralForms forms;
    private final ReferralPapers papers;
    private final ReferralNotices notices;
    private final Warnings warnings;
    private final Disclosures disclosures;
    private final Eligible eligible;
    private final Checks checks;
    private final People people;
    private final RecordKeeper records;
    private final Cases cases;
    private final Trail trail;
    private final Institution institution;
    private final ReferralTerms terms;

    DisciplinaryReferralTasks(ReferralForms forms, ReferralPapers papers, ReferralNotices notices, Warnings warnings, Disclosures disclosures, Eligible eligible, Checks checks,
            People people, RecordKeeper records, Cases cases, Trail trail, Institution institution) {
        this.forms = forms;
        this.papers = papers;
        this.notices = notices;
        this.warnings = warnings;
        this.disclosures = disclosures;
        this.eligible = eligible;
        this.checks = checks;
        this.people = people;
        this.records = records;
        this.cases = cases;
        this.trail = trail;
        this.institution = institution;
        this.terms = institution.disciplinaryReferral().terms();
    }

    // --- the questions of the diagram

    public boolean isDisclosureSuspected(DelegateExecution execution) {
        return state(execution).isDisclosureSuspected();
    }

    /** A referral is about a person: where the content alone may be dealt with, it ends like one that is stopped. */
    public boolean mayGoOn(DelegateExecution execution) {
        return disclosures.resultFor(caseId(execution)).filter(one -> one == Result.GO_ON).isPresent();
    }

    public boolean isVerdict(DelegateExecution execution, String verdict) {
        return state(execution).isVerdict(Verdict.valueOf(verdict));
    }

    public boolean isThereAMeasure(DelegateExecution execution) {
        return state(execution).isThereAMeasure();
    }

    public boolean isAccessWithdrawn(DelegateExecution execution) {
        return state(execution).isAccessWithdrawn();
    }

    public boolean isMeasureEnded(DelegateExecution execution) {
        return state(execution).isMeasureEnded();
    }

    public boolean isMeasureEndedWithoutAccess(DelegateExecution execution) {
        return state(execution).isMeasureEnded() && !state(execution).isAccessWithdrawn();
    }

    public boolean isAccessToBeGivenBack(DelegateExecution execution) {
        return state(execution).isMeasureEnded() && state(execution).isAccessWithdrawn();
    }

    public boolean isPassedOn(DelegateExecution execution) {
        return forms.route(state(execution)).isPassedOn();
    }

    public boolean isThereNoCaseToAnswer(DelegateExecution execution) {
        return state(execution).isThereNoCaseToAnswer();
    }

    public boolean isPutOff(DelegateExecution execution) {
        return state(execution).isPutOff();
    }

    public boolean isThereNoSanction(DelegateExecution execution) {
        return state(execution).decided().isEmpty();
    }

    public boolean isSubjectHere(DelegateExecution execution) {
        return forms.isSubjectHere(state(execution));
    }

    /** When the time to appeal is over: an absolute instant. */
    public Date appealUntil(DelegateExecution execution) {
        return Date.from(forms.appealUntil(state(execution)).orElseThrow());
    }

    public boolean isEnding(DelegateExecution execution, String ending) {
        return state(execution).ending() == Referral.Ending.valueOf(ending);
    }

    // --- the record

    /** Keeps the record, whatever the ending, and beside it the copy for the person concerned. */
    public void sealRecord(DelegateExecution execution) {
        String caseId = caseId(execution);
        Referral referral = state(execution);
        trail.add(caseId, "sealed", "sealRecord", null, null, "The case is closed; the record is sealed");
        if (referral.hasCopyForSubject()) {
            papers.subjectCopy(caseId, referral);
        }
        records.keep(papers.record(execution.getProcessInstanceId(), caseId, referral, trail.of(caseId), Diagram.of(execution)));
        cases.end(caseId, referral.ending().words(), "Dealt with; thank you for telling us");
        cases.visibleTo(referral.referrerId().orElse(""), caseId).ifPresent(one -> notices.ended(caseId, one.starterId()));
        if (referral.hasCopyForSubject()) {
            people.withRole(forms.route(referral).authority()).stream().filter(readers(caseId)::admit).forEach(one -> notices.copyReady(caseId, one.personId()));
        }
        if (referral.isAccessStillWithdrawn() && referral.ending() != Referral.Ending.DISMISSED) {
            referral.steps().whoAnswered(ChangeAccess.class).forEach(one -> notices.giveAccessBack(caseId, one));
        }
    }

    private static String caseId(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    private Referral state(DelegateExecution execution) {
        return forms.state(caseId(execution));
    }

    // --- other cases

    @Override
    public void begins(String caseId) {
        trail.add(caseId, "begun", "caseHandedOver", null, null, "Handed over from another case");
    }

    /** To the judgement of a disclosure: what is referred, and why it might be one. */
    @Override
    public HandedOver handsOver(String caseId, String toFlow) {
        if (!toFlow.equals(Disclosures.FLOW)) {
            throw new NotAllowed("A referral starts no case of this kind.");
        }
        Referral referral = forms.state(caseId);
        ScreenForDisclosure screening = referral.last(ScreenForDisclosure.class).orElseThrow();
        Section suspected = Rows.under("").addAll(papers.referred(referral).rows()).addAll(screening.rows()).section();
        List<String> involved = new ArrayList<>(referral.interested());
        involved.addAll(referral.steps().whoAnswered(ScreenForDisclosure.class));
        referral.subject().map(Person::personId).ifPresent(involved::remove);
        return new HandedOver(caseId, referral.steps().first().at(), "Somebody is referred for discipline for something that might have been a protected disclosure.",
                referral.subject().map(Person::personId).stream().toList(), List.copyOf(involved), suspected.rows(), papers.files(caseId, referral));
    }

    // --- who gets which task

    @Override
    public Assignment assign(String task, String caseId) {
        Referral referral = forms.state(caseId);
        return switch (task) {
            case COMPLETE -> given(task, completes(referral), terms.complete());
            case SCREEN -> given(task, authority(referral, referral.interested()), terms.screen());
            case CHECK -> given(task, authority(referral, referral.interested()), terms.check());
            case DECIDE -> given(task, authority(referral, referral.interestedOrManager()), terms.decide());
            case INVITE, INVITE_TO_APPEAL -> given(task, authority(referral, referral.interestedOrManager()), terms.invite());
            case SEND_OUTCOME -> given(task, authority(referral, referral.interestedOrManager()), terms.outcome());
            case RECORD_RECEIPT -> given(task, authority(referral, referral.interested()), terms.receipt());
            case RECORD_OUTCOME -> given(task, authority(referral, referral.interested()), terms.bodyOutcome());
            case REVIEW_MEASURE -> due(given(task, authority(referral, referral.interestedOrManager()), 1),
                    referral.measureReview().map(day -> day.atTime(LocalTime.of(17, 0)).atZone(institution.zone()).toInstant()));
            case CHANGE_ACCESS -> given(task, eligible.of("it-team", subject(referral)), terms.changeAccess());
            case INVESTIGATE -> given(task, named(referral.investigator(), referral, Investigate.class), terms.investigate());
            case HOLD_HEARING -> due(given(task, named(referral.hearingManager(), referral, HoldHearing.class), 1), checks.instant(referral.hearingAt().orElse(null)));
            case HEAR_APPEAL -> due(given(task, named(referral.appealManager(), referral, HearAppeal.class), terms.hearAppeal()), checks.instant(referral.appealHearingAt().orElse(null)));
            case LODGE_APPEAL -> due(given(task, new Found(List.copyOf(subject(referral)), null, null), terms.appealWindow()), forms.appealUntil(referral));
            case ENTER_APPEAL -> due(given(task, authority(referral, referral.interestedOrManager()), terms.appealWindow()), forms.appealUntil(referral));
            default -> throw new IllegalArgumentException("A disciplinary referral has no task '" + task + "'");
        };
    }

    /** Whoever knows what is missing: who referred it, or from whose hand it came; else HR. */
    private Found completes(Referral referral) {
        Step first = referral.steps().lastStepOf(ReferForDiscipline.class).orElseGet(referral.steps()::first);
        Set<String> concerned = subject(referral);
        referral.handedOver().ifPresent(from -> concerned.addAll(from.concerns()));
        return people.byId(first.personId()).filter(one -> ABOUT.starters().stream().anyMatch(one::has) && !concerned.contains(one.personId()))
                .map(one -> new Found(List.of(one.personId()), null, null)).orElseGet(() -> eligible.of(Route.HR, concerned));
    }

    private static Set<String> subject(Referral referral) {
        Set<String> subject = new HashSet<>();
        referral.subject().map(Person::personId).ifPresent(subject::add);
        return subject;
    }

    private Found authority(Referral referral, Set<String> interested) {
        return eligible.of(forms.route(referral).authority(), interested);
    }

    private Found named(Optional<Person> chosen, Referral referral, Class<?> step) {
        return eligible.person(chosen.map(Person::personId).orElse(null), OFFICERS, referral.mayNot(step));
    }

    private static Assignment given(String task, Found found, int workingDays) {
        return new Assignment(title(task), UNDER_WAY, found.holderIds(), found.inPlaceOf(), workingDays, found.why());
    }

    private static Assignment due(Assignment one, Optional<Instant> at) {
        return new Assignment(one.title(), one.state(), one.holderIds(), one.inPlaceOf(), one.workingDays(), one.why(), at.orElse(null));
    }

    private static String title(String task) {
        return switch (task) {
            case LODGE_APPEAL -> "You may appeal";
            case ENTER_APPEAL -> "Enter if handed in";
            default -> verb(task) + " the referral";
        };
    }

    private static String verb(String task) {
        return switch (task) {
            case COMPLETE -> "Complete";
            case SCREEN, CHECK -> "Check";
            case INVESTIGATE -> "Investigate";
            case DECIDE -> "Decide";
            case INVITE, INVITE_TO_APPEAL -> "Invite";
            case HOLD_HEARING, HEAR_APPEAL -> "Hear";
            case SEND_OUTCOME -> "Tell";
            case REVIEW_MEASURE -> "Review";
            case CHANGE_ACCESS -> "Change";
            default -> "Record";
        };
    }

    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        Referral referral = forms.state(caseId);
        return switch (task) {
            case LODGE_APPEAL, COMPLETE -> Optional.empty();
            case CHANGE_ACCESS -> eligible.standIn("it-team", subject(referral), true).map(found -> given(task, found, terms.changeAccess()));
            case INVESTIGATE -> inPlaceOf(referral.investigator(), referral.mayNot(Investigate.class)).map(found -> given(task, found, terms.investigate()));
            case HOLD_HEARING -> inPlaceOf(referral.hearingManager(), referral.mayNot(HoldHearing.class)).map(found -> given(task, found, terms.decide()));
            case HEAR_APPEAL -> inPlaceOf(referral.appealManager(), referral.mayNot(HearAppeal.class)).map(found -> given(task, found, terms.hearAppeal()));
            default -> eligible.standIn(forms.route(referral).authority(), referral.interestedOrManager(), true).map(found -> given(task, found, terms.check()));
        };
    }

    /** The deputy of the manager chosen, or college officers; never somebody with another part in the case. */
    private Optional<Found> inPlaceOf(Optional<Person> chosen, Set<String> mayNot) {
        Optional<Found> deputy = chosen.flatMap(one -> people.deputyOf(one.personId()).filter(other -> !mayNot.contains(other.personId()) && other.isEmployedOn(people.today()))
                .map(other -> new Found(List.of(other.personId()), one.personId(), "%s acts for %s".formatted(other.name(), one.name()))));
        return deputy.or(() -> eligible.standIn(OFFICERS, mayNot, true));
    }

    /** The person concerned may appeal, here or on paper. */
    @Override
    public boolean isOptional(String task) {
        return task.equals(LODGE_APPEAL) || task.equals(ENTER_APPEAL);
    }

    @Override
    public Patience patience() {
        return new Patience(1, 1, 3);
    }

    /** The person concerned and IT see what their own task shows, and no papers. */
    @Override
    public boolean showsSheetTo(String task) {
        return !task.equals(CHANGE_ACCESS) && !task.equals(LODGE_APPEAL);
    }

    @Override
    public void forget(String caseId) {
        warnings.takeBack(caseId);
    }

    /** The authority by route, less the person concerned. */
    @Override
    public Readers readers(String caseId) {
        Referral referral = forms.state(caseId);
        return referral.referral().isEmpty() ? Readers.NOBODY
                : new Readers(Set.of(forms.route(referral).authority()), Set.of(), referral.subject().map(Person::personId).map(Set::of).orElse(Set.of()));
    }

    // --- what it is

    @Override
    public List<Form<?>> forms() {
        return forms.all();
    }

    @Override
    public About about() {
        return ABOUT;
    }
}
