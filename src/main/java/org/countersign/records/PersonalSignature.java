package org.countersign.records;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one person's signing step.
 *
 * @param role            what the person signs as, for example "First line manager"
 * @param inPlaceOf       name of the person acted for, when a deputy or stand-in signs
 * @param decision        what was decided in one word, for example "Approved"
 * @param comment         as typed; only its salted digest goes into the signature
 * @param intent          the sentence the person agreed to
 * @param authenticatedBy how the person was known, for example "signed in with password"
 * @param at              when the person completed the step, UTC
 */
public record PersonalSignature(
        String personId,
        String name,
        String role,
        @Nullable String inPlaceOf,
        String decision,
        @Nullable String comment,
        String intent,
        String authenticatedBy,
        Instant at) {}
