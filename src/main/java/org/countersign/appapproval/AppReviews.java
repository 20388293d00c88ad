package org.countersign.appapproval;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.answers.Answers;
import org.countersign.casefile.Approvers;
import org.countersign.casefile.Eligible;
import org.countersign.casefile.Eligible.Found;
import org.countersign.casefile.Steps;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow.StandIn;
import org.countersign.engine.Form;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.springframework.stereotype.Component;

/** Reviews of apps as people's answers tell them, seen together with the register and the directory. */
@Component
public class AppReviews {

    static final String IT = "it-team";

    /** For reading the answers back; what the forms do with them is theirs. */
    private static final List<Form<?>> SHAPES = List.of(shape(AppReview.REQUEST, RequestApp.class), shape(AppReview.TERMS, ReviewTerms.class),
            shape(AppReview.SECURITY, ReviewSecurity.class));

    private final Answers answers;
    private final Apps apps;
    private final Cases cases;
    private final People people;
    private final Eligible eligible;

    AppReviews(Answers answers, Apps apps, Cases cases, People people, Eligible eligible) {
        this.answers = answers;
        this.apps = apps;
        this.cases = cases;
        this.people = people;
        this.eligible = eligible;
    }

    AppReview of(String caseId) {
        return answers.fold(caseId, submitted -> new AppReview(Steps.read(answers, submitted, SHAPES)));
    }

    /** The open review of an app of that name, however it is spelled. */
    public Optional<Case> openFor(String appName) {
        return cases.openTasksOfFlow(AppApprovalTasks.FLOW).keySet().stream().sorted()
                .filter(caseId -> Apps.isSameName(nameIn(of(caseId).request()), appName)).findFirst().flatMap(cases::find);
    }

    /** Whether this person may have an app looked at again that is approved. */
    public static boolean mayReopen(Person person) {
        return person.has(IT) || person.has("line-managers");
    }

    String nameIn(RequestApp request) {
        return onTheRegister(request).map(App::name).orElse(String.valueOf(request.name()));
    }

    /** The app it is about, as far as the register knows it. */
    Optional<App> onTheRegister(RequestApp request) {
        return request.isNewLook() ? Optional.ofNullable(request.app()).flatMap(apps::byId) : Optional.ofNullable(request.name()).flatMap(apps::byName);
    }

    /** What was decided last about that app, where its answers are still kept. */
    Optional<AppReview> before(RequestApp request) {
        return onTheRegister(request).map(App::recordId).filter(caseId -> !answers.of(caseId).isEmpty()).map(this::of);
    }

    // --- who reviews

    Found reviewer(String task, AppReview review) {
        return task.equals(AppReview.TERMS) ? approvers().decider(manager(review.requesterId()), review.mayNot(task), "line manager")
                : eligible.of(IT, notForSecurity(review));
    }

    Optional<Found> standIn(String task, AppReview review, StandIn standIn) {
        if (task.equals(AppReview.SECURITY)) {
            return eligible.standIn(IT, notForSecurity(review), true);
        }
        Optional<Person> manager = manager(review.requesterId());
        Set<String> interested = review.mayNot(task);
        return Optional.of(standIn).filter(StandIn.DEPUTY::equals).flatMap(deputy -> approvers().deputy(manager, interested, "line manager"))
                .or(() -> Optional.of(approvers().nextInLine(manager, interested, "line manager"))).filter(found -> !found.holderIds().isEmpty());
    }

    /** The line manager who reads the terms. One who is of the IT team looks at the security, so the next one up is asked. */
    Optional<Person> manager(String requesterId) {
        Optional<Person> manager = people.lineManagerOf(requesterId);
        for (int up = 0; up < 10 && manager.filter(one -> one.has(IT)).isPresent(); up++) {
            manager = people.lineManagerOf(manager.get().personId());
        }
        return manager;
    }

    /** A college officer who stands in for IT is not the manager who reads the terms. */
    private Set<String> notForSecurity(AppReview review) {
        Set<String> interested = review.mayNot(AppReview.SECURITY);
        manager(review.requesterId()).map(Person::personId).ifPresent(interested::add);
        return interested;
    }

    private Approvers approvers() {
        return new Approvers(people, people.today());
    }

    private static <A> Form<A> shape(String task, Class<A> type) {
        return new Form<>(task, type, visit -> Map.of(), (answer, visit, errors) -> {}, (answer, visit) -> {});
    }
}
