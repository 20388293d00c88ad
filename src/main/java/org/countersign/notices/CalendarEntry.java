package org.countersign.notices;

import java.time.Instant;

/**
 * A deadline in people's calendars. Calendars know it by its {@code uid} for ever: the same one with a higher {@code sequence} moves
 * it, one that is {@code cancelled} takes it away (RFC 5545, RFC 5546).
 *
 * @param uid     stable, without the part after the @, which is this server's
 * @param summary one plain line; whoever may look into somebody's calendar reads it
 */
public record CalendarEntry(String uid, int sequence, Instant at, String summary, boolean cancelled) {

    public CalendarEntry {
        if (!uid.matches("[A-Za-z0-9-]{1,100}") || sequence < 0 || summary.isBlank() || summary.length() > 200 || summary.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A calendar entry needs a plain uid and a summary in one line: " + uid);
        }
    }
}
