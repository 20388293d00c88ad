package org.countersign.casefile;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.answers.Row;

/**
 * Might it be a protected disclosure (Employment Rights Act 1996, section 43B)? Asked in every case in which somebody may have spoken up, before
 * the person is contacted; whoever answers does not judge it. Stands in no record of the case.
 *
 * @param worker         whether whoever spoke, or posted it, may be a worker
 * @param facts          whether they may tell facts about something wrong, not an opinion alone
 * @param publicInterest whether they may believe that it is in the public interest
 */
public record ScreenForDisclosure(
        @NotNull(message = "Say whether whoever spoke may be a worker") Answer worker,
        @NotNull(message = "Say whether they may tell facts") Answer facts,
        @NotNull(message = "Say whether it may be in the public interest") Answer publicInterest,
        @NotBlank(message = "Give your reasons") @Size(max = 2000, message = "Keep the reasons under 2,000 characters") String reasons) {

    /** Nobody is asked to be certain. */
    public enum Answer { NO, POSSIBLY }

    /** Whether any answer leaves it open: then the whistleblowing officer judges. */
    public boolean isPossible() {
        return worker == Answer.POSSIBLY || facts == Answer.POSSIBLY || publicInterest == Answer.POSSIBLY;
    }

    /** What the whistleblowing officer is told of it. */
    public List<Row> rows() {
        return Rows.under("").add("Whoever spoke may be a worker", worker).add("They may tell facts", facts).add("It may be in the public interest", publicInterest)
                .add("Why it may be a disclosure", reasons).section().rows();
    }
}
