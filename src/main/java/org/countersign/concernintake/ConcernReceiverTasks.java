package org.countersign.concernintake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.DecisionService;
import org.countersign.concernintake.RaiseConcern.About;
import org.countersign.concernintake.RaiseConcern.Concerned;
import org.countersign.concernintake.RaiseConcern.RaisedFor;
import org.countersign.concernintake.RaiseConcern.Urgency;
import org.countersign.concernintake.RaiseConcern.Wish;
import org.countersign.engine.AskedTable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the table who receives a concern ({@code processes/concern-intake-receiver.dmn}, or the pack's own under the same decision id). */
@Component
class ConcernReceiverTasks implements AskedTable {

    static final String DECISION = "concernReceiver";
    static final String LINE_MANAGER = "line-manager";

    /** Who may receive a concern. The whistleblowing officer may not: they judge what others find. */
    static final Set<String> RECEIVERS = Set.of(LINE_MANAGER, "dpo", "college-officers", "hr", "communications", "it-team", "student-discipline", "contract-owners");

    /**
     * What the table says.
     *
     * @param receiver {@link #LINE_MANAGER} or a role
     * @param hint     a sentence for the receiver
     */
    record Received(String receiver, @Nullable String hint) {}

    private final DecisionService decisions;

    ConcernReceiverTasks(@Lazy DecisionService decisions) {
        this.decisions = decisions;
    }

    Received receiverOf(Map<String, Object> facts) {
        Map<String, Object> row = ask(facts).get(0);
        return new Received(String.valueOf(row.get("receiver")), (String) row.get("hint"));
    }

    private List<Map<String, Object>> ask(Map<String, Object> facts) {
        return decisions.evaluateDecisionTableByKey(DECISION).variables(facts).evaluate().getResultList();
    }

    @Override
    public String decision() {
        return DECISION;
    }

    @Override
    public List<String> mistakes() {
        return mistakes(this::ask);
    }

    /** What is wrong with a table: questions it leaves open or answers twice, receivers there are not, line managers asked about themselves. */
    static List<String> mistakes(Function<Map<String, Object>, List<Map<String, Object>>> table) {
        List<String> mistakes = new ArrayList<>();
        for (Map<String, Object> facts : everyQuestion()) {
            List<Map<String, Object>> rows = table.apply(facts);
            Object receiver = rows.size() == 1 ? rows.get(0).get("receiver") : null;
            if (rows.size() != 1) {
                mistakes.add((rows.isEmpty() ? "has no row for " : "has several rows for ") + facts);
            } else if (!(receiver instanceof String name) || !RECEIVERS.contains(name)) {
                mistakes.add("names '" + receiver + "' for " + facts + ", which is none of " + String.join(", ", RECEIVERS.stream().sorted().toList()));
            } else if (name.equals(LINE_MANAGER) && Boolean.TRUE.equals(facts.get("ownManager"))) {
                mistakes.add("gives a concern to the line manager it is about: " + facts);
            }
        }
        return mistakes;
    }

    static List<Map<String, Object>> everyQuestion() {
        List<Map<String, Object>> questions = new ArrayList<>();
        for (RaisedFor raisedFor : RaisedFor.values()) {
            for (Concerned concerned : Concerned.values()) {
                for (About about : About.values()) {
                    for (Urgency urgency : Urgency.values()) {
                        for (Wish wish : Wish.values()) {
                            questions.add(question(raisedFor, concerned, about, urgency, wish, false));
                            if (concerned == Concerned.STAFF) {
                                questions.add(question(raisedFor, concerned, about, urgency, wish, true));
                            }
                        }
                    }
                }
            }
        }
        return questions;
    }

    static Map<String, Object> question(RaisedFor raisedFor, Concerned concerned, About about, Urgency urgency, Wish wish, boolean ownManager) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("raisedFor", raisedFor.name());
        question.put("concerned", concerned.name());
        question.put("about", about.name());
        question.put("urgency", urgency.name());
        question.put("wish", wish.name());
        question.put("ownManager", ownManager);
        return question;
    }
}
