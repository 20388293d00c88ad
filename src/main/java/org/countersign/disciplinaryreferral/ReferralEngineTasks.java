package org.countersign.disciplinaryreferral;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What the flow asks of the engine: its table of who deals with a referral. */
@Component
class ReferralEngineTasks {

    private final DecisionService decisions;

    ReferralEngineTasks(@Lazy DecisionService decisions) {
        this.decisions = decisions;
    }

    /** Asked for each allegation; everybody the table names in any answer deals with it. */
    Route route(ReferForDiscipline referral) {
        Set<String> bodies = new LinkedHashSet<>();
        for (String allegation : referral.allegations()) {
            decisions.evaluateDecisionTableByKey("referralRoute").variables(Map.of("personType", referral.personType().name(), "allegation", allegation,
                    "severity", referral.severity().name(), "risk", referral.risk().name())).evaluate().collectEntries("body")
                    .forEach(body -> bodies.add(String.valueOf(body)));
        }
        return new Route(List.copyOf(bodies));
    }
}
