package org.countersign.grouplife;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.countersign.casefile.Signed;
import org.jspecify.annotations.Nullable;

/**
 * Whoever is to run or to assist the group signs the declaration, or declines with a reason.
 *
 * @param declaration ids of the points affirmed; all of the pack's where it is signed
 */
record SignAsAdministrator(
        @NotNull(message = "Choose whether you sign or decline") Answer decision,
        @NotNull List<String> declaration,
        @Nullable @Size(max = 2000, message = "Keep the comment under 2,000 characters") String comment,
        @NotBlank(message = "Type your name to sign") @Size(max = 200, message = "Type your name as it is shown") String signedName,
        @AssertTrue(message = "Tick the sentence above your name to sign") boolean intent) implements Signed {

    enum Answer { SIGN, DECLINE }

    SignAsAdministrator {
        declaration = declaration == null ? List.of() : List.copyOf(declaration);
    }
}
