package org.countersign.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.grouplife.GroupLives;
import org.countersign.holds.Hold;
import org.countersign.holds.HoldRefused;
import org.countersign.holds.Holds;
import org.countersign.holds.Scope;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.Archive.Standing;
import org.countersign.records.Archive;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.registers.Groups.Group;
import org.countersign.registers.Groups.Status;
import org.countersign.registers.Groups;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What mentions one person, as a list for the answer to their request for access (UK GDPR art. 15), with what stands in the way of handing
 * each part out. The data protection officer, whose duty it is, sees that restricted records and open confidential cases are there;
 * records officers see what is open to the desk. Of judgements of disclosures nobody learns here, not even whether there is one.
 */
@Component
class SubjectAccess {

    /**
     * Something that mentions the person.
     *
     * @param what  its title; {@code null} where whoever asks may not read it
     * @param how   what the person has to do with it
     * @param since begun, or sealed for a record; UTC
     * @param heed  what stands in the way of handing it out whole, in sentences; none means nothing known does
     */
    record Mention(String id, String kind, @Nullable String what, String how, boolean record, String state, Instant since, List<String> heed) {}

    /** Where the answer to a request is somebody else's alone. */
    static final String SEALED_OFF = "Records that are sealed off by law are in no list. Ask the whistleblowing officer, who answers for them alone; "
            + "this sentence stands under every list, whether there is one or not.";

    private static final String DPO = "dpo";
    private static final String JUDGEMENT = "protected-disclosure";
    private static final String DISPOSAL = "record-disposal";

    private final Archive archive;
    private final Cases cases;
    private final RecordAccess access;
    private final RecordView view;
    private final Groups groups;
    private final GroupLives lives;
    private final Holds holds;
    private final People people;

    SubjectAccess(Archive archive, Cases cases, RecordAccess access, RecordView view, Groups groups, GroupLives lives, Holds holds, People people) {
        this.archive = archive;
        this.cases = cases;
        this.access = access;
        this.view = view;
        this.groups = groups;
        this.lives = lives;
        this.holds = holds;
        this.people = people;
    }

    static void mustAnswerRequests(Person me) {
        if (!me.has(RecordAccess.OFFICERS) && !me.has(DPO)) {
            throw new NotForYou("This page is for records officers and the Data Protection Officer. If you need it for your work, ask your line manager.");
        }
    }

    /** Whether this person is shown that restricted records are there. */
    static boolean seesAll(Person me) {
        return me.has(DPO);
    }

    /** Newest first. The look is logged. */
    List<Mention> of(Person me, Person subject) {
        archive.logAccess(subject.personId(), me.personId(), "listed what mentions this person");
        Map<KeptRecord, Integer> records = archive.naming(subject.personId());
        Map<String, Standing> standings = archive.standings(records.keySet().stream().map(KeptRecord::recordId).toList());
        Map<String, Mention> found = new LinkedHashMap<>();
        records.forEach((record, people) -> {
            if (seesAll(me) || access.isReadable(me, record)) {
                found.put(record.recordId(), mention(me, subject, record, people, standings.get(record.recordId())));
            }
        });
        for (Case one : cases.involving(subject.personId())) {
            boolean shown = !isSealedOff(one) && (seesAll(me) || !one.confidential() || cases.mayRead(me, one.caseId()));
            if (shown && !found.containsKey(one.caseId()) && archive.find(one.caseId()).filter(record -> record.accessClass() == AccessClass.SEALED_OFF
                    || !seesAll(me) && !access.isReadable(me, record)).isEmpty()) {
                found.put(one.caseId(), mention(me, subject, one));
            }
        }
        List<Mention> all = new ArrayList<>(found.values());
        all.sort(Comparator.comparing(Mention::since).reversed());
        return all;
    }

    /** A judgement, and the disposal of one, which alone among disposals is confidential. */
    private static boolean isSealedOff(Case one) {
        return one.flow().equals(JUDGEMENT) || one.flow().equals(DISPOSAL) && one.confidential();
    }

    /** The messaging groups this person runs or is a member of now, by name; of those that are closed nothing is left to delete. */
    List<Group> groupsOf(Person subject) {
        return Stream.concat(groups.runBy(subject.personId()).stream(), lives.groupsWith(subject.personId()).stream().map(groups::byId).flatMap(Optional::stream))
                .filter(one -> one.status() != Status.CLOSED).distinct().sorted(Comparator.comparing(Group::name)).toList();
    }

    /**
     * Puts a hold on groups this person is in, because they have asked for access. Administrators are told to keep everything, and not why.
     *
     * @throws NotThere    when they are not in one of the groups
     * @throws HoldRefused without a reason or a day, or where the reason names them: others read it
     */
    Hold hold(Person me, Person subject, List<String> groupIds, String reason, @Nullable LocalDate reviewOn) {
        if (!groupsOf(subject).stream().map(Group::groupId).toList().containsAll(groupIds)) {
            throw new NotThere();
        }
        if (reviewOn == null) {
            throw new HoldRefused("Give the day on which it is looked at again.");
        }
        if (people.namedIn(List.of(reason)).contains(subject.personId())) {
            throw new HoldRefused("Leave the name out of the reason: others read it than those who answer the request.");
        }
        return holds.place(new Scope.Groups(groupIds), reason, me.personId(), reviewOn, null, me.personId());
    }

    private Mention mention(Person me, Person subject, KeptRecord record, int people, @Nullable Standing standing) {
        List<String> heed = new ArrayList<>();
        if (record.accessClass() == AccessClass.RESTRICTED) {
            heed.add("Restricted: the office that owns it decides what may be given; what was said in confidence may have to stay out.");
        }
        if (people > 1) {
            heed.add((people == 2 ? "Another person is" : people - 1 + " other people are") + " named in it: take out what is about them, unless they agree or it is "
                    + "reasonable without (Data Protection Act 2018, schedule 2, paragraph 16).");
        }
        if (standing != null && standing.disposedAt() != null) {
            heed.add("Disposed of: no content is left to give.");
        } else if (standing != null && standing.held()) {
            heed.add("Under a legal hold: it must be kept as it is. A copy may be given unless the owner of the hold knows a reason against it.");
        }
        boolean readable = access.isReadable(me, record);
        return new Mention(record.recordId(), kind(record.flow()), readable ? record.title() : null, how(subject, record.recordId()), true,
                view.standing(standing), record.sealedAt(), heed);
    }

    private Mention mention(Person me, Person subject, Case one) {
        List<String> heed = new ArrayList<>();
        if (one.endedAt() == null) {
            heed.add("Not finished: what is given now must not harm what is under way; whoever deals with it decides.");
        }
        if (one.confidential()) {
            heed.add("Confidential: who may read the case decides what may be given; who reported it stays out.");
        }
        return new Mention(one.caseId(), kind(one.flow()), !one.confidential() || cases.mayRead(me, one.caseId()) ? one.title() : null, how(subject, one.caseId()), false,
                one.endedAt() == null ? "Under way" : "Ended", one.startedAt(), heed);
    }

    private String how(Person subject, String caseId) {
        return cases.find(caseId).filter(one -> one.starterId().equals(subject.personId())).isPresent() ? "Began it" : "Named in it or took part";
    }

    private String kind(String flow) {
        return view.flows().getOrDefault(flow, RecordView.inWords(flow));
    }
}
