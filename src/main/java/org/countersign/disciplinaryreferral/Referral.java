package org.countersign.disciplinaryreferral;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Rows;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.casefile.Step;
import org.countersign.casefile.Steps;
import org.countersign.disciplinaryreferral.CheckReferral.Measure;
import org.countersign.disciplinaryreferral.CheckReferral.Verdict;
import org.countersign.disciplinaryreferral.HearAppeal.Result;
import org.countersign.disciplinaryreferral.HoldHearing.Held;
import org.countersign.disciplinaryreferral.ReferForDiscipline.PersonType;
import org.countersign.engine.HandedOver;
import org.countersign.institution.Institution.DisciplinaryReferral;
import org.countersign.institution.Institution.Sanction;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;

/** A referral as people's answers tell it: where it stands, who has a part in it, how it ended. */
final class Referral {

    /** How a case ends; the words are the same in the list of records, on the record and in the diagram. */
    enum Ending implements Rows.Worded {
        NO_FURTHER_ACTION("No further action", "The referral was closed. No procedure begins, and nothing follows from it for anybody."),
        /** Ends in the same words, so that nobody learns from a closed case whether a disclosure stopped it. */
        NO_CASE(NO_FURTHER_ACTION.words, NO_FURTHER_ACTION.sentence),
        INFORMAL("Settled informally", "The matter was settled informally. That is no sanction."),
        NO_CASE_TO_ANSWER("No case to answer", "The investigation gave no case to answer."),
        STUDENT_DISCIPLINE("Passed to student discipline", "The referral was passed to the body for student discipline, which has decided."),
        FITNESS_TO_PRACTISE("Passed to fitness to practise", "The referral was passed to the bodies for student discipline and for fitness to practise, which have decided."),
        CONTRACT_OWNER("Passed to the contract owner", "The referral was passed to the owner of the contract, who has decided."),
        NO_ACTION("No action", "After a hearing it was decided that nothing follows."),
        WARNED("Warned", "After a hearing a warning was given."),
        DISMISSED("Dismissed", "After a hearing it was decided to end the employment."),
        CONFIRMED("Outcome confirmed", "After an appeal the outcome of the hearing stands."),
        REDUCED("Outcome reduced", "After an appeal the outcome of the hearing was made milder."),
        OVERTURNED("Outcome overturned", "After an appeal the outcome of the hearing was overturned: no sanction remains.");

        private final String words;
        private final String sentence;

        Ending(String words, String sentence) {
            this.words = words;
            this.sentence = sentence;
        }

        @Override
        public String words() {
            return words;
        }

        String sentence() {
            return sentence;
        }
    }

    private final Steps steps;
    private final DisciplinaryReferral pack;
    private final Function<@Nullable String, Optional<Person>> people;
    private @Nullable Route route;

    /** @param people finds somebody named as "Name (user.id)" */
    Referral(Steps steps, DisciplinaryReferral pack, Function<@Nullable String, Optional<Person>> people) {
        this.steps = steps;
        this.pack = pack;
        this.people = people;
    }

    Steps steps() {
        return steps;
    }

    <A> Optional<A> last(Class<A> type) {
        return steps.last(type);
    }

    // --- what is referred

    /** Empty while what another case handed over has not been completed. */
    Optional<ReferForDiscipline> referral() {
        return steps.last(ReferForDiscipline.class);
    }

    ReferForDiscipline required() {
        return referral().orElseThrow();
    }

    /** Who deals with it, asked of the table once: one step wants to know it many times, and a table takes its time. */
    Route route(Function<ReferForDiscipline, Route> table) {
        Route known = route;
        if (known == null) {
            known = table.apply(required());
            route = known;
        }
        return known;
    }

    Optional<HandedOver> handedOver() {
        return steps.handedOver();
    }

    /** Where they are in the directory. */
    Optional<Person> subject() {
        return referral().flatMap(one -> people.apply(one.person()));
    }

    String subjectName() {
        return subject().map(Person::name).or(() -> referral().map(ReferForDiscipline::personName)).orElse("the person concerned");
    }

    /** Who filled in what is referred. */
    Optional<String> referrerId() {
        return steps.lastStepOf(ReferForDiscipline.class).map(Step::personId);
    }

    /** One to a line, as typed. */
    List<String> witnesses() {
        return referral().map(ReferForDiscipline::witnesses).stream().flatMap(String::lines).map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    // --- the questions of the diagram

    boolean isDisclosureSuspected() {
        return steps.last(ScreenForDisclosure.class).orElseThrow().isPossible();
    }

    /** Of the referral as it stands; one that was completed since has not been checked. */
    Optional<CheckReferral> check() {
        return steps.lastSince(CheckReferral.class, ScreenForDisclosure.class);
    }

    boolean isVerdict(Verdict verdict) {
        return check().filter(one -> one.verdict() == verdict).isPresent();
    }

    boolean isThereAMeasure() {
        return check().filter(one -> one.measure() != Measure.NONE).isPresent();
    }

    boolean isAccessWithdrawn() {
        return check().filter(one -> one.measure() == Measure.ACCESS_WITHDRAWN || one.measure() == Measure.BOTH).isPresent();
    }

    boolean isMeasureEnded() {
        return steps.last(ReviewInterimMeasure.class).filter(one -> one.answer() == ReviewInterimMeasure.Answer.END).isPresent();
    }

    /** Whether access is still withdrawn, because nobody has given it back. */
    boolean isAccessStillWithdrawn() {
        return isAccessWithdrawn() && steps.last(ChangeAccess.class).isPresent()
                && !(isMeasureEnded() && steps.lastSince(ChangeAccess.class, ReviewInterimMeasure.class).isPresent());
    }

    /** The local day by which the measure is looked at again. */
    Optional<LocalDate> measureReview() {
        return steps.last(ReviewInterimMeasure.class).map(ReviewInterimMeasure::nextReview).or(() -> check().map(CheckReferral::measureReview)).map(LocalDate::parse);
    }

    boolean isThereNoCaseToAnswer() {
        return steps.last(DecideCaseToAnswer.class).filter(one -> one.caseToAnswer() == YesNo.NO).isPresent();
    }

    boolean isPutOff() {
        return steps.last(HoldHearing.class).filter(one -> one.held() == Held.POSTPONED).isPresent();
    }

    /** When the hearing is, as invited or put off to; local time as typed. */
    Optional<String> hearingAt() {
        return steps.last(HoldHearing.class).map(HoldHearing::postponedTo).filter(one -> !one.isBlank()).or(() -> steps.last(InviteToHearing.class).map(InviteToHearing::hearingAt));
    }

    /** When the appeal is heard, as invited; local time as typed. */
    Optional<String> appealHearingAt() {
        return steps.last(InviteToAppeal.class).map(InviteToAppeal::hearingAt);
    }

    // --- the outcome

    Optional<HoldHearing> hearing() {
        return steps.last(HoldHearing.class).filter(one -> one.held() == Held.HELD);
    }

    /** What the hearing decided; empty where nothing follows. */
    Optional<Sanction> decided() {
        return hearing().flatMap(one -> sanction(one.sanction()));
    }

    /** What remains after an appeal, if there was one. */
    Optional<Sanction> sanction() {
        Optional<HearAppeal> appeal = steps.last(HearAppeal.class);
        if (appeal.isEmpty() || appeal.get().result() == Result.UPHOLD) {
            return decided();
        }
        return appeal.get().result() == Result.OVERTURN ? Optional.empty() : sanction(appeal.get().reducedTo());
    }

    private Optional<Sanction> sanction(@Nullable String id) {
        return pack.sanctions().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** Milder ones than what the hearing decided, mildest first. */
    List<Sanction> milder() {
        return decided().map(one -> pack.sanctions().subList(0, pack.sanctions().indexOf(one))).orElse(List.of());
    }

    /** When the person was told. */
    Optional<Instant> toldAt() {
        return steps.lastStepOf(SendOutcome.class).map(Step::at);
    }

    /** The last day on which that counts; empty where it does not end by itself. */
    Optional<LocalDate> liveUntil(Sanction sanction, ZoneId zone) {
        return sanction.liveMonths() == 0 ? Optional.empty() : toldAt().map(at -> at.atZone(zone).toLocalDate().plusMonths(sanction.liveMonths()));
    }

    Ending ending() {
        Optional<HearAppeal> appeal = steps.last(HearAppeal.class);
        if (appeal.isPresent()) {
            return switch (appeal.get().result()) {
                case UPHOLD -> Ending.CONFIRMED;
                case REDUCE -> Ending.REDUCED;
                case OVERTURN -> Ending.OVERTURNED;
            };
        }
        if (hearing().isPresent()) {
            return decided().map(one -> one.dismissal() ? Ending.DISMISSED : Ending.WARNED).orElse(Ending.NO_ACTION);
        }
        if (steps.last(RecordOutcome.class).isPresent()) {
            PersonType type = required().personType();
            return type == PersonType.CONTRACTOR ? Ending.CONTRACT_OWNER : type == PersonType.PROFESSIONAL_STUDENT ? Ending.FITNESS_TO_PRACTISE : Ending.STUDENT_DISCIPLINE;
        }
        if (isThereNoCaseToAnswer()) {
            return Ending.NO_CASE_TO_ANSWER;
        }
        return isVerdict(Verdict.NO_CASE) ? Ending.NO_CASE : isVerdict(Verdict.INFORMAL) ? Ending.INFORMAL : Ending.NO_FURTHER_ACTION;
    }

    /** Whether anything was said to the person, or done about them, so that there is a copy for them. */
    boolean hasCopyForSubject() {
        return ending() != Ending.NO_FURTHER_ACTION && ending() != Ending.NO_CASE;
    }

    // --- who has a part in it, so that nobody decides about themselves or twice

    /** The person concerned, whoever referred, witnesses, whoever had a part in the case it comes from, and who said they have an interest. */
    Set<String> interested() {
        Set<String> interested = new LinkedHashSet<>();
        subject().map(Person::personId).ifPresent(interested::add);
        interested.addAll(steps.whoAnswered(ReferForDiscipline.class));
        handedOver().ifPresent(from -> {
            interested.addAll(from.concerns());
            interested.addAll(from.involved());
        });
        witnesses().stream().map(people).flatMap(Optional::stream).map(Person::personId).forEach(interested::add);
        steps.all().stream().filter(step -> step.answers() instanceof CheckReferral one && one.verdict() == Verdict.CONFLICT_OF_INTEREST)
                .map(Step::personId).forEach(interested::add);
        return interested;
    }

    /** Besides those: the three managers, chosen or standing in; none of them is one of the others. */
    Set<String> interestedOrManager() {
        return with(interested(), Stream.of(investigator(), hearingManager(), appealManager()).flatMap(Optional::stream),
                steps.whoAnswered(Investigate.class, HoldHearing.class, HearAppeal.class));
    }

    /** Who may not investigate, hear or hear the appeal: beside the interested those who decided before, and the managers of the other two steps. */
    Set<String> mayNot(Class<?> step) {
        Set<String> others = with(interested(), Stream.empty(), steps.whoAnswered(CheckReferral.class, DecideCaseToAnswer.class, InviteToHearing.class, SendOutcome.class, InviteToAppeal.class));
        if (step != Investigate.class) {
            with(others, investigator().stream(), steps.whoAnswered(Investigate.class));
        }
        if (step != HoldHearing.class) {
            with(others, hearingManager().stream(), steps.whoAnswered(HoldHearing.class));
        }
        if (step != HearAppeal.class) {
            with(others, appealManager().stream(), steps.whoAnswered(HearAppeal.class));
        }
        return others;
    }

    private static Set<String> with(Set<String> set, Stream<Person> chosen, Set<String> answered) {
        chosen.map(Person::personId).forEach(set::add);
        set.addAll(answered);
        return set;
    }

    Optional<Person> investigator() {
        return check().map(CheckReferral::investigator).flatMap(people);
    }

    Optional<Person> hearingManager() {
        return steps.last(DecideCaseToAnswer.class).map(DecideCaseToAnswer::hearingManager).flatMap(people);
    }

    Optional<Person> appealManager() {
        return steps.last(SendOutcome.class).map(SendOutcome::appealManager).flatMap(people);
    }

    /** Ids of everybody named, for the record. */
    Set<String> everybody() {
        Set<String> all = interestedOrManager();
        steps.all().stream().map(Step::personId).forEach(all::add);
        return all;
    }
}
