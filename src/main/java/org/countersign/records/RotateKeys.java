package org.countersign.records;

import java.time.Clock;
import java.util.List;
import java.util.Map;
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

    /** @return 0 when new keys are in use, 2 when not */
    static int run(String[] settings, Answer answer) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(RecordsOnly.class).web(WebApplicationType.NONE)
                .logStartupInfo(false).properties("logging.level.root=error").run(settings)) {
            SealKeys keys = context.getBean(SealKeys.class);
            keys.rotate();
            return answer.give(Answer.HOLDS, "The institution has new keys. Back up the keystore, then start the application again.",
                    Map.of("fingerprint", keys.fingerprint()), List.of("SHA-256 of the new authority's certificate: " + keys.fingerprint()));
        } catch (RuntimeException e) {
            return answer.give(Answer.CANNOT_TELL, "The keys were not changed: " + NestedExceptionUtils.getMostSpecificCause(e).getMessage()
                    + "\nGive database, data folder and keystore as to the application; an H2 file is open to one program at a time.", Map.of(), List.of());
        }
    }
}
