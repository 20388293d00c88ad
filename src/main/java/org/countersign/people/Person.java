package org.countersign.people;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody the institution knows.
 *
 * @param personId      stable for ever, never given to somebody else
 * @param userId        what the person signs in with; as stable as the person id
 * @param employedUntil last day of employment, inclusive; {@code null} while open-ended
 * @param roles         the roles held today, ids of {@link #ROLES}. Nobody holds a role before the first or after the last day
 *                      of employment. Every current member of staff has {@code staff}, whoever manages somebody now has
 *                      {@code line-managers}; the other roles come from the directory's file
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

    /** Every role there is. */
    public static final List<String> ROLES = List.of(
            "staff", "line-managers", "it-team", "communications", "dpo", "college-officers", "head-of-house", "hr", "student-discipline",
            "contract-owners", "whistleblowing-officer", "records-officers", "administrators");

    /** In what relation somebody stands to the institution. */
    public enum Kind { STAFF, STUDENT, CONTRACTOR, VOLUNTEER, OUTSIDE }

    public Person {
        roles = Set.copyOf(roles);
    }

    /** Whether somebody has typed this name: letter case, accents' coding and repeated blanks do not matter. */
    public boolean isTyped(String typed) {
        return folded(name).equals(folded(typed));
    }

    private static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    /** A role as people call it, for example "IT team". */
    public static String inWords(String role) {
        return switch (role) {
            case "dpo" -> "data protection";
            case "hr" -> "HR";
            case "it-team" -> "IT team";
            default -> role.replace('-', ' ');
        };
    }

    /** Whether the person is employed on that day (both ends inclusive). */
    public boolean isEmployedOn(LocalDate day) {
        return !day.isBefore(employedFrom) && (employedUntil == null || !day.isAfter(employedUntil));
    }
}
