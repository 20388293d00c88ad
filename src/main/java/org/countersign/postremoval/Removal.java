package org.countersign.postremoval;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Checks;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.casefile.ScreenForDisclosure;
import org.countersign.casefile.Steps;
import org.countersign.engine.HandedOver;
import org.countersign.institution.Institution.OnPost;
import org.countersign.postremoval.VerifyRemoval.Seen;
import org.jspecify.annotations.Nullable;

/**
 * A case as its answers tell it: what the diagram asks, and who may not decide in it.
 *
 * @param authorId    id of whoever posted it, where they are in the directory
 * @param concernedId id of whom it is about, where they are in the directory
 * @param disclosure  how the case goes on where a protected disclosure was suspected
 */
record Removal(Steps steps, @Nullable String authorId, @Nullable String concernedId, Optional<Result> disclosure) {

    /** The task of the form that starts a case; completing what another case handed over answers the same form. */
    static final String REPORT = "reportPost";

    /** How a case ends, in a word and a sentence. */
    enum Outcome {
        REMOVED("Removed", "The post has been removed."),
        PARTLY_REMOVED("Partly removed", "What mattered most has been removed."),
        NOT_REMOVED("Not removed", "Removal was requested and has not been done. Nothing follows from a request."),
        REFERRED("Referred", "Removal was required and has not been done. The case has been referred."),
        ADVISED("Advised", "The author has been advised."),
        STATEMENT_PUBLISHED("Statement published", "A corrective statement has been published."),
        /** In the same word as a case that was stopped: no list tells the two apart. */
        NO_ACTION("No further action", "It has been decided that nothing is to be done."),
        PASSED_ON("Passed on as urgent", "It was urgent and unlawful; those who can act have been told at once."),
        NO_FURTHER_ACTION("No further action", "No further action is taken.");

        private final String words;
        private final String sentence;

        Outcome(String words, String sentence) {
            this.words = words;
            this.sentence = sentence;
        }

        String words() {
            return words;
        }

        String sentence() {
            return sentence;
        }

        boolean isFavourable() {
            return this != NOT_REMOVED && this != REFERRED;
        }
    }

    /** Empty until somebody has completed what another case handed over. */
    Optional<ReportPost> report() {
        return steps.last(ReportPost.class);
    }

    Optional<AssessPost> assessment() {
        return steps.last(AssessPost.class);
    }

    Optional<DecideOnPost> decided() {
        return steps.last(DecideOnPost.class);
    }

    Optional<ReviewRemoval> reviewed() {
        return steps.last(ReviewRemoval.class);
    }

    // --- the diagram

    boolean isDisclosurePossible() {
        return steps.last(ScreenForDisclosure.class).filter(ScreenForDisclosure::isPossible).isPresent();
    }

    boolean isStopped() {
        return disclosure.filter(one -> one == Result.STOP).isPresent();
    }

    /** Nothing happens to the person then, and nobody learns from this case who it is. */
    boolean isContentAlone() {
        return disclosure.filter(one -> one == Result.CONTENT_ALONE).isPresent();
    }

    boolean isUrgent() {
        return assessment().filter(AssessPost::isUrgent).isPresent();
    }

    boolean isBreachToStart() {
        return assessment().filter(one -> one.isUrgent() && one.told().contains(AssessPost.Told.BREACH_CASE)).isPresent();
    }

    /** The decision in force: as reviewed, where there was a review. Empty before the first. */
    Optional<OnPost> decision() {
        Optional<OnPost> first = decided().map(DecideOnPost::decision);
        return reviewed().flatMap(review -> switch (review.result()) {
            case CONFIRM -> first;
            case CHANGE -> Optional.ofNullable(review.changedTo());
            case DROP -> Optional.of(OnPost.NO_ACTION);
        }).or(() -> first);
    }

    boolean isRemovalAsked() {
        return decision().filter(OnPost::asksForRemoval).isPresent();
    }

    /** The last day on which to do what is asked. */
    Optional<LocalDate> doneBy() {
        return reviewed().map(ReviewRemoval::doneBy).filter(Checks::isGiven).or(() -> decided().map(DecideOnPost::doneBy).filter(Checks::isGiven))
                .map(String::strip).map(LocalDate::parse);
    }

    boolean isDisagreed() {
        return steps.last(AnswerNotice.class).filter(one -> one.answer() == AnswerNotice.Answer.DISAGREE).isPresent();
    }

    /** Nothing follows from a request; and where the content alone is dealt with, nothing happens to the person. */
    boolean mustBeReferred() {
        return decision().filter(one -> one == OnPost.REQUIRE).isPresent() && !isContentAlone()
                && steps.last(VerifyRemoval.class).filter(one -> one.result() == Seen.STILL_THERE).isPresent();
    }

    /** A review that drops the decision drops the statement with it. */
    boolean isStatementDecided() {
        OnPost decision = decision().orElse(OnPost.NO_ACTION);
        return decision == OnPost.STATEMENT || decision != OnPost.NO_ACTION && decided().filter(DecideOnPost::statementToo).isPresent();
    }

    Outcome outcome() {
        if (isStopped()) {
            return Outcome.NO_FURTHER_ACTION;
        }
        if (isUrgent()) {
            return Outcome.PASSED_ON;
        }
        return switch (decision().orElseThrow()) {
            case NO_ACTION -> Outcome.NO_ACTION;
            case ADVISE -> Outcome.ADVISED;
            case STATEMENT -> Outcome.STATEMENT_PUBLISHED;
            case REQUEST, REQUIRE -> switch (steps.last(VerifyRemoval.class).orElseThrow().result()) {
                case GONE -> Outcome.REMOVED;
                case PARTLY -> Outcome.PARTLY_REMOVED;
                case STILL_THERE -> mustBeReferred() ? Outcome.REFERRED : Outcome.NOT_REMOVED;
            };
        };
    }

    // --- who may not

    /** Whoever reported it here; empty where another case did. */
    Optional<String> reporterId() {
        return Optional.of(steps.first()).filter(one -> one.task().equals(REPORT)).map(one -> one.personId());
    }

    /** Ids of whose it is and whom it is about: they have no task in it but the author's own answer, and may not read it. */
    Set<String> concerned() {
        Set<String> ids = new HashSet<>();
        Stream.of(authorId, concernedId).filter(id -> id != null).forEach(ids::add);
        report().filter(one -> one.aboutMe() == YesNo.YES).flatMap(one -> reporterId()).ifPresent(ids::add);
        steps.handedOver().map(HandedOver::concerns).ifPresent(ids::addAll);
        return ids;
    }

    /** Ids of those who may not read the case whatever their role: whom it concerns, and who reported it, who sees status words. */
    Set<String> mayNotRead() {
        Set<String> ids = new HashSet<>(concerned());
        reporterId().ifPresent(ids::add);
        return ids;
    }

    /** Ids of those who may not decide: whom it concerns, who reported it, who prepared it, and who decided before. */
    Set<String> interested() {
        Set<String> ids = new HashSet<>(concerned());
        reporterId().ifPresent(ids::add);
        steps.handedOver().map(HandedOver::involved).ifPresent(ids::addAll);
        ids.addAll(steps.whoAnswered(ReportPost.class, PreserveEvidence.class, ScreenForDisclosure.class, AssessPost.class, DecideOnPost.class));
        return ids;
    }

    /** Ids of every file it knows, those handed over first. */
    List<String> files() {
        return Stream.of(steps.handedOver().map(HandedOver::files).orElse(List.of()).stream(), steps.all(ReportPost.class).stream().flatMap(one -> one.evidence().stream()),
                steps.all(PreserveEvidence.class).stream().flatMap(one -> one.evidence().stream()),
                steps.all(VerifyRemoval.class).stream().flatMap(one -> one.evidence().stream())).flatMap(one -> one).distinct().toList();
    }

    /** Ids of the standards cited so far. */
    List<String> cited() {
        return Stream.of(report().map(ReportPost::standards), assessment().map(AssessPost::grounds), decided().map(DecideOnPost::grounds))
                .flatMap(Optional::stream).flatMap(List::stream).distinct().toList();
    }
}
