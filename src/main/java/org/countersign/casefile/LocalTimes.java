package org.countersign.casefile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/** Local dates and times as forms send them ({@code 2026-11-21T09:30}), and the instants they mean in the institution's zone. */
public final class LocalTimes {

    private LocalTimes() {}

    /**
     * The instant meant. In the hour that comes twice when clocks go back it is the first one, because an earlier awareness gives the
     * earlier deadline; a time that clocks skip is moved forward by the length of the gap.
     *
     * @return empty when the text is no date and time, or none of the years 1900 to 9999
     */
    public static Optional<Instant> instant(String local, ZoneId zone) {
        try {
            return Optional.of(LocalDateTime.parse(local.strip())).filter(time -> time.getYear() >= 1900 && time.getYear() <= 9999)
                    .map(time -> time.atZone(zone).withEarlierOffsetAtOverlap().toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
