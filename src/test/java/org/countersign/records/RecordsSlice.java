package org.countersign.records;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.countersign.DatabaseSlice;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

/** The whole of records on the configured database, with a small institution and pages of the test's own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DatabaseSlice
@EnableConfigurationProperties(RecordsSettings.class)
@Import({RecordsConfiguration.class, SealKeys.class, Sheets.class, Deposits.class, Ledger.class, RecordKeeper.class, Archive.class,
        SmallCollege.class})
@TestPropertySource(properties = {
        "countersign.data=${java.io.tmpdir}/countersign-${random.uuid}",
        "countersign.records.keystore.password=a-password-for-tests-only"})
@interface RecordsSlice {}
