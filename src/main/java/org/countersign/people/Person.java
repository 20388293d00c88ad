package org.countersign.people;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody the institution knows.
 *
 * @param personId      stable for ever, never given to somebody else
 * @param userId        what the person signs in with
 * @param employedUntil last day of employment, inclusive; {@code null} while open-ended
 * @param roles         ids of the groups of the design, for example {@code it-team}; every current member of staff also has {@code staff}
 */
public record Person(
        String personId,
        String userId,
        String name,
        String email,
        String position,
        String department,
        Kind kind,
        @Nullable String lineManagerId,
        LocalDate employedFrom,
        @Nullable LocalDate employedUntil,
        Set<String> roles) {

    /** In what relation somebody stands to the institution. */
    public enum Kind { STAFF, STUDENT, CONTRACTOR, VOLUNTEER, OUTSIDE }

    public boolean has(String role) {
        return roles.contains(role);
    }

    /** Whether the person is employed on that day (both ends inclusive). */
    public boolean isEmployedOn(LocalDate day) {
        return !day.isBefore(employedFrom) && (employedUntil == null || !day.isAfter(employedUntil));
    }
}
