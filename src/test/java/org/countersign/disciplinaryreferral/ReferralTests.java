package org.countersign.disciplinaryreferral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.answers.Row;
import org.countersign.answers.YesNo;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.casefile.Section;
import org.countersign.casefile.Step;
import org.countersign.casefile.Steps;
import org.countersign.disciplinaryreferral.CheckReferral.Measure;
import org.countersign.disciplinaryreferral.CheckReferral.Verdict;
import org.countersign.disciplinaryreferral.HearAppeal.Result;
import org.countersign.disciplinaryreferral.HoldHearing.Held;
import org.countersign.disciplinaryreferral.ReferForDiscipline.PersonType;
import org.countersign.disciplinaryreferral.Referral.Ending;
import org.countersign.institution.Institution.DisciplinaryReferral;
import org.countersign.institution.Institution.Sanction;
import org.countersign.people.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a case's answers amount to, without an engine. */
class ReferralTests {

    private static final DisciplinaryReferral PACK = new DisciplinaryReferral("", null, List.of(), List.of(new Sanction("verbal", "Verbal warning", 6, false),
            new Sanction("final", "Final warning", 12, false), new Sanction("dismissal", "Dismissal", 0, true)), List.of(), null);

    private static final Investigate FOUND = new Investigate(YesNo.NO, "Spoke to them.", "A joke.", "It is there.", null, List.of(), "", true);

    /** Everybody's answers come from a person called like the task. */
    private static Referral of(Object... answers) {
        List<Step> steps = new ArrayList<>();
        Arrays.stream(answers).forEach(one -> steps.add(new Step("a" + steps.size(), "", "by-" + one.getClass().getSimpleName(), null, Instant.parse("2026-11-23T10:00:00Z"), one)));
        return new Referral(Steps.of(steps), PACK, name -> name == null || name.isBlank() ? Optional.empty() : Optional.of(new Person(name, name, name, "", "", "", Person.Kind.STAFF, null,
                LocalDate.EPOCH, null, Set.of())));
    }

    private static ReferForDiscipline of(PersonType type) {
        return new ReferForDiscipline(YesNo.NO, type, "subject", null, null, null, List.of("x"), "", "2026-11-20", null, ReferForDiscipline.Severity.SERIOUS, ReferForDiscipline.Intent.NOT_KNOWN,
                ReferForDiscipline.Compromised.NO, "witness\n", ReferForDiscipline.Risk.NONE, null, ReferForDiscipline.Police.NOT_TOLD, null, List.of());
    }

    private static ScreenForDisclosure screened(ScreenForDisclosure.Answer... answers) {
        return new ScreenForDisclosure(answers[0], answers[1], answers[2], "");
    }

    private static ScreenForDisclosure harmless() {
        return screened(ScreenForDisclosure.Answer.NO, ScreenForDisclosure.Answer.NO, ScreenForDisclosure.Answer.NO);
    }

    private static CheckReferral check(Verdict verdict) {
        return new CheckReferral(verdict, "", "investigator", Measure.NONE, null, null, "", true);
    }

    private static HoldHearing held(String sanction) {
        return new HoldHearing(Held.HELD, null, null, null, null, sanction, null, "", "", true);
    }

    private static HearAppeal appeal(Result result, String reducedTo) {
        return new HearAppeal("2026-12-01", null, result, reducedTo, "", "", true);
    }

    @ParameterizedTest
    @CsvSource({"NO, NO, NO, false", "POSSIBLY, NO, NO, true", "NO, POSSIBLY, NO, true", "NO, NO, POSSIBLY, true", "POSSIBLY, POSSIBLY, POSSIBLY, true"})
    void suspectsADisclosureWhereAnyAnswerLeavesItOpen(ScreenForDisclosure.Answer worker, ScreenForDisclosure.Answer facts, ScreenForDisclosure.Answer publicInterest, boolean suspected) {
        assertThat(of(screened(worker, facts, publicInterest)).isDisclosureSuspected()).isEqualTo(suspected);
    }

    @Test
    void endsAsItsAnswersSay() {
        ReferForDiscipline staff = of(PersonType.STAFF);
        assertThat(of(staff, harmless()).ending()).isEqualTo(Ending.NO_FURTHER_ACTION);
        assertThat(of(staff, harmless(), check(Verdict.NO_CASE)).ending()).isEqualTo(Ending.NO_CASE);
        assertThat(of(staff, harmless(), check(Verdict.INFORMAL)).ending()).isEqualTo(Ending.INFORMAL);
        assertThat(of(staff, harmless(), check(Verdict.NOT_COMPLETE), staff, harmless()).ending()).as("stopped at the second look").isEqualTo(Ending.NO_FURTHER_ACTION);
        assertThat(of(staff, harmless(), check(Verdict.FORMAL), FOUND, new DecideCaseToAnswer(YesNo.NO, "", null, "", true)).ending()).isEqualTo(Ending.NO_CASE_TO_ANSWER);
        assertThat(of(staff, held("none")).ending()).isEqualTo(Ending.NO_ACTION);
        assertThat(of(staff, held("verbal")).ending()).isEqualTo(Ending.WARNED);
        assertThat(of(staff, held("dismissal")).ending()).isEqualTo(Ending.DISMISSED);
        assertThat(of(staff, held("final"), appeal(Result.UPHOLD, null)).ending()).isEqualTo(Ending.CONFIRMED);
        assertThat(of(staff, held("final"), appeal(Result.REDUCE, "verbal")).ending()).isEqualTo(Ending.REDUCED);
        assertThat(of(staff, held("final"), appeal(Result.OVERTURN, null)).ending()).isEqualTo(Ending.OVERTURNED);
    }

    @ParameterizedTest
    @CsvSource({"STUDENT, STUDENT_DISCIPLINE", "PROFESSIONAL_STUDENT, FITNESS_TO_PRACTISE", "CONTRACTOR, CONTRACT_OWNER"})
    void endsWhereItWasPassedTo(PersonType type, Ending ending) {
        assertThat(of(of(type), harmless(), check(Verdict.FORMAL), new RecordOutcome("2026-12-01", "", "", true)).ending()).isEqualTo(ending);
    }

    @Test
    void knowsWhatRemainsAfterAnAppeal() {
        assertThat(of(held("final"), appeal(Result.UPHOLD, null)).sanction()).map(Sanction::id).contains("final");
        assertThat(of(held("final"), appeal(Result.REDUCE, "verbal")).sanction()).map(Sanction::id).contains("verbal");
        assertThat(of(held("final"), appeal(Result.OVERTURN, null)).sanction()).isEmpty();
        assertThat(of(held("final")).milder()).extracting(Sanction::id).containsExactly("verbal");
        assertThat(of(held("verbal")).milder()).isEmpty();
    }

    @Test
    void countsTheLivePeriodFromTheLetter() {
        Referral referral = of(held("final"), new SendOutcome("", "appeals"));
        assertThat(referral.liveUntil(PACK.sanctions().get(1), ZoneId.of("Europe/London"))).contains(LocalDate.of(2027, 11, 23));
        assertThat(referral.liveUntil(PACK.sanctions().get(2), ZoneId.of("Europe/London"))).isEmpty();
    }

    @Test
    void keepsTheThreeManagersApartFromEachOtherAndFromTheCase() {
        Referral referral = of(of(PersonType.STAFF), harmless(), check(Verdict.FORMAL), FOUND, new DecideCaseToAnswer(YesNo.YES, "", "hears", "", true), held("verbal"), new SendOutcome("", "appeals"));
        assertThat(referral.interested()).containsExactlyInAnyOrder("subject", "witness", "by-ReferForDiscipline");
        assertThat(referral.mayNot(Investigate.class)).contains("subject", "witness", "by-ReferForDiscipline", "by-CheckReferral", "hears", "appeals").doesNotContain("investigator", "by-Investigate");
        assertThat(referral.mayNot(HoldHearing.class)).contains("investigator", "by-Investigate", "appeals", "by-DecideCaseToAnswer").doesNotContain("hears", "by-HoldHearing");
        assertThat(referral.mayNot(HearAppeal.class)).contains("investigator", "by-Investigate", "hears", "by-HoldHearing", "by-SendOutcome").doesNotContain("appeals");
    }

    @Test
    void knowsWhetherAccessIsStillWithdrawn() {
        CheckReferral withdrawn = new CheckReferral(Verdict.FORMAL, "", "i", Measure.ACCESS_WITHDRAWN, "x", "2026-12-01", "", true);
        ReviewInterimMeasure ended = new ReviewInterimMeasure(ReviewInterimMeasure.Answer.END, null, "");
        assertThat(of(withdrawn).isAccessStillWithdrawn()).as("IT has done nothing yet").isFalse();
        assertThat(of(withdrawn, new ChangeAccess("")).isAccessStillWithdrawn()).isTrue();
        assertThat(of(withdrawn, new ChangeAccess(""), ended).isAccessStillWithdrawn()).isTrue();
        assertThat(of(withdrawn, new ChangeAccess(""), ended, new ChangeAccess("")).isAccessStillWithdrawn()).isFalse();
    }

    @Test
    void tellsAStoppedCaseFromOneWithoutACaseByNoWord() {
        assertThat(Ending.NO_CASE.words()).isEqualTo(Ending.NO_FURTHER_ACTION.words());
        assertThat(Ending.NO_CASE.sentence()).isEqualTo(Ending.NO_FURTHER_ACTION.sentence());
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void saysHowItEndedInNeutralWords(Ending ending) {
        assertThat((ending.words() + ending.sentence()).toLowerCase()).doesNotContain("guilty", "offence", "offender", "disclosure", "accused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Basil Birdwhistle saw it | [name withheld] saw it", "birdwhistle saw it, and BASIL too | [name withheld] saw it, and [name withheld] too",
        "Basilica stays | Basilica stays", "Ada Applegarth said so | Ada Applegarth said so", "basil.birdwhistle wrote | [name withheld] wrote"})
    void takesNamesOutOfWhatPeopleWrote(String text, String redacted) {
        Redaction redaction = Redaction.of(List.of("Basil Birdwhistle (basil.birdwhistle)", "Ada Crabtree"), "Ada Applegarth");
        assertThat(redaction.of(new Section("S", List.of(new Row("L", text)))).rows().get(0).text()).isEqualTo(redacted);
    }
}
