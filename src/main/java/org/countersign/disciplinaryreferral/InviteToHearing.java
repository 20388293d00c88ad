package org.countersign.disciplinaryreferral;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * What the invitation to a hearing says beside what is known (ACAS Code, paragraphs 9 to 16).
 *
 * @param hearingAt    local time, as {@code 2026-12-01T10:00}
 * @param consequences what may follow
 * @param evidence     what goes with the letter: the investigation's findings, statements, files
 */
record InviteToHearing(
        @NotBlank(message = "Enter day and time of the hearing") @Size(max = 30, message = "Enter a date and time") String hearingAt,
        @NotBlank(message = "Say where the hearing is") @Size(max = 300, message = "Keep the place under 300 characters") String place,
        @NotBlank(message = "Say what may follow") @Size(max = 1000, message = "Keep this under 1,000 characters") String consequences,
        @NotBlank(message = "List the evidence that goes with the letter") @Size(max = 4000, message = "Keep the evidence under 4,000 characters") String evidence) {}
