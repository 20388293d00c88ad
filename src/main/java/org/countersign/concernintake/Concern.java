package org.countersign.concernintake;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.casefile.Step;
import org.countersign.casefile.Steps;
import org.countersign.concernintake.RaiseConcern.Urgency;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;

/**
 * A concern as the answers tell it.
 *
 * @param person  the member of staff it is about
 * @param manager the line manager of whoever raised it
 * @param judged  what became of the judgement whether it is protected, where there was one
 */
record Concern(Steps steps, @Nullable Person person, @Nullable Person manager, @Nullable Result judged) {

    /** How a concern ends. Nothing outside the diagram tells a stopped case from one in which nothing is done. */
    enum Ended {
        BREACH("Passed on as a breach", "It goes on as a breach of personal data."),
        REMOVAL("Passed on as a removal", "It goes on as a post or conversation to be looked at."),
        REFERRAL("Passed on as a referral", "It goes on as a disciplinary referral."),
        ADVISE("Advised", "Whoever raised it has been given advice."),
        REFER_OUTSIDE("Referred outside", "It has been referred outside: %s."),
        NO_ACTION("No further action", "Nothing further is done about it here."),
        STOPPED("No further action", "Nothing further is done about it here.");

        private final String outcome;
        private final String sentence;

        Ended(String outcome, String sentence) {
            this.outcome = outcome;
            this.sentence = sentence;
        }

        String outcome() {
            return outcome;
        }

        String sentence(String outside) {
            return sentence.formatted(outside);
        }
    }

    RaiseConcern raised() {
        return steps.last(RaiseConcern.class).orElseThrow();
    }

    String raiserId() {
        return steps.first().personId();
    }

    Optional<RouteConcern> routed() {
        return steps.last(RouteConcern.class);
    }

    boolean isDisclosurePossible() {
        return steps.last(ScreenForDisclosure.class).orElseThrow().isPossible();
    }

    /** Whether nothing may happen to the person, as it may be a protected disclosure. */
    boolean isContentAlone() {
        return judged == Result.CONTENT_ALONE;
    }

    /** Empty while it is open. */
    Optional<Ended> ended() {
        return judged == Result.STOP ? Optional.of(Ended.STOPPED) : routed().map(decision -> Ended.valueOf(decision.route().name()));
    }

    /** Those who may not deal with it: whoever raised it and whom it is about. */
    Set<String> interested() {
        Set<String> interested = new LinkedHashSet<>();
        interested.add(raiserId());
        concerns().forEach(interested::add);
        return interested;
    }

    /** Ids of the people it is about, as far as they are in the directory. */
    List<String> concerns() {
        return person == null ? List.of() : List.of(person.personId());
    }

    /** Whether it says whom it is about. */
    boolean namesSomebody() {
        String other = raised().personElse();
        return person != null || other != null && !other.isBlank();
    }

    /** Whoever looked at it and decided. */
    Set<String> receivers() {
        return steps.whoAnswered(ScreenForDisclosure.class, RouteConcern.class);
    }

    /** An intimate image or a child makes it urgent, whatever else is said. */
    boolean isUrgent() {
        return urgency() == Urgency.NOW;
    }

    private Urgency urgency() {
        return raised().showsIntimateOrChild() == YesNo.YES ? Urgency.NOW : raised().urgency();
    }

    boolean isAboutTheOwnLineManager() {
        return person != null && manager != null && person.personId().equals(manager.personId());
    }

    /** What the table of receivers is asked. */
    Map<String, Object> facts() {
        RaiseConcern one = raised();
        return Map.of("raisedFor", one.raisedFor().name(), "concerned", one.concerned().name(), "about", one.about().name(), "urgency", urgency().name(),
                "wish", one.wish().name(), "ownManager", isAboutTheOwnLineManager());
    }

    /** Answers that the readers of the record may know. */
    List<Step> answersForTheRecord() {
        return steps.all().stream().filter(step -> !(step.answers() instanceof ScreenForDisclosure)).toList();
    }
}
