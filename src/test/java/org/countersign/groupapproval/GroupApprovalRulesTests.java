package org.countersign.groupapproval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.countersign.engine.Withdrawal;
import org.countersign.casefile.Step;
import org.countersign.groupapproval.LineManagerDecision.Verdict;
import org.countersign.groupapproval.SignAsAssistant.AssistantDecision;
import org.junit.jupiter.api.Test;

/** What an application says of itself, from nothing but the answers given so far. */
class GroupApprovalRulesTests {

    private static final ApplyForGroup WITH_ASSISTANT = application("basil.birdwhistle");
    private static final ApplyForGroup ALONE = application(null);

    @Test
    void knowsWhetherAnAssistantIsNamed() {
        assertThat(after(step("P1", WITH_ASSISTANT)).hasAssistant()).isTrue();
        assertThat(after(step("P1", ALONE)).hasAssistant()).isFalse();
    }

    @Test
    void judgesADecisionByWhatWasSaidWhateverThePackAsksForToday() {
        assertThat(after(step("P1", ALONE)).isAuthorised()).isFalse();
        assertThat(after(step("P1", ALONE), step("P3", approve(Verdict.APPROVE))).isAuthorised()).isTrue();
        assertThat(after(step("P1", ALONE), step("P3", approve(Verdict.APPROVE)), step("P4", authorise(Verdict.APPROVE))).isAuthorised()).isTrue();
    }

    @Test
    void neverAuthorisesWhatEitherManagerRefused() {
        assertThat(after(step("P1", ALONE), step("P3", approve(Verdict.REFUSE))).isAuthorised()).isFalse();
        assertThat(after(step("P1", ALONE), step("P3", approve(Verdict.APPROVE)), step("P4", authorise(Verdict.REFUSE)))
                .isAuthorised()).isFalse();
    }

    @Test
    void forgetsEveryDecisionAboutACorrectedSheet() {
        GroupApproval corrected = after(step("P1", WITH_ASSISTANT), step("P2", sign()), step("P3", approve(Verdict.APPROVE)),
                step("P4", authorise(Verdict.RETURN)), step("P1", ALONE));
        assertThat(corrected.assistantSigned()).isFalse();
        assertThat(corrected.firstDecision()).isEmpty();
        assertThat(corrected.rounds()).hasSize(2);
        assertThat(corrected.interested(null)).containsExactly("P1");
    }

    @Test
    void countsEveryoneWhoHadAPartAsInterested() {
        GroupApproval state = after(step("P1", WITH_ASSISTANT), step("P2", sign()), step("P3", approve(Verdict.APPROVE)));
        assertThat(state.interested("P2")).containsExactlyInAnyOrder("P1", "P2", "P3");
    }

    @Test
    void knowsAWithdrawal() {
        assertThat(after(step("P1", ALONE), step("P1", new Withdrawal("changed my mind"))).reasonForWithdrawal()).contains("changed my mind");
    }

    private static GroupApproval after(Step... steps) {
        return GroupApproval.of(new ArrayList<>(Arrays.asList(steps)));
    }

    private static Step step(String personId, Object answers) {
        return new Step("id", "any", personId, null, Instant.EPOCH, answers);
    }

    private static SignAsAssistant sign() {
        return new SignAsAssistant(AssistantDecision.SIGN, null, "x", true);
    }

    private static ApproveGroup approve(Verdict verdict) {
        return new ApproveGroup(verdict, "why", "x", true);
    }

    private static AuthoriseGroup authorise(Verdict verdict) {
        return new AuthoriseGroup(verdict, "why", "x", true);
    }

    private static ApplyForGroup application(String assistant) {
        return new ApplyForGroup("p", "d", assistant, "g", "p", "a", "m", "m", List.of("issued"), List.of("pin"), List.of(),
                List.of(), "n", true);
    }
}
