package org.countersign.recorddisposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.countersign.records.RetentionSchedule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row of the retention schedule, and what is refused of a schedule of an institution's own. */
class RetentionTableTests {

    private final Set<String> rowsMet = new HashSet<>();
    private DmnEngine engine;
    private String shipped;

    @BeforeEach
    void readTheTable() throws IOException {
        DmnEngineConfiguration configuration = DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        DmnDecisionTableEvaluationListener listener = event -> event.getMatchingRules().forEach(rule -> rowsMet.add(rule.getId()));
        engine = configuration.customPostDecisionTableEvaluationListeners(List.of(listener)).buildEngine();
        try (InputStream in = getClass().getResourceAsStream("/processes/retention.dmn")) {
            shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyRowIsMetByAClassAndSaysWhatPeopleRead() {
        Map<String, String> words = new LinkedHashMap<>();
        schedule(shipped).forEach(rule -> words.put(rule.retentionClass(), rule.words()));
        assertThat(words).containsExactly(
                entry("group-approval", "2 years after it is superseded, the group closed or the app withdrawn, then destroyed"),
                entry("group-life", "2 years after it is superseded, the group closed or the app withdrawn, then destroyed"),
                entry("attestation", "2 years after the academic year ends, then destroyed"),
                entry("app-approval", "6 years after it is superseded, the group closed or the app withdrawn, then destroyed"),
                entry("conversation-transfer", "6 years after the case is closed, then reviewed"),
                entry("breach-not-notified", "3 years after the case is closed, then reviewed"),
                entry("breach-notified", "6 years after the case is closed, then reviewed"),
                entry("concern", "3 years after the case is closed, then reviewed"),
                entry("protected-disclosure", "6 years after the case is closed, then reviewed"),
                entry("post-removal-no-further-action", "1 year after the case is closed, then destroyed"),
                entry("post-removal-decided", "6 years after the case is closed, then reviewed"),
                entry("referral-unfounded", "12 months after the case is closed, then destroyed"),
                entry("staff-discipline", "6 years after the employment ends, then reviewed"),
                entry("staff-discipline-safeguarding", "10 years after the case is closed, then reviewed"),
                entry("student-discipline", "6 years after the case is closed, then reviewed"),
                entry("fitness-to-practise", "6 years after the case is closed, then reviewed"),
                entry("contractor-action", "6 years after the contract ends, then reviewed"),
                entry("certificate-of-destruction", "kept for good"),
                entry("archived-for-good", "kept for good"));
        assertThat(rowsMet).containsExactlyInAnyOrderElementsOf(Dmn.readModelFromStream(new ByteArrayInputStream(shipped.getBytes(StandardCharsets.UTF_8)))
                .getModelElementsByType(Rule.class).stream().map(Rule::getId).toList());
    }

    @Test
    void everyClassOfThePackHasARow() throws IOException {
        String pack;
        try (InputStream in = getClass().getResourceAsStream("/institutions/jesus-college.yaml")) {
            pack = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> classes = Pattern.compile("retentionClass: (\\S+)").matcher(pack).results().map(found -> found.group(1)).toList();
        assertThat(classes).hasSizeGreaterThan(10);
        assertThat(schedule(shipped)).extracting(RetentionSchedule.Rule::retentionClass).containsAll(classes);
    }

    @Test
    void aRecordIsDueWhenThePeriodAfterItsTriggerIsOver() {
        RetentionSchedule.Rule rule = schedule(shipped).stream().filter(one -> one.retentionClass().equals("staff-discipline")).findFirst().orElseThrow();
        assertThat(rule.dueOn(LocalDate.of(2028, 2, 29))).isEqualTo(LocalDate.of(2034, 2, 28));
        assertThat(rule.dueOn(null)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"P3Y\"</text>          | \"three years\"</text>  | neither one such as P6Y",
        "\"P3Y\"</text>          | \"P0Y\"</text>          | neither one such as P6Y",
        "\"P3Y\"</text>          | \"for good\"</text>     | only that, is kept for good",
        "\"contract-end\"</text> | \"one-day\"</text>      | trigger 'one-day'",
        "\"destroy\"</text>      | \"burn\"</text>         | action 'burn'",
        "\"concern\"</text>      | \"group-life\"</text>   | several rows for 'group-life'",
        "\"concern\"</text>      | \"Concern 1\"</text>    | the class 'Concern 1'",
    })
    void aScheduleThatCannotBeKeptToIsRefusedByName(String what, String instead, String mistake) {
        List<String> mistakes = new ArrayList<>();
        read(shipped.replace(what, instead), mistakes);
        assertThat(mistakes).anySatisfy(one -> assertThat(one).contains(mistake));
    }

    private List<RetentionSchedule.Rule> schedule(String table) {
        List<String> mistakes = new ArrayList<>();
        List<RetentionSchedule.Rule> rules = read(table, mistakes);
        assertThat(mistakes).isEmpty();
        return rules;
    }

    private List<RetentionSchedule.Rule> read(String table, List<String> mistakes) {
        byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
        DmnDecision decision = engine.parseDecision(RetentionScheduleTasks.DECISION, new ByteArrayInputStream(bytes));
        return RetentionScheduleTasks.read(RetentionScheduleTasks.classesIn(Dmn.readModelFromStream(new ByteArrayInputStream(bytes))),
                retentionClass -> engine.evaluateDecisionTable(decision, Map.of("retentionClass", retentionClass)).getResultList(), mistakes);
    }
}
