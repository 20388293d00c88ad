package org.countersign.appapproval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.appapproval.AppReview.SECURITY;
import static org.countersign.appapproval.AppReview.TERMS;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.appapproval.AppReview.Decision;
import org.countersign.appapproval.AppReview.Ended;
import org.countersign.appapproval.RequestApp.About;
import org.countersign.casefile.Step;
import org.countersign.casefile.Steps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two reviews come to, and who may do them. */
class AppReviewTests {

    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "SUITABLE,        SUITABLE,        SUITABLE",
        "SUITABLE,        WITH_CONDITIONS, WITH_CONDITIONS",
        "WITH_CONDITIONS, SUITABLE,        WITH_CONDITIONS",
        "WITH_CONDITIONS, WITH_CONDITIONS, WITH_CONDITIONS",
        "UNSUITABLE,      SUITABLE,        UNSUITABLE",
        "SUITABLE,        UNSUITABLE,      UNSUITABLE",
        "UNSUITABLE,      WITH_CONDITIONS, UNSUITABLE",
        "WITH_CONDITIONS, UNSUITABLE,      UNSUITABLE",
        "UNSUITABLE,      UNSUITABLE,      UNSUITABLE"})
    void theStricterVerdictCounts(Verdict terms, Verdict security, Verdict both) {
        assertThat(decision(terms, security).verdict()).isEqualTo(both);
        assertThat(decision(terms, security).isApproved()).isEqualTo(both != Verdict.UNSUITABLE);
    }

    @Test
    void theConditionsOfBothHoldAndTheEarlierDayOfReview() {
        Decision decision = decision(Verdict.WITH_CONDITIONS, Verdict.WITH_CONDITIONS);
        assertThat(decision.conditions()).isEqualTo("Business terms only.\nBack-up off.");
        assertThat(decision.reviewOn()).isEqualTo(LocalDate.of(2027, 5, 1));
        assertThat(decision.reasons()).isEqualTo("Terms: Read.\nSecurity: Tried out.");
        assertThat(decision(Verdict.SUITABLE, Verdict.WITH_CONDITIONS).conditions()).isEqualTo("Back-up off.");
    }

    @Test
    void anAppThatMayNotBeUsedHasNoConditionsAndNoDayOfReview() {
        Decision decision = decision(Verdict.WITH_CONDITIONS, Verdict.UNSUITABLE);
        assertThat(decision.conditions()).isNull();
        assertThat(decision.reviewOn()).isNull();
    }

    @Test
    void oneReviewDecidesNothing() {
        AppReview half = review(About.NEW_APP, step(TERMS, "P2", terms(Verdict.UNSUITABLE)));
        assertThat(half.decision()).isEmpty();
        assertThat(half.ended()).isEmpty();
    }

    @Test
    void onlyAnAppLookedAtAnewIsWithdrawn() {
        Step[] no = {step(TERMS, "P2", terms(Verdict.SUITABLE)), step(SECURITY, "P3", security(Verdict.UNSUITABLE))};
        assertThat(review(About.NEW_APP, no).ended()).contains(Ended.REFUSED);
        assertThat(review(About.WEAKNESS, no).ended()).contains(Ended.WITHDRAWN);
        assertThat(review(About.WEAKNESS, step(TERMS, "P2", terms(Verdict.SUITABLE)), step(SECURITY, "P3", security(Verdict.SUITABLE))).ended()).contains(Ended.APPROVED);
    }

    @Test
    void nobodyReviewsWhatTheyAskForAndNobodyDoesBoth() {
        AppReview asked = review(About.NEW_APP);
        assertThat(asked.mayNot(TERMS)).containsExactly("P1");
        assertThat(asked.mayNot(SECURITY)).containsExactly("P1");
        AppReview half = review(About.NEW_APP, step(TERMS, "P2", terms(Verdict.SUITABLE)));
        assertThat(half.mayNot(SECURITY)).containsExactly("P2", "P1");
    }

    @Test
    void whoeverReportsAWeaknessMayReviewTheSecurity() {
        assertThat(review(About.WEAKNESS).mayNot(SECURITY)).isEmpty();
        assertThat(review(About.WEAKNESS).mayNot(TERMS)).containsExactly("P1");
    }

    @Test
    void aNoNeedsANoteUnderItsHeading() {
        assertThat(Reviews.terms(Verdict.SUITABLE, null, "Read.", null, "Somebody").missingNotes()).isEmpty();
        ReviewTerms no = new ReviewTerms("Otter Software", "2026", "2026-11-20", null, List.of(), Known.YES, Known.NO, Known.YES, Known.NOT_KNOWN, null, Known.YES, Known.YES,
                Known.NO, "A controller of its own.", Known.YES, Known.YES, Known.YES, Known.NO, Known.YES, " ", Verdict.SUITABLE, null, "Read.", null, "Somebody", true);
        assertThat(no.missingNotes()).containsExactly("processingNote", "useNote");
    }

    private static Decision decision(Verdict terms, Verdict security) {
        return Decision.of(terms(terms), security(security));
    }

    private static ReviewTerms terms(Verdict verdict) {
        return Reviews.terms(verdict, verdict == Verdict.WITH_CONDITIONS ? "Business terms only." : null, "Read.", "2027-05-01", "Somebody");
    }

    private static ReviewSecurity security(Verdict verdict) {
        return Reviews.security(verdict, verdict == Verdict.WITH_CONDITIONS ? "Back-up off." : null, "Tried out.", "2027-11-01", "Somebody");
    }

    private static AppReview review(About about, Step... reviews) {
        RequestApp request = new RequestApp(about, "otter", "Otter", "Otter Software", "Shifts.", "Something.", null);
        return new AppReview(Steps.of(Stream.concat(Stream.of(step(AppReview.REQUEST, "P1", request)), List.of(reviews).stream()).toList()));
    }

    private static Step step(String task, String personId, Object answers) {
        return new Step("A", task, personId, null, AT, answers);
    }
}
