package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.countersign.grouplife.Duty.State;
import org.countersign.grouplife.GroupLives.Tally;
import org.countersign.web.BreachFigures.Line;
import org.countersign.web.GroupFigures.Plot;
import org.junit.jupiter.api.Test;

/** What the register of groups adds up to. */
class GroupFiguresTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Test
    void countsDutiesByTheDepartmentOfWhoeverRunsTheGroup() {
        Plot plot = GroupFigures.kept(List.of(new Tally("P1", State.KEPT, 7), new Tally("P2", State.KEPT, 2), new Tally("P2", State.KEPT_LATE, 1), new Tally("P3", State.MISSED, 3)),
                Map.of("P1", "Sports", "P2", "Sports", "P3", "Lodge")::get);
        assertThat(plot.lines()).containsExactly(new Line("Lodge", List.of(0L, 0L, 3L)), new Line("Sports", List.of(9L, 1L, 0L)));
        assertThat(plot.drawing().bars()).as("no bar for nothing").hasSize(3);
    }

    @Test
    void putsReviewsThatWaitIntoThisMonthAndTheOthersIntoTheirs() {
        Plot plot = GroupFigures.reviews(Map.of(LocalDate.of(2026, 9, 3), 2L, TODAY, 1L, LocalDate.of(2026, 11, 30), 4L, LocalDate.of(2027, 2, 1), 5L), TODAY);
        assertThat(plot.lines()).containsExactly(new Line("November 2026", List.of(4L, 3L)), new Line("February 2027", List.of(5L, 0L)));
    }
}
