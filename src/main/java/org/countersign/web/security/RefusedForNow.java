package org.countersign.web.security;

import java.time.Duration;
import java.time.Instant;
import org.springframework.security.core.AuthenticationException;

/** Too many failures: nothing was looked at, and nothing will be before that moment. */
class RefusedForNow extends AuthenticationException {

    private final Duration wait;

    RefusedForNow(Instant now, Instant until) {
        super("Too many attempts");
        Duration exact = Duration.between(now, until);
        this.wait = Duration.ofSeconds(Math.max(1, exact.plusMillis(999).toSeconds()));
    }

    Duration waiting() {
        return wait;
    }
}
