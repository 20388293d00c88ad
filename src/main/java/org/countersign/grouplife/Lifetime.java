package org.countersign.grouplife;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.answers.Answers;
import org.countersign.answers.Submitted;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Steps;
import org.countersign.engine.Form;
import org.countersign.grouplife.GroupLives.Year;
import org.countersign.institution.Institution;
import org.countersign.institution.WorkingDays;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.springframework.stereotype.Component;

/** A year in the life of a group as its answers and the register tell it, and the days that count. */
@Component
class Lifetime {

    /** The forms, for reading their answers back. */
    static final List<Form<?>> TYPES = List.of(type("confirmActivation", ConfirmActivation.class), type("attestDeletion", AttestDeletion.class),
            type("reviewMembership", ReviewMembership.class), type("removeLeaver", RemoveLeaver.class), type("keepEverything", KeepEverything.class),
            type("decideOnApp", DecideOnApp.class), type("renewGroup", RenewGroup.class), type("changeGroup", ChangeGroup.class),
            type(GroupLifeTasks.SIGN, SignAsAdministrator.class), type(GroupLifeTasks.AGREE, AgreeToChange.class), type("restoreGroup", RestoreGroup.class),
            type("closeGroup", CloseGroup.class));

    private final Answers answers;
    private final Groups groups;
    private final Apps apps;
    private final Checks checks;
    private final DutyDays days;
    private final Clock clock;

    Lifetime(Answers answers, Groups groups, Apps apps, Checks checks, WorkingDays workingDays, Institution institution, Clock clock) {
        this.answers = answers;
        this.groups = groups;
        this.apps = apps;
        this.checks = checks;
        this.days = new DutyDays(workingDays, institution.zone(), institution.groupLife().terms());
        this.clock = clock;
    }

    private static <A> Form<A> type(String task, Class<A> type) {
        return new Form<>(task, type, visit -> java.util.Map.of(), (given, visit, errors) -> {}, (given, visit) -> {});
    }

    Instant now() {
        return clock.instant();
    }

    DutyDays days() {
        return days;
    }

    Group group(Year year) {
        return groups.byId(year.groupId()).orElseThrow();
    }

    boolean mayBeUsed(String appId) {
        return apps.byId(appId).filter(app -> app.status() == Apps.Status.APPROVED).isPresent();
    }

    Steps steps(String caseId) {
        return answers.fold(caseId, this::read);
    }

    private Steps read(List<Submitted> submitted) {
        return Steps.read(answers, submitted, TYPES);
    }

    GroupLife state(String caseId) {
        return new GroupLife(steps(caseId));
    }

    /** Of the last answers nothing else is kept from now on. */
    void reduceLast(String caseId, Object reduced) {
        answers.reduce(steps(caseId).last().answersId(), caseId, reduced);
    }

    /** Who is to run or to assist the group by the change that is being decided. */
    Optional<Person> personOf(GroupLife state) {
        return state.change().flatMap(change -> checks.person(change.person()));
    }
}
