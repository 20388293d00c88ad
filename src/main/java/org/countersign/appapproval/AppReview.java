package org.countersign.appapproval;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.casefile.Step;
import org.countersign.casefile.Steps;
import org.jspecify.annotations.Nullable;

/** The review of an app as the answers tell it. Pure. */
record AppReview(Steps steps) {

    static final String REQUEST = "requestApp";
    static final String TERMS = "reviewTerms";
    static final String SECURITY = "reviewSecurity";

    /** How a case ends. */
    enum Ended { APPROVED, APPROVED_WITH_CONDITIONS, REFUSED, WITHDRAWN }

    /**
     * What both reviews come to: the stricter verdict, the conditions of both, the earlier day of review.
     *
     * @param reviewOn {@code null} for an app that may not be used
     */
    record Decision(Verdict verdict, @Nullable String conditions, @Nullable LocalDate reviewOn, String reasons) {

        boolean isApproved() {
            return verdict != Verdict.UNSUITABLE;
        }

        static Decision of(ReviewTerms terms, ReviewSecurity security) {
            List<Review> both = List.of(terms, security);
            Verdict verdict = both.stream().map(Review::verdict).max(Comparator.naturalOrder()).orElseThrow();
            String reasons = "Terms: " + terms.reasons() + "\nSecurity: " + security.reasons();
            if (verdict == Verdict.UNSUITABLE) {
                return new Decision(verdict, null, null, reasons);
            }
            String conditions = both.stream().filter(one -> one.verdict() == Verdict.WITH_CONDITIONS).map(Review::conditions).filter(Objects::nonNull)
                    .collect(Collectors.joining("\n"));
            LocalDate reviewOn = both.stream().map(Review::reviewOn).filter(Objects::nonNull).map(LocalDate::parse).min(Comparator.naturalOrder()).orElse(null);
            return new Decision(verdict, conditions.isEmpty() ? null : conditions, reviewOn, reasons);
        }
    }

    RequestApp request() {
        return steps.last(RequestApp.class).orElseThrow();
    }

    String requesterId() {
        return steps.first().personId();
    }

    Optional<ReviewTerms> terms() {
        return steps.last(ReviewTerms.class);
    }

    Optional<ReviewSecurity> security() {
        return steps.last(ReviewSecurity.class);
    }

    /** Empty until both reviews are done. */
    Optional<Decision> decision() {
        return terms().flatMap(terms -> security().map(security -> Decision.of(terms, security)));
    }

    /** Empty until both reviews are done. */
    Optional<Ended> ended() {
        return decision().map(decision -> switch (decision.verdict()) {
            case SUITABLE -> Ended.APPROVED;
            case WITH_CONDITIONS -> Ended.APPROVED_WITH_CONDITIONS;
            case UNSUITABLE -> request().isNewLook() ? Ended.WITHDRAWN : Ended.REFUSED;
        });
    }

    /** When the last review of it was done. */
    Optional<Instant> reviewedAt() {
        return steps.all().stream().filter(step -> step.answers() instanceof Review).map(Step::at).max(Comparator.naturalOrder());
    }

    /**
     * Ids of those who may not do that review. Nobody reviews what they ask for, and nobody does both reviews. Whoever reports something about
     * an app that is in use asks for nothing, so IT may report a weakness and review the security.
     */
    Set<String> mayNot(String task) {
        Set<String> interested = new LinkedHashSet<>(steps.whoAnswered(task.equals(TERMS) ? ReviewSecurity.class : ReviewTerms.class));
        if (task.equals(TERMS) || !request().isNewLook()) {
            interested.add(requesterId());
        }
        return interested;
    }

    /** Everybody who had a part in it. */
    Set<String> people() {
        return Stream.concat(Stream.of(requesterId()), steps.whoAnswered(ReviewTerms.class, ReviewSecurity.class).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
