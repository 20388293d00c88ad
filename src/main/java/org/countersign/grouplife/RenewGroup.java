package org.countersign.grouplife;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * Another year, or the end.
 *
 * @param declaration ids of the points affirmed; all of the pack's where the group is renewed
 */
record RenewGroup(
        @NotNull(message = "Choose whether the group is renewed or closed") Choice decision,
        @NotNull List<String> declaration,
        @Nullable @Size(max = 2000, message = "Keep the comment under 2,000 characters") String comment,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Choice { RENEW, CLOSE }

    RenewGroup {
        declaration = declaration == null ? List.of() : List.copyOf(declaration);
    }
}
