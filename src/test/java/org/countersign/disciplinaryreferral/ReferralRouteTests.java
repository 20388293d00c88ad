package org.countersign.disciplinaryreferral;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DmnDecisionTableImpl;
import org.countersign.disciplinaryreferral.ReferForDiscipline.PersonType;
import org.countersign.disciplinaryreferral.ReferForDiscipline.Risk;
import org.countersign.disciplinaryreferral.ReferForDiscipline.Severity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the table that says who deals with a referral. */
class ReferralRouteTests {

    private final Set<String> matched = new HashSet<>();
    private DmnEngine engine;
    private DmnDecision table;

    @BeforeEach
    void readTheTable() throws IOException {
        DefaultDmnEngineConfiguration configuration = (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        configuration.setCustomPostDecisionTableEvaluationListeners(List.of((DmnDecisionTableEvaluationEvent event) ->
                event.getMatchingRules().forEach(rule -> matched.add(rule.getId()))));
        engine = configuration.buildEngine();
        try (InputStream in = getClass().getResourceAsStream("/processes/disciplinary-referral-route.dmn")) {
            table = engine.parseDecision("referralRoute", in);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "STAFF, harassment, SERIOUS, NONE, hr",
        "VOLUNTEER, disrepute, MINOR, SOMEBODY, hr",
        "STUDENT, statute-xi-code, SERIOUS, NONE, student-discipline",
        "PROFESSIONAL_STUDENT, offensive-to-others, MINOR, NONE, student-discipline fitness-to-practise",
        "CONTRACTOR, confidential-information, GROSS, NONE, contract-owners",
        "STAFF, harassment, MINOR, CHILD_OR_ADULT_AT_RISK, hr safeguarding",
        "PROFESSIONAL_STUDENT, threats, GROSS, CHILD_OR_ADULT_AT_RISK, student-discipline fitness-to-practise safeguarding police",
        "STAFF, illegal-activity, MINOR, NONE, hr",
        "STAFF, illegal-activity, SERIOUS, NONE, hr police",
        "CONTRACTOR, illegal-activity, GROSS, NONE, contract-owners police",
        "STAFF, threats, SERIOUS, NONE, hr",
        "STUDENT, threats, GROSS, NONE, student-discipline police"
    })
    void saysWhoDealsWithIt(PersonType type, String allegation, Severity severity, Risk risk, String bodies) {
        assertThat(bodies(type, allegation, severity, risk)).containsExactly(bodies.split(" "));
    }

    @Test
    void givesEverybodyExactlyOneAuthorityAndUsesEveryRow() {
        for (PersonType type : PersonType.values()) {
            for (String allegation : List.of("harassment", "illegal-activity", "threats")) {
                for (Severity severity : Severity.values()) {
                    for (Risk risk : Risk.values()) {
                        assertThat(bodies(type, allegation, severity, risk)).filteredOn(Route.AUTHORITIES::contains).as("%s %s", type, allegation).hasSize(1);
                    }
                }
            }
        }
        assertThat(matched).containsExactlyInAnyOrderElementsOf(((DmnDecisionTableImpl) table.getDecisionLogic()).getRules().stream().map(rule -> rule.getId()).toList());
    }

    @Test
    void asksTheRoleOfTheAuthorityAndPassesOnWhatItDoesNotDecide() {
        Route staff = new Route(List.of("hr", "safeguarding"));
        assertThat(staff.authority()).isEqualTo("hr");
        assertThat(staff.isPassedOn()).isFalse();
        assertThat(staff.packs()).containsExactly("safeguarding");
        Route student = new Route(List.of("student-discipline", "fitness-to-practise"));
        assertThat(student.authority()).isEqualTo("student-discipline");
        assertThat(student.isPassedOn()).isTrue();
        assertThat(student.packs()).containsExactly("student-discipline", "fitness-to-practise");
        assertThat(new Route(List.of()).authority()).isEqualTo("college-officers");
    }

    private List<String> bodies(PersonType type, String allegation, Severity severity, Risk risk) {
        return engine.evaluateDecisionTable(table, Map.of("personType", type.name(), "allegation", allegation, "severity", severity.name(), "risk", risk.name())).collectEntries("body");
    }
}
