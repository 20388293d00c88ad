package org.countersign.institution;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at start and in health whether the bank holidays of this year and the next are there as published. */
@Component
class BankHolidaysHealthIndicator implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(BankHolidaysHealthIndicator.class);
    private static final Status MISSING = new Status("MISSING");

    private final Clock clock;
    private final ZoneId zone;
    private final IntPredicate isPublished;

    @Autowired
    BankHolidaysHealthIndicator(Clock clock, Institution institution) {
        this(clock, institution.zone(), BankHolidays::isPublished);
    }

    BankHolidaysHealthIndicator(Clock clock, ZoneId zone, IntPredicate isPublished) {
        this.clock = clock;
        this.zone = zone;
        this.isPublished = isPublished;
    }

    @EventListener(ApplicationReadyEvent.class)
    void sayAtStart() {
        if (!missing().isEmpty()) {
            LOG.warn(words());
        }
    }

    @Override
    public Health health() {
        return Health.status(missing().isEmpty() ? Status.UP : MISSING).withDetail("words", words()).build();
    }

    private List<Integer> missing() {
        int thisYear = LocalDate.ofInstant(clock.instant(), zone).getYear();
        return IntStream.of(thisYear, thisYear + 1).filter(isPublished.negate()).boxed().toList();
    }

    private String words() {
        List<Integer> missing = missing();
        return missing.isEmpty() ? "The bank holidays of this year and the next are there as published."
                : "The bank holidays of " + missing.stream().map(String::valueOf).collect(Collectors.joining(" and ")) + " are not there as published, so they are"
                + " computed by rule and a day proclaimed for that year alone is not known. Install a version that has them, or name such a day under closures in the pack.";
    }
}
