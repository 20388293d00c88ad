package org.countersign.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.context.Context;
import org.countersign.answers.Answers;
import org.countersign.answers.AnswersRefused;
import org.countersign.answers.Submitted;
import org.countersign.engine.Form.Visit;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Lets a case start or a task complete only with answers that this person submitted for it, unused and still valid,
 * whoever calls and through whatever interface. The only thing it accepts from outside is the id of those answers: any
 * other variable is refused, so a case never has engine variables that somebody could read or forge.
 */
@Component
class FormGate {

    static final String ANSWERS_ID = "answersId";

    private final ObjectProvider<Answers> answers;
    private final ObjectProvider<Cases> cases;
    private final ObjectProvider<Holdings> holdings;
    private final ObjectProvider<FormRules> rules;
    private final ObjectProvider<People> people;
    private final ObjectProvider<ReadableCases> readable;
    private final ObjectProvider<Mentions> mentions;
    private final Flows flows;

    FormGate(ObjectProvider<Answers> answers, ObjectProvider<Cases> cases, ObjectProvider<Holdings> holdings,
            ObjectProvider<FormRules> rules, ObjectProvider<People> people, ObjectProvider<ReadableCases> readable, ObjectProvider<Mentions> mentions,
            Flows flows) {
        this.answers = answers;
        this.cases = cases;
        this.holdings = holdings;
        this.rules = rules;
        this.people = people;
        this.readable = readable;
        this.mentions = mentions;
        this.flows = flows;
    }

    /** On the start event of a flow: opens the case. */
    void caseStarts(DelegateExecution execution, String flowName, String task) {
        Flow flow = flows.named(flowName);
        Person person = whoCalls();
        if (flow.starters().stream().noneMatch(person::has)) {
            throw new NotAllowed("You may not start this.");
        }
        String answersId = onlyTheAnswers(execution);
        String caseId = cases.getObject().open(flow, execution.getProcessInstanceId(), execution.getProcessDefinitionId(),
                person.personId(), flow.apart(typed(form(flow, task), submitted(answersId, formName(flow, task)))));
        execution.setProcessBusinessKey(caseId);
        pass(flow, task, answersId, new Visit(person, null, caseId, null));
        answers.getObject().dropDraft(formName(flow, task), null, person.personId());
    }

    /** On the start event of a flow that another case starts, by call activity or message: its business key is that case. */
    void caseIsStarted(DelegateExecution execution, String flowName) {
        if (execution.getSuperExecution() == null && !CaseStarts.isUnderWay()) {
            throw new NotAllowed("This is started from another case only.");
        }
        if (!execution.getVariableNames().isEmpty()) {
            throw new AnswersRefused("Only the form's own answers are accepted here.");
        }
        String fromCaseId = execution.getProcessBusinessKey();
        Case from = cases.getObject().find(fromCaseId).orElseThrow(() -> new NotAllowed("There is no case '" + fromCaseId + "' to start this from."));
        HandedOver handedOver = flows.named(from.flow()).handsOver(fromCaseId, flowName);
        List<Submitted> given = answers.getObject().of(fromCaseId);
        String personId = given.get(given.size() - 1).personId();
        Flow flow = flows.named(flowName);
        String caseId = cases.getObject().open(flow, execution.getProcessInstanceId(), execution.getProcessDefinitionId(), personId, Optional.empty());
        execution.setProcessBusinessKey(caseId);
        cases.getObject().link(caseId, fromCaseId, Cases.STARTED_FROM);
        String form = formName(flow, HandedOver.TASK);
        String answersId = answers.getObject().submit(form, null, personId, handedOver);
        answers.getObject().take(answersId, form, null, personId, null, caseId);
        mentions.getObject().note(caseId, submitted(answersId, form).json());
        flow.begins(caseId);
        readable.getObject().keep(flow, caseId);
    }

    /** On the completion of a user task that has a form. */
    void taskCompletes(DelegateTask task, String flowName) {
        Flow flow = flows.named(flowName);
        Person person = whoCalls();
        String caseId = task.getExecution().getProcessBusinessKey();
        String answersId = onlyTheAnswers(task);
        if (task.getAssignee() != null && !task.getAssignee().equals(person.userId())) {
            throw new NotAllowed("Somebody else has taken this task. Claim it first if it is yours to do.");
        }
        cases.getObject().takeTurn(caseId);
        Holdings.Holding held = holdings.getObject().held(task.getId(), person.personId())
                .orElseThrow(() -> new NotAllowed("This task is not yours to complete, or somebody else has just done it. Open your tasks again and look."));
        pass(flow, task.getTaskDefinitionKey(), answersId, new Visit(person, task.getId(), caseId, held.inPlaceOf()));
        answers.getObject().dropDraft(formName(flow, task.getTaskDefinitionKey()), task.getId(), person.personId());
        holdings.getObject().end(task.getId(), caseId);
    }

    private void pass(Flow flow, String task, String answersId, Visit visit) {
        passTyped(flow, form(flow, task), answersId, visit);
    }

    private <A> void passTyped(Flow flow, Form<A> form, String answersId, Visit visit) {
        // The rules speak of the case as it stands before these answers count.
        Submitted submitted = submitted(answersId, formName(flow, form.task()));
        A typed = typed(form, submitted);
        Visit checked = visit.taskId() == null ? new Visit(visit.person(), null, null, null) : visit;
        Map<String, List<String>> problems = rules.getObject().problems(form, typed, checked);
        answers.getObject().take(answersId, formName(flow, form.task()), visit.taskId(), visit.person().personId(),
                visit.inPlaceOf(), visit.requiredCaseId());
        if (!problems.isEmpty()) {
            throw new AnswersRefused("This cannot be completed as it stands: "
                    + String.join(" ", problems.values().stream().flatMap(List::stream).toList()));
        }
        mentions.getObject().note(visit.requiredCaseId(), submitted.json());
        form.accept().accept(typed, visit);
        readable.getObject().keep(flow, visit.requiredCaseId());
    }

    private Submitted submitted(String answersId, String form) {
        return answers.getObject().find(answersId).filter(one -> one.form().equals(form))
                .orElseThrow(() -> new AnswersRefused("Fill in the form and complete it there: these answers are unknown."));
    }

    private <A> A typed(Form<A> form, Submitted submitted) {
        return answers.getObject().read(submitted, form.answers());
    }

    private Form<?> form(Flow flow, String task) {
        return Optional.<Form<?>>ofNullable(flows.formsOf(flow).get(task))
                .orElseThrow(() -> new IllegalStateException("The flow '" + flow.name() + "' has no form for '" + task + "'"));
    }

    private Person whoCalls() {
        String userId = Context.getCommandContext().getAuthenticatedUserId();
        if (userId == null) {
            throw new NotAllowed("Nobody is signed in.");
        }
        return people.getObject().byUserId(userId).orElseThrow(() -> new NotAllowed("The directory does not know you."));
    }

    private static String onlyTheAnswers(VariableScope scope) {
        Set<String> names = scope.getVariableNames();
        if (!Set.of(ANSWERS_ID).containsAll(names)) {
            throw new AnswersRefused("Only the form's own answers are accepted here.");
        }
        Object id = scope.getVariable(ANSWERS_ID);
        scope.removeVariable(ANSWERS_ID);
        if (!(id instanceof String text) || text.length() > 64) {
            throw new AnswersRefused("Fill in the form and complete it there: its answers are missing.");
        }
        return text;
    }

    static String formName(Flow flow, String task) {
        return flow.name() + "/" + task;
    }
}
