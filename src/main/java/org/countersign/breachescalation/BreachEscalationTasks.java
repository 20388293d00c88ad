package org.countersign.breachescalation;

import static org.countersign.breachescalation.BreachFiles.ASSESS;
import static org.countersign.breachescalation.BreachFiles.CLOSE;
import static org.countersign.breachescalation.BreachFiles.CONFIRM;
import static org.countersign.breachescalation.BreachFiles.CONFIRM_CORRECTION;
import static org.countersign.breachescalation.BreachFiles.CONTAIN;
import static org.countersign.breachescalation.BreachFiles.DECIDE;
import static org.countersign.breachescalation.BreachFiles.FOLLOW_UP;
import static org.countersign.breachescalation.BreachFiles.NOTIFY;
import static org.countersign.breachescalation.BreachFiles.TELL;
import static org.countersign.breachescalation.BreachFiles.TRIAGE;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.breachescalation.Responders.Found;
import org.countersign.breachescalation.TriageBreach.Verdict;
import org.countersign.engine.Case;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Cases;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Readers;
import org.countersign.engine.Trail;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.notices.CalendarEntry;
import org.countersign.records.RecordKeeper;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.springframework.stereotype.Component;

/**
 * Breach escalation as the engine sees it: the questions its gateways ask, the work of its service tasks, and who gets which task
 * (Social Media Policy §14; UK GDPR art. 33 and 34).
 */
@Component("breachEscalation")
public class BreachEscalationTasks implements Flow {

    static final String FLOW = "breach-escalation";

    private static final Readers READERS = new Readers(Set.of(Responders.DPO, Responders.OFFICERS), Set.of(), Set.of());

    private static final About ABOUT = new About(FLOW, "Breach of personal data",
            "Report at once that personal data may have leaked, been lost or been changed. Two minutes.", "BE", true, false, List.of("staff"));

    /** The messages that start a case from the findings of a breach. */
    static final String REMOVAL = "post-removal.handedOver";
    static final String REFERRAL = "disciplinary-referral.handedOver";

    /** What the person who reported reads, whatever happens inside. */
    private static final String UNDER_WAY = "Being looked into";

    private final BreachFiles files;
    private final Breaches breaches;
    private final Marks marks;
    private final Responders responders;
    private final BreachPapers papers;
    private final BreachEscalationNotices notices;
    private final BreachEngineTasks engine;
    private final CaseStarts starts;
    private final Holds holds;
    private final RecordKeeper records;
    private final Cases cases;
    private final Trail trail;
    private final List<Form<?>> forms;

    BreachEscalationTasks(BreachFiles files, Breaches breaches, Marks marks, Responders responders, BreachPapers papers,
            BreachEscalationNotices notices, BreachEngineTasks engine, CaseStarts starts, BreachEscalationForms forms, Holds holds, RecordKeeper records, Cases cases, Trail trail) {
        this.files = files;
        this.breaches = breaches;
        this.marks = marks;
        this.responders = responders;
        this.papers = papers;
        this.notices = notices;
        this.engine = engine;
        this.starts = starts;
        this.holds = holds;
        this.records = records;
        this.cases = cases;
        this.trail = trail;
        this.forms = forms.all();
    }

    // --- the questions of the diagram

    public boolean verdictIs(DelegateExecution execution, String verdict) {
        return state(execution).verdict().orElseThrow() == Verdict.valueOf(verdict);
    }

    public boolean isAdministratorAsked(DelegateExecution execution) {
        return state(execution).last(TriageBreach.class).orElseThrow().askAdministrator();
    }

    public boolean isNotToBeNotified(DelegateExecution execution) {
        return state(execution).isNotToBeNotified();
    }

    public boolean isNoNotificationConfirmed(DelegateExecution execution) {
        return state(execution).isNoNotificationConfirmed();
    }

    public boolean arePeopleTold(DelegateExecution execution) {
        return state(execution).arePeopleTold();
    }

    public boolean isSomethingMissing(DelegateExecution execution) {
        return !state(execution).missing().isEmpty();
    }

    public boolean isClockRunning(DelegateExecution execution) {
        return !state(execution).isClockStopped();
    }

    public boolean isCorrectionWaiting(DelegateExecution execution) {
        return state(execution).clock().waiting().isPresent();
    }

    /** When the next mark of the escalation is due: an absolute instant. */
    public Date nextMark(DelegateExecution execution) {
        return Date.from(Escalation.next(marks.of(caseId(execution))).orElseGet(() -> files.now().plus(Escalation.AGAIN_AFTER)));
    }

    // --- the work of the service tasks

    /** Acknowledges the report, starts the clock provisionally and sets the marks. Idempotent. */
    public void openTheCase(DelegateExecution execution) {
        String caseId = caseId(execution);
        Breach breach = state(execution);
        if (marks.of(caseId).isEmpty()) {
            marks.remake(caseId, breach.clock().awareAt(), files.now());
        }
        hold(caseId, breach);
        notices.received(caseId, breach);
    }

    /** Nothing is deleted any more in the group concerned, until the case is closed: its conversations may be what has to be looked at. */
    private void hold(String caseId, Breach breach) {
        Optional<Group> group = files.groupOf(breach).filter(one -> one.status() != Groups.Status.CLOSED);
        Optional<String> owner = responders.dataProtectionOfficer().holderIds().stream().findFirst();
        if (group.isPresent() && owner.isPresent() && holds.onGroup(group.get().groupId()).stream().noneMatch(hold -> caseId.equals(hold.becauseOf()))) {
            holds.place(new Scope.Groups(List.of(group.get().groupId())), "Breach of personal data, case " + caseId, owner.get(), responders.today().plusMonths(1), caseId, null);
        }
    }

    /** Handles what is due: the highest mark still needed is sent, the rest recorded. */
    public void escalate(DelegateExecution execution) {
        String caseId = caseId(execution);
        cases.takeTurn(caseId);
        Breach breach = state(execution);
        Instant now = files.now();
        Escalation.Handled handled = Escalation.handle(marks.of(caseId), marks.isNeeded(breach), now);
        marks.handled(caseId, handled.marks(), now);
        handled.toSend().ifPresent(mark -> {
            notices.escalated(caseId, breach, mark);
            trail.add(caseId, "escalated", "escalate", null, null, "Escalated: " + mark.words());
        });
        List<Escalation.Mark> all = marks.of(caseId);
        if (!breach.isClockStopped() && Escalation.next(all).isEmpty()) {
            marks.add(caseId, Escalation.again(all, now), now);
        }
        breaches.refresh(caseId, breach);
    }

    /** Freezes the facts and the assessment for those who sign. Idempotent. */
    public void freezeSheet(DelegateExecution execution) {
        String caseId = caseId(execution);
        Breach breach = state(execution);
        records.freeze(caseId, breach.lastStepOf(AssessBreach.class).orElseThrow().answersId(), papers.sheet(caseId, breach));
    }

    /** Moves marks, timer and due dates to the awareness in force. */
    public void applyCorrection(DelegateExecution execution) {
        apply(caseId(execution), execution.getProcessInstanceId());
    }

    private void apply(String caseId, String processInstanceId) {
        cases.takeTurn(caseId);
        Breach breach = files.state(caseId);
        if (!breach.isClockStopped()) {
            marks.remake(caseId, breach.clock().awareAt(), files.now());
            marks.settle(caseId, breach, files.now());
        }
        breaches.refresh(caseId, breach);
        notices.deadlineMayHaveMoved(caseId, breach);
        Escalation.next(marks.of(caseId)).ifPresent(next -> engine.moveTimer(processInstanceId, next));
        cases.openTasksOf(caseId).forEach(task -> dueAt(task.task(), breach).ifPresent(due -> {
            cases.redate(task.taskId(), due);
            engine.redate(task.taskId(), due);
        }));
    }

    /** The other case takes the earlier awareness of the two. */
    public void joinOtherCase(DelegateExecution execution) {
        String caseId = caseId(execution);
        Breach breach = state(execution);
        TriageBreach triage = breach.last(TriageBreach.class).orElseThrow();
        String otherId = String.valueOf(triage.joins());
        cases.takeTurn(otherId);
        Breach other = files.state(otherId);
        Instant awareAt = breach.clock().awareAt();
        if (!other.isClosed()) {
            hold(otherId, breach);
        }
        trail.add(otherId, "joined", null, null, null, "The report " + caseId + " has been joined to this case");
        if (!other.isClosed() && awareAt.isBefore(other.clock().awareAt())) {
            files.set(otherId, other.clock(), awareAt, "The report " + caseId + " was joined, which came earlier",
                    breach.lastStepOf(TriageBreach.class).orElseThrow().personId());
            apply(otherId, cases.find(otherId).map(Case::processInstanceId).orElseThrow());
        }
    }

    /** Starts the cases that the findings call for. Idempotent: a case is started once. */
    public void handOverFindings(DelegateExecution execution) {
        String caseId = caseId(execution);
        CloseBreach closed = state(execution).last(CloseBreach.class).orElseThrow();
        if (closed.startsRemoval()) {
            starts.start(REMOVAL, caseId);
        }
        if (closed.startsReferral()) {
            starts.start(REFERRAL, caseId);
        }
    }

    /** Keeps the record, whatever the ending. */
    public void sealRecord(DelegateExecution execution) {
        String caseId = caseId(execution);
        cases.takeTurn(caseId);
        Breach breach = state(execution);
        marks.settle(caseId, breach, files.now());
        breaches.refresh(caseId, breach);
        trail.add(caseId, "sealed", "sealRecord", null, null, "The case is closed; the record is sealed");
        boolean late = breaches.find(caseId).map(Breaches.BreachCase::late).orElse(false);
        records.keep(papers.record(execution.getProcessInstanceId(), caseId, breach, late,
                Diagram.of(execution), trail.of(caseId)));
        cases.end(caseId, breach.outcome(), "Dealt with; thank you for telling us");
        holds.releaseBecauseOf(caseId, "The breach case " + caseId + " is closed");
        notices.ended(caseId, breach);
    }

    private static String caseId(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    private Breach state(DelegateExecution execution) {
        return files.state(caseId(execution));
    }

    // --- who gets which task

    @Override
    public Assignment assign(String task, String caseId) {
        Breach breach = files.state(caseId);
        return switch (task) {
            case TRIAGE, ASSESS, DECIDE, NOTIFY, TELL, FOLLOW_UP, CLOSE -> given(task, breach, responders.dataProtectionOfficer());
            case CONTAIN -> given(task, breach, breach.verdict().isPresent()
                    ? responders.administrator(files.groupOf(breach).map(Group::administratorId).orElse(null)) : responders.containment());
            case CONFIRM, CONFIRM_CORRECTION -> given(task, breach, responders.secondPerson(breach.interested()));
            default -> throw new IllegalArgumentException("Breach escalation has no task '" + task + "'");
        };
    }

    private Assignment given(String task, Breach breach, Found found) {
        return new Assignment(verb(task) + " the breach case", UNDER_WAY, found.holderIds(), found.inPlaceOf(), 10, found.why(), dueAt(task, breach).orElse(null));
    }

    private static String verb(String task) {
        return switch (task) {
            case TRIAGE -> "Triage";
            case CONTAIN -> "Contain";
            case ASSESS -> "Assess";
            case DECIDE -> "Decide";
            case NOTIFY -> "Notify";
            case TELL -> "Tell";
            case FOLLOW_UP -> "Follow-up";
            case CLOSE -> "Close";
            default -> "Confirm";
        };
    }

    /** Where hours count. Closing has working days instead. */
    private Optional<Instant> dueAt(String task, Breach breach) {
        Instant awareAt = breach.clock().awareAt();
        return switch (task) {
            case TRIAGE -> Optional.of(awareAt.plus(Duration.ofHours(1)));
            case CONTAIN -> Optional.of(awareAt.plus(Duration.ofHours(4)));
            case ASSESS -> Optional.of(awareAt.plus(Duration.ofHours(12)));
            case DECIDE -> Optional.of(awareAt.plus(Duration.ofHours(24)));
            case CONFIRM -> Optional.of(awareAt.plus(Duration.ofHours(36)));
            case NOTIFY, TELL, CONFIRM_CORRECTION -> Optional.of(breach.clock().deadline());
            case FOLLOW_UP -> breach.lastStepOf(FollowUp.class).or(() -> breach.lastStepOf(NotifyRegulator.class))
                    .map(step -> step.at().plus(BreachClock.TIME_TO_NOTIFY));
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        Breach breach = files.state(caseId);
        return switch (task) {
            case CONTAIN, CONFIRM, CONFIRM_CORRECTION -> Optional.empty();
            default -> responders.standIn().map(found -> given(task, breach, found));
        };
    }

    /** Whoever contains it has nothing to do with the regulator. */
    @Override
    public Optional<CalendarEntry> calendarEntry(String task, String caseId) {
        return task.equals(CONTAIN) ? Optional.empty() : notices.deadline(caseId, files.state(caseId));
    }

    @Override
    public Patience patience() {
        return new Patience(0, 1, 2);
    }

    @Override
    public boolean showsSheetTo(String task) {
        return !task.equals(CONTAIN);
    }

    /** The facts of the breach without who reported it. */
    @Override
    public HandedOver handsOver(String caseId, String toFlow) {
        Breach breach = files.state(caseId);
        return new HandedOver(caseId, breach.reportedAt(), "Found while a breach of personal data was dealt with", List.of(), List.copyOf(breach.interested()),
                papers.forOtherCases(breach), breach.report().evidence());
    }

    /** It begins with what another case has found. */
    @Override
    public void begins(String caseId) {
        trail.add(caseId, "reported", "breachHandedOver", null, null, "Handed over by another case");
        breaches.refresh(caseId, files.state(caseId));
    }

    /** The line in the register stays, without a word of what happened to whom (UK GDPR art. 33(5)). */
    @Override
    public void forget(String caseId) {
        breaches.forget(caseId);
    }

    /** The Data Protection Officer and the college officers read every breach case: they watch the board. */
    @Override
    public Readers readers(String caseId) {
        return READERS;
    }

    // --- what it is

    @Override
    public List<Form<?>> forms() {
        return forms;
    }

    @Override
    public About about() {
        return ABOUT;
    }
}
