package org.countersign.grouplife;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the group now that its app may no longer be used for work (Social Media Policy §7.2).
 *
 * @param app id of the approved app it moves to
 */
record DecideOnApp(
        @NotNull(message = "Choose whether the group moves or closes") Choice decision,
        @Nullable @Size(max = 80, message = "Choose one of the apps shown") String app,
        @Nullable @Size(max = 2000, message = "Keep the comment under 2,000 characters") String comment) {

    enum Choice { MOVE, CLOSE }
}
