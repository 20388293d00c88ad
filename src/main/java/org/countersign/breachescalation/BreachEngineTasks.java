package org.countersign.breachescalation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.countersign.breachescalation.AssessBreach.Level;
import org.countersign.engine.AskedTable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What the flow asks of the engine: its risk table, the timer of the marks, the word that the awareness was corrected. */
@Component
class BreachEngineTasks implements AskedTable {

    private static final String DECISION = "breachRisk";
    private static final String NEXT_MARK = "nextMark";

    private final DecisionService decisions;
    private final ManagementService management;
    private final RuntimeService runtime;
    private final TaskService tasks;

    BreachEngineTasks(@Lazy DecisionService decisions, @Lazy ManagementService management, @Lazy RuntimeService runtime, @Lazy TaskService tasks) {
        this.decisions = decisions;
        this.management = management;
        this.runtime = runtime;
        this.tasks = tasks;
    }

    /** What the risk table proposes. */
    Level propose(int severity, int likelihood, boolean aggravated) {
        return Level.valueOf(String.valueOf(ask(severity, likelihood, aggravated).get(0)));
    }

    private List<Object> ask(int severity, int likelihood, boolean aggravated) {
        return decisions.evaluateDecisionTableByKey(DECISION).variables(Map.of("severity", severity, "likelihood", likelihood, "aggravated", aggravated))
                .evaluate().collectEntries("level");
    }

    @Override
    public String decision() {
        return DECISION;
    }

    @Override
    public List<String> mistakes() {
        List<String> levels = Stream.of(Level.values()).map(Level::name).toList();
        List<String> mistakes = new ArrayList<>();
        for (int severity = 1; severity <= 4; severity++) {
            for (int likelihood = 1; likelihood <= 5; likelihood++) {
                for (boolean aggravated : new boolean[] {false, true}) {
                    List<Object> answers = ask(severity, likelihood, aggravated);
                    if (answers.size() != 1 || !levels.contains(String.valueOf(answers.get(0)))) {
                        mistakes.add("answers %s for severity %d, likelihood %d, aggravated %s, which is not one of %s".formatted(answers, severity, likelihood, aggravated, levels));
                    }
                }
            }
        }
        return mistakes;
    }

    /** Every proposal there is, by {@code severity-likelihood-aggravated}, for example {@code 3-4-true}. */
    Map<String, Level> proposals() {
        Map<String, Level> proposals = new LinkedHashMap<>();
        for (int severity = 1; severity <= 4; severity++) {
            for (int likelihood = 1; likelihood <= 5; likelihood++) {
                for (boolean aggravated : new boolean[] {false, true}) {
                    proposals.put(severity + "-" + likelihood + "-" + aggravated, propose(severity, likelihood, aggravated));
                }
            }
        }
        return proposals;
    }

    /** Lets the timer ring at that instant instead. */
    void moveTimer(String processInstanceId, Instant next) {
        for (Job timer : management.createJobQuery().processInstanceId(processInstanceId).activityId(NEXT_MARK).timers().list()) {
            management.setJobDuedate(timer.getId(), Date.from(next));
        }
    }

    void redate(String taskId, Instant due) {
        var task = tasks.createTaskQuery().taskId(taskId).singleResult();
        if (task != null) {
            task.setDueDate(Date.from(due));
            tasks.saveTask(task);
        }
    }

    void awarenessCorrected(String processInstanceId) {
        runtime.createMessageCorrelation("breach-escalation.awarenessCorrected").processInstanceId(processInstanceId).correlate();
    }
}
