package org.countersign.grouplife;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Another administrator, another assistant, or another purpose.
 *
 * @param person as the person picker writes it; of an assistant, empty for none
 */
record ChangeGroup(
        @NotNull(message = "Choose what is to change") What what,
        @Nullable @Size(max = 200, message = "Choose the person from the list") String person,
        @Nullable @Size(max = 2000, message = "Keep the purpose under 2,000 characters") String purpose,
        @NotBlank(message = "Say why") @Size(max = 2000, message = "Keep the reason under 2,000 characters") String reason) {

    enum What { ADMINISTRATOR, ASSISTANT, PURPOSE }
}
