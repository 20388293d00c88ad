package org.countersign.breachescalation;

import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/** Turns red when a mark of the escalation is overdue: then the engine that should remind people stands still. */
@Component
class BreachClockHealthIndicator extends AbstractHealthIndicator {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HealthIndicator database;
    private final Marks marks;
    private final Clock clock;

    BreachClockHealthIndicator(@Qualifier("databaseHealthIndicator") HealthIndicator database, Marks marks, Clock clock) {
        super("Whether an escalation is overdue could not be found out");
        this.database = database;
        this.marks = marks;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        if (!database.health().getStatus().equals(Status.UP)) {
            health.down();
            return;
        }
        int overdue = marks.overdueBefore(clock.instant().minus(PATIENCE));
        (overdue == 0 ? health.up() : health.down()).withDetail("overdue", overdue)
                .withDetail("words", overdue == 0 ? "Every escalation due has been sent."
                        : overdue + (overdue == 1 ? " escalation is" : " escalations are") + " overdue: the engine's jobs stand still.");
    }
}
