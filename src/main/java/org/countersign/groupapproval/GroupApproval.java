package org.countersign.groupapproval;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.countersign.casefile.Signed;
import org.countersign.casefile.Step;
import org.countersign.engine.Withdrawal;
import org.countersign.groupapproval.LineManagerDecision.Verdict;
import org.countersign.groupapproval.SignAsAssistant.AssistantDecision;
import org.jspecify.annotations.Nullable;

/**
 * Where one application stands: nothing but what people have answered so far, in order. Pure; the diagram's questions and the
 * rules that hold for everyone are answered from it.
 */
final class GroupApproval {

    /** One sheet: the application as submitted, and what was said about it. */
    record Round(Step submission, List<Step> steps) {

        ApplyForGroup application() {
            return (ApplyForGroup) submission.answers();
        }

        <A> Optional<A> last(Class<A> type) {
            return steps.stream().map(Step::answers).filter(type::isInstance).map(type::cast).reduce((earlier, later) -> later);
        }
    }

    private final List<Round> rounds;
    private final @Nullable Withdrawal withdrawal;

    private GroupApproval(List<Round> rounds, @Nullable Withdrawal withdrawal) {
        this.rounds = rounds;
        this.withdrawal = withdrawal;
    }

    /** Reads the answers of a case, oldest first. */
    static GroupApproval of(List<Step> steps) {
        List<Round> rounds = new ArrayList<>();
        Withdrawal withdrawal = null;
        for (Step step : steps) {
            if (step.answers() instanceof ApplyForGroup) {
                rounds.add(new Round(step, new ArrayList<>()));
            } else if (step.answers() instanceof Signed) {
                rounds.get(rounds.size() - 1).steps().add(step);
            } else if (step.answers() instanceof Withdrawal said) {
                withdrawal = said;
            }
        }
        return new GroupApproval(rounds, withdrawal);
    }

    List<Round> rounds() {
        return rounds;
    }

    Round current() {
        return rounds.get(rounds.size() - 1);
    }

    ApplyForGroup application() {
        return current().application();
    }

    /** What was said last about the current sheet. */
    Step lastStep() {
        return current().steps().get(current().steps().size() - 1);
    }

    String applicantId() {
        return rounds.get(0).submission().personId();
    }

    /** Why the applicant withdrew it, if they did and said so. */
    boolean isWithdrawn() {
        return withdrawal != null;
    }

    Optional<String> reasonForWithdrawal() {
        return Optional.ofNullable(withdrawal).map(Withdrawal::reason).filter(reason -> !reason.isBlank());
    }

    boolean hasAssistant() {
        return application().assistant() != null;
    }

    boolean assistantSigned() {
        return current().last(SignAsAssistant.class).filter(answer -> answer.decision() == AssistantDecision.SIGN).isPresent();
    }

    Optional<Verdict> firstDecision() {
        return current().last(ApproveGroup.class).map(LineManagerDecision::decision);
    }

    Optional<Verdict> secondDecision() {
        return current().last(AuthoriseGroup.class).map(LineManagerDecision::decision);
    }

    /**
     * What was decided, once the diagram has let it through to the sealing. Where a second approval was asked for, the diagram
     * waits for it; how many the pack asks for today says nothing about a decision taken before.
     */
    boolean isAuthorised() {
        return firstDecision().filter(Verdict.APPROVE::equals).isPresent() && secondDecision().filter(said -> said != Verdict.APPROVE).isEmpty();
    }

    /**
     * Everyone who may not decide about this application: its administrator, its assistant, and whoever decided about this
     * sheet or had a part in it already. Separation of duties: four different people.
     */
    Set<String> interested(@Nullable String assistantId) {
        Set<String> interested = new LinkedHashSet<>();
        interested.add(applicantId());
        if (assistantId != null) {
            interested.add(assistantId);
        }
        current().steps().forEach(step -> interested.add(step.personId()));
        return interested;
    }
}
