package org.countersign.holds;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A hold, in force until it is released.
 *
 * @param scope      as it was asked for; the records that a question found are {@link Holds#recordsOf}
 * @param ownerId    who answers for it and is reminded of its review
 * @param reviewOn   the day on which its owner looks whether it is still needed; a hold does not end by itself
 * @param becauseOf  the case it was placed for, if any
 * @param placedAt   UTC
 * @param placedById {@code null} where a flow placed it
 */
public record Hold(String holdId, String reason, String ownerId, LocalDate reviewOn, Scope scope, @Nullable String becauseOf, Instant placedAt,
        @Nullable String placedById, @Nullable Instant releasedAt, @Nullable String releasedById, @Nullable String releaseReason) {

    public boolean isOpen() {
        return releasedAt == null;
    }
}
