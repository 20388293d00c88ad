package org.countersign.grouplife;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.countersign.engine.CaseStarts;
import org.countersign.engine.Cases;
import org.countersign.engine.Trail;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.Duty.State;
import org.countersign.grouplife.GroupLives.Year;
import org.countersign.holds.GroupHoldChanged;
import org.countersign.holds.Hold;
import org.countersign.holds.Holds;
import org.countersign.people.PeopleChanged;
import org.countersign.registers.AppChanged;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What happens around a group and calls for something: it comes into the register, somebody leaves, a hold is placed or released, its app
 * may no longer be used. Each becomes a duty of the group, which its timer asks for.
 */
@Component
class GroupWatch {

    private static final Logger log = LoggerFactory.getLogger(GroupWatch.class);

    private static final int AT_A_TIME = 100;

    private final GroupLives lives;
    private final Lifetime lifetime;
    private final GroupPeople who;
    private final GroupLifeEngineTasks engine;
    private final GroupLifeNotices notices;
    private final Groups groups;
    private final Holds holds;
    private final CaseStarts starts;
    private final Cases cases;
    private final Trail trail;
    private final TransactionTemplate transaction;

    GroupWatch(GroupLives lives, Lifetime lifetime, GroupPeople who, GroupLifeEngineTasks engine, GroupLifeNotices notices, Groups groups, Holds holds,
            CaseStarts starts, Cases cases, Trail trail, TransactionTemplate transaction) {
        this.lives = lives;
        this.lifetime = lifetime;
        this.who = who;
        this.engine = engine;
        this.notices = notices;
        this.groups = groups;
        this.holds = holds;
        this.starts = starts;
        this.cases = cases;
        this.trail = trail;
        this.transaction = transaction;
    }

    /** Lets the life begin of every group that stands in the register, the one just authorised and the one that has stood there for long. */
    @Scheduled(initialDelayString = "${countersign.group-life.every:5s}", fixedDelayString = "${countersign.group-life.every:5s}")
    void begin() {
        for (String recordId : lives.recordsOfGroupsWithoutALife(AT_A_TIME)) {
            transaction.executeWithoutResult(status -> {
                // Of two nodes one waits here, and finds it begun.
                cases.takeTurn(recordId);
                starts.start(GroupLifeTasks.HANDED_OVER, recordId);
            });
        }
    }

    // --- people leave, and come back

    /** Also each morning: a look that failed is made up for. */
    @EventListener({PeopleChanged.class, ApplicationReadyEvent.class})
    @Scheduled(cron = "0 20 7 * * *", zone = "#{@institutionZone.id}")
    @Order
    void leavers() {
        Set<String> concerned = new TreeSet<>();
        lives.allMembers().stream().filter(personId -> !who.isEmployed(personId)).forEach(personId -> concerned.addAll(lives.groupsWith(personId)));
        groups.all().stream().filter(group -> group.status() != Groups.Status.CLOSED)
                .filter(group -> !who.isEmployed(group.administratorId()) || group.assistantId() != null && !who.isEmployed(group.assistantId()))
                .map(Group::groupId).forEach(concerned::add);
        concerned.forEach(groupId -> running(groupId).ifPresent(year -> look(year, this::somebodyLeft)));
        lives.waitingBecauseSomebodyLeft().forEach(year -> look(year, this::somebodyIsBack));
    }

    private void look(Year year, Consumer<Year> at) {
        try {
            transaction.executeWithoutResult(status -> {
                cases.takeTurn(year.caseId());
                at.accept(year);
            });
        } catch (RuntimeException e) {
            log.error("{}: that somebody has left or come back was not put down; it is looked at again in the morning", year.caseId(), e);
        }
    }

    private void somebodyLeft(Year year) {
        Group group = lifetime.group(year);
        lives.members(group.groupId()).stream().filter(personId -> !who.isEmployed(personId)).forEach(personId -> add(year, Kind.LEAVER, personId));
        if (group.assistantId() != null && !who.isEmployed(group.assistantId())) {
            group = groups.changePeople(group.groupId(), group.administratorId(), null, who.nameOf(group.assistantId()) + ", assistant administrator, no longer works here", null);
            trail.add(year.caseId(), "assistantLeft", null, null, null, "The assistant administrator no longer works here");
        }
        if (!who.isEmployed(group.administratorId()) && !lives.isLive(year.caseId(), Kind.CHANGE, null)) {
            add(year, Kind.CHANGE, null);
            trail.add(year.caseId(), "administratorLeft", null, null, null, "The group administrator no longer works here; somebody else is to run the group");
        }
    }

    /** What was asked for because they had left is not asked for any more, as long as nobody has answered. */
    private void somebodyIsBack(Year year) {
        List<Duty> removals = lives.live(year.caseId()).stream().filter(one -> one.kind() == Kind.LEAVER).toList();
        List<Duty> notNeeded = removals.stream().filter(one -> who.isEmployed(one.about())).toList();
        notNeeded.forEach(one -> notNeeded(year, one));
        if (!removals.isEmpty() && notNeeded.size() == removals.size()) {
            engine.leaverReturned(year.caseId());
        }
        if (who.isEmployed(lifetime.group(year).administratorId()) && cases.openTasksOf(year.caseId()).stream().noneMatch(task -> GroupLifeTasks.ANSWERS_TO_A_CHANGE.contains(task.task()))) {
            lives.live(year.caseId()).stream().filter(one -> one.kind() == Kind.CHANGE && one.about() == null).forEach(one -> {
                notNeeded(year, one);
                engine.administratorReturned(year.caseId());
                trail.add(year.caseId(), "administratorReturned", null, null, null, "The group administrator works here again");
            });
        }
    }

    private void notNeeded(Year year, Duty one) {
        lives.put(year, one.ended(State.NOT_NEEDED, lifetime.now(), null));
    }

    // --- holds

    /** In the transaction that places or releases the hold. */
    @EventListener
    void holdChanged(GroupHoldChanged change) {
        running(change.groupId()).ifPresent(year -> {
            cases.takeTurn(year.caseId());
            List<Hold> open = holds.onGroup(change.groupId());
            if (open.isEmpty()) {
                released(year);
            } else {
                held(year, open.get(open.size() - 1));
            }
        });
    }

    private void held(Year year, Hold hold) {
        lives.open(year.caseId(), Kind.ATTESTATION).forEach(one -> lives.put(year, one.ended(State.HELD, lifetime.now(), null)));
        engine.deletionHeld(year.caseId());
        if (lives.ofYear(year.caseId()).stream().anyMatch(one -> one.kind() == Kind.HOLD && hold.holdId().equals(one.about()))) {
            return;
        }
        add(year, Kind.HOLD, hold.holdId());
        trail.add(year.caseId(), "held", null, hold.placedById(), null, "A hold is placed: nothing is deleted until it is released");
        Group group = lifetime.group(year);
        notices.held(year.caseId(), group, Set.copyOf(who.responsible(group).holderIds()), hold.holdId());
    }

    private void released(Year year) {
        List<Duty> kept = lives.ofYear(year.caseId()).stream().filter(one -> one.kind() == Kind.HOLD).toList();
        kept.stream().filter(one -> one.isOpen() || one.state() == State.TO_COME).forEach(one -> notNeeded(year, one));
        engine.holdReleased(year.caseId());
        trail.add(year.caseId(), "holdReleased", null, null, null, "The hold is released: deletion goes on");
        if (year.activatedOn() != null) {
            lives.put(year, Duty.toCome(Kind.ATTESTATION, null, lifetime.days().day(lifetime.now()), lifetime.now()));
            engine.wakeBy(year.caseId(), lifetime.now());
        }
        notices.released(year.caseId(), lifetime.group(year), kept.isEmpty() ? year.caseId() : String.valueOf(kept.get(kept.size() - 1).about()));
    }

    // --- apps

    /** In the transaction of the change. */
    @EventListener
    void appChanged(AppChanged change) {
        if (change.mayNoLongerBeUsed() || change.mayBeUsedAgain() || change.hasOtherConditions()) {
            groups.liveOn(change.now().appId()).forEach(group -> running(group.groupId()).ifPresent(year -> appChanged(year, group, change)));
        }
    }

    private void appChanged(Year year, Group group, AppChanged change) {
        cases.takeTurn(year.caseId());
        String occasion = String.valueOf(change.now().changedAt());
        if (change.hasOtherConditions()) {
            notices.otherConditions(year.caseId(), group, change.now().conditions(), occasion);
            return;
        }
        if (change.mayBeUsedAgain()) {
            List<Duty> asked = lives.live(year.caseId()).stream().filter(one -> one.kind() == Kind.APP).toList();
            asked.forEach(one -> notNeeded(year, one));
            if (!asked.isEmpty()) {
                engine.appApprovedAgain(year.caseId());
                notices.appApprovedAgain(year.caseId(), group, change.now().conditions(), occasion);
                trail.add(year.caseId(), "appApprovedAgain", null, null, null, change.now().name() + " may be used for work again");
            }
            return;
        }
        if (!lives.isLive(year.caseId(), Kind.APP, null) && !lives.isLive(year.caseId(), Kind.CLOSING, null)) {
            add(year, Kind.APP, change.now().appId());
            notices.appWithdrawn(year.caseId(), group, Set.copyOf(who.responsible(group).holderIds()), occasion);
            trail.add(year.caseId(), "appWithdrawn", null, null, null, change.now().name() + " may no longer be used for work");
        }
    }

    // --- what they share

    /** Asked for as soon as the group's timer rings, which is now. */
    private void add(Year year, Kind kind, @Nullable String about) {
        if (lives.isLive(year.caseId(), kind, about)) {
            return;
        }
        lives.put(year, Duty.toCome(kind, about, lifetime.days().day(lifetime.now()), lifetime.now()));
        engine.wakeBy(year.caseId(), lifetime.now());
    }

    private Optional<Year> running(String groupId) {
        return lives.yearOf(groupId).filter(year -> year.endedAt() == null);
    }
}
