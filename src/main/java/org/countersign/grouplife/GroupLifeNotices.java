package org.countersign.grouplife;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.registers.Groups.Group;
import org.springframework.stereotype.Component;

/** Tells those who run a group what has happened to it. Whoever has something to do is told by the engine's part or by the summary. */
@Component
class GroupLifeNotices {

    private final Notices notices;

    GroupLifeNotices(Notices notices) {
        this.notices = notices;
    }

    void held(String caseId, Group group, String holdId) {
        tell(runners(group), caseId, group, "held:" + holdId, "Keep everything: " + title(group),
                "A hold has been placed on this group. Switch the timer for disappearing messages off now, and delete nothing. "
                        + "Tell the members to keep everything too. You need not attest deletion until you are told that the hold is over.");
    }

    void released(String caseId, Group group, String holdId) {
        tell(runners(group), caseId, group, "released:" + holdId, "The hold is over: " + title(group),
                "The hold on this group has been released. Switch the timer for disappearing messages on again (7 days), "
                        + "delete what is older, and attest it: the form is among your tasks.");
    }

    void suspended(String caseId, Group group, Duty duty) {
        tell(runners(group), caseId, group, "suspended:" + duty.dutyNo(), "Suspended: " + title(group),
                "The group may not be used for now, because this was not done in time: " + duty.kind().words()
                        + ". Do it now; then your line manager can restore the group.");
    }

    void restored(String caseId, Group group, String occasion) {
        tell(runners(group), caseId, group, "restored:" + occasion, "Restored: " + title(group), "The group may be used again.");
    }

    void changed(String caseId, Group group, Set<String> besides, String occasion, String what) {
        Set<String> all = runners(group);
        all.addAll(besides);
        tell(all, caseId, group, "changed:" + occasion, "Changed: " + title(group), what);
    }

    void otherConditions(String caseId, Group group, String conditions, String occasion) {
        tell(runners(group), caseId, group, "conditions:" + occasion, "New conditions for " + group.appName() + ": " + title(group),
                "The app may be used on these conditions from now on: " + conditions);
    }

    void ended(String caseId, Group group, Set<String> besides, String outcome) {
        Set<String> all = runners(group);
        all.addAll(besides);
        tell(all, caseId, group, "ended", outcome + ": " + title(group), "The sealed record of this year of the group is with the group.");
    }

    private static Set<String> runners(Group group) {
        return new LinkedHashSet<>(Stream.of(group.administratorId(), group.assistantId()).filter(Objects::nonNull).toList());
    }

    static String title(Group group) {
        return "%s group '%s'".formatted(group.appName(), group.name());
    }

    private void tell(Set<String> personIds, String caseId, Group group, String event, String subject, String text) {
        notices.tell(List.copyOf(personIds), new Notice("group-" + event + ":" + caseId, GroupLifeTasks.FLOW + "/" + event.replaceAll(":.*", ""), subject, text,
                "/registers/groups/" + group.groupId(), caseId));
    }
}
