package org.countersign;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Where the build asks for it ({@code countersign.test.database=postgresql}), every application context of a test works on a
 * fresh database of a real PostgreSQL; otherwise on H2 as the tests' configuration says.
 */
class PostgresForTests implements ContextCustomizerFactory {

    @Override
    public ContextCustomizer createContextCustomizer(Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        return "postgresql".equals(System.getProperty("countersign.test.database")) ? new FreshDatabase() : null;
    }

    /** Equal to every other of its kind, so that contexts are shared as they are without it. */
    record FreshDatabase() implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
            TestPropertyValues.of("spring.datasource.url=" + Server.freshDatabase(), "spring.datasource.username=postgres",
                    "spring.datasource.password=postgres").applyTo(context);
        }
    }

    /** One server for all tests of a run; it stops with them. */
    private static final class Server {

        private static final EmbeddedPostgres POSTGRES = start();
        private static final AtomicInteger MADE = new AtomicInteger();

        static String freshDatabase() {
            String name = "test" + MADE.incrementAndGet();
            try (var connection = POSTGRES.getPostgresDatabase().getConnection(); var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException("No database for the tests", e);
            }
            return POSTGRES.getJdbcUrl("postgres", name);
        }

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("fsync", "off").setServerConfig("full_page_writes", "off").start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL for the tests does not start", e);
            }
        }
    }
}
