package org.countersign.grouplife;

import java.util.Optional;
import org.countersign.casefile.Step;
import org.countersign.casefile.Steps;
import org.countersign.grouplife.ChangeGroup.What;

/** Where a year in the life of a group stands, as its answers tell it. Pure. */
record GroupLife(Steps steps) {

    boolean isMoved() {
        return steps.last(DecideOnApp.class).filter(one -> one.decision() == DecideOnApp.Choice.MOVE).isPresent();
    }

    boolean isRenewed() {
        return steps.last(RenewGroup.class).filter(one -> one.decision() == RenewGroup.Choice.RENEW).isPresent();
    }

    boolean isClosed() {
        return steps.last(CloseGroup.class).isPresent();
    }

    /** The change that is being decided, or was last. */
    Optional<ChangeGroup> change() {
        return steps.last(ChangeGroup.class);
    }

    /** Whether somebody has to sign who is to run or to assist the group. */
    boolean isSomebodyNew() {
        return change().filter(one -> one.what() == What.ADMINISTRATOR || one.what() == What.ASSISTANT && one.person() != null && !one.person().isBlank()).isPresent();
    }

    boolean hasDeclined() {
        return steps.lastSince(SignAsAdministrator.class, ChangeGroup.class).filter(one -> one.decision() == SignAsAdministrator.Answer.DECLINE).isPresent();
    }

    /** Who filled in the change that is being decided. */
    Optional<String> whoAskedForChange() {
        return steps.lastStepOf(ChangeGroup.class).map(Step::personId);
    }
}
