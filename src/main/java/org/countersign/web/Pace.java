package org.countersign.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.countersign.web.security.Source;
import org.springframework.stereotype.Component;

/** How often a source may ask, and how many are served at once. Remembers a bounded number of sources. */
@Component
class Pace {

    /** Too fast, or too many at once. */
    static class Exceeded extends RuntimeException {

        private final Duration retryAfter;

        /** @param words what is busy, in a sentence or two that people read */
        Exceeded(String words, Duration retryAfter) {
            super(words);
            this.retryAfter = retryAfter;
        }

        long retryAfterSeconds() {
            return Math.max(1, retryAfter.toSeconds());
        }
    }

    /** Released by closing. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Window {
        Instant began = Instant.EPOCH;
        int used;
    }

    private static final int SOURCES_REMEMBERED = 20_000;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final int perMinute;
    private final Semaphore seats;
    private final Map<String, Window> windows = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
            return size() > SOURCES_REMEMBERED;
        }
    };

    Pace(Clock clock, VerifySettings settings) {
        this.clock = clock;
        this.perMinute = settings.perMinute();
        this.seats = new Semaphore(settings.atOnce());
    }

    /** Counts one request of this address. @throws Exceeded when it was one too many */
    void count(String address) {
        Instant now = clock.instant();
        synchronized (windows) {
            Window window = windows.computeIfAbsent(Source.of(address), ignored -> new Window());
            if (!now.isBefore(window.began.plus(WINDOW)) || now.isBefore(window.began)) {
                window.began = now;
                window.used = 0;
            }
            if (window.used >= perMinute) {
                throw new Exceeded("Too many files or codes came from your address.", Duration.between(now, window.began.plus(WINDOW)));
            }
            window.used++;
        }
    }

    /** A seat among the few that are served at once. @throws Exceeded when all are taken */
    Turn takeTurn() {
        if (!seats.tryAcquire()) {
            throw new Exceeded("Other files are being looked at just now.", Duration.ofSeconds(5));
        }
        return seats::release;
    }
}
