package org.countersign.web.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Growing delays after failed sign-ins: for one account from one source, for an account from everywhere, for a source on whatever account.
 * At most a minute each, forgotten after a quiet quarter of an hour, never a lock. A source from which an account has signed in before is
 * spared what strangers do to that account, so nobody is shut out from their own desk. Nothing waits in here: callers answer "not before".
 * Accounts that do not exist are counted like any other. Kept in memory, bounded, the longest untouched forgotten first.
 */
@Component
class SignInDelays {

    static final Duration LONGEST = Duration.ofMinutes(1);

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    private static final int FREE_FOR_PAIR = 2;
    private static final int FREE_FOR_ACCOUNT = 5;
    private static final int FREE_FOR_SOURCE = 20;
    private static final int BOUND = 20_000;

    private record Failures(int number, Instant last, Instant until) {}

    private final Clock clock;
    private final Map<String, Failures> failures = bounded();
    private final Map<String, Instant> familiar = bounded();

    SignInDelays(Clock clock) {
        this.clock = clock;
    }

    /** Until when an attempt is refused unseen, if it is. */
    synchronized Optional<Instant> refusedUntil(String account, String source) {
        Instant now = clock.instant();
        Instant until = until(pair(account, source));
        until = later(until, until("source " + source));
        if (!familiar.containsKey(pair(account, source))) {
            until = later(until, until("account " + name(account)));
        }
        // A clock that was set back makes nobody wait for longer than a minute.
        return Optional.of(until).filter(end -> end.isAfter(now) && !end.isAfter(now.plus(LONGEST)));
    }

    synchronized void failed(String account, String source) {
        count(pair(account, source), FREE_FOR_PAIR);
        count("account " + name(account), FREE_FOR_ACCOUNT);
        count("source " + source, FREE_FOR_SOURCE);
    }

    synchronized void succeeded(String account, String source) {
        failures.remove(pair(account, source));
        familiar.put(pair(account, source), clock.instant());
    }

    private void count(String what, int free) {
        Instant now = clock.instant();
        Failures before = failures.remove(what);
        int number = before == null || before.last().plus(FORGOTTEN_AFTER).isBefore(now) || before.last().isAfter(now) ? 1 : before.number() + 1;
        int doublings = Math.min(number - free - 1, 6);
        Duration delay = number <= free ? Duration.ZERO : Duration.ofSeconds(1L << doublings);
        failures.put(what, new Failures(number, now, now.plus(delay.compareTo(LONGEST) > 0 ? LONGEST : delay)));
    }

    private Instant until(String what) {
        Failures known = failures.get(what);
        return known == null ? Instant.MIN : known.until();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String pair(String account, String source) {
        return name(account) + " from " + source;
    }

    private static String name(String account) {
        String name = account.strip().toLowerCase(Locale.ROOT);
        return name.length() > 64 ? name.substring(0, 64) : name;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(256, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > BOUND;
            }
        };
    }
}
