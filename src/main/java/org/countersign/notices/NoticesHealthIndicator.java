package org.countersign.notices;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Counts mail that has not arrived. Never down for it: notices stand in the application's list all the same. */
@Component
class NoticesHealthIndicator implements HealthIndicator, MeterBinder {

    private final Outbox outbox;

    NoticesHealthIndicator(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Health health() {
        return Health.up().withDetail("mailsWaiting", outbox.undelivered()).withDetail("mailsGivenUp", outbox.givenUp()).build();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("countersign.notices.undelivered", outbox, Outbox::undelivered)
                .description("E-mails not delivered yet").register(meters);
        Gauge.builder("countersign.notices.given.up", outbox, Outbox::givenUp)
                .description("E-mails given up").register(meters);
    }
}
