package org.countersign;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.stereotype.Component;

/**
 * Says the few words in which the databases differ, so that one set of migrations serves them all:
 * {@code ${bytes}} is the type of a binary column. What one database alone can do has a folder of its own beside them.
 */
@Component
public class DatabaseDialect implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration flyway) {
        boolean postgres = isPostgres(flyway.getDataSource());
        flyway.placeholders(Map.of("bytes", postgres ? "bytea" : "blob"));
        if (postgres) {
            flyway.locations("classpath:db/migration", "classpath:db/postgresql");
        }
    }

    private static boolean isPostgres(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().startsWith("PostgreSQL");
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer: " + e.getMessage(), e);
        }
    }
}
