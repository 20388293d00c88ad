package org.countersign.grouplife;

import static org.countersign.grouplife.Duty.Kind.ACTIVATION;
import static org.countersign.grouplife.Duty.Kind.APP;
import static org.countersign.grouplife.Duty.Kind.ATTESTATION;
import static org.countersign.grouplife.Duty.Kind.CHANGE;
import static org.countersign.grouplife.Duty.Kind.CLOSING;
import static org.countersign.grouplife.Duty.Kind.HOLD;
import static org.countersign.grouplife.Duty.Kind.LEAVER;
import static org.countersign.grouplife.Duty.Kind.RENEWAL;
import static org.countersign.grouplife.Duty.Kind.RESTORING;
import static org.countersign.grouplife.Duty.Kind.REVIEW;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.answers.Attachments;
import org.countersign.casefile.Checks;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow.StandIn;
import org.countersign.engine.Form;
import org.countersign.engine.Form.Errors;
import org.countersign.engine.Form.Visit;
import org.countersign.engine.Lateness;
import org.countersign.engine.Trail;
import org.countersign.grouplife.ChangeGroup.What;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.GroupLives.Year;
import org.countersign.holds.Holds;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The twelve forms: what their pages show, which rules their answers keep, and what follows from them. */
@Component
class GroupLifeForms {

    private final Lifetime lifetime;
    private final GroupLives lives;
    private final GroupPeople who;
    private final GroupLifePapers papers;
    private final GroupLifeNotices notices;
    private final GroupLifeEngineTasks engine;
    private final Groups groups;
    private final Apps apps;
    private final Holds holds;
    private final Checks checks;
    private final Attachments attachments;
    private final Cases cases;
    private final Lateness lateness;
    private final Trail trail;
    private final Institution institution;

    GroupLifeForms(Lifetime lifetime, GroupLives lives, GroupPeople who, GroupLifePapers papers, GroupLifeNotices notices, GroupLifeEngineTasks engine,
            Groups groups, Apps apps, Holds holds, Checks checks, Attachments attachments, Cases cases, Lateness lateness, Trail trail, Institution institution) {
        this.lifetime = lifetime;
        this.lives = lives;
        this.who = who;
        this.papers = papers;
        this.notices = notices;
        this.engine = engine;
        this.groups = groups;
        this.apps = apps;
        this.holds = holds;
        this.checks = checks;
        this.attachments = attachments;
        this.cases = cases;
        this.lateness = lateness;
        this.trail = trail;
        this.institution = institution;
    }

    List<Form<?>> all() {
        return List.of(
                new Form<>("confirmActivation", ConfirmActivation.class, this::activationPage, this::checkActivation, this::activated),
                new Form<>("attestDeletion", AttestDeletion.class, this::attestationPage, this::checkAttestation, this::attested),
                new Form<>("reviewMembership", ReviewMembership.class, this::reviewPage, this::checkReview, this::reviewed),
                new Form<>("removeLeaver", RemoveLeaver.class, this::leaverPage, this::checkLeaver, this::removed),
                new Form<>("keepEverything", KeepEverything.class, this::holdPage, (answer, visit, errors) -> {}, this::keptEverything),
                new Form<>("decideOnApp", DecideOnApp.class, this::appPage, this::checkApp, this::decidedOnApp),
                new Form<>("renewGroup", RenewGroup.class, this::renewalPage, this::checkRenewal, this::renewed),
                new Form<>("changeGroup", ChangeGroup.class, this::changePage, this::checkChange, this::changeAsked),
                new Form<>(GroupLifeTasks.SIGN, SignAsAdministrator.class, this::signPage, this::checkSigning, this::signed),
                new Form<>(GroupLifeTasks.AGREE, AgreeToChange.class, this::agreePage, this::checkAgreement, this::agreed),
                new Form<>("restoreGroup", RestoreGroup.class, this::restorePage, this::checkRestoring, this::restored),
                new Form<>("closeGroup", CloseGroup.class, this::closePage, this::checkClosing, this::closed));
    }

    // --- setting it up

    private Map<String, Object> activationPage(Visit visit) {
        Group group = group(visit);
        Map<String, Object> page = page(visit);
        page.put("settings", settings(group));
        Set<String> members = lives.members(group.groupId());
        page.put("initial", Map.of("activatedOn", checks.today().toString(), "members", members.isEmpty() ? firstMembers(group) : who.lines(members)));
        return page;
    }

    /** While a hold is on the group its timer stays off. */
    private List<ConfirmActivation.Setting> settings(Group group) {
        boolean held = holds.isGroupHeld(group.groupId());
        return Arrays.stream(ConfirmActivation.Setting.values()).filter(one -> !held || one != ConfirmActivation.Setting.TIMER).toList();
    }

    private String firstMembers(Group group) {
        return who.lines(group.assistantId() == null ? Set.of(group.administratorId()) : Set.of(group.administratorId(), group.assistantId()));
    }

    private void checkActivation(ConfirmActivation answer, Visit visit, Errors errors) {
        if (!answer.settings().containsAll(settings(group(visit)))) {
            errors.add("settings", "Confirm every setting. If one cannot be set in this app, do not use the group, and tell the IT team.");
        }
        checks.day(errors, "activatedOn", answer.activatedOn(), LocalDate.ofInstant(group(visit).enteredAt(), institution.zone()), checks.today());
        checkMembers(answer.members(), errors);
        checks.mine(errors, "evidence", answer.evidence(), visit.person());
    }

    private void activated(ConfirmActivation answer, Visit visit) {
        Year year = year(visit);
        Group group = group(visit);
        LocalDate on = LocalDate.parse(answer.activatedOn());
        boolean first = year.activatedOn() == null;
        attachments.bind(answer.evidence(), year.caseId(), visit.person().personId());
        lives.activated(year.caseId(), on);
        Set<String> members = who.listed(answer.members()).personIds();
        lives.setMembers(group.groupId(), members);
        lifetime.reduceLast(year.caseId(), answer.without(members.size()));
        end(visit, ACTIVATION);
        said(visit, "activated", first ? "Confirmed that the group is set up" : "Confirmed that the group is set up in " + group.appName());
        if (group.status() == Groups.Status.APPROVED) {
            groups.change(group.groupId(), Groups.Status.ACTIVE, "In use since " + papers.day(on), visit.person().personId());
        }
        if (first) {
            // What would have been due between the first day of use and today is not asked for after the event.
            List<Duty> duties = List.of(lifetime.days().next(ATTESTATION, on, checks.today()), lifetime.days().next(REVIEW, on, checks.today()),
                    lifetime.days().renewal(on, year.number()));
            duties.forEach(duty -> lives.put(year, duty));
            engine.wakeBy(year.caseId(), Duties.next(duties).orElseThrow());
        }
        cases.say(year.caseId(), "In use");
    }

    // --- every seven days

    private Map<String, Object> attestationPage(Visit visit) {
        Map<String, Object> page = page(visit);
        page.put("initial", Map.of("upTo", checks.today().toString()));
        return page;
    }

    private void checkAttestation(AttestDeletion answer, Visit visit, Errors errors) {
        mustNotBeHeld(visit, errors, "A hold is on this group: delete nothing, and switch the timer off. You are told when the hold is over.");
        checks.day(errors, "upTo", answer.upTo(), checks.today().minusDays(DutyDays.DAYS_KEPT), checks.today());
    }

    private void attested(AttestDeletion answer, Visit visit) {
        end(visit, ATTESTATION);
        said(visit, "attested", "Attested transfer and deletion up to " + papers.day(LocalDate.parse(answer.upTo())));
    }

    // --- members

    private Map<String, Object> reviewPage(Visit visit) {
        Map<String, Object> page = page(visit);
        page.put("initial", Map.of("members", who.lines(lives.members(group(visit).groupId()))));
        return page;
    }

    private void checkReview(ReviewMembership answer, Visit visit, Errors errors) {
        checkMembers(answer.members(), errors);
    }

    private void checkMembers(@Nullable String lines, Errors errors) {
        List<String> unknown = who.listed(lines).unknown();
        if (!unknown.isEmpty()) {
            errors.add("members", "Only current staff may be in the group. The directory knows nobody called: " + String.join("; ", unknown.subList(0, Math.min(5, unknown.size())))
                    + (unknown.size() > 5 ? " and " + (unknown.size() - 5) + " more" : "") + ". Take them out of the group, or write the name as the directory has it.");
        }
    }

    private void reviewed(ReviewMembership answer, Visit visit) {
        String groupId = group(visit).groupId();
        Set<String> before = lives.members(groupId);
        Set<String> now = who.listed(answer.members()).personIds();
        lives.setMembers(groupId, now);
        lifetime.reduceLast(visit.requiredCaseId(), answer.without(now.size()));
        end(visit, REVIEW);
        long joined = now.stream().filter(one -> !before.contains(one)).count();
        long left = before.stream().filter(one -> !now.contains(one)).count();
        said(visit, "reviewed", "Reviewed the members: %d, of whom %d new; %d no longer in the group".formatted(now.size(), joined, left));
    }

    private Map<String, Object> leaverPage(Visit visit) {
        Map<String, Object> page = page(visit);
        page.put("leavers", leavers(visit));
        return page;
    }

    /** By id, in the order in which they left. */
    private Map<String, String> leavers(Visit visit) {
        Map<String, String> leavers = new LinkedHashMap<>();
        lives.open(visit.requiredCaseId(), LEAVER).forEach(duty -> leavers.put(String.valueOf(duty.about()), who.nameOf(duty.about())));
        return leavers;
    }

    private void checkLeaver(RemoveLeaver answer, Visit visit, Errors errors) {
        if (!leavers(visit).keySet().containsAll(answer.removed())) {
            errors.add("removed", "Somebody you ticked is not among those to be removed any more. Open the form again.");
        }
    }

    private void removed(RemoveLeaver answer, Visit visit) {
        Year year = year(visit);
        String groupId = group(visit).groupId();
        Instant now = lifetime.now();
        boolean someLeft = false;
        for (Duty duty : lives.open(year.caseId(), LEAVER)) {
            if (answer.removed().contains(duty.about())) {
                lives.removeMember(groupId, String.valueOf(duty.about()));
                lives.put(year, duty.kept(now, visit.person().personId()));
            } else {
                someLeft = true;
                lives.put(year, duty.again(now));
            }
        }
        said(visit, "removed", "Took " + (answer.removed().size() == 1 ? "one person" : answer.removed().size() + " people") + " out of the group who left");
        if (someLeft) {
            engine.wakeBy(year.caseId(), now);
        }
    }

    // --- hold

    private Map<String, Object> holdPage(Visit visit) {
        Map<String, Object> page = page(visit);
        page.put("holds", holds.onGroup(group(visit).groupId()));
        return page;
    }

    private void keptEverything(KeepEverything answer, Visit visit) {
        end(visit, HOLD);
        said(visit, "keptEverything", "Confirmed that the timer is off and everything is kept");
    }

    // --- the app

    private Map<String, Object> appPage(Visit visit) {
        Map<String, Object> page = page(visit);
        page.put("apps", otherApps(group(visit)));
        return page;
    }

    private List<Apps.App> otherApps(Group group) {
        return apps.approved().stream().filter(app -> !app.appId().equals(group.appId())).toList();
    }

    private void checkApp(DecideOnApp answer, Visit visit, Errors errors) {
        if (answer.decision() == DecideOnApp.Choice.MOVE && otherApps(group(visit)).stream().noneMatch(app -> app.appId().equals(answer.app()))) {
            errors.add("app", "Choose an app from the register of approved apps");
        }
    }

    private void decidedOnApp(DecideOnApp answer, Visit visit) {
        Year year = year(visit);
        end(visit, APP);
        if (answer.decision() == DecideOnApp.Choice.CLOSE) {
            said(visit, "decidedOnApp", "The group is to be closed, because its app may no longer be used");
            ask(year, CLOSING);
            return;
        }
        Group group = group(visit);
        Group moved = groups.changeApp(group.groupId(), String.valueOf(answer.app()), "Moves from " + group.appName() + ", which may no longer be used", visit.person().personId());
        cases.retitle(year.caseId(), GroupLifeNotices.title(moved), "In use");
        said(visit, "decidedOnApp", "The group moves to " + moved.appName());
        ask(year, ACTIVATION);
    }

    // --- another year

    private Map<String, Object> renewalPage(Visit visit) {
        Map<String, Object> page = signedPage(visit, papers.intentOf("renewGroup"));
        putDeclaration(page, visit);
        page.put("members", lives.members(group(visit).groupId()).size());
        return page;
    }

    private void checkRenewal(RenewGroup answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        if (answer.decision() != RenewGroup.Choice.RENEW) {
            return;
        }
        affirmed(answer.declaration(), errors);
        Group group = group(visit);
        if (!lifetime.mayBeUsed(group.appId())) {
            errors.add("decision", "The app may no longer be used for work. Say first what becomes of the group: the form is among your tasks.");
        } else if (group.status() == Groups.Status.SUSPENDED) {
            errors.add("decision", "The group is suspended. Do what is missing and have it restored by your line manager; then renew it.");
        }
    }

    private void putDeclaration(Map<String, Object> page, Visit visit) {
        page.put("declaration", institution.groupApproval().declaration());
        page.put("conditions", Objects.requireNonNullElse(papers.conditions(group(visit)), ""));
    }

    private void affirmed(List<String> declaration, Errors errors) {
        if (!Set.copyOf(declaration).equals(institution.groupApproval().declaration().stream().map(Institution.Point::id).collect(Collectors.toSet()))) {
            errors.add("declaration", "Affirm every point of the declaration");
        }
    }

    private void renewed(RenewGroup answer, Visit visit) {
        Year year = year(visit);
        papers.freezeAndSign(year, group(visit), lifetime.state(year.caseId()), "renewGroup");
        end(visit, RENEWAL);
        if (answer.decision() == RenewGroup.Choice.CLOSE) {
            said(visit, "notRenewed", "The group is not renewed");
            ask(year, CLOSING);
        } else {
            said(visit, "renewed", "Affirmed the declaration for another year");
        }
    }

    // --- change

    private Map<String, Object> changePage(Visit visit) {
        Map<String, Object> page = page(visit);
        Group group = group(visit);
        page.put("administrator", who.nameOf(group.administratorId()));
        page.put("gone", !who.isEmployed(group.administratorId()));
        GroupLife state = lifetime.state(visit.requiredCaseId());
        page.put("declined", state.hasDeclined() ? lifetime.personOf(state).map(Person::name).orElse("") : "");
        if (state.hasDeclined()) {
            showChange(page, visit);
        }
        page.put("initial", Map.of("purpose", group.purpose(), "what", who.isEmployed(group.administratorId()) ? "" : What.ADMINISTRATOR.name()));
        return page;
    }

    private void checkChange(ChangeGroup answer, Visit visit, Errors errors) {
        Group group = group(visit);
        if (answer.what() == null) {
            return;
        }
        if (!who.isEmployed(group.administratorId()) && answer.what() != What.ADMINISTRATOR) {
            errors.add("what", "The administrator has left: a new one comes first. If nobody can run the group, close it from its page.");
        }
        if (answer.what() == What.PURPOSE) {
            if (!Checks.isGiven(answer.purpose())) {
                errors.add("purpose", "Say what the group is for from now on");
            } else if (answer.purpose().strip().equals(group.purpose().strip())) {
                errors.add("purpose", "This is what the group is for already");
            }
            return;
        }
        if (answer.what() == What.ADMINISTRATOR) {
            checks.given(errors, "person", answer.person(), "Choose who is to run the group");
        }
        Optional<Person> person = checks.person(errors, "person", answer.person());
        person.filter(one -> !one.has("staff")).ifPresent(one -> errors.add("person", "Choose a member of staff"));
        String present = answer.what() == What.ADMINISTRATOR ? group.administratorId() : group.assistantId();
        person.filter(one -> one.personId().equals(present)).ifPresent(one -> errors.add("person", one.name() + " is that already"));
        if (answer.what() == What.ASSISTANT) {
            person.filter(one -> one.personId().equals(group.administratorId())).ifPresent(one -> errors.add("person", "The administrator cannot be the assistant too"));
        }
    }

    private void changeAsked(ChangeGroup answer, Visit visit) {
        Year year = year(visit);
        papers.freeze(year, group(visit), lifetime.state(year.caseId()), "changeGroup");
        said(visit, "changeAsked", switch (answer.what()) {
            case ADMINISTRATOR -> "Asked for another administrator";
            case ASSISTANT -> Checks.isGiven(answer.person()) ? "Asked for another assistant administrator" : "Asked for no assistant administrator";
            case PURPOSE -> "Asked for another purpose";
        });
    }

    private Map<String, Object> signPage(Visit visit) {
        Map<String, Object> page = signedPage(visit, papers.intentOf(GroupLifeTasks.SIGN));
        showChange(page, visit);
        putDeclaration(page, visit);
        return page;
    }

    private void checkSigning(SignAsAdministrator answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        if (answer.decision() == SignAsAdministrator.Answer.SIGN) {
            affirmed(answer.declaration(), errors);
        } else if (answer.decision() == SignAsAdministrator.Answer.DECLINE) {
            checks.given(errors, "comment", answer.comment(), "Say why, so that somebody else can be asked");
        }
    }

    private void signed(SignAsAdministrator answer, Visit visit) {
        papers.sign(visit.requiredCaseId(), lifetime.state(visit.requiredCaseId()));
        said(visit, answer.decision() == SignAsAdministrator.Answer.SIGN ? "signed" : "declined",
                answer.decision() == SignAsAdministrator.Answer.SIGN ? "Signed the declaration" : "Declined");
    }

    private Map<String, Object> agreePage(Visit visit) {
        Map<String, Object> page = signedPage(visit, papers.intentOf(GroupLifeTasks.AGREE));
        showChange(page, visit);
        return page;
    }

    private void showChange(Map<String, Object> page, Visit visit) {
        page.put("panel", papers.panelOfChange(year(visit), group(visit), lifetime.state(visit.requiredCaseId())));
    }

    private void checkAgreement(AgreeToChange answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        if (answer.decision() == AgreeToChange.Answer.REFUSE) {
            checks.given(errors, "comment", answer.comment(), "Give your reasons");
        }
        GroupLife state = lifetime.state(visit.requiredCaseId());
        if (state.whoAskedForChange().filter(visit.person().personId()::equals).isPresent()
                || lifetime.personOf(state).map(Person::personId).filter(visit.person().personId()::equals).isPresent()) {
            errors.add("", "You have a part in this change, so somebody else has to agree to it.");
        }
        if (answer.decision() == AgreeToChange.Answer.AGREE && state.isSomebodyNew() && lifetime.personOf(state).filter(who::isEmployed).isEmpty()) {
            errors.add("decision", "Whoever signed no longer works here. Refuse, so that somebody else can be asked.");
        }
    }

    private void agreed(AgreeToChange answer, Visit visit) {
        Year year = year(visit);
        Group group = group(visit);
        GroupLife state = lifetime.state(year.caseId());
        papers.sign(year.caseId(), state);
        ChangeGroup change = state.change().orElseThrow();
        Optional<Person> person = lifetime.personOf(state);
        boolean agrees = answer.decision() == AgreeToChange.Answer.AGREE;
        end(visit, CHANGE);
        said(visit, agrees ? "agreed" : "refused", agrees ? "Agreed to the change" : "Did not agree to the change");
        Set<String> besides = person.map(one -> Set.of(one.personId())).orElse(Set.of());
        String occasion = String.valueOf(visit.taskId());
        if (!agrees) {
            notices.changed(year.caseId(), group, besides, occasion, "The line manager did not agree to the change. Everything stays as it was.");
            askWhereNobodyRunsIt(year, group);
            return;
        }
        String reason = switch (change.what()) {
            case ADMINISTRATOR -> "New administrator: " + person.orElseThrow().name();
            case ASSISTANT -> person.map(one -> "New assistant: " + one.name()).orElse("No assistant any more");
            case PURPOSE -> "New purpose";
        } + ". " + change.reason();
        Group after = switch (change.what()) {
            case ADMINISTRATOR -> {
                String personId = person.orElseThrow().personId();
                yield groups.changePeople(group.groupId(), personId, personId.equals(group.assistantId()) ? null : group.assistantId(), reason, visit.person().personId());
            }
            case ASSISTANT -> groups.changePeople(group.groupId(), group.administratorId(), person.map(Person::personId).orElse(null), reason, visit.person().personId());
            case PURPOSE -> groups.changePurpose(group.groupId(), String.valueOf(change.purpose()).strip(), reason, visit.person().personId());
        };
        if (person.isPresent() && group.status() != Groups.Status.APPROVED) {
            List<String> members = new ArrayList<>(lives.members(group.groupId()));
            members.add(person.get().personId());
            lives.setMembers(group.groupId(), members);
        }
        notices.changed(year.caseId(), after, besides, occasion, "The line manager has agreed to the change; the register has it.");
        if (change.what() == What.ADMINISTRATOR) {
            // What waits passes to the new administrator.
            cases.openTasksOf(year.caseId()).stream().filter(task -> !task.taskId().equals(visit.taskId())).forEach(task -> lateness.passOn(task, StandIn.DEPUTY));
        }
    }

    /** A group whose administrator has left needs another one, however often a change does not come about. */
    void askWhereNobodyRunsIt(Year year, Group group) {
        if (!who.isEmployed(group.administratorId())) {
            lives.put(year, Duty.toCome(CHANGE, null, checks.today(), lifetime.now()));
            engine.wakeBy(year.caseId(), lifetime.now());
        }
    }

    // --- suspended, and restored

    private Map<String, Object> restorePage(Visit visit) {
        Map<String, Object> page = page(visit);
        page.put("missing", missing(visit));
        return page;
    }

    private List<String> missing(Visit visit) {
        return lives.live(visit.requiredCaseId()).stream().filter(one -> one.isOpen() && one.suspended()).map(one -> one.kind().words()).distinct().toList();
    }

    private void checkRestoring(RestoreGroup answer, Visit visit, Errors errors) {
        List<String> missing = missing(visit);
        if (!missing.isEmpty()) {
            errors.add("", "This is still to be done by the administrator: " + String.join("; ", missing) + ". Restore the group after that, or close it from its page.");
        }
    }

    private void restored(RestoreGroup answer, Visit visit) {
        Group group = group(visit);
        end(visit, RESTORING);
        said(visit, "restored", "Restored the group");
        if (group.status() == Groups.Status.SUSPENDED) {
            groups.change(group.groupId(), Groups.Status.ACTIVE, "Restored: " + answer.agreed(), visit.person().personId());
            notices.restored(visit.requiredCaseId(), group, String.valueOf(visit.taskId()));
        }
    }

    // --- the end

    private Map<String, Object> closePage(Visit visit) {
        return signedPage(visit, papers.intentOf("closeGroup"));
    }

    private void checkClosing(CloseGroup answer, Visit visit, Errors errors) {
        checks.signature(answer, visit, errors);
        mustNotBeHeld(visit, errors, "A hold is on this group: keep everything. It can be closed when the hold is over.");
    }

    private void closed(CloseGroup answer, Visit visit) {
        Year year = year(visit);
        papers.freezeAndSign(year, group(visit), lifetime.state(year.caseId()), "closeGroup");
        end(visit, CLOSING);
        said(visit, "closed", "Closed the group: what is needed has been moved, the rest deleted");
    }

    // --- what many share

    private Map<String, Object> page(Visit visit) {
        Map<String, Object> page = new LinkedHashMap<>();
        Year year = year(visit);
        Group group = group(visit);
        page.put("panel", papers.panel(year, group));
        page.put("group", group);
        page.put("held", holds.isGroupHeld(group.groupId()));
        page.put("inPlaceOf", who.nameOf(visit.inPlaceOf()));
        page.put("initial", Map.of());
        return page;
    }

    private Map<String, Object> signedPage(Visit visit, String intent) {
        Map<String, Object> page = page(visit);
        page.put("intent", intent);
        return page;
    }

    private Year year(Visit visit) {
        return lives.ofCase(visit.requiredCaseId());
    }

    private Group group(Visit visit) {
        return lifetime.group(year(visit));
    }

    private void mustNotBeHeld(Visit visit, Errors errors, String words) {
        if (holds.isGroupHeld(group(visit).groupId())) {
            errors.add("", words);
        }
    }

    /** What was asked for is done. */
    private void end(Visit visit, Kind kind) {
        Year year = year(visit);
        lives.open(year.caseId(), kind).forEach(duty -> lives.put(year, duty.kept(lifetime.now(), visit.person().personId())));
    }

    /** The next step of the diagram asks for it by itself. */
    private void ask(Year year, Kind kind) {
        lives.put(year, lifetime.days().asked(Duty.toCome(kind, null, checks.today(), lifetime.now()), lifetime.now()));
    }

    private void said(Visit visit, String event, String words) {
        String task = cases.openTasksOf(visit.requiredCaseId()).stream().filter(one -> one.taskId().equals(visit.taskId())).map(Cases.Waiting::task)
                .findFirst().orElse(null);
        trail.add(visit.requiredCaseId(), event, task, visit.person().personId(), visit.inPlaceOf(), words);
    }
}
