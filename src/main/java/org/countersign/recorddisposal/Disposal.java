package org.countersign.recorddisposal;

import java.util.List;
import java.util.Optional;
import org.countersign.answers.YesNo;
import org.countersign.casefile.Step;
import org.countersign.casefile.Steps;
import org.countersign.recorddisposal.ConfirmDisposal.Answer;

/** Where one disposal stands: nothing but what people have answered. Pure; the diagram's questions are answered from it. */
record Disposal(Steps steps) {

    /** What the second person's answer makes of the proposal. */
    enum Decided { DESTROY, EXTEND, TRANSFER, REJECT }

    /** How it ended. */
    enum Ended {
        DESTROYED("Destroyed"), TRANSFERRED("Transferred"), EXTENDED("Extended"), REJECTED("Rejected"), LEFT("Left as they were");

        private final String words;

        Ended(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    ProposeDisposal proposal() {
        return steps.last(ProposeDisposal.class).orElseThrow();
    }

    List<String> recordIds() {
        return proposal().records();
    }

    String proposerId() {
        return steps.first().personId();
    }

    Optional<HandOverRecords> handOver() {
        return steps.last(HandOverRecords.class);
    }

    Decided decided() {
        return steps.last(ConfirmDisposal.class).orElseThrow().answer() == Answer.REJECT ? Decided.REJECT : Decided.valueOf(proposal().proposed().name());
    }

    boolean areTheyReceived() {
        return handOver().filter(one -> one.received() == YesNo.YES).isPresent();
    }

    /** @param anyDone whether at least one record was destroyed or extended */
    Ended ended(boolean anyDone) {
        return decided() == Decided.REJECT ? Ended.REJECTED : !anyDone ? Ended.LEFT
                : switch (proposal().proposed()) {
                    case DESTROY -> Ended.DESTROYED;
                    case TRANSFER -> Ended.TRANSFERRED;
                    case EXTEND -> Ended.EXTENDED;
                };
    }

    List<Step> signed() {
        return steps.all();
    }
}
