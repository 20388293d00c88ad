package org.countersign.registers;

import java.util.Objects;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Apps.Status;
import org.jspecify.annotations.Nullable;

/**
 * An app's entry in the register has changed. Told in the transaction of the change, so what a listener writes counts with it or not at all;
 * a listener that fails undoes the change.
 *
 * @param before {@code null} when the app is new to the register
 * @param reason as it stands in the app's history
 */
public record AppChanged(@Nullable App before, App now, String reason) {

    /** Whether groups that use it have to ask themselves what now. */
    public boolean mayNoLongerBeUsed() {
        return before != null && before.status() == Status.APPROVED && now.status() != Status.APPROVED;
    }

    /** Whether groups that were asked so need not answer any more. */
    public boolean mayBeUsedAgain() {
        return before != null && before.status() != Status.APPROVED && now.status() == Status.APPROVED;
    }

    /** Whether it goes on being used, on other conditions than before. */
    public boolean hasOtherConditions() {
        return before != null && before.status() == Status.APPROVED && now.status() == Status.APPROVED && !Objects.equals(before.conditions(), now.conditions());
    }
}
