package org.countersign.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.countersign.breachescalation.Breaches;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.institution.Institution;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The open cases as every screen shows them. All who watch share one reading, at most three seconds old, and a stamp of it: who has
 * seen that stamp already is told so and gets nothing more.
 */
@Component
class BreachBoard {

    /** Less than this left is soon. */
    static final Duration SOON = Duration.ofHours(12);

    private static final long SHARED_FOR_NANOS = Duration.ofSeconds(3).toNanos();
    private static final Set<String> WATCHERS = Set.of("dpo", "college-officers");
    private static final DateTimeFormatter DEADLINE = DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm z", Locale.UK);

    /** How urgent a case is: told by a word and a shape, the colour only repeats it. */
    enum Urgency { LATE, SOON, IN_TIME, TOLD }

    /** A case on the board. */
    record Row(String caseId, String stage, String nextStep, String holders, Instant deadline, String deadlineInWords, boolean provisional,
            boolean late, @Nullable Instant notifiedAt) {

        Urgency urgency(Instant now) {
            if (late || notifiedAt == null && now.isAfter(deadline)) {
                return Urgency.LATE;
            }
            return notifiedAt != null ? Urgency.TOLD : now.plus(SOON).isAfter(deadline) ? Urgency.SOON : Urgency.IN_TIME;
        }

        public String leftAt(Instant now) {
            return left(deadline, now);
        }

        public String urgencyAt(Instant now) {
            return urgency(now).name();
        }
    }

    /** One reading of the open cases. */
    record Reading(String stamp, List<Row> rows, long readAt) {

        /** Whether a screen that names that entity tag shows this reading. */
        boolean isThat(@Nullable String tag) {
            return ('"' + stamp + '"').equals(tag);
        }
    }

    private final Breaches breaches;
    private final Words words;
    private final Institution institution;
    private final Clock clock;
    private volatile @Nullable Reading last;

    BreachBoard(Breaches breaches, Words words, Institution institution, Clock clock) {
        this.breaches = breaches;
        this.words = words;
        this.institution = institution;
        this.clock = clock;
    }

    /** @throws NotThere when this person may not know that there are breaches */
    static void mustWatch(Person me) {
        if (WATCHERS.stream().noneMatch(me::has)) {
            throw new NotThere();
        }
    }

    /** The flag stays for ever; a clock that still runs is late the moment its deadline has passed. */
    static boolean isLate(BreachCase one, Instant now) {
        return one.late() || one.notifiedAt() == null && one.closedAt() == null && now.isAfter(one.deadline());
    }

    Instant now() {
        return clock.instant();
    }

    /** Read afresh, for somebody who has just opened the page. */
    synchronized Reading fresh() {
        Map<String, String> names = new HashMap<>();
        List<Row> rows = breaches.open().stream().map(one -> row(one, names)).toList();
        Reading reading = new Reading(Integer.toHexString(rows.hashCode()) + "-" + rows.size(), rows, System.nanoTime());
        last = reading;
        return reading;
    }

    /** For screens that ask again and again. */
    Reading shared() {
        Reading known = last;
        if (known != null && System.nanoTime() - known.readAt() < SHARED_FOR_NANOS) {
            return known;
        }
        synchronized (this) {
            known = last;
            return known != null && System.nanoTime() - known.readAt() < SHARED_FOR_NANOS ? known : fresh();
        }
    }

    /** For example "Mon 23 Nov 2026, 16:40 GMT". */
    String inWords(Instant deadline) {
        ZonedDateTime local = deadline.atZone(institution.zone());
        return DEADLINE.format(local);
    }

    /** For example "1 day 3 hours left" or "LATE by 20 minutes". */
    static String left(Instant deadline, Instant now) {
        Duration left = Duration.between(now, deadline);
        String time = time(left.abs());
        return left.isNegative() ? "LATE by " + time : time + " left";
    }

    static String time(Duration time) {
        StringBuilder text = new StringBuilder();
        add(text, time.toDays(), "day");
        add(text, time.toHoursPart(), "hour");
        add(text, time.toMinutesPart(), "minute");
        return text.isEmpty() ? "less than a minute" : text.toString().strip();
    }

    private static void add(StringBuilder text, long count, String unit) {
        if (count > 0) {
            text.append(count).append(' ').append(unit).append(count == 1 ? " " : "s ");
        }
    }

    private Row row(BreachCase one, Map<String, String> names) {
        List<String> holders = one.holderIds().stream().map(id -> names.computeIfAbsent(id, words::name)).toList();
        String who = holders.isEmpty() ? "Nobody yet" : holders.size() <= 3 ? String.join(", ", holders)
                : holders.get(0) + " and " + (holders.size() - 1) + " others";
        return new Row(one.caseId(), one.stage(), one.nextStep(), who, one.deadline(), inWords(one.deadline()), one.provisional(), one.late(),
                one.notifiedAt());
    }
}
