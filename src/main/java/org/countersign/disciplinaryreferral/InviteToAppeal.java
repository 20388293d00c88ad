package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What the invitation to the hearing of an appeal says beside what is known (ACAS Code, paragraphs 26 to 29; Employment Relations Act
 * 1999, section 10).
 *
 * @param hearingAt local time, as {@code 2026-12-01T10:00}
 * @param evidence  what goes with the letter that the person has not had yet
 */
record InviteToAppeal(
        @NotBlank(message = "Enter day and time of the hearing") @Size(max = 30, message = "Enter a date and time") String hearingAt,
        @NotBlank(message = "Say where the appeal is heard") @Size(max = 300, message = "Keep the place under 300 characters") String place,
        @Size(max = 4000, message = "Keep the evidence under 4,000 characters") @Nullable String evidence) {}
