package org.countersign.notices;

import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The mail that waits to go out. A row is claimed by a conditional update before it is sent, so of two nodes one sends it; a claim that
 * was never settled (the node died while sending) lapses and the mail is sent again, under the same Message-ID. A wait longer than any
 * there is comes from a clock that was set back since, and is over; clocks of two nodes may differ by ten minutes.
 */
@Component
class Outbox {

    private static final Duration CLAIM = Duration.ofMinutes(10);
    private static final Duration LATELY = Duration.ofDays(30);

    private static final String DUE = """
            ((mail = 'WAITING' and (next_try_at <= :now or next_try_at > :longestWait))
              or (mail = 'SENDING' and (claimed_until < :now or claimed_until > :longestClaim)))""";

    private final JdbcClient database;
    private final Clock clock;
    private final NoticesSettings settings;

    record Letter(long id, String personId, String template, String subject, String text, String link, Instant toldAt, int attempts,
            @Nullable CalendarEntry calendar) {}

    Outbox(JdbcClient database, Clock clock, NoticesSettings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    /** Oldest first. */
    List<Long> due(int limit) {
        return database.sql("select notice_no from cs_notice where " + DUE + " order by notice_no limit :limit").params(times())
                .param("limit", limit).query(Long.class).list();
    }

    /** Empty when another node was faster. */
    Optional<Letter> claim(long id) {
        int claimed = database.sql("update cs_notice set mail = 'SENDING', attempts = attempts + 1, claimed_until = :until where notice_no = :id and " + DUE)
                .params(times()).param("until", at(clock.instant().plus(CLAIM))).param("id", id).update();
        return claimed == 0 ? Optional.empty() : database.sql("""
                select notice_no, person_id, template, subject, body, link, told_at, attempts,""" + " " + Notices.CALENDAR + " from cs_notice where notice_no = :id")
                .param("id", id).query((rs, n) -> new Letter(rs.getLong(1), rs.getString(2), rs.getString(3), rs.getString(4), rs.getString(5),
                        rs.getString(6), rs.getObject(7, OffsetDateTime.class).toInstant(), rs.getInt(8), Notices.calendar(rs)))
                .optional();
    }

    void sent(Letter letter) {
        database.sql("update cs_notice set mail = 'SENT', sent_at = :now, claimed_until = null, last_error = null where notice_no = :id")
                .param("now", now()).param("id", letter.id()).update();
    }

    void noAddress(Letter letter) {
        database.sql("update cs_notice set mail = 'NO_ADDRESS', claimed_until = null where notice_no = :id").param("id", letter.id()).update();
    }

    /** @return whether it is tried again */
    boolean failed(Letter letter, String reason) {
        Instant next = clock.instant().plus(settings.waitAfter(letter.attempts()));
        boolean again = !next.isAfter(letter.toldAt().plus(settings.giveUpAfter()));
        database.sql("update cs_notice set mail = :mail, next_try_at = :next, claimed_until = null, last_error = :reason where notice_no = :id")
                .param("mail", again ? "WAITING" : "FAILED").param("next", at(next))
                .param("reason", reason.substring(0, Math.min(reason.length(), 500)), Types.VARCHAR).param("id", letter.id()).update();
        return again;
    }

    /** Mails not yet delivered and not given up. */
    int undelivered() {
        return count("mail in ('WAITING', 'SENDING')");
    }

    /** Mails that were tried in vain and are tried again. */
    int late() {
        return count("mail in ('WAITING', 'SENDING') and last_error is not null");
    }

    int givenUpLately() {
        return database.sql("select count(*) from cs_notice where mail = 'FAILED' and told_at > :since")
                .param("since", at(clock.instant().minus(LATELY))).query(Integer.class).single();
    }

    private int count(String which) {
        return database.sql("select count(*) from cs_notice where " + which).query(Integer.class).single();
    }

    private Map<String, OffsetDateTime> times() {
        Instant now = clock.instant();
        return Map.of("now", at(now), "longestWait", at(now.plus(settings.longestWait())), "longestClaim", at(now.plus(CLAIM.multipliedBy(2))));
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
