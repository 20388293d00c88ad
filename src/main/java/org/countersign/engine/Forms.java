package org.countersign.engine;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.countersign.answers.Answers;
import org.countersign.engine.Form.Visit;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The forms as their pages see them: who may open which, what they show, and whether answers will do. */
@Service
public class Forms {

    /** A form opened by somebody who may. */
    public record Opened(Flow flow, Form<?> form, Visit visit) {

        /** Where the page is found and posted to: {@code <flow>/<task in kebab case>}. */
        public String path() {
            return flow.name() + "/" + kebab(form.task());
        }
    }

    private final Flows flows;
    private final Holdings holdings;
    private final Cases cases;
    private final FormRules rules;
    private final Answers answers;
    private final TaskService tasks;
    private final IdentityService identity;

    Forms(Flows flows, Holdings holdings, Cases cases, FormRules rules, Answers answers, @Lazy TaskService tasks, @Lazy IdentityService identity) {
        this.tasks = tasks;
        this.identity = identity;
        this.flows = flows;
        this.holdings = holdings;
        this.cases = cases;
        this.rules = rules;
        this.answers = answers;
    }

    /** Empty when there is no such form, or this person may not see it: both look the same from outside. */
    public Optional<Opened> open(String flowName, String taskInKebab, @Nullable String taskId, Person person) {
        return flows.find(flowName).flatMap(flow -> flow.forms().stream()
                .filter(form -> kebab(form.task()).equals(taskInKebab)).findFirst()
                .flatMap(form -> visit(flow, form, taskId, person).map(visit -> new Opened(flow, form, visit))));
    }

    private Optional<Visit> visit(Flow flow, Form<?> form, @Nullable String taskId, Person person) {
        boolean isStart = flow.forms().get(0).task().equals(form.task());
        if (taskId == null) {
            return isStart && flow.starters().stream().anyMatch(person::has)
                    ? Optional.of(new Visit(person, null, null, null)) : Optional.empty();
        }
        return holdings.held(taskId, person.personId()).filter(held -> held.task().equals(form.task()) && held.flow().equals(flow.name()))
                .map(held -> new Visit(person, taskId, held.caseId(), held.inPlaceOf()));
    }

    /** Whether somebody may read the sheet of a case: as holder of a task the flow shows it to, or as who asked where nothing is confidential. */
    public boolean maySeeSheet(String caseId, Person person) {
        return cases.visibleTo(person.personId(), caseId).filter(one -> !one.confidential()).isPresent()
                || cases.showsPapersTo(person, caseId);
    }

    /** Named values for the page. In one transaction, which asks where the case stands once. */
    @Transactional
    public Map<String, Object> page(Opened opened) {
        return opened.form().page().of(opened.visit());
    }

    public Map<String, List<String>> draft(Opened opened) {
        return answers.draft(formName(opened), opened.visit().taskId(), opened.visit().person().personId()).orElse(Map.of());
    }

    public void saveDraft(Opened opened, Map<String, List<String>> fields) {
        answers.saveDraft(formName(opened), opened.visit().taskId(), opened.visit().person().personId(), fields);
    }

    /** Fills a start form in with what this person has chosen on a page. */
    public void prefill(Opened opened, Map<String, List<String>> fields) {
        answers.prefill(formName(opened), opened.visit().person().personId(), fields);
    }

    /** What is wrong with the answers, by field; empty when they will do. In one transaction, as {@link #page}. */
    @Transactional
    @SuppressWarnings("unchecked")
    public Map<String, List<String>> problems(Opened opened, Object typed) {
        return rules.problems((Form<Object>) opened.form(), typed, opened.visit());
    }

    /** Stores answers that have no problems; the returned id is what the engine's completion carries. */
    @Transactional
    public String submit(Opened opened, Object typed) {
        return answers.submit(formName(opened), opened.visit().taskId(), opened.visit().person().personId(), typed);
    }

    /**
     * Completes a task with answers that have no problems, through the same gate as the Tasklist does.
     *
     * @throws NotAllowed with words for the person when the gate refuses it, or it is done already
     */
    public void complete(Opened opened, Object typed) {
        Person person = opened.visit().person();
        String taskId = opened.visit().taskId();
        if (taskId == null) {
            throw new IllegalArgumentException("A start form completes no task");
        }
        Authentication before = identity.getCurrentAuthentication();
        identity.setAuthentication(person.userId(), List.copyOf(person.roles()));
        try {
            tasks.complete(taskId, Map.of(FormGate.ANSWERS_ID, submit(opened, typed)));
        } catch (InvalidRequestException refused) {
            throw new NotAllowed(refused.getMessage());
        } finally {
            identity.setAuthentication(before);
        }
    }

    private static String formName(Opened opened) {
        return FormGate.formName(opened.flow(), opened.form().task());
    }

    static String kebab(String task) {
        return task.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
