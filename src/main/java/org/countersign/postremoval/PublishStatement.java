package org.countersign.postremoval;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The corrective statement as it was published.
 *
 * @param place       where it can be read
 * @param publishedAt when, as a local date and time
 */
record PublishStatement(
        @NotBlank(message = "Enter the statement as published") @Size(max = 4000, message = "Keep the statement under 4,000 characters") String text,
        @NotBlank(message = "Say where it was published") @Size(max = 500, message = "Keep it under 500 characters") String place,
        @NotBlank(message = "Enter when it was published") String publishedAt) {}
