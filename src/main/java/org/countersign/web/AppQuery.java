package org.countersign.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Apps.Status;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for in the register of apps. What cannot be understood asks for nothing.
 *
 * @param text   in the name, the maker or the conditions
 * @param status as {@link Status} names it
 * @param review {@code due} for those whose day of review has come
 */
record AppQuery(@Nullable String text, @Nullable String status, @Nullable String review) {

    private static final String DUE = "due";

    boolean isEmpty() {
        return wanted().isEmpty() && wantedStatus().isEmpty() && !onlyDue();
    }

    List<App> in(List<App> apps, LocalDate today) {
        String wanted = wanted();
        return apps.stream().filter(app -> wantedStatus().filter(one -> one != app.status()).isEmpty()).filter(app -> !onlyDue() || isDue(app, today))
                .filter(app -> wanted.isEmpty() || Stream.of(app.name(), app.maker(), app.conditions() == null ? "" : app.conditions())
                        .anyMatch(one -> one.toLowerCase(Locale.ROOT).contains(wanted))).toList();
    }

    static boolean isDue(App app, LocalDate today) {
        return app.reviewOn() != null && !app.reviewOn().isAfter(today);
    }

    private String wanted() {
        return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
    }

    private Optional<Status> wantedStatus() {
        return Stream.of(Status.values()).filter(one -> one.name().equals(status)).findFirst();
    }

    private boolean onlyDue() {
        return DUE.equals(review);
    }
}
