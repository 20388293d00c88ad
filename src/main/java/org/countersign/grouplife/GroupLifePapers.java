package org.countersign.grouplife;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.casefile.CasePanel;
import org.countersign.casefile.CasePapers;
import org.countersign.casefile.CasePapers.Ending;
import org.countersign.casefile.CasePapers.Signing;
import org.countersign.casefile.CasePapers.Taken;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Rows;
import org.countersign.casefile.Section;
import org.countersign.casefile.Step;
import org.countersign.engine.Diagram;
import org.countersign.engine.Trail;
import org.countersign.grouplife.GroupLives.Year;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.RecordDraft;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a year in the life of a group on paper: the panel, the sheet of a change, the record. */
@Component
class GroupLifePapers {

    private static final Signing RENEWS = new Signing("Renewal", "Group administrator",
            "What I say here is true, and I will keep the declaration for another year. My typed name is my signature.");
    private static final Signing SIGNS = new Signing("Declaration", "Group administrator to be",
            "I affirm the declaration and will keep it. My typed name is my signature.");
    private static final Signing AGREES = new Signing("Agreement", "Line manager", "This is my decision on the change. My typed name is my signature.");
    private static final Signing CLOSES = new Signing("Closure", "Group administrator",
            "What is needed has been moved to the corporate record, and the group and its conversations are deleted. My typed name is my signature.");

    private final CasePapers papers;
    private final Lifetime lifetime;
    private final GroupLives lives;
    private final Apps apps;
    private final Groups groups;
    private final People people;
    private final Trail trail;
    private final Institution institution;

    GroupLifePapers(CasePapers papers, Lifetime lifetime, GroupLives lives, Apps apps, Groups groups, People people, Trail trail, Institution institution) {
        this.papers = papers;
        this.lifetime = lifetime;
        this.lives = lives;
        this.apps = apps;
        this.groups = groups;
        this.people = people;
        this.trail = trail;
        this.institution = institution;
    }

    String intentOf(String task) {
        return signing(task).intent();
    }

    private static Signing signing(String task) {
        return switch (task) {
            case "renewGroup" -> RENEWS;
            case GroupLifeTasks.SIGN -> SIGNS;
            case GroupLifeTasks.AGREE -> AGREES;
            case "closeGroup" -> CLOSES;
            default -> throw new IllegalArgumentException("Nothing is signed at " + task);
        };
    }

    String day(LocalDate day) {
        return papers.day(day);
    }

    /** What somebody who looks after the group needs to see beside a form. */
    CasePanel panel(Year year, Group group) {
        return panel(year, List.of(about(group))).withoutSheet();
    }

    /** The same with the change that is being decided. */
    CasePanel panelOfChange(Year year, Group group, GroupLife state) {
        return panel(year, List.of(about(group), change(state.change().orElseThrow(), group, state)));
    }

    private CasePanel panel(Year year, List<Section> sections) {
        // What has happened in a year is long; the group's page has it.
        return papers.panel(year.caseId(), sections, true, false, Set.of());
    }

    private Section about(Group group) {
        return Rows.under("The group").add("Name", group.name()).add("App", group.appName())
                .add("Conditions of the app", conditions(group)).add("Purpose", group.purpose())
                .add("Members", group.membership()).add("Administrator", papers.nameOf(group.administratorId())).add("Assistant", papers.nameOf(group.assistantId()))
                .section();
    }

    private Section change(ChangeGroup change, Group group, GroupLife state) {
        String person = lifetime.personOf(state).map(Person::name).orElse("None");
        Rows rows = Rows.under("The change").add("What changes", change.what());
        switch (change.what()) {
            case ADMINISTRATOR -> rows.add("Administrator until now", papers.nameOf(group.administratorId())).add("Administrator from now on", person);
            case ASSISTANT -> rows.add("Assistant until now", papers.nameOf(group.assistantId())).add("Assistant from now on", person);
            case PURPOSE -> rows.add("Purpose until now", group.purpose()).add("Purpose from now on", change.purpose());
        }
        return rows.add("Reason", change.reason()).section();
    }

    /** Freezes what is to be signed. Idempotent on the answers. */
    void freeze(Year year, Group group, GroupLife state, String task) {
        Step step = state.steps().last();
        List<Section> sections = new ArrayList<>(List.of(about(group)));
        if (step.answers() instanceof ChangeGroup change) {
            sections.add(change(change, group, state));
        }
        if (!task.equals("closeGroup")) {
            sections.add(declaration(group));
        }
        papers.freeze(GroupLifeTasks.FLOW, year.caseId(), step.answersId(), switch (task) {
            case "renewGroup" -> "Renewal of a messaging group";
            case "closeGroup" -> "Closure of a messaging group";
            default -> "Change of a messaging group";
        }, sections);
    }

    /** The app's conditions belong to the declaration of every group that uses it. */
    private Section declaration(Group group) {
        Rows rows = Rows.under("The declaration");
        institution.groupApproval().declaration().forEach(point -> rows.add(point.citation(), point.text()));
        return rows.add("Conditions of " + group.appName(), conditions(group)).section();
    }

    @Nullable String conditions(Group group) {
        return apps.byId(group.appId()).map(Apps.App::conditions).orElse(null);
    }

    void freezeAndSign(Year year, Group group, GroupLife state, String task) {
        freeze(year, group, state, task);
        sign(year.caseId(), state);
    }

    /** Puts the signature of whoever took the last step on the newest sheet. */
    void sign(String caseId, GroupLife state) {
        taken(state.steps().last()).ifPresent(taken -> papers.sign(caseId, taken));
    }

    private static Optional<Taken> taken(Step step) {
        if (step.answers() instanceof RenewGroup one) {
            return Optional.of(new Taken(step, RENEWS, one.decision() == RenewGroup.Choice.RENEW ? "Renewed" : "Not renewed", one.comment()));
        }
        if (step.answers() instanceof SignAsAdministrator one) {
            return Optional.of(new Taken(step, SIGNS, one.decision() == SignAsAdministrator.Answer.SIGN ? "Signed" : "Declined", one.comment()));
        }
        if (step.answers() instanceof AgreeToChange one) {
            return Optional.of(new Taken(step, AGREES, one.decision() == AgreeToChange.Answer.AGREE ? "Agreed" : "Refused", one.comment()));
        }
        return step.answers() instanceof CloseGroup one ? Optional.of(new Taken(step, CLOSES, "Closed", one.reason())) : Optional.empty();
    }

    RecordDraft record(String processInstanceId, Year year, Group group, GroupLife state, boolean closed, Diagram diagram) {
        List<Duty> duties = lives.ofYear(year.caseId()).stream().filter(one -> one.endedAt() != null).toList();
        List<Section> sections = new ArrayList<>();
        sections.add(about(group));
        sections.add(theYear(year, group, closed, duties));
        state.steps().last(ConfirmActivation.class).ifPresent(one -> sections.add(activation(one)));
        sections.add(duties(duties));
        Section said = said(state);
        if (!said.isEmpty()) {
            sections.add(said);
        }
        state.steps().last(CloseGroup.class).ifPresent(one -> sections.add(Rows.under("The end").add("Reason", one.reason()).add("Moved last", one.transferred())
                .add("What is needed has been moved", one.moved()).add("Group and conversations deleted", one.deleted()).section()));
        sections.add(register(group, year));
        List<Taken> taken = state.steps().all().stream().map(GroupLifePapers::taken).flatMap(Optional::stream).toList();
        String title = GroupLifeNotices.title(group);
        String sentence = closed ? "The %s is closed: its conversations are deleted, and what the institution needs is in its corporate record.".formatted(title)
                : "The %s is renewed; this record is of year %d of its life.".formatted(title, year.number());
        List<String> files = state.steps().all(ConfirmActivation.class).stream().flatMap(one -> one.evidence().stream()).toList();
        return papers.record(new Ending(GroupLifeTasks.FLOW, processInstanceId, year.caseId(), title, closed ? "Closing record of a messaging group" : "Yearly record of a messaging group",
                closed ? "Closed" : "Renewed", sentence, true, AccessClass.OPEN_TO_THE_DESK, institution.groupLife().legalBasis(), institution.groupLife().retention(),
                sections, taken, state.steps().all(), trail.of(year.caseId()), files, diagram, named(group, state)));
    }

    private Section theYear(Year year, Group group, boolean closed, List<Duty> duties) {
        return Rows.under("Year " + year.number() + " of its life").add("Approval", group.recordId()).add("From", papers.moment(year.beganAt()))
                .add("In use since", year.activatedOn() == null ? null : papers.day(year.activatedOn()))
                .add("Members at the end of the year", String.valueOf(lives.members(group.groupId()).size()))
                .add("Duties", counted(duties)).add("Ends", closed ? "The group is closed" : "The group goes on for another year").section();
    }

    private static String counted(List<Duty> duties) {
        Map<Duty.State, Long> counts = duties.stream().collect(Collectors.groupingBy(Duty::state, () -> new java.util.EnumMap<>(Duty.State.class), Collectors.counting()));
        return counts.isEmpty() ? "None came to an end" : counts.entrySet().stream().map(one -> one.getKey().words() + ": " + one.getValue()).collect(Collectors.joining("; "));
    }

    private Section activation(ConfirmActivation one) {
        return Rows.under("The settings, as confirmed").add("In use since", papers.day(LocalDate.parse(one.activatedOn())))
                .add("Confirmed", one.settings().stream().map(ConfirmActivation.Setting::words).collect(Collectors.joining("; "))).add("Comment", one.comment()).section();
    }

    private Section duties(List<Duty> duties) {
        Rows rows = Rows.under("Duties kept and missed");
        duties.forEach(one -> rows.add(papers.day(one.on()), one.kind().words() + ": " + one.state().words()
                + Optional.ofNullable(one.endedAt()).map(at -> ", " + papers.moment(at)).orElse("")
                + Optional.ofNullable(one.endedBy()).map(by -> ", " + papers.nameOf(by)).orElse("")));
        return rows.section();
    }

    /** What people wrote with what they did, where the record has it nowhere else. */
    private Section said(GroupLife state) {
        Rows rows = Rows.under("What was said with it");
        state.steps().all().forEach(step -> rows.add(papers.moment(step.at()), written(step.answers()).map(words ->
                "%s, %s: %s".formatted(GroupLifeTasks.kindOf(step.task()).words(), papers.nameOf(step.personId()), words)).orElse(null)));
        return rows.section();
    }

    private static Optional<String> written(Object answers) {
        String words = answers instanceof AttestDeletion one ? one.transferred() : answers instanceof ReviewMembership one ? one.comment()
                : answers instanceof RemoveLeaver one ? one.comment() : answers instanceof KeepEverything one ? one.comment()
                : answers instanceof DecideOnApp one ? one.comment() : null;
        return Optional.ofNullable(words).filter(Checks::isGiven);
    }

    private Section register(Group group, Year year) {
        Rows rows = Rows.under("Changes in the register");
        List<Groups.Change> changes = new ArrayList<>(groups.historyOf(group.groupId()));
        java.util.Collections.reverse(changes);
        changes.stream().filter(one -> !one.at().isBefore(year.beganAt())).forEach(one -> rows.add(papers.moment(one.at()), one.reason()));
        return rows.section();
    }

    private Set<String> named(Group group, GroupLife state) {
        Set<String> named = new LinkedHashSet<>(Stream.of(group.administratorId(), group.assistantId()).filter(Objects::nonNull).toList());
        state.steps().all().forEach(step -> named.add(step.personId()));
        return named.stream().map(people::byId).flatMap(Optional::stream).map(Person::personId).collect(Collectors.toSet());
    }
}
