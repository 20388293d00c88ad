package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every cell of the table that proposes the risk. */
class RiskTableTests {

    private final DmnEngine engine = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private DmnDecision table;

    @BeforeEach
    void readTheTable() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/processes/breach-escalation-risk.dmn")) {
            table = engine.parseDecision("breachRisk", in);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, NO_RISK, NO_RISK, NO_RISK, NO_RISK, RISK",
        "2, NO_RISK, NO_RISK, RISK, RISK, RISK",
        "3, NO_RISK, RISK, RISK, HIGH_RISK, HIGH_RISK",
        "4, RISK, HIGH_RISK, HIGH_RISK, HIGH_RISK, HIGH_RISK"
    })
    void proposesByLikelihoodAndSeverity(int severity, String veryUnlikely, String unlikely, String neither, String likely, String veryLikely) {
        String[] expected = {veryUnlikely, unlikely, neither, likely, veryLikely};
        for (int likelihood = 1; likelihood <= 5; likelihood++) {
            assertThat(propose(severity, likelihood, false)).as("likelihood %d", likelihood).isEqualTo(expected[likelihood - 1]);
        }
    }

    @Test
    void proposesAtLeastARiskWhereSomethingAggravates() {
        for (int severity = 1; severity <= 4; severity++) {
            for (int likelihood = 1; likelihood <= 5; likelihood++) {
                String without = propose(severity, likelihood, false);
                assertThat(propose(severity, likelihood, true)).isEqualTo(without.equals("NO_RISK") ? "RISK" : without);
            }
        }
    }

    private String propose(int severity, int likelihood, boolean aggravated) {
        return engine.evaluateDecisionTable(table, Map.of("severity", severity, "likelihood", likelihood, "aggravated", aggravated))
                .getSingleResult().getSingleEntry();
    }
}
