package org.countersign.grouplife;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.engine.Cases;
import org.countersign.engine.Forms;
import org.countersign.engine.Forms.Opened;
import org.countersign.engine.NotAllowed;
import org.countersign.engine.Trail;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.GroupLives.Year;
import org.countersign.holds.Holds;
import org.countersign.people.Person;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What those who run a group may ask for without waiting for its day. */
@Service
public class GroupActions {

    /** What can be asked for at any time. */
    public static final Set<Kind> ON_REQUEST = Set.of(Kind.ATTESTATION, Kind.REVIEW, Kind.CHANGE, Kind.CLOSING);

    private final Forms forms;
    private final GroupLives lives;
    private final Lifetime lifetime;
    private final GroupPeople who;
    private final GroupLifeEngineTasks engine;
    private final Groups groups;
    private final Holds holds;
    private final Cases cases;
    private final Trail trail;
    private final TransactionTemplate transaction;

    GroupActions(Forms forms, GroupLives lives, Lifetime lifetime, GroupPeople who, GroupLifeEngineTasks engine, Groups groups, Holds holds, Cases cases, Trail trail,
            TransactionTemplate transaction) {
        this.forms = forms;
        this.lives = lives;
        this.lifetime = lifetime;
        this.who = who;
        this.engine = engine;
        this.groups = groups;
        this.holds = holds;
        this.cases = cases;
        this.trail = trail;
        this.transaction = transaction;
    }

    /**
     * Attests transfer and deletion up to today, for one of the tasks this person has: the same form, the same rules and the same gate as in
     * the Tasklist.
     *
     * @return what is wrong, in words for the person; empty when it is done
     */
    public List<String> attest(Person person, String taskId) {
        Optional<Opened> opened = forms.open(GroupLifeTasks.FLOW, "attest-deletion", taskId, person);
        if (opened.isEmpty()) {
            return List.of("This has been attested already, or is not yours to attest.");
        }
        AttestDeletion answer = new AttestDeletion(lifetime.days().day(lifetime.now()).toString(), null, true);
        List<String> problems = forms.problems(opened.get(), answer).values().stream().flatMap(List::stream).toList();
        if (problems.isEmpty()) {
            try {
                forms.complete(opened.get(), answer);
            } catch (NotAllowed no) {
                return List.of(String.valueOf(no.getMessage()));
            }
        }
        return problems;
    }

    /**
     * Asks for it now; the task is there when this returns, or within seconds.
     *
     * @throws NotAllowed with words for the person when it cannot be asked for
     */
    public void ask(Person person, String groupId, Kind kind) {
        Group group = groups.byId(groupId).filter(one -> who.runs(person, one)).orElseThrow(() -> new NotAllowed("This is for those who run the group."));
        Year year = lives.yearOf(groupId).filter(one -> one.endedAt() == null).orElseThrow(() -> new NotAllowed("The group is closed."));
        if (!ON_REQUEST.contains(kind)) {
            throw new NotAllowed("This is asked for on its day.");
        }
        boolean held = holds.isGroupHeld(groupId);
        if (held && (kind == Kind.ATTESTATION || kind == Kind.CLOSING)) {
            throw new NotAllowed("A hold is on this group: keep everything. You are told when it is over.");
        }
        if (kind.repeats() && group.status() == Groups.Status.APPROVED) {
            throw new NotAllowed("The group is not in use yet.");
        }
        transaction.executeWithoutResult(status -> {
            cases.takeTurn(year.caseId());
            if (!lives.open(year.caseId(), kind).isEmpty()) {
                throw new NotAllowed("This waits already: " + kind.words() + ".");
            }
            lives.put(year, Duty.toCome(kind, kind == Kind.CHANGE ? person.personId() : null, lifetime.days().day(lifetime.now()), lifetime.now()));
            trail.add(year.caseId(), "asked", null, person.personId(), null, "Asked for: " + kind.words());
            engine.wakeBy(year.caseId(), lifetime.now());
        });
        engine.ring(year.caseId());
    }
}
