package org.countersign.grouplife;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells those who run a group what has happened to it. Whoever has something to do is told by the engine's part or by the summary. */
@Component
class GroupLifeNotices {

    private final Notices notices;

    GroupLifeNotices(Notices notices) {
        this.notices = notices;
    }

    /** @param asked who has the task that follows; they are told of it here and nowhere else */
    void held(String caseId, Group group, Set<String> asked, String holdId) {
        tell(with(runners(group), asked), caseId, group, "held:" + holdId, "Keep everything: " + title(group),
                "A hold has been placed on this group. Switch the timer for disappearing messages off now, whatever the conditions of the app say, "
                        + "and delete nothing. Tell the members to keep everything too. You need not attest deletion until you are told that the hold is over.");
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
        tell(with(runners(group), besides), caseId, group, "changed:" + occasion, "Changed: " + title(group), what);
    }

    void changeLapsed(String caseId, Group group, Set<String> besides, String occasion) {
        tell(with(runners(group), besides), caseId, group, "change-lapsed:" + occasion, "Not changed: " + title(group),
                "Nobody signed or decided in time, so the change has lapsed and everything stays as it was. Ask for it again on the page of the group, or name somebody else.");
    }

    void otherConditions(String caseId, Group group, @Nullable String conditions, String occasion) {
        tell(runners(group), caseId, group, "conditions:" + occasion, "New conditions for " + group.appName() + ": " + title(group),
                conditions == null ? "The app may be used without conditions from now on. The declaration of the group holds as before."
                        : "The app may be used on these conditions from now on: " + conditions);
    }

    void appApprovedAgain(String caseId, Group group, @Nullable String conditions, String occasion) {
        tell(runners(group), caseId, group, "app-approved-again:" + occasion, group.appName() + " may be used again: " + title(group),
                "The app is approved for work again, so the group can stay where it is." + (conditions == null ? "" : " The conditions: " + conditions));
    }

    /** @param asked who has the task that follows; they are told of it here and nowhere else */
    void appWithdrawn(String caseId, Group group, Set<String> asked, String occasion) {
        tell(with(runners(group), asked), caseId, group, "app-withdrawn:" + occasion, group.appName() + " may no longer be used: " + title(group),
                "The app has left the register of approved apps; the register says why. Transfer to the corporate record what matters, and stop using the group for work. "
                        + "Whoever runs it says whether it moves to another app or is closed: the form is among their tasks.");
    }

    void ended(String caseId, Group group, Set<String> besides, String outcome) {
        tell(with(runners(group), besides), caseId, group, "ended", outcome + ": " + title(group), "The sealed record of this year of the group is with the group.");
    }

    private static Set<String> runners(Group group) {
        return new LinkedHashSet<>(Stream.of(group.administratorId(), group.assistantId()).filter(Objects::nonNull).toList());
    }

    private static Set<String> with(Set<String> some, Set<String> others) {
        some.addAll(others);
        return some;
    }

    static String title(Group group) {
        return "%s group '%s'".formatted(group.appName(), group.name());
    }

    private void tell(Set<String> personIds, String caseId, Group group, String event, String subject, String text) {
        notices.tell(List.copyOf(personIds), new Notice("group-" + event + ":" + caseId, GroupLifeTasks.FLOW + "/" + event.replaceAll(":.*", ""), subject, text,
                "/registers/groups/" + group.groupId(), caseId));
    }
}
