package org.countersign.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Secret addresses under which a calendar program reads the deadlines without signing in: one a person, revocable at any time. */
@Component
class CalendarFeeds {

    private static final int SECRET_BYTES = 32;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CalendarFeeds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A new secret; an earlier one of the same person works no more. It is told this once and not kept. */
    @Transactional
    String make(String personId) {
        revoke(personId);
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        jdbc.sql("insert into cs_calendar_feed (person_id, address_sha256, made_at) values (?, ?, ?)")
                .params(personId, digest(secret), OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update();
        return secret;
    }

    @Transactional
    void revoke(String personId) {
        jdbc.sql("delete from cs_calendar_feed where person_id = ?").param(personId).update();
    }

    Optional<Instant> madeAt(String personId) {
        return jdbc.sql("select made_at from cs_calendar_feed where person_id = ?").param(personId)
                .query((row, number) -> row.getObject("made_at", OffsetDateTime.class).toInstant()).optional();
    }

    /** Whose address this is, as long as it is not revoked. */
    Optional<String> personOf(String secret) {
        return jdbc.sql("select person_id from cs_calendar_feed where address_sha256 = ?").param(digest(secret)).query(String.class).optional();
    }

    private static String digest(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
