package org.countersign.disciplinaryreferral;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.engine.DecisionService;
import org.countersign.disciplinaryreferral.ReferForDiscipline.PersonType;
import org.countersign.disciplinaryreferral.ReferForDiscipline.Risk;
import org.countersign.disciplinaryreferral.ReferForDiscipline.Severity;
import org.countersign.engine.AskedTable;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.Standard;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What the flow asks of the engine: its table of who deals with a referral. */
@Component
class ReferralEngineTasks implements AskedTable {

    private static final String DECISION = "referralRoute";

    private final DecisionService decisions;
    private final Institution institution;

    ReferralEngineTasks(@Lazy DecisionService decisions, Institution institution) {
        this.decisions = decisions;
        this.institution = institution;
    }

    /** Asked for each allegation; everybody the table names in any answer deals with it. */
    Route route(ReferForDiscipline referral) {
        Set<String> bodies = new LinkedHashSet<>();
        for (String allegation : referral.allegations()) {
            bodies.addAll(ask(question(referral.personType(), allegation, referral.severity(), referral.risk())));
        }
        return new Route(List.copyOf(bodies));
    }

    private List<String> ask(Map<String, Object> question) {
        return decisions.evaluateDecisionTableByKey(DECISION).variables(question).evaluate().collectEntries("body").stream().map(String::valueOf).toList();
    }

    private static Map<String, Object> question(PersonType personType, String allegation, Severity severity, Risk risk) {
        return Map.of("personType", personType.name(), "allegation", allegation, "severity", severity.name(), "risk", risk.name());
    }

    @Override
    public String decision() {
        return DECISION;
    }

    /** Whoever it names must be known; where it names nobody, the college officers decide. */
    @Override
    public List<String> mistakes() {
        Set<String> known = new TreeSet<>(Route.AUTHORITIES);
        institution.disciplinaryReferral().bodies().forEach(body -> known.add(body.id()));
        List<String> mistakes = new ArrayList<>();
        for (PersonType personType : PersonType.values()) {
            for (Standard allegation : institution.standards()) {
                for (Severity severity : Severity.values()) {
                    for (Risk risk : Risk.values()) {
                        Map<String, Object> question = new TreeMap<>(question(personType, allegation.id(), severity, risk));
                        ask(question).stream().filter(body -> !known.contains(body))
                                .forEach(body -> mistakes.add("names '" + body + "' for " + question + ", which is none of " + String.join(", ", known)));
                    }
                }
            }
        }
        return mistakes;
    }
}
