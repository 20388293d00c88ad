package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.breachescalation.AssessBreach.Affected;
import org.countersign.breachescalation.AssessBreach.Impact;
import org.countersign.breachescalation.AssessBreach.Recovery;
import org.countersign.breachescalation.AssessBreach.YesNo;
import org.countersign.casefile.Step;
import org.countersign.breachescalation.RegulatorForm.Question;
import org.countersign.Colleges;
import org.countersign.institution.Institution;
import org.countersign.institution.Institution.Asked;
import org.countersign.institution.Institution.FormQuestion;
import org.countersign.institution.Institution.FormSection;
import org.countersign.institution.Institution.NotificationForm;
import org.countersign.people.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The regulator's form: order and words from the pack, answers from the case, and only what applies counts. */
class RegulatorFormTests {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant REPORTED = Instant.parse("2026-12-31T20:00:00Z");

    private final BreachFiles files = mock(BreachFiles.class);
    private final People people = mock(People.class);
    private final RegulatorFormFiller filler = new RegulatorFormFiller(files, college(), people);

    @BeforeEach
    void afterMidnight() {
        when(files.zone()).thenReturn(LONDON);
        when(files.now()).thenReturn(Instant.parse("2027-01-01T10:00:00Z"));
    }

    @Test
    void takesOrderAndWordsOfTheFormInForceOnTheDay() {
        RegulatorForm form = filler.of("BE-1", breach());
        assertThat(form.day()).isEqualTo("2027-01-01");
        assertThat(form.questions()).hasSize(34).extracting(Question::number).startsWith(1, 2).isSorted();
        assertThat(form.questions().get(0)).satisfies(first -> {
            assertThat(first.section()).isEqualTo("New");
            assertThat(first.question()).isEqualTo("New words for SENDING");
            assertThat(first.hint()).isEqualTo("New hint");
            assertThat(first.answer()).contains("not sent yet");
        });
    }

    @Test
    void keepsTheFormOfTheDayOnWhichTheRegulatorWasTold() {
        Breach told = breach(new NotifyRegulator("IC-1", "2026-12-31T23:30", NotifyRegulator.Channel.PHONE, null, List.of(), null, List.of()));
        RegulatorForm form = filler.of("BE-1", told);
        assertThat(form.day()).isEqualTo("2026-12-31");
        assertThat(form.questions().get(0).question()).isEqualTo("Old words for REPORT_TYPE");
        assertThat(form.questions().get(33).answer()).isEqualTo("Phone, 31 December 2026, 23:30 GMT, IC-1");
    }

    @Test
    void asksAboutSystemsImpactAndRecoveryOfACyberIncidentAlone() {
        RegulatorForm unknown = filler.of("BE-1", breach(assessed(YesNo.UNKNOWN, List.of(), null, null)));
        RegulatorForm no = filler.of("BE-1", breach(assessed(YesNo.NO, List.of(Affected.AVAILABILITY), Impact.HIGH, Recovery.REGULAR)));
        RegulatorForm open = filler.of("BE-1", breach(assessed(YesNo.YES, List.of(), null, null)));
        RegulatorForm yes = filler.of("BE-1", breach(assessed(YesNo.YES, List.of(Affected.INTEGRITY, Affected.AVAILABILITY), Impact.MEDIUM, Recovery.RECOVERED)));

        assertThat(cyberOnly(unknown)).allSatisfy(question -> assertThat(question.answer()).isEmpty()).noneMatch(Question::needed);
        assertThat(cyberOnly(no)).allSatisfy(question -> assertThat(question.answer()).isEqualTo("Not a cyber incident")).noneMatch(Question::needed);
        assertThat(cyberOnly(open)).allMatch(Question::needed);
        assertThat(cyberOnly(yes)).extracting(Question::answer).containsExactlyInAnyOrder("Integrity, Availability",
                "Medium: a critical service cannot be given to some", "Complete: everything works again");
        assertThat(no.percentComplete()).isEqualTo(unknown.percentComplete()).isGreaterThan(open.percentComplete());
        assertThat(yes.percentComplete()).isGreaterThan(open.percentComplete());
    }

    @Test
    void saysWhatItFollowsUp() {
        assertThat(answer(filler.of("BE-1", breach()), Asked.REPORT_TYPE)).isEqualTo("Initial report");
        AssessBreach before = new AssessBreach(List.of(), List.of(), null, null, "x", 1, 1, List.of(), null, null, null, AssessBreach.Level.RISK, "x",
                "IC-0", YesNo.NO, "Rotas", null, null, List.of(), null, null, null, null, null, null, null);
        RegulatorForm form = filler.of("BE-1", breach(before));
        assertThat(answer(form, Asked.REPORT_TYPE)).isEqualTo("Follow-up report, reference IC-0");
        assertThat(answer(form, Asked.FIRST_REPORT)).isEqualTo("No");
        assertThat(answer(form, Asked.DATA_DETAILS)).isEqualTo("Rotas");
        assertThat(answer(form, Asked.CODES_OF_CONDUCT)).isEqualTo("None");
        Breach phased = breach(before, new NotifyRegulator("IC-1", "2027-01-01T08:00", NotifyRegulator.Channel.PHONE, null, List.of(), "Numbers", List.of()));
        assertThat(answer(filler.of("BE-1", phased), Asked.REPORT_TYPE)).isEqualTo("Follow-up report, reference IC-1");
    }

    @Test
    void leavesOpenWhatIsNeededAndNotKnownButForTheReasonsOfADelay() {
        when(files.now()).thenReturn(REPORTED.plus(BreachClock.TIME_TO_NOTIFY).plusSeconds(1));
        RegulatorForm form = filler.of("BE-1", breach(assessed(YesNo.UNKNOWN, List.of(), null, null)));
        assertThat(form.openQuestions()).extracting(Question::key).contains(Asked.CYBER_INCIDENT, Asked.NUMBER_OF_PEOPLE, Asked.WHEN_HAPPENED)
                .doesNotContain(Asked.DELAY, Asked.WHAT_HAPPENED, Asked.TRAINING, Asked.IMPACT);
        assertThat(form.questions()).filteredOn(question -> question.key() == Asked.DELAY).singleElement().matches(Question::needed);
    }

    @Test
    void isOneTextWithEveryQuestionUnderItsHeading() {
        String text = filler.of("BE-1", breach()).text("BE-1");
        assertThat(text).startsWith("Notification of a personal data breach, BE-1\r\n\r\nNEW\r\n\r\n1. New words for SENDING\r\n")
                .contains("34. New words for REPORT_TYPE\r\n   Initial report\r\n").contains("(no answer yet)");
    }

    private static List<Question> cyberOnly(RegulatorForm form) {
        return form.questions().stream().filter(question -> question.question().matches(".* (SYSTEMS_AFFECTED|IMPACT|RECOVERY)")).toList();
    }

    private static String answer(RegulatorForm form, Asked asked) {
        return form.questions().stream().filter(question -> question.question().endsWith(" " + asked)).findFirst().orElseThrow().answer();
    }

    private static AssessBreach assessed(YesNo cyber, List<Affected> systems, Impact impact, Recovery recovery) {
        return new AssessBreach(List.of(), List.of(), null, null, "x", 1, 1, List.of(), null, null, null, AssessBreach.Level.RISK, "x",
                null, null, null, null, cyber, systems, impact, recovery, null, null, null, null, null);
    }

    private static Breach breach(Object... answers) {
        List<Step> steps = new ArrayList<>(List.of(new Step("0", "reportBreach", "P1", null, REPORTED, BreachDesk.unknowns())));
        Stream.of(answers).forEach(answer -> steps.add(new Step("1", "x", "P2", null, REPORTED, answer)));
        return Breach.of(steps, List.of());
    }

    private static Institution college() {
        List<FormQuestion> inOrder = Stream.of(Asked.values()).map(asked -> new FormQuestion(asked, "Old words for " + asked, null)).toList();
        List<FormQuestion> turned = new ArrayList<>(Stream.of(Asked.values()).map(asked -> new FormQuestion(asked, "New words for " + asked, "New hint")).toList());
        java.util.Collections.reverse(turned);
        Institution.Retention kept = new Institution.Retention("c", "w");
        return Colleges.escalating(
                new Institution.BreachEscalation("basis", kept, kept, new Institution.Controller("Here", "Z1", "Education", "Small", "None"), List.of(
                        new NotificationForm(LocalDate.of(2018, 5, 25), LocalDate.of(2026, 12, 31), List.of(new FormSection("Old", inOrder))),
                        new NotificationForm(LocalDate.of(2027, 1, 1), null, List.of(new FormSection("New", turned)))), List.of(),
                        new Institution.Summary(java.time.LocalTime.of(8, 0), java.time.Duration.ofHours(48))));
    }
}
