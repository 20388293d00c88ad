package org.countersign.groupapproval;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.countersign.answers.Answers;
import org.countersign.answers.Submitted;
import org.countersign.casefile.Approvers;
import org.countersign.engine.Withdrawal;
import org.countersign.casefile.Step;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.registers.Apps;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Groups;
import org.springframework.stereotype.Component;

/** The applications as people's answers tell them, seen together with the directory, the pack and the registers. */
@Component
class Applications {

    static final String APPLY = "applyForGroup";
    static final String SIGN = "signAsAssistant";
    static final String APPROVE = "approveGroup";
    static final String AUTHORISE = "authoriseGroup";
    static final String CORRECT = "correctApplication";

    private final Answers answers;
    private final People people;
    private final Institution institution;
    private final Apps apps;
    private final Groups groups;
    private final Clock clock;

    Applications(Answers answers, People people, Institution institution, Apps apps, Groups groups, Clock clock) {
        this.answers = answers;
        this.people = people;
        this.institution = institution;
        this.apps = apps;
        this.groups = groups;
        this.clock = clock;
    }

    GroupApproval state(String caseId) {
        return answers.fold(caseId, given -> GroupApproval.of(given.stream().map(this::step).toList()));
    }

    private Step step(Submitted submitted) {
        Class<?> type = switch (submitted.task()) {
            case APPLY, CORRECT -> ApplyForGroup.class;
            case SIGN -> SignAsAssistant.class;
            case APPROVE -> ApproveGroup.class;
            case AUTHORISE -> AuthoriseGroup.class;
            case Withdrawal.TASK -> Withdrawal.class;
            default -> throw new IllegalStateException("Group approval knows no answers '" + submitted.form() + "'");
        };
        return new Step(submitted.answersId(), submitted.task(), submitted.personId(), submitted.inPlaceOf(),
                submitted.submittedAt(), answers.read(submitted, type));
    }

    /** "WhatsApp group 'Boathouse rota'". */
    String title(ApplyForGroup application) {
        return "%s group '%s'".formatted(apps.byId(application.app()).map(App::name).orElse("Messaging"), application.groupName());
    }

    Optional<Person> assistantOf(ApplyForGroup application) {
        return Optional.ofNullable(application.assistant()).flatMap(people::chosen);
    }

    Set<String> interested(GroupApproval state) {
        return state.interested(assistantOf(state.application()).map(Person::personId).orElse(null));
    }

    boolean isApproved(String appId) {
        return apps.byId(appId).filter(app -> app.status() == Apps.Status.APPROVED).isPresent();
    }

    /** What stands in the way of a group although everybody agrees, in a sentence. */
    Optional<String> hindrance(ApplyForGroup application) {
        if (!isApproved(application.app())) {
            return Optional.of("The app is no longer on the register of approved apps.");
        }
        if (groups.isNameTaken(application.groupName())) {
            return Optional.of("Another live group has taken the name meanwhile.");
        }
        if (application.assistant() != null && assistantOf(application).filter(person -> person.isEmployedOn(people.today())).isEmpty()) {
            return Optional.of("The assistant administrator is no longer employed.");
        }
        return Optional.empty();
    }

    /** The pack asks for one approval (Social Media Policy §9.1) or for two (Annex B). */
    boolean needsSecondApproval() {
        return institution.groupApproval().approvals() == 2;
    }

    /** In the institution's zone. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), institution.zone());
    }

    Approvers approvers() {
        return new Approvers(people, today());
    }

    /** Whom the directory expects to decide at that task. */
    Optional<Person> managerFor(String task, String applicantId) {
        return task.equals(APPROVE) ? approvers().firstManagerOf(applicantId) : approvers().secondManagerOf(applicantId);
    }

    /** In the middle of a sentence. Where one approval is enough there is no first and second. */
    String roleAt(String task) {
        return !needsSecondApproval() && task.equals(APPROVE) ? "line manager"
                : task.equals(APPROVE) ? "first line manager" : "second line manager";
    }
}
