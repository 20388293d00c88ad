package org.countersign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers. Whoever else tells of the application's health from what is in it asks here first: while it is away, one
 * question waits for it, and what came of that is told to everybody who asks within the next seconds.
 */
@Component("databaseHealthIndicator") // the name they ask for it by
class DatabaseHealthIndicator extends AbstractHealthIndicator {

    private static final Duration TOLD_FOR = Duration.ofSeconds(5);
    private static final int PATIENCE_SECONDS = 5;

    private final DataSource database;
    private boolean away;
    private long askedAt;

    DatabaseHealthIndicator(DataSource database) {
        super("The database does not answer");
        this.database = database;
    }

    @Override
    protected synchronized void doHealthCheck(Health.Builder health) throws SQLException {
        if (!away || System.nanoTime() - askedAt >= TOLD_FOR.toNanos()) {
            away = true;
            try (Connection connection = database.getConnection()) {
                away = !connection.isValid(PATIENCE_SECONDS);
            } finally {
                askedAt = System.nanoTime();
            }
        }
        health.status(away ? Status.DOWN : Status.UP).withDetail("words", away ? "The database does not answer." : "The database answers.");
    }
}
