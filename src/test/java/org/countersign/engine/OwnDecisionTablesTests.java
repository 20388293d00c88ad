package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.spring.boot.starter.webapp.filter.LazyInitRegistration;
import org.countersign.Countersign;
import org.countersign.bench.Application;
import org.countersign.institution.PackRefused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

/** An institution's pack names a decision table of its own: the application decides by it, or does not start and says what is wrong with it. */
class OwnDecisionTablesTests {

    private static final String RECEIVER = "concern-intake-receiver.dmn";
    private static final String ROUTE = "disciplinary-referral-route.dmn";
    private static final String RISK = "breach-escalation-risk.dmn";

    @TempDir
    Path folder;

    /** A broken table: which one, what is replaced in it by what, and what people are told. */
    record Broken(String shipped, String pattern, String by, String told) {}

    @Test
    void startsAndDecidesByATableOfTheInstitutionsOwn() throws IOException {
        String own = shipped(RECEIVER).replaceAll("(?s)(<rule id=\"account\">.*?)\"it-team\"", "$1\"communications\"");
        try (ConfigurableApplicationContext application = startedWith(own)) {
            Map<String, Object> takenOver = Map.of("raisedFor", "MYSELF", "concerned", "STAFF", "about", "ACCOUNT", "urgency", "SOON", "wish", "EITHER", "ownManager", false);
            assertThat(application.getBean(DecisionService.class).evaluateDecisionTableByKey("concernReceiver").variables(takenOver).evaluate().collectEntries("receiver"))
                    .containsExactly("communications");
            assertThat(application.getBean(RepositoryService.class).createDecisionDefinitionQuery().decisionDefinitionKey("concernReceiver").count()).as("in the place of ours").isEqualTo(1);
        }
    }

    static Stream<Broken> broken() {
        return Stream.of(
                new Broken(RECEIVER, "(?s)<rule id=\"otherwise\">.*?</rule>", "", "decision concernReceiver has mistakes: has no row for {raisedFor=MYSELF"),
                new Broken(RECEIVER, "name=\"receiver\"", "name=\"recipient\"", "decision concernReceiver has mistakes: names 'null' for"),
                new Broken(RECEIVER, "<text>wish</text>", "<text>hope</text>", "decision concernReceiver has mistakes: asks for hope, which nothing answers"),
                new Broken(RECEIVER, "id=\"concernReceiver\"", "id=\"receiverOfConcerns\"", "must hold one decision, with an id that no other file has, out of breachRisk, concernReceiver"),
                new Broken(ROUTE, "\"police\"", "\"sheriff\"", "decision referralRoute has mistakes: names 'sheriff' for {allegation="),
                new Broken(RISK, "(?s)<rule id=.*?</rule>(?=\\s*</decisionTable>)", "", "decision breachRisk has mistakes: answers [] for severity"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void doesNotStartWithABrokenTableAndSaysWhatIsWrong(Broken table) throws IOException {
        String own = shipped(table.shipped()).replaceFirst(table.pattern(), table.by());
        assertThat(own).as("a table that is broken").isNotEqualTo(shipped(table.shipped()));
        assertThatThrownBy(() -> startedWith(own).close()).satisfies(stopped -> assertThat(NestedExceptionUtils.getMostSpecificCause(stopped))
                .isInstanceOf(PackRefused.class).hasMessageContaining("own.dmn").hasMessageContaining(table.told()));
    }

    /** The engine's web application remembers an application that did not start, and would ask it. */
    @BeforeEach
    @AfterEach
    void forgetEarlierStarts() {
        ReflectionTestUtils.setField(LazyInitRegistration.class, "APPLICATION_CONTEXT", null);
    }

    private ConfigurableApplicationContext startedWith(String table) throws IOException {
        Path own = Files.writeString(folder.resolve("own.dmn"), table);
        Path pack = Files.writeString(folder.resolve("pack.yaml"), text("/institutions/jesus-college.yaml").replaceFirst("(?m)^decisions:.*$", "decisions: [\"" + own + "\"]"));
        return new SpringApplicationBuilder(Countersign.class).logStartupInfo(false)
                .initializers(context -> context.getBeanFactory().registerSingleton("withoutTestClasses", new Application.WithoutTestClasses()))
                .run("--spring.profiles.active=demo", "--server.port=0", "--countersign.data=" + folder, "--countersign.institution.pack=" + pack, "--countersign.demo.cases=false",
                        "--camunda.bpm.job-execution.enabled=false", "--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
    }

    private static String shipped(String table) throws IOException {
        return text("/processes/" + table);
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = OwnDecisionTablesTests.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
