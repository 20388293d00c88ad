package org.countersign.records.render;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How templates say times and lists; to them it is {@code words}. */
public final class Wording {

    static final Locale LANGUAGE = Locale.UK;

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", LANGUAGE).withZone(ZoneOffset.UTC);

    private final DateTimeFormatter day;
    private final DateTimeFormatter time;

    Wording(ZoneId zone) {
        day = DateTimeFormatter.ofPattern("d MMMM uuuu", LANGUAGE).withZone(zone);
        time = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm zzz", LANGUAGE).withZone(zone);
    }

    /** The day at the institution, for example "21 November 2026". */
    public String day(Instant at) {
        return day.format(at);
    }

    public String day(LocalDate date) {
        return day.format(date);
    }

    /** Day and minute at the institution with the zone's abbreviation. */
    public String time(Instant at) {
        return time.format(at);
    }

    /** To the second in UTC, for evidence. */
    public String utc(Instant at) {
        return UTC.format(at);
    }

    /** "A, B and C". */
    public String list(List<String> things) {
        int last = things.size() - 1;
        return last < 1 ? String.join("", things)
                : String.join(", ", things.subList(0, last)) + " and " + things.get(last);
    }

    /** What was typed, a piece for each line, so that each finds its own reading direction. */
    public List<String> paragraphs(@Nullable String typed) {
        return typed == null ? List.of() : typed.strip().lines().toList();
    }

    /** Whether it fits on a page together with what it belongs to. */
    public boolean isShort(@Nullable String typed) {
        return typed == null || typed.length() < 1500 && typed.lines().count() < 20;
    }

    /** Digests and serial numbers in groups of eight, so that they can be read aloud and wrap well. */
    public String groups(String digits) {
        return digits.replaceAll("(.{8})(?=.)", "$1 ");
    }
}
