package org.countersign.notices;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the notices. Mail goes out when {@code spring.mail.host} is set.
 *
 * @param from        sender of the mails
 * @param every       how often waiting mail is looked for
 * @param firstRetry  wait after the first failure; it doubles with each further one
 * @param longestWait the wait never gets longer than this
 * @param giveUpAfter a mail not delivered this long after the notice is given up; the notice stays in the list. RFC 5321, 4.5.4.1, asks for
 *                    four to five days at least: a long weekend without a mail server must lose none
 */
@ConfigurationProperties("countersign.notices")
record NoticesSettings(
        @DefaultValue("countersign@localhost") String from,
        @DefaultValue("5s") Duration every,
        @DefaultValue("1m") Duration firstRetry,
        @DefaultValue("1h") Duration longestWait,
        @DefaultValue("5d") Duration giveUpAfter) {

    NoticesSettings {
        if (from.isBlank() || from.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("countersign.notices.from must be an e-mail address");
        }
        if (firstRetry.isNegative() || firstRetry.isZero() || longestWait.compareTo(firstRetry) < 0 || every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException("countersign.notices: every and first-retry must be longer than nothing, longest-wait not shorter than first-retry");
        }
        if (giveUpAfter.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("countersign.notices.give-up-after must not be shorter than first-retry");
        }
    }

    Duration waitAfter(int attempts) {
        Duration wait = firstRetry;
        for (int n = 1; n < attempts && wait.compareTo(longestWait) < 0; n++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    }
}
