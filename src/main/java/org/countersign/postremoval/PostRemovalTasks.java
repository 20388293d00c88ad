package org.countersign.postremoval;

import static org.countersign.postremoval.PostRemovalForms.ANSWER;
import static org.countersign.postremoval.PostRemovalForms.ASSESS;
import static org.countersign.postremoval.PostRemovalForms.COMPLETE;
import static org.countersign.postremoval.PostRemovalForms.DECIDE;
import static org.countersign.postremoval.PostRemovalForms.PRESERVE;
import static org.countersign.postremoval.PostRemovalForms.PUBLISH;
import static org.countersign.postremoval.PostRemovalForms.REVIEW;
import static org.countersign.postremoval.PostRemovalForms.SCREEN;
import static org.countersign.postremoval.PostRemovalForms.VERIFY;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.answers.Row;
import org.countersign.casefile.Disclosures;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.casefile.Eligible;
import org.countersign.casefile.Eligible.Found;
import org.countersign.casefile.Letters.Letter;
import org.countersign.casefile.Rows;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Cases;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.HandedOver;
import org.countersign.engine.NotAllowed;
import org.countersign.engine.Readers;
import org.countersign.engine.Trail;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.OnPost;
import org.countersign.people.People;
import org.countersign.postremoval.Removal.Outcome;
import org.countersign.records.RecordKeeper;
import org.springframework.stereotype.Component;

/**
 * The removal of a post as the engine sees it: the questions its gateways ask, the work of its service tasks, and who gets which task
 * (Social Media Policy §15.2).
 */
@Component("postRemoval")
public class PostRemovalTasks implements Flow {

    private static final About ABOUT = new About(RemovalPapers.FLOW, "Removal of a post",
            "Report a post or a conversation that may break the standards. The author is never told who reported it.", "PR", true, false, List.of("staff"));

    private static final String COMMUNICATIONS = "communications";
    private static final String OFFICERS = "college-officers";

    /** What the person who reported reads, whatever happens inside. */
    private static final String UNDER_WAY = "Being looked into";

    private final PostRemovalForms forms;
    private final RemovalPapers papers;
    private final RemovalNotices notices;
    private final Eligible eligible;
    private final People people;
    private final RecordKeeper records;
    private final CaseStarts starts;
    private final Cases cases;
    private final Trail trail;
    private final Institution institution;

    PostRemovalTasks(PostRemovalForms forms, RemovalPapers papers, RemovalNotices notices, Eligible eligible, People people, RecordKeeper records,
            CaseStarts starts, Cases cases, Trail trail, Institution institution) {
        this.forms = forms;
        this.papers = papers;
        this.notices = notices;
        this.eligible = eligible;
        this.people = people;
        this.records = records;
        this.starts = starts;
        this.cases = cases;
        this.trail = trail;
        this.institution = institution;
    }

    // --- the questions of the diagram

    public boolean isDisclosurePossible(DelegateExecution execution) {
        return removal(execution).isDisclosurePossible();
    }

    public boolean isDisclosure(DelegateExecution execution, String result) {
        return removal(execution).disclosure().orElseThrow() == Result.valueOf(result);
    }

    public boolean isUrgent(DelegateExecution execution) {
        return removal(execution).isUrgent();
    }

    public boolean isBreachToStart(DelegateExecution execution) {
        return removal(execution).isBreachToStart();
    }

    public boolean isRemovalAsked(DelegateExecution execution) {
        return removal(execution).isRemovalAsked();
    }

    public boolean isDecided(DelegateExecution execution, String decision) {
        return removal(execution).decision().orElseThrow() == OnPost.valueOf(decision);
    }

    public boolean isDisagreed(DelegateExecution execution) {
        return removal(execution).isDisagreed();
    }

    public boolean mustBeReferred(DelegateExecution execution) {
        return removal(execution).mustBeReferred();
    }

    public boolean isStatementDecided(DelegateExecution execution) {
        return removal(execution).isStatementDecided();
    }

    public boolean isOutcome(DelegateExecution execution, String outcome) {
        return removal(execution).outcome() == Outcome.valueOf(outcome);
    }

    /** The end of the last day on which to do what is asked: an absolute instant. */
    public Date deadline(DelegateExecution execution) {
        return Date.from(deadline(removal(execution)));
    }

    private Instant deadline(Removal removal) {
        return removal.doneBy().orElseThrow().plusDays(1).atStartOfDay(institution.zone()).toInstant();
    }

    // --- the work of the service tasks

    /** Writes the letter that asks for the removal. Idempotent. */
    public void sendNotice(DelegateExecution execution) {
        Removal removal = removal(execution);
        Letter letter = papers.noticeLetter(caseId(execution), removal);
        written(execution, letter, removal);
    }

    /** Writes the letter of advice. Idempotent. */
    public void sendAdvice(DelegateExecution execution) {
        Removal removal = removal(execution);
        written(execution, papers.adviceLetter(caseId(execution), removal), removal);
    }

    /** Writes the letter with the outcome of the review. Idempotent. */
    public void sendReviewOutcome(DelegateExecution execution) {
        Removal removal = removal(execution);
        written(execution, papers.reviewLetter(caseId(execution), removal), removal);
    }

    private void written(DelegateExecution execution, Letter letter, Removal removal) {
        trail.add(caseId(execution), "written", execution.getCurrentActivityId(), null, null, "Letter " + letter.number() + " written: " + letter.title());
        notices.written(caseId(execution), letter, isOnStaff(removal));
    }

    private boolean isOnStaff(Removal removal) {
        return Optional.ofNullable(removal.authorId()).flatMap(people::byId).filter(one -> one.isEmployedOn(people.today())).isPresent();
    }

    public void startBreachCase(DelegateExecution execution) {
        starts.start("breach-escalation.handedOver", caseId(execution));
        trail.add(caseId(execution), "started", "startBreachCase", null, null, "A breach case has been started");
    }

    public void startReferral(DelegateExecution execution) {
        starts.start("disciplinary-referral.handedOver", caseId(execution));
        trail.add(caseId(execution), "started", "startReferral", null, null, "A referral has been started");
    }

    /** Keeps the record, whatever the ending. */
    public void sealRecord(DelegateExecution execution) {
        String caseId = caseId(execution);
        Removal removal = removal(execution);
        trail.add(caseId, "sealed", "sealRecord", null, null, "The case is closed; the record is sealed");
        records.keep(papers.record(execution.getProcessInstanceId(), caseId, removal, Diagram.of(execution), trail.of(caseId)));
        cases.end(caseId, removal.outcome().words(), "Dealt with; thank you for telling us");
        removal.reporterId().ifPresent(reporterId -> notices.ended(caseId, reporterId));
    }

    private static String caseId(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    private Removal removal(DelegateExecution execution) {
        return forms.removal(caseId(execution));
    }

    // --- who gets which task, and who may read

    @Override
    public Assignment assign(String task, String caseId) {
        Removal removal = forms.removal(caseId);
        return given(task, removal, switch (task) {
            case DECIDE, REVIEW -> eligible.of(OFFICERS, removal.interested());
            case ANSWER -> isOnStaff(removal) ? eligible.person(removal.authorId(), COMMUNICATIONS, removal.concerned()) : eligible.of(COMMUNICATIONS, removal.concerned());
            default -> eligible.of(COMMUNICATIONS, removal.concerned());
        });
    }

    /** Nobody answers in the author's place: once the day is over, it is looked at all the same. */
    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        Removal removal = forms.removal(caseId);
        return switch (task) {
            case DECIDE, REVIEW -> eligible.standIn(OFFICERS, removal.interested(), true).map(found -> given(task, removal, found));
            case ANSWER -> isOnStaff(removal) ? Optional.empty() : eligible.standIn(COMMUNICATIONS, removal.concerned(), true).map(found -> given(task, removal, found));
            default -> eligible.standIn(COMMUNICATIONS, removal.concerned(), true).map(found -> given(task, removal, found));
        };
    }

    private Assignment given(String task, Removal removal, Found found) {
        var terms = institution.postRemoval().terms();
        int days = switch (task) {
            case COMPLETE, PRESERVE -> terms.preserve();
            case SCREEN -> terms.screen();
            case ASSESS -> terms.assess();
            case DECIDE -> terms.decide();
            case REVIEW -> terms.review();
            default -> terms.publish();
        };
        Instant due = switch (task) {
            case ANSWER -> deadline(removal).minusSeconds(60);
            case VERIFY -> removal.doneBy().orElseThrow().plusDays(1).atTime(LocalTime.of(17, 0)).atZone(institution.zone()).toInstant();
            default -> null;
        };
        return new Assignment(words(task), UNDER_WAY, found.holderIds(), found.inPlaceOf(), days, found.why(), due);
    }

    private static String words(String task) {
        return switch (task) {
            case COMPLETE -> "Complete the report";
            case PRESERVE -> "Preserve the evidence";
            case SCREEN -> "Check before going further";
            case ASSESS -> "Assess the post";
            case DECIDE -> "Decide on the post";
            case ANSWER -> "Answer the notice";
            case REVIEW -> "Review the removal";
            case VERIFY -> "Verify the removal";
            case PUBLISH -> "Publish the statement";
            default -> throw new IllegalArgumentException("The removal of a post has no task '" + task + "'");
        };
    }

    @Override
    public Patience patience() {
        return new Patience(1, 1, 2);
    }

    /** The author reads the letter, not what led to it. */
    @Override
    public boolean showsSheetTo(String task) {
        return !task.equals(ANSWER);
    }

    @Override
    public Readers readers(String caseId) {
        return new Readers(Set.of(COMMUNICATIONS, OFFICERS), Set.of(), forms.removal(caseId).mayNotRead());
    }

    // --- one case and another

    @Override
    public void begins(String caseId) {
        trail.add(caseId, "handedOver", null, null, null, "Begun from another case");
    }

    @Override
    public HandedOver handsOver(String caseId, String toFlow) {
        Removal removal = forms.removal(caseId);
        Trail.Entry begun = trail.of(caseId).get(0);
        return switch (toFlow) {
            case Disclosures.FLOW -> {
                HandedOver known = papers.handedOver(caseId, removal, begun, "Somebody has found that it might be a protected disclosure.", false);
                ScreenForDisclosure screened = removal.steps().last(ScreenForDisclosure.class).orElseThrow();
                List<Row> facts = Rows.under("Facts").addAll(known.facts()).addAll(screened.rows()).section().rows();
                yield new HandedOver(caseId, known.since(), known.reason(), List.copyOf(removal.concerned()), known.involved(), facts, known.files());
            }
            case "breach-escalation" -> papers.handedOver(caseId, removal, begun, "A post shows personal data.", false);
            case "disciplinary-referral" -> {
                if (!removal.mustBeReferred()) {
                    throw new NotAllowed("Only a required removal that was not done is referred.");
                }
                yield papers.handedOver(caseId, removal, begun, "A required removal was not done (Social Media Policy §15.2).", true);
            }
            default -> throw new NotAllowed("Nothing of this kind is started from the removal of a post.");
        };
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
