package org.countersign.casefile;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.springframework.stereotype.Service;

/** All that a case learns of the judgement whether something in it is a protected disclosure: whether and how it goes on. */
@Service
public class Disclosures {

    /** The flow that judges; cases start it by call activity. */
    public static final String FLOW = "protected-disclosure";

    /** How the case goes on, the strictest last (Employment Rights Act 1996, part IVA: nobody suffers a detriment for a protected disclosure). */
    public enum Result implements Rows.Worded {
        GO_ON("Goes on", "It is not a protected disclosure: the case goes on"),
        CONTENT_ALONE("Content alone", "It may be protected: the case deals with the content alone, and nothing happens to the person"),
        STOP("Stopped", "It is protected: the case stops");

        private final String outcome;
        private final String words;

        Result(String outcome, String words) {
            this.outcome = outcome;
            this.words = words;
        }

        /** As the case that judges ends. */
        public String outcome() {
            return outcome;
        }

        @Override
        public String words() {
            return words;
        }
    }

    private final Cases cases;

    Disclosures(Cases cases) {
        this.cases = cases;
    }

    /**
     * The strictest judgement made for the case and for those it comes from: what protects a person goes with what is handed on. Empty
     * where nobody suspected a disclosure, or it has not been judged yet.
     */
    public Optional<Result> resultFor(String caseId) {
        Optional<Result> own = cases.startedFrom(caseId, FLOW).map(Case::outcome).flatMap(outcome ->
                Arrays.stream(Result.values()).filter(one -> one.outcome().equals(outcome)).findFirst());
        Optional<Result> before = cases.originOf(caseId).map(Case::caseId).flatMap(this::resultFor);
        return Stream.concat(own.stream(), before.stream()).max(Comparator.naturalOrder());
    }
}
