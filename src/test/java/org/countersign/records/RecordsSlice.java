package org.countersign.records;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Path;
import org.countersign.DatabaseSlice;
import org.countersign.institution.Institution;
import org.countersign.records.render.Rendering;
import org.countersign.records.render.SampleDocuments;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** The whole of records on the configured database, for an example college. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DatabaseSlice
@Import({RecordsSlice.Surroundings.class, RecordsConfiguration.class, SealKeys.class, Sheets.class, Deposits.class, Ledger.class,
        RecordKeeper.class, Archive.class, Verification.class, Rendering.class})
@ContextConfiguration(initializers = RecordsSlice.OneDataFolder.class)
@TestPropertySource(properties = "countersign.records.keystore.password=a-password-for-tests-only")
@interface RecordsSlice {

    /** As the database stays from one test class to the next, so do the keys. */
    class OneDataFolder implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private static final Path FOLDER = Path.of("target", "records-test-" + ProcessHandle.current().pid());

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("countersign.data=" + FOLDER).applyTo(context);
        }
    }

    /** The example college. */
    @TestConfiguration
    @EnableConfigurationProperties(RecordsSettings.class)
    class Surroundings {
        @Bean
        Institution institution() {
            return SampleDocuments.institution();
        }
    }
}
