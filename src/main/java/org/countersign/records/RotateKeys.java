package org.countersign.records;

import java.io.PrintStream;
import java.time.Clock;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;

/** The command {@code rotate-keys}: the records and their keys alone, no engine, no server. */
final class RotateKeys {

    private static final int NOT_CARRIED_OUT = 64;
    private static final Clock CLOCK = Clock.systemUTC();

    private RotateKeys() {}

    /** Keeping records, and what it needs of the institution. */
    @Import({RecordsConfiguration.class, SealKeys.class, Ledger.class, Deposits.class})
    @ComponentScan("org.countersign.institution")
    @ConfigurationPropertiesScan({"org.countersign.records", "org.countersign.institution"})
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class, JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class})
    static class RecordsOnly {
        @Bean
        Clock clock() {
            return CLOCK;
        }
    }

    /** @return 0 when new keys are in use, 64 when not */
    static int run(String[] arguments, PrintStream out) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RecordsOnly.class).web(WebApplicationType.NONE)
                .logStartupInfo(false).properties("logging.level.root=error").run(arguments)) {
            SealKeys keys = context.getBean(SealKeys.class);
            keys.rotate();
            out.println("The institution has new keys. Back up the keystore, then start the application again.");
            out.println("SHA-256 of the new authority's certificate: " + keys.fingerprint());
            return 0;
        } catch (RuntimeException e) {
            out.println("The keys were not changed: " + NestedExceptionUtils.getMostSpecificCause(e).getMessage()
                    + "\nGive database, data folder and keystore as to the application; an H2 file is open to one program at a time.");
            return NOT_CARRIED_OUT;
        }
    }
}
