package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.countersign.MovableClock;
import org.countersign.answers.Attachments;
import org.countersign.answers.Attachments.Attachment;
import org.countersign.answers.Row;
import org.countersign.breachescalation.BreachPanel;
import org.countersign.casefile.Choice;
import org.countersign.breachescalation.RegulatorForm;
import org.countersign.engine.Cases;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.countersign.engine.Forms;
import org.countersign.engine.Forms.Opened;
import org.countersign.engine.ReadableCases;
import org.countersign.institution.Institution.Asked;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.RecordKeeper;
import org.countersign.web.security.FirstAdministrator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.MockMvc;

/** The forms of breach escalation, rendered with everything their pages may be given, with text that means harm, and with next to nothing. */
@EnableConfigurationProperties(VerifySettings.class)
@WebMvcTest(controllers = FormController.class)
@Import({SignedIn.class, Words.class, FormPages.class, BreachFormsTests.Setting.class})
class BreachFormsTests {

    static final String HOSTILE = "<script>alert(1)</script>{{7*7}}\"'";
    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    static final Person DPO = new Person("P7", "greta", "Greta Gooseberry", "greta@college.example", "Officer", "Registry", Person.Kind.STAFF, null,
            LocalDate.of(2015, 9, 1), null, Set.of("staff", "dpo"));

    @Autowired MockMvc web;
    @MockitoBean Forms forms;
    @MockitoBean People people;
    @MockitoBean ReadableCases readable;
    @MockitoBean Cases cases;
    @MockitoBean RecordKeeper records;
    @MockitoBean(name = "attachments") Attachments attachments;
    @MockitoBean FirstAdministrator firstAdministrator;

    @TestConfiguration
    static class Setting {

        @Bean
        MovableClock clock() {
            return new MovableClock();
        }

        @Bean
        Institution institution() {
            Institution institution = mock(Institution.class);
            when(institution.zone()).thenReturn(ZoneId.of("Europe/London"));
            when(institution.name()).thenReturn("St Example's");
            when(institution.regulatorOn(any())).thenReturn(new Institution.Regulator(LocalDate.of(2018, 5, 25), HOSTILE, "R", "Somewhere", "0303 0000", "https://regulator.example/"));
            return institution;
        }
    }

    @BeforeEach
    void setTheScene() {
        when(people.byUserId("greta")).thenReturn(Optional.of(DPO));
        when(attachments.find("f1")).thenReturn(Optional.of(new Attachment("f1", HOSTILE, "image/png", 5, "ab", "P7", NOW, null, null, null)));
        when(attachments.find("f2")).thenReturn(Optional.of(new Attachment("f2", "somebody-elses.png", "image/png", 5, "ab", "P1", NOW, null, null, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReportBreach", "TriageBreach", "ContainBreach", "AssessBreach", "DecideOnNotification", "ConfirmNoNotification",
            "NotifyRegulator", "TellPeopleAffected", "FollowUp", "CloseBreach", "ConfirmCorrection"})
    void asksForExactlyWhatTheAnswersHold(String record) throws Exception {
        Document page = form(record, full());
        Set<String> components = Arrays.stream(Class.forName("org.countersign.breachescalation." + record).getRecordComponents())
                .map(RecordComponent::getName).collect(Collectors.toSet());
        Set<String> fields = new HashSet<>(page.select("[name]:not(form)").eachAttr("name"));
        fields.addAll(page.select("[data-files]").eachAttr("data-files"));
        assertThat(fields).isEqualTo(components);
        for (String field : components) {
            assertThat(page.getElementById(field)).as("where what is wrong with %s is shown", field).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReportBreach", "TriageBreach", "ContainBreach", "AssessBreach", "DecideOnNotification", "ConfirmNoNotification",
            "NotifyRegulator", "TellPeopleAffected", "FollowUp", "CloseBreach", "ConfirmCorrection"})
    void canBeReadWithoutEyesAndTakesNoTextForMarkup(String record) throws Exception {
        for (Map<String, Object> model : List.of(full(), Map.<String, Object>of("intent", "I sign.", "subjects", List.of(), "data", List.of()))) {
            Document page = form(record, model);
            assertThat(page.select("form")).hasSize(1);
            assertThat(page.select("form > [ng-non-bindable]")).hasSize(1);
            assertThat(page.select("script:not([cam-script]), img, [style], style")).isEmpty();
            for (Element field : page.select("input:not([type=hidden]):not([hidden]), select, textarea")) {
                boolean inside = field.closest("label") != null;
                assertThat(inside || !page.select("label[for=" + field.id() + "]").isEmpty()).as("label of %s", field).isTrue();
            }
            for (Element group : page.select("fieldset")) {
                assertThat(group.select("> legend")).as("legend of %s", group.id()).hasSize(1);
            }
            Set<String> ids = new HashSet<>();
            assertThat(page.select("[id]").eachAttr("id")).allMatch(ids::add, "used once");
            assertThat(page.select("h2")).hasSize(1);
        }
    }

    @Test
    void offersOnlyOnesOwnFilesOfADraft() throws Exception {
        Document page = form("ReportBreach", full());
        assertThat(page.select("input[name=evidence]").eachAttr("value")).containsExactly("f1");
        assertThat(page.text()).doesNotContain("somebody-elses.png");
    }

    @Test
    void saysTheDeadlineInLocalTimeWithItsZoneAndLateInWords() throws Exception {
        Map<String, Object> model = full();
        model.put("deadline", Instant.parse("2026-11-23T09:00:00Z"));
        assertThat(form("NotifyRegulator", model).select(".cs-deadline").text()).contains("Monday 23 November 2026, 09:00 GMT").contains("LATE").contains("Provisional");
        model.put("deadline", Instant.parse("2026-11-24T09:00:00Z"));
        assertThat(form("NotifyRegulator", model).select(".cs-deadline").text()).doesNotContain("LATE");
    }

    @Test
    void showsTheRegulatorsFormQuestionByQuestionWithWhatIsMissingAndWhatLooksPersonal() throws Exception {
        Document page = form("NotifyRegulator", full());
        assertThat(page.select(".cs-question h4").eachText()).containsExactly("1. What happened", "2. How many", "3. Consequences");
        assertThat(page.select(".cs-question h3")).hasSize(2);
        assertThat(page.select("button.cs-copy").eachAttr("data-copy")).containsExactly("q1", "q3");
        assertThat(page.select(".cs-warning").text()).contains("looks like a name");
        assertThat(page.select(".cs-question").get(1).text()).contains("incomplete without it");
        assertThat(page.select("meter").attr("value")).isEqualTo("66");
    }

    private Document form(String record, Map<String, Object> model) throws Exception {
        String task = record.substring(0, 1).toLowerCase() + record.substring(1);
        String path = task.replaceAll("([A-Z])", "-$1").toLowerCase();
        Flow flow = mock(Flow.class);
        when(flow.name()).thenReturn("breach-escalation");
        Form<Object> form = new Form<>(task, Object.class, visit -> model, (answers, visit, errors) -> {}, (answers, visit) -> {});
        Opened opened = new Opened(flow, form, new Form.Visit(DPO, null, "BE-2026-000001", null));
        when(forms.open(anyString(), anyString(), any(), any())).thenReturn(Optional.of(opened));
        when(forms.page(any())).thenReturn(model);
        when(forms.draft(any())).thenReturn(Map.of());
        var answer = web.perform(get("/forms/breach-escalation/" + path).with(user("greta"))).andReturn().getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        return Jsoup.parse(answer.getContentAsString());
    }

    private static Map<String, Object> full() {
        Map<String, Object> model = new LinkedHashMap<>();
        List<Choice> choices = List.of(new Choice("a", HOSTILE), new Choice("b", "Other"));
        model.put("subjects", choices);
        model.put("data", choices);
        model.put("groups", choices);
        model.put("others", choices);
        model.put("hasGroup", true);
        model.put("removalOffered", true);
        model.put("referralOffered", true);
        model.put("panel", new BreachPanel("BE-2026-000001", List.of(new Row("What happened", HOSTILE)),
                List.of(new Attachment("f9", HOSTILE, "image/png", 5, "ab", "P1", NOW, "BE-2026-000001", null, null)),
                List.of(new BreachPanel.Event(NOW, HOSTILE, HOSTILE), new BreachPanel.Event(NOW, "Reminded", null)), "/forms/sheets/BE-2026-000001.pdf"));
        model.put("deadline", NOW.plusSeconds(3600));
        model.put("provisional", true);
        model.put("proposal", Map.of("3-2-false", "RISK"));
        model.put("assessed", HOSTILE);
        model.put("proposed", "Risk");
        model.put("intent", HOSTILE);
        model.put("inPlaceOf", HOSTILE);
        model.put("letter", HOSTILE);
        model.put("missingItem", HOSTILE);
        model.put("isQuestion", true);
        model.put("asksHowMany", true);
        model.put("reference", HOSTILE);
        model.put("regulatorForm", new RegulatorForm(LocalDate.of(2026, 11, 23), List.of(new RegulatorForm.Question(1, Asked.WHAT_HAPPENED, "About", "What happened", HOSTILE, HOSTILE, true, false, List.of("This looks like a name")),
                new RegulatorForm.Question(2, Asked.NUMBER_OF_PEOPLE, "About", "How many", null, "", true, true, List.of()),
                new RegulatorForm.Question(3, Asked.CONSEQUENCES, "After", "Consequences", null, "Some", false, false, List.of())), 66));
        model.put("initial", Map.of("evidence", List.of("f1", "f2", "f3")));
        return model;
    }
}
