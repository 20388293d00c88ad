package org.countersign.breachescalation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * The people affected have been told (UK GDPR art. 34).
 *
 * @param toldAt as a local date and time
 * @param letter what they were told, in clear and plain language
 */
record TellPeopleAffected(
        @NotNull(message = "Choose how they were told") Means means,
        @NotBlank(message = "Enter when they were told") String toldAt,
        @NotNull(message = "Enter how many were told") @PositiveOrZero(message = "Enter a number of people, not a negative one")
        @Max(value = 10_000_000, message = "Enter a number of people up to 10,000,000") Integer howMany,
        @NotBlank(message = "Enter what they were told") @Size(max = 6000, message = "Keep the letter under 6,000 characters") String letter,
        @Nullable @Size(max = 2000, message = "Keep the comment under 2,000 characters") String comment) {

    enum Means { LETTER, EMAIL, PHONE, IN_PERSON, PUBLIC_NOTICE }
}
