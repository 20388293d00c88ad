package org.countersign.postremoval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.casefile.Step;
import org.countersign.casefile.Steps;
import org.countersign.engine.HandedOver;
import org.countersign.institution.Institution.OnPost;
import org.countersign.casefile.ScreenForDisclosure.Answer;
import org.countersign.postremoval.VerifyRemoval.Seen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RemovalTests {

    private static final ReportPost REPORT = RemovalDesk.byBasil("f1");

    @ParameterizedTest
    @CsvSource({
        "REQUEST, GONE,        , REMOVED",
        "REQUEST, PARTLY,      , PARTLY_REMOVED",
        "REQUEST, STILL_THERE, , NOT_REMOVED",
        "REQUIRE, GONE,        , REMOVED",
        "REQUIRE, PARTLY,      , PARTLY_REMOVED",
        "REQUIRE, STILL_THERE, , REFERRED",
        "REQUIRE, STILL_THERE, GO_ON, REFERRED",
        "REQUIRE, STILL_THERE, CONTENT_ALONE, NOT_REMOVED",
        "ADVISE, , , ADVISED",
        "STATEMENT, , , STATEMENT_PUBLISHED",
        "NO_ACTION, , , NO_ACTION",
        ", , STOP, NO_FURTHER_ACTION"})
    void endsAsItWasDecidedAndSeen(OnPost decision, Seen seen, Result disclosure, Removal.Outcome outcome) {
        List<Object> answers = new ArrayList<>(List.of(REPORT, RemovalDesk.weighed("harassment")));
        if (decision != null) {
            answers.add(decided(decision, false));
        }
        if (seen != null) {
            answers.add(new VerifyRemoval(seen, "2026-11-27T09:00", "Looked.", null, List.of()));
        }
        Removal removal = removal(disclosure, answers.toArray());
        assertThat(removal.outcome()).isEqualTo(outcome);
        assertThat(removal.mustBeReferred()).isEqualTo(outcome == Removal.Outcome.REFERRED);
    }

    @ParameterizedTest
    @CsvSource({"CONFIRM, , REQUIRE, true", "CHANGE, REQUEST, REQUEST, true", "CHANGE, ADVISE, ADVISE, false", "DROP, , NO_ACTION, false"})
    void theReviewIsInForce(ReviewRemoval.Result result, OnPost changedTo, OnPost inForce, boolean asked) {
        Removal removal = removal(null, REPORT, decided(OnPost.REQUIRE, false), new ReviewRemoval(result, changedTo, null, "Read.", "H", true));
        assertThat(removal.decision()).contains(inForce);
        assertThat(removal.isRemovalAsked()).isEqualTo(asked);
    }

    @Test
    void aNewDayReplacesTheEarlierOneAndABlankOneDoesNot() {
        assertThat(removal(null, REPORT, decided(OnPost.REQUIRE, false)).doneBy()).contains(LocalDate.of(2026, 11, 26));
        assertThat(removal(null, REPORT, decided(OnPost.REQUIRE, false), new ReviewRemoval(ReviewRemoval.Result.CONFIRM, null, " ", "Read.", "H", true)).doneBy())
                .contains(LocalDate.of(2026, 11, 26));
        assertThat(removal(null, REPORT, decided(OnPost.REQUIRE, false), new ReviewRemoval(ReviewRemoval.Result.CONFIRM, null, "2026-12-04", "Read.", "H", true)).doneBy())
                .contains(LocalDate.of(2026, 12, 4));
    }

    @Test
    void aStatementIsDroppedWithTheDecision() {
        assertThat(removal(null, REPORT, decided(OnPost.REQUEST, true)).isStatementDecided()).isTrue();
        assertThat(removal(null, REPORT, decided(OnPost.REQUEST, false)).isStatementDecided()).isFalse();
        assertThat(removal(null, REPORT, decided(OnPost.REQUEST, true), new ReviewRemoval(ReviewRemoval.Result.DROP, null, null, "Read.", "H", true)).isStatementDecided()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Answer.class)
    void onePossiblyIsEnoughToHaveItJudged(Answer answer) {
        assertThat(removal(null, REPORT, RemovalDesk.screened(answer)).isDisclosurePossible()).isEqualTo(answer == Answer.POSSIBLY);
        assertThat(new ScreenForDisclosure(answer, Answer.NO, Answer.NO, "Why").isPossible()).isEqualTo(answer == Answer.POSSIBLY);
        assertThat(new ScreenForDisclosure(Answer.NO, Answer.NO, answer, "Why").isPossible()).isEqualTo(answer == Answer.POSSIBLY);
    }

    @Test
    void aBreachIsStartedForWhatIsUrgentAlone() {
        assertThat(removal(null, REPORT, RemovalDesk.urgent(AssessPost.Told.BREACH_CASE)).isBreachToStart()).isTrue();
        assertThat(removal(null, REPORT, RemovalDesk.urgent(AssessPost.Told.POLICE)).isBreachToStart()).isFalse();
        assertThat(removal(null, REPORT, RemovalDesk.weighed()).isBreachToStart()).isFalse();
    }

    @Test
    void whoeverHadAPartMayNotDecide() {
        Removal removal = new Removal(Steps.of(List.of(step(Removal.REPORT, "reporter", REPORT), step("assessPost", "assessor", RemovalDesk.weighed()),
                step("decideOnPost", "decider", decided(OnPost.REQUEST, false)))), "author", "concerned", Optional.empty());
        assertThat(removal.concerned()).containsExactlyInAnyOrder("author", "concerned");
        assertThat(removal.interested()).containsExactlyInAnyOrder("author", "concerned", "reporter", "assessor", "decider");
    }

    @Test
    void whoeverReportsSomethingAboutThemselvesIsConcerned() {
        ReportPost aboutMe = new ReportPost(YesNo.NO, ReportPost.Kind.POST, "Flutterby", null, null, null, "What.", ReportPost.Whose.UNKNOWN, null, null, null, YesNo.YES, null, null,
                List.of(), YesNo.NO, List.of());
        assertThat(new Removal(Steps.of(List.of(step(Removal.REPORT, "reporter", aboutMe))), null, null, Optional.empty()).concerned()).containsExactly("reporter");
    }

    @Test
    void whoHadAPartInTheOtherCaseDoesNotDecideAndNobodyIsTheReporterHere() {
        HandedOver from = new HandedOver("BE-2026-000001", Instant.EPOCH, "Found", List.of("author"), List.of("officer"), List.of(), List.of("f0"));
        Removal removal = new Removal(Steps.of(List.of(step(HandedOver.TASK, "officer", from), step("completeReport", "communications", REPORT))), null, null, Optional.empty());
        assertThat(removal.reporterId()).isEmpty();
        assertThat(removal.concerned()).containsExactly("author");
        assertThat(removal.interested()).containsExactlyInAnyOrder("author", "officer", "communications");
        assertThat(removal.files()).containsExactly("f0", "f1");
    }

    private static DecideOnPost decided(OnPost decision, boolean statementToo) {
        return new DecideOnPost(decision, List.of("harassment"), "Remove it.", "2026-11-26", statementToo, "Because.", "H", true);
    }

    private static Removal removal(Result disclosure, Object... answers) {
        List<Step> steps = new ArrayList<>();
        for (Object one : answers) {
            steps.add(step(steps.isEmpty() ? Removal.REPORT : "later", "P" + steps.size(), one));
        }
        return new Removal(Steps.of(steps), null, null, Optional.ofNullable(disclosure));
    }

    private static Step step(String task, String personId, Object answers) {
        return new Step("A-" + task, task, personId, null, Instant.EPOCH, answers);
    }
}
