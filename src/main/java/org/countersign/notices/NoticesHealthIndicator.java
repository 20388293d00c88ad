package org.countersign.notices;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Says whether mail arrives. Mail that does not is {@code DELAYED}, a status that leaves the application's own as it is: notices stand in
 * the application's list all the same.
 */
@Component
class NoticesHealthIndicator extends AbstractHealthIndicator implements MeterBinder {

    private static final Status DELAYED = new Status("DELAYED");

    private final HealthIndicator database;
    private final Outbox outbox;

    NoticesHealthIndicator(@Qualifier("databaseHealthIndicator") HealthIndicator database, Outbox outbox) {
        super("Whether mail arrives could not be found out");
        this.database = database;
        this.outbox = outbox;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (!database.health().getStatus().equals(Status.UP)) {
            health.down();
            return;
        }
        int late = outbox.late();
        int givenUp = outbox.givenUpLately();
        health.status(late + givenUp == 0 ? Status.UP : DELAYED)
                .withDetail("words", words(late, givenUp))
                .withDetail("waiting", outbox.undelivered()).withDetail("late", late).withDetail("givenUp", givenUp);
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("countersign.notices.undelivered", outbox, Outbox::undelivered)
                .description("E-mails not delivered yet").register(meters);
        Gauge.builder("countersign.notices.given.up", outbox, Outbox::givenUpLately)
                .description("E-mails given up in the last thirty days").register(meters);
    }

    private static String words(int late, int givenUp) {
        if (late + givenUp == 0) {
            return "Every e-mail is delivered or on its way.";
        }
        return (late == 0 ? "" : late + (late == 1 ? " e-mail is" : " e-mails are") + " late and tried again. ")
                + (givenUp == 0 ? "" : givenUp + (givenUp == 1 ? " e-mail was" : " e-mails were") + " given up in the last thirty days. ")
                + "The notices stand in people's lists all the same.";
    }
}
