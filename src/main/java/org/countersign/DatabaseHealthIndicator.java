package org.countersign;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers. Whoever else tells of the application's health from what is in it asks here first: while it is away, one
 * question waits for it, and what came of that is told to everybody who asks within the next seconds.
 */
@Component
public class DatabaseHealthIndicator extends AbstractHealthIndicator {

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
    protected void doHealthCheck(Health.Builder health) {
        mustAnswer();
        health.up().withDetail("words", "The database answers.");
    }

    /** @throws DataAccessResourceFailureException when the database does not answer, or did not some seconds ago */
    public synchronized void mustAnswer() {
        if (away && System.nanoTime() - askedAt < TOLD_FOR.toNanos()) {
            throw new DataAccessResourceFailureException("The database does not answer");
        }
        away = true;
        try (Connection connection = database.getConnection()) {
            away = !connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The database does not answer", e);
        } finally {
            askedAt = System.nanoTime();
        }
        if (away) {
            throw new DataAccessResourceFailureException("The database does not answer");
        }
    }
}
