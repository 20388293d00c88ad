package org.countersign.concernintake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.countersign.concernintake.RaiseConcern.About;
import org.countersign.concernintake.RaiseConcern.Concerned;
import org.countersign.concernintake.RaiseConcern.RaisedFor;
import org.countersign.concernintake.RaiseConcern.Urgency;
import org.countersign.concernintake.RaiseConcern.Wish;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the table that says who receives a concern, and what is refused of a table of an institution's own. */
class ReceiverTableTests {

    private final Set<String> rowsMet = new HashSet<>();
    private DmnEngine engine;
    private String shipped;

    @BeforeEach
    void readTheTable() throws IOException {
        DmnEngineConfiguration configuration = DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        DmnDecisionTableEvaluationListener listener = event -> event.getMatchingRules().forEach(rule -> rowsMet.add(rule.getId()));
        engine = configuration.customPostDecisionTableEvaluationListeners(List.of(listener)).buildEngine();
        try (InputStream in = getClass().getResourceAsStream("/processes/concern-intake-receiver.dmn")) {
            shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "personalData,            MYSELF,           STAFF,   PERSONAL_DATA,   NOW,        LINE_MANAGER,    true,  dpo",
        "aboutTheOwnLineManager,  MYSELF,           STAFF,   HARASSMENT,      NOT_URGENT, LINE_MANAGER,    true,  college-officers",
        "safeguarding,            MYSELF,           STUDENT, SAFEGUARDING,    SOON,       LINE_MANAGER,    false, college-officers",
        "urgent,                  MYSELF,           STAFF,   POST,            NOW,        LINE_MANAGER,    false, college-officers",
        "account,                 MYSELF,           UNKNOWN, ACCOUNT,         SOON,       EITHER,          false, it-team",
        "forSomebodyElse,         A_STUDENT,        STAFF,   HARASSMENT,      SOON,       LINE_MANAGER,    false, college-officers",
        "forSomebodyElse,         SOMEBODY_OUTSIDE, OUTSIDE, POST,            SOON,       EITHER,          false, college-officers",
        "officerWished,           MYSELF,           STAFF,   RULES,           SOON,       COLLEGE_OFFICER, false, college-officers",
        "privateMessage,          MYSELF,           OUTSIDE, PRIVATE_MESSAGE, SOON,       EITHER,          false, line-manager",
        "otherwise,               MYSELF,           STAFF,   RULES,           SOON,       LINE_MANAGER,    false, line-manager",
        "otherwise,               MYSELF,           UNKNOWN, SOMETHING_ELSE,  NOT_URGENT, EITHER,          false, line-manager"
    })
    void saysWhoReceivesIt(String row, RaisedFor raisedFor, Concerned concerned, About about, Urgency urgency, Wish wish, boolean ownManager, String receiver) {
        List<Map<String, Object>> rows = table(shipped).apply(ConcernReceiverTasks.question(raisedFor, concerned, about, urgency, wish, ownManager));
        assertThat(rows).singleElement().satisfies(one -> {
            assertThat(one).containsEntry("receiver", receiver);
            assertThat((String) one.get("hint")).endsWith(".");
        });
        assertThat(rowsMet).containsExactly(row);
    }

    @Test
    void answersEveryQuestionAndUsesEveryRow() {
        assertThat(ConcernReceiverTasks.mistakes(table(shipped))).isEmpty();
        assertThat(rowsMet).containsExactlyInAnyOrderElementsOf(Dmn.readModelFromStream(stream(shipped)).getModelElementsByType(Rule.class).stream().map(Rule::getId).toList());
    }

    @Test
    void isAskedWithEveryValueThereIs() {
        assertThat(ConcernReceiverTasks.everyQuestion()).doesNotHaveDuplicates()
                .hasSize(RaisedFor.values().length * (Concerned.values().length + 1) * About.values().length * Urgency.values().length * Wish.values().length);
    }

    @Test
    void refusesATableWithAGap() {
        assertThat(ConcernReceiverTasks.mistakes(table(shipped.replaceAll("(?s)<rule id=\"otherwise\">.*?</rule>", "")))).isNotEmpty()
                .allSatisfy(mistake -> assertThat(mistake).startsWith("has no row for {raisedFor=MYSELF"));
    }

    @Test
    void refusesATableThatAnswersTwice() {
        assertThat(ConcernReceiverTasks.mistakes(table(shipped.replace("hitPolicy=\"FIRST\"", "hitPolicy=\"RULE ORDER\"")))).isNotEmpty()
                .allSatisfy(mistake -> assertThat(mistake).startsWith("has several rows for "));
    }

    @Test
    void refusesAReceiverThereIsNot() {
        assertThat(ConcernReceiverTasks.mistakes(table(shipped.replace("\"it-team\"", "\"whistleblowing-officer\"")))).isNotEmpty()
                .allSatisfy(mistake -> assertThat(mistake).startsWith("names 'whistleblowing-officer'"));
    }

    @Test
    void refusesATableThatAsksALineManagerAboutThemselves() {
        assertThat(ConcernReceiverTasks.mistakes(table(shipped.replaceAll("(?s)<rule id=\"aboutTheOwnLineManager\">.*?</rule>", "")))).isNotEmpty()
                .allSatisfy(mistake -> assertThat(mistake).startsWith("gives a concern to the line manager it is about"));
    }

    private Function<Map<String, Object>, List<Map<String, Object>>> table(String dmn) {
        DmnDecision table = engine.parseDecision(ConcernReceiverTasks.DECISION, stream(dmn));
        return facts -> engine.evaluateDecisionTable(table, facts).getResultList();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
