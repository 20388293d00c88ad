package org.countersign.breachescalation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.countersign.breachescalation.Breaches.Kind;
import org.countersign.breachescalation.TriageBreach.Verdict;
import org.countersign.casefile.Step;
import org.countersign.institution.Institution.Asked;
import org.countersign.institution.Institution.Milestone;

/**
 * Where one case stands: nothing but what people have answered so far, in order, and the clock. Pure; the diagram's questions and the
 * rules that hold for everyone are answered from it.
 */
final class Breach {

    static final List<String> OUTCOMES = List.of("Notified", "Not notifiable", "Near miss", "Not a breach", "Joined");

    private final List<Step> steps;
    private final BreachClock clock;

    private Breach(List<Step> steps, BreachClock clock) {
        this.steps = steps;
        this.clock = clock;
    }

    /** Reads the answers of a case, oldest first; the first one is the report. */
    static Breach of(List<Step> steps, List<BreachClock.Awareness> settings) {
        return new Breach(List.copyOf(steps), new BreachClock(steps.get(0).at(), settings));
    }

    List<Step> steps() {
        return steps;
    }

    BreachClock clock() {
        return clock;
    }

    ReportBreach report() {
        return (ReportBreach) steps.get(0).answers();
    }

    String reporterId() {
        return steps.get(0).personId();
    }

    Instant reportedAt() {
        return steps.get(0).at();
    }

    Step lastStep() {
        return steps.get(steps.size() - 1);
    }

    <A> Optional<A> last(Class<A> type) {
        return lastStepOf(type).map(Step::answers).map(type::cast);
    }

    Optional<Step> lastStepOf(Class<?> type) {
        return steps.stream().filter(step -> type.isInstance(step.answers())).reduce((earlier, later) -> later);
    }

    <A> List<A> all(Class<A> type) {
        return steps.stream().map(Step::answers).filter(type::isInstance).map(type::cast).toList();
    }

    Optional<Verdict> verdict() {
        return last(TriageBreach.class).map(TriageBreach::verdict);
    }

    Kind kind() {
        return verdict().map(verdict -> switch (verdict) {
            case BREACH -> Kind.BREACH;
            case NEAR_MISS -> Kind.NEAR_MISS;
            case NOT_A_BREACH -> Kind.NOT_A_BREACH;
            case JOINS -> Kind.JOINED;
        }).orElse(Kind.NOT_TRIAGED);
    }

    boolean isNotToBeNotified() {
        return last(DecideOnNotification.class).filter(one -> one.regulator() == DecideOnNotification.Regulator.DO_NOT_NOTIFY).isPresent();
    }

    /** Two people have agreed that the regulator need not be told. */
    boolean isNoNotificationConfirmed() {
        return isNotToBeNotified() && lastStepOf(ConfirmNoNotification.class)
                .filter(step -> steps.indexOf(step) > steps.indexOf(lastStepOf(DecideOnNotification.class).orElseThrow()))
                .filter(step -> ((ConfirmNoNotification) step.answers()).answer() == ConfirmNoNotification.Answer.CONFIRM).isPresent();
    }

    /** Whether there is a decision that counts: to notify, or two people's not to. */
    boolean isDecided() {
        return last(DecideOnNotification.class).isPresent() && (!isNotToBeNotified() || isNoNotificationConfirmed());
    }

    /** UK GDPR art. 34: told directly, or by a public communication where that is disproportionate (art. 34(3)(c)). */
    boolean arePeopleTold() {
        return last(DecideOnNotification.class).map(DecideOnNotification::people)
                .filter(people -> people == DecideOnNotification.People.TELL || people == DecideOnNotification.People.PUBLIC_COMMUNICATION).isPresent();
    }

    Optional<NotifyRegulator> notification() {
        return last(NotifyRegulator.class);
    }

    /** What is still to be sent to the regulator (art. 33(4)), the next one first. */
    List<Missing> missing() {
        List<Missing> everMissing = everMissing();
        return everMissing.subList(Math.min(all(FollowUp.class).size(), everMissing.size()), everMissing.size());
    }

    /** What was missing and has been sent, in that order. */
    List<Missing.Sent> sentLater() {
        List<FollowUp> followUps = all(FollowUp.class);
        List<Missing> everMissing = everMissing();
        return IntStream.range(0, Math.min(followUps.size(), everMissing.size())).mapToObj(i -> new Missing.Sent(everMissing.get(i), followUps.get(i))).toList();
    }

    /** The answer to a question of the regulator's form that was left open at first. */
    Optional<FollowUp> knownLater(Asked question) {
        return sentLater().stream().filter(sent -> sent.what().question() == question).map(Missing.Sent::followUp).findFirst();
    }

    /** In the order in which it is sent: a queue that every follow-up may make longer. */
    private List<Missing> everMissing() {
        List<Missing> missing = new ArrayList<>();
        notification().ifPresent(one -> {
            one.open().stream().map(Missing::answerTo).forEach(missing::add);
            Missing.inLines(one.missing()).forEach(missing::add);
        });
        all(FollowUp.class).forEach(followUp -> Missing.inLines(followUp.nextDue()).forEach(missing::add));
        return missing;
    }

    /** About how many people are affected, as far as it was known before the regulator was told. */
    Optional<Integer> peopleAtFirst() {
        return last(AssessBreach.class).map(AssessBreach::people).or(() -> Optional.ofNullable(report().howMany()));
    }

    /** About how many people are affected, as far as it is known now. */
    Optional<Integer> people() {
        return knownLater(Asked.NUMBER_OF_PEOPLE).map(FollowUp::number).or(this::peopleAtFirst);
    }

    boolean isContained() {
        return last(ContainBreach.class).isPresent();
    }

    boolean isClosed() {
        return last(CloseBreach.class).isPresent() || verdict().filter(verdict -> verdict != Verdict.BREACH).isPresent();
    }

    /** Whether nobody waits any more for the regulator to be told. */
    boolean isClockStopped() {
        return notification().isPresent() || isNoNotificationConfirmed() || isClosed();
    }

    /** What has been reached, as the marks of the escalation ask for it. */
    Set<Milestone> reached() {
        Set<Milestone> reached = EnumSet.noneOf(Milestone.class);
        if (isClockStopped()) {
            return EnumSet.allOf(Milestone.class);
        }
        if (verdict().isPresent()) {
            reached.add(Milestone.ACKNOWLEDGED);
        }
        if (isContained()) {
            reached.add(Milestone.CONTAINED);
        }
        Optional<AssessBreach> assessment = last(AssessBreach.class);
        if (assessment.isPresent()) {
            reached.add(Milestone.ASSESSED);
        }
        if (isDecided()) {
            reached.add(Milestone.DECIDED);
        }
        if (last(DecideOnNotification.class).isPresent()
                || assessment.filter(one -> one.level() != AssessBreach.Level.HIGH_RISK).isPresent()) {
            reached.add(Milestone.PEOPLE_DECIDED);
        }
        return reached;
    }

    /** Who may not give the second person's answer: the reporter and whoever had a say in the case or set its clock. */
    Set<String> interested() {
        Set<String> interested = new LinkedHashSet<>();
        for (Step step : steps) {
            if (!(step.answers() instanceof ContainBreach || step.answers() instanceof ConfirmNoNotification || step.answers() instanceof ConfirmCorrection)) {
                interested.add(step.personId());
            }
        }
        clock.settings().forEach(setting -> interested.add(setting.setBy()));
        return interested;
    }

    /** Where it stands, in words. */
    String stage() {
        if (kind() == Kind.NOT_TRIAGED) {
            return "Reported";
        }
        if (isClosed()) {
            return "Closed";
        }
        if (last(AssessBreach.class).isEmpty()) {
            return "Found to be a breach";
        }
        if (last(DecideOnNotification.class).isEmpty()) {
            return "Assessed";
        }
        if (!isDecided()) {
            return "Waiting for a second person";
        }
        if (isNoNotificationConfirmed()) {
            return "Found not notifiable";
        }
        return notification().isPresent() ? "Regulator notified" : "To be notified";
    }

    /** What has to be done next, in words; empty when closed. */
    String nextStep() {
        if (kind() == Kind.NOT_TRIAGED) {
            return "Triage the report";
        }
        if (isClosed()) {
            return "";
        }
        if (last(AssessBreach.class).isEmpty()) {
            return "Assess the risk";
        }
        if (last(DecideOnNotification.class).isEmpty()) {
            return "Decide on notification";
        }
        if (!isDecided()) {
            return lastStepOf(ConfirmNoNotification.class)
                    .filter(step -> steps.indexOf(step) > steps.indexOf(lastStepOf(DecideOnNotification.class).orElseThrow())).isPresent()
                    ? "Decide on notification again" : "Confirm that the regulator is not told";
        }
        if (!isNotToBeNotified() && notification().isEmpty()) {
            return "Notify the regulator";
        }
        if (arePeopleTold() && last(TellPeopleAffected.class).isEmpty()) {
            return "Tell the people affected";
        }
        return missing().isEmpty() ? "Close the case" : "Send the regulator what is missing";
    }

    /** The ending in one or two words, one of {@link #OUTCOMES}. */
    String outcome() {
        return switch (kind()) {
            case NEAR_MISS -> "Near miss";
            case NOT_A_BREACH -> "Not a breach";
            case JOINED -> "Joined";
            default -> notification().isPresent() ? "Notified" : "Not notifiable";
        };
    }
}
