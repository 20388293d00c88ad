package org.countersign.grouplife;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the group now, compared with who should be (Social Media Policy §9.3(a) and (h)).
 *
 * @param members one a line, as the person picker writes them
 */
record ReviewMembership(
        @NotBlank(message = "Name the members, one a line") @Size(max = 20_000, message = "Keep the list under 20,000 characters") String members,
        @Nullable @Size(max = 2000, message = "Keep the comment under 2,000 characters") String comment,
        @AssertTrue(message = "Tick the sentence to confirm") boolean compared) {

    /** Without the names: who is a member stands in the register, as long as they are one. */
    ReviewMembership without(int members) {
        return new ReviewMembership(members + " members", comment, compared);
    }
}
