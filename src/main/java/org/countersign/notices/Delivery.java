package org.countersign.notices;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of a notice's e-mail, in words. */
record Delivery(ZoneId zone) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.UK);

    String of(String mail, int attempts, Instant nextTry, @Nullable Instant sentAt) {
        return switch (mail) {
            case "NONE" -> "In this list only; no mail server is set up";
            case "WAITING" -> attempts == 0 ? "E-mail is waiting to be sent"
                    : "E-mail not delivered yet: tried " + times(attempts) + ", tried again on " + on(nextTry);
            case "SENDING" -> "E-mail is being sent";
            case "SENT" -> sentAt == null ? "E-mail sent" : "E-mail sent on " + on(sentAt);
            case "NO_ADDRESS" -> "In this list only; no longer employed, so no e-mail was sent";
            default -> "E-mail failed: given up after it was tried " + times(attempts);
        };
    }

    private String on(Instant at) {
        return TIME.format(at.atZone(zone));
    }

    private static String times(int attempts) {
        return attempts == 1 ? "once" : attempts + " times";
    }
}
