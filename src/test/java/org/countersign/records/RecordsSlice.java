package org.countersign.records;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.ZoneId;
import org.countersign.DatabaseSlice;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.records.bag.BagImport;
import org.countersign.records.fixity.Fixity;
import org.countersign.records.render.Rendering;
import org.countersign.records.render.SampleDocuments;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The whole of records on the configured database, for an example college. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DatabaseSlice
// Their keys are as old as their clock, and not those that whole applications make on the day of the build.
@TestPropertySource(properties = "countersign.records.keystore.file=target/tests/records-${PID}.p12")
@Import({RecordsSlice.Surroundings.class, RecordsConfiguration.class, SealKeys.class, Sheets.class, Deposits.class, Ledger.class,
        RecordKeeper.class, Archive.class, RecordSearch.class, Releases.class, DeskMeters.class, org.countersign.records.Retention.class, People.class, Verification.class,
        LateTimestamps.class, RecordsHealthIndicator.class, Rendering.class, Bags.class, BagImport.class, Fixity.class, RenewedTimestamps.class})
@interface RecordsSlice {

    /** The example college. */
    @TestConfiguration
    @EnableConfigurationProperties(RecordsSettings.class)
    class Surroundings {
        @Bean
        Institution institution() {
            return SampleDocuments.institution();
        }

        @Bean
        ZoneId institutionZone(Institution institution) {
            return institution.zone();
        }
    }
}
