package org.countersign.grouplife;

import static org.countersign.grouplife.Duty.Kind.CHANGE;

import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.countersign.casefile.Eligible.Found;
import org.countersign.engine.Cases;
import org.countersign.engine.Cases.Waiting;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Diagram;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.HandedOver;
import org.countersign.engine.Lateness;
import org.countersign.engine.Readers;
import org.countersign.engine.Trail;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.Duty.State;
import org.countersign.grouplife.GroupLifeEngineTasks.Asked;
import org.countersign.grouplife.GroupLives.Year;
import org.countersign.holds.Holds;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.countersign.records.RecordKeeper;
import org.countersign.records.Retention;
import org.countersign.records.RetentionSchedule;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.springframework.stereotype.Component;

/**
 * The life of a group as the engine sees it (Social Media Policy §9.3, §12 and §13): the questions its gateways ask, the work of its
 * service tasks, and who gets which task. One case is one year.
 */
@Component("groupLife")
public class GroupLifeTasks implements Flow {

    static final String FLOW = "group-life";

    /** Starts a year. */
    static final String HANDED_OVER = "group-life.handedOver";

    static final String SIGN = "signAsAdministrator";
    static final String AGREE = "agreeToChange";

    private static final About ABOUT = new About(FLOW, "Life of a group", "Keep the rules of a messaging group, year by year.", "GL", false, false, List.of());

    /** What comes again and again is told by one summary a day. */
    private static final Set<String> TOLD_BY_SUMMARY = Set.of(Kind.ATTESTATION.task(), Kind.REVIEW.task(), Kind.RENEWAL.task());

    /** What is told at once together with its reason, so that nobody is told of it twice. */
    private static final Set<String> TOLD_WITH_ITS_REASON = Set.of(Kind.HOLD.task(), Kind.APP.task());

    /** Steps of a change that people are reminded of one by one, and that end by themselves. */
    static final Set<String> ANSWERS_TO_A_CHANGE = Set.of(SIGN, AGREE);

    private final Lifetime lifetime;
    private final GroupLives lives;
    private final GroupPeople who;
    private final GroupLifePapers papers;
    private final GroupLifeNotices notices;
    private final GroupLifeEngineTasks engine;
    private final Groups groups;
    private final Holds holds;
    private final RecordKeeper records;
    private final Retention retention;
    private final CaseStarts starts;
    private final Lateness lateness;
    private final Cases cases;
    private final Trail trail;
    private final Institution.GroupLifeTerms terms;
    private final GroupLifeForms answers;
    private final List<Form<?>> forms;

    GroupLifeTasks(Lifetime lifetime, GroupLives lives, GroupPeople who, GroupLifePapers papers, GroupLifeNotices notices, GroupLifeEngineTasks engine, Groups groups,
            Holds holds, RecordKeeper records, Retention retention, CaseStarts starts, Lateness lateness, Cases cases, Trail trail, Institution institution, GroupLifeForms forms) {
        this.lifetime = lifetime;
        this.lives = lives;
        this.who = who;
        this.papers = papers;
        this.notices = notices;
        this.engine = engine;
        this.groups = groups;
        this.holds = holds;
        this.records = records;
        this.retention = retention;
        this.starts = starts;
        this.lateness = lateness;
        this.cases = cases;
        this.trail = trail;
        this.terms = institution.groupLife().terms();
        this.answers = forms;
        this.forms = forms.all();
    }

    // --- the questions of the diagram

    /** The next instant at which something has to be done for the group; an absolute one. */
    public Date nextDuty(DelegateExecution execution) {
        return Date.from(Duties.next(lives.live(caseId(execution))).orElseGet(() -> lifetime.now().plus(Duties.STANDSTILL)));
    }

    public boolean isDue(DelegateExecution execution, String kind) {
        return lives.isAsked(caseId(execution), Kind.valueOf(kind));
    }

    public boolean isMoved(DelegateExecution execution) {
        return lifetime.state(caseId(execution)).isMoved();
    }

    public boolean isRenewed(DelegateExecution execution) {
        return lifetime.state(caseId(execution)).isRenewed();
    }

    public boolean isSomebodyNew(DelegateExecution execution) {
        return lifetime.state(caseId(execution)).isSomebodyNew();
    }

    public boolean hasDeclined(DelegateExecution execution) {
        return lifetime.state(caseId(execution)).hasDeclined();
    }

    public boolean isClosed(DelegateExecution execution) {
        return lifetime.state(caseId(execution)).isClosed();
    }

    /** When a signature or an agreement that somebody was asked for now is waited for no longer: whoever is asked last has a whole term too. */
    public Date changeLapsesAt() {
        return Date.from(lapsesAt(lifetime.now()));
    }

    private Instant lapsesAt(Instant askedAt) {
        return lifetime.days().inWorkingDays(2 * terms.change() + terms.suspendedAfter(), askedAt);
    }

    /** Whether that step of the change, which nobody could answer while the application stood still, is asked for again. */
    public boolean isAskedAgain(DelegateExecution execution, String task) {
        return !lives.open(caseId(execution), CHANGE).isEmpty()
                && engine.lastOf(execution.getProcessInstanceId(), SIGN, AGREE).map(Asked::task).filter(task::equals).isPresent();
    }

    // --- the work of the service tasks

    /** Puts down the year's duties; what was left open in the year before is asked for again. Idempotent. */
    public void openTheYear(DelegateExecution execution) {
        Year year = lives.ofCase(caseId(execution));
        if (!lives.live(year.caseId()).isEmpty()) {
            return;
        }
        Instant now = lifetime.now();
        if (year.activatedOn() == null) {
            lives.put(year, Duty.toCome(Kind.ACTIVATION, null, lifetime.days().day(now), now));
            beginWithWhatHappenedBefore(year, now);
            return;
        }
        lives.yearsOf(year.groupId()).stream().filter(one -> one.number() == year.number() - 1).findFirst().ifPresent(before ->
                lives.live(before.caseId()).stream().filter(one -> one.kind() != Kind.RENEWAL).forEach(one -> lives.put(year, one.again(one.askAt()))));
        lives.put(year, lifetime.days().renewal(year.activatedOn(), year.number()));
    }

    /** A hold was placed, or the app withdrawn, before there was anybody to be asked. */
    private void beginWithWhatHappenedBefore(Year year, Instant now) {
        Group group = lifetime.group(year);
        Set<String> asked = Set.copyOf(who.responsible(group).holderIds());
        holds.onGroup(year.groupId()).stream().findFirst().ifPresent(hold -> {
            lives.put(year, Duty.toCome(Kind.HOLD, hold.holdId(), lifetime.days().day(now), now));
            notices.held(year.caseId(), group, asked, hold.holdId());
        });
        if (!lifetime.mayBeUsed(group.appId())) {
            lives.put(year, Duty.toCome(Kind.APP, group.appId(), lifetime.days().day(now), now));
            notices.appWithdrawn(year.caseId(), group, asked, "before");
        }
    }

    /** Asks for what is due, brings what is overdue to the line manager, suspends the group where it stays undone. */
    public void lookAtDuties(DelegateExecution execution) {
        String caseId = caseId(execution);
        cases.takeTurn(caseId);
        Year year = lives.ofCase(caseId);
        Group group = lifetime.group(year);
        Duties.Looked looked = Duties.look(lives.live(caseId), year.activatedOn(), group.status() == Groups.Status.ACTIVE, holds.isGroupHeld(group.groupId()),
                lifetime.now(), lifetime.days());
        lives.keep(year, looked);
        if (looked.changed().stream().anyMatch(Duty::isOpen)) {
            List<Waiting> waiting = cases.openTasksOf(caseId);
            looked.changed().stream().filter(Duty::isOpen).forEach(duty -> taskOf(duty, waiting).ifPresent(task -> redate(task, duty)));
            looked.toManager().forEach(duty -> taskOf(duty, waiting).ifPresent(task -> bringToManager(task, duty)));
        }
        looked.suspends().ifPresent(duty -> suspend(year, group, duty));
    }

    private static Optional<Waiting> taskOf(Duty duty, List<Waiting> waiting) {
        return waiting.stream().filter(task -> task.task().equals(duty.kind().task())).findFirst();
    }

    private void redate(Waiting task, Duty duty) {
        if (duty.dueAt() != null && !duty.dueAt().equals(task.due())) {
            engine.redate(task, duty.dueAt());
        }
    }

    private void bringToManager(Waiting task, Duty duty) {
        String whom = duty.kind() == Kind.RESTORING ? "the next in line" : "the line manager";
        trail.add(task.caseId(), "overdue", task.task(), null, null, "Overdue, so " + whom + " is asked as well: " + duty.kind().words());
        lateness.askStandIn(task, StandIn.NEXT_IN_LINE);
    }

    private void suspend(Year year, Group group, Duty duty) {
        if (group.status() == Groups.Status.ACTIVE) {
            groups.change(group.groupId(), Groups.Status.SUSPENDED, "Not done in time: " + duty.kind().words(), null);
            trail.add(year.caseId(), "suspended", "lookAtDuties", null, null, "Suspended, because this was not done in time: " + duty.kind().words());
            notices.suspended(year.caseId(), group, duty);
        }
    }

    /** Everything stays as it was. Where nobody runs the group, somebody is asked for anew. Nothing lapses while the application stands still. */
    public void letChangeLapse(DelegateExecution execution) {
        String caseId = caseId(execution);
        cases.takeTurn(caseId);
        Optional<Asked> asked = engine.lastOf(execution.getProcessInstanceId(), SIGN, AGREE);
        if (asked.filter(one -> lapsesAt(one.since()).isBefore(lifetime.now().minus(Duties.STANDSTILL))).isPresent()) {
            trail.add(caseId, "askedAgain", "letChangeLapse", null, null,
                    "The application stood still when the time to answer was over, so this is asked for again: " + verb(asked.get().task()));
            return;
        }
        Year year = lives.ofCase(caseId);
        Group group = lifetime.group(year);
        lives.open(caseId, CHANGE).forEach(duty -> lives.put(year, duty.ended(State.NOT_NEEDED, lifetime.now(), null)));
        trail.add(caseId, "changeLapsed", "letChangeLapse", null, null, "Nobody signed or decided in time, so the change lapsed; everything stays as it was");
        Set<String> asker = lifetime.state(caseId).whoAskedForChange().filter(who::isEmployed).map(Set::of).orElse(Set.of());
        notices.changeLapsed(caseId, group, asker, execution.getId());
        answers.askWhereNobodyRunsIt(year, group);
    }

    /** Keeps the record of the year, and begins the next one or ends the group. */
    public void sealRecord(DelegateExecution execution) {
        String caseId = caseId(execution);
        cases.takeTurn(caseId);
        Year year = lives.ofCase(caseId);
        Group group = lifetime.group(year);
        GroupLife state = lifetime.state(caseId);
        boolean closed = state.isClosed();
        trail.add(caseId, "sealed", "sealRecord", null, null, closed ? "The group is closed; the record is sealed" : "The year is over; the record is sealed");
        records.keep(papers.record(execution.getProcessInstanceId(), year, group, state, closed, Diagram.of(execution)));
        String outcome = closed ? "Closed" : "Renewed";
        cases.end(caseId, outcome, closed ? "The group is closed" : "The group is renewed for another year");
        lives.end(caseId);
        if (closed) {
            lives.live(caseId).forEach(one -> lives.put(year, one.ended(State.NOT_NEEDED, lifetime.now(), null)));
            lives.setMembers(group.groupId(), Set.of());
            groups.change(group.groupId(), Groups.Status.CLOSED, "Closed: " + caseId, null);
            // From now on the time runs of its approval and of every year's record.
            retention.happened(group.recordId(), RetentionSchedule.Trigger.SUPERSEDED, lifetime.days().day(lifetime.now()));
            lives.yearsOf(group.groupId()).forEach(one -> retention.happened(one.caseId(), RetentionSchedule.Trigger.SUPERSEDED, lifetime.days().day(lifetime.now())));
        } else {
            starts.start(HANDED_OVER, caseId);
        }
        notices.ended(caseId, group, Set.copyOf(who.manager(group, Set.of()).holderIds()), outcome);
    }

    private static String caseId(DelegateExecution execution) {
        return execution.getProcessBusinessKey();
    }

    // --- who gets which task

    @Override
    public Assignment assign(String task, String caseId) {
        Year year = lives.ofCase(caseId);
        Group group = lifetime.group(year);
        return given(task, year, group, switch (task) {
            case SIGN -> new Found(List.of(lifetime.personOf(lifetime.state(caseId)).orElseThrow().personId()), null, null);
            case AGREE -> whoAgrees(caseId, group);
            case "restoreGroup" -> who.manager(group, runners(group));
            case "changeGroup" -> lives.open(caseId, CHANGE).stream().map(Duty::about).filter(who::isEmployed).findFirst()
                    .map(personId -> new Found(List.of(personId), null, null)).orElseGet(() -> who.responsible(group));
            default -> who.responsible(group);
        });
    }

    /** The line manager of whoever is to run the group, and not whoever asked for the change. */
    private Found whoAgrees(String caseId, Group group) {
        return who.managerOf(whoIsToRun(caseId, group), partsIn(caseId));
    }

    private Optional<Found> whoAgreesInstead(String caseId, Group group, StandIn standIn) {
        return who.insteadOfManagerOf(whoIsToRun(caseId, group), partsIn(caseId), standIn == StandIn.NEXT_IN_LINE);
    }

    private String whoIsToRun(String caseId, Group group) {
        GroupLife state = lifetime.state(caseId);
        return state.change().filter(one -> one.what() == ChangeGroup.What.ADMINISTRATOR).flatMap(one -> lifetime.personOf(state))
                .map(Person::personId).orElse(group.administratorId());
    }

    private Set<String> partsIn(String caseId) {
        GroupLife state = lifetime.state(caseId);
        Set<String> parts = new LinkedHashSet<>();
        state.whoAskedForChange().ifPresent(parts::add);
        lifetime.personOf(state).map(Person::personId).ifPresent(parts::add);
        return parts;
    }

    private static Set<String> runners(Group group) {
        return group.assistantId() == null ? Set.of(group.administratorId()) : Set.of(group.administratorId(), group.assistantId());
    }

    private Assignment given(String task, Year year, Group group, Found found) {
        Optional<Duty> duty = Optional.of(kindOf(task)).flatMap(kind -> lives.open(year.caseId(), kind).stream().reduce((earlier, later) -> later));
        Instant due = task.equals(SIGN) || task.equals(AGREE) ? null : duty.map(Duty::dueAt).orElse(null);
        return new Assignment(verb(task) + ": " + GroupLifeNotices.title(group), stateOf(group), found.holderIds(), found.inPlaceOf(), terms.change(), found.why(), due);
    }

    static Kind kindOf(String task) {
        for (Kind kind : Kind.values()) {
            if (kind.task().equals(task)) {
                return kind;
            }
        }
        return CHANGE;
    }

    private static String verb(String task) {
        return switch (task) {
            case SIGN -> "Sign the declaration";
            case AGREE -> "Agree to the change";
            default -> kindOf(task).words();
        };
    }

    private static String stateOf(Group group) {
        return switch (group.status()) {
            case APPROVED -> "Approved, not yet in use";
            case ACTIVE -> "In use";
            case SUSPENDED -> "Suspended";
            case CLOSED -> "Closed";
        };
    }

    /** An administrator who is away is covered; what is late goes to the line manager. */
    @Override
    public Optional<Assignment> handOver(String task, String caseId, StandIn standIn) {
        Year year = lives.ofCase(caseId);
        Group group = lifetime.group(year);
        return switch (task) {
            case SIGN -> Optional.empty();
            case AGREE -> whoAgreesInstead(caseId, group, standIn).map(found -> given(task, year, group, found));
            case "restoreGroup" -> who.insteadOfManagerOf(group.administratorId(), runners(group), standIn == StandIn.NEXT_IN_LINE).map(found -> given(task, year, group, found));
            default -> Optional.of(given(task, year, group, standIn == StandIn.DEPUTY ? who.responsible(group) : forAdministrator(group)));
        };
    }

    private Found forAdministrator(Group group) {
        Found manager = who.manager(group, Set.of());
        return new Found(manager.holderIds(), group.administratorId(), "The line manager is asked as well, because it is late or nobody else is here");
    }

    @Override
    public boolean tellsAtOnce(String task) {
        return !isToldBySummary(task) && !TOLD_WITH_ITS_REASON.contains(task);
    }

    static boolean isToldBySummary(String task) {
        return TOLD_BY_SUMMARY.contains(task);
    }

    @Override
    public Patience patience() {
        return new Patience(1, terms.managerAfter(), terms.suspendedAfter());
    }

    // --- how a year begins, and who may read

    /** The next year of the same group. */
    @Override
    public HandedOver handsOver(String caseId, String toFlow) {
        Year year = lives.ofCase(caseId);
        return new HandedOver(caseId, year.beganAt(), "The group has been renewed", List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public void begins(String caseId) {
        String from = lifetime.steps(caseId).handedOver().orElseThrow().fromCaseId();
        Optional<Year> before = lives.groupOf(from).map(any -> lives.ofCase(from));
        Group group = before.map(lifetime::group).orElseGet(() -> groups.byRecordId(from).orElseThrow());
        lives.begin(caseId, group.groupId(), before.map(Year::number).orElse(0) + 1, before.map(Year::activatedOn).orElse(null));
        cases.retitle(caseId, GroupLifeNotices.title(group), stateOf(group));
        cases.link(caseId, group.recordId(), Cases.CONCERNS);
        trail.add(caseId, "began", "groupHandedOver", null, null, before.isPresent() ? "Another year of the group begins" : "The life of the group begins");
    }

    @Override
    public Readers readers(String caseId) {
        return lives.groupOf(caseId).flatMap(groups::byId).map(who::readers).orElse(Readers.NOBODY);
    }

    // --- what it is

    @Override
    public List<Form<?>> forms() {
        return forms;
    }

    @Override
    public void forget(String caseId) {
        lives.forget(caseId);
    }

    @Override
    public About about() {
        return ABOUT;
    }
}
