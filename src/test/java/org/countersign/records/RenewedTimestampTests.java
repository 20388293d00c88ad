package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import eu.europa.esig.dss.enumerations.Indication;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.countersign.MovableClock;
import org.countersign.records.Verification.Verdict;
import org.countersign.records.sign.PdfSigning;
import org.countersign.records.verify.LastTimestamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;

/** Decades pass, certificates end, and the record still stands. */
@RecordsSlice
@TestPropertySource(properties = "countersign.records.keystore.file=target/tests/renewed-${PID}.p12")
class RenewedTimestampTests {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);
    private static final Duration YEAR = Duration.ofDays(365);

    @Autowired RenewedTimestamps renewals;
    @Autowired RecordKeeper keeper;
    @Autowired Archive archive;
    @Autowired SealKeys keys;
    @Autowired Verification verification;
    @Autowired Ledger ledger;
    @Autowired Deposits deposits;
    @Autowired PdfSigning signing;
    @Autowired RecordPlaces places;
    @Autowired RecordsSettings settings;
    @Autowired PlatformTransactionManager transactions;
    @Autowired JdbcClient jdbc;
    @Autowired MovableClock clock;

    private Instant sealed;
    private String caseId;

    @BeforeEach
    void aRecordSealedToday() {
        jdbc.sql("update cs_record set disposed_at = ?").param(Sheets.utc(clock.instant())).update();
        sealed = clock.instant();
        caseId = Cases.next();
        Cases.signedByFour(keeper, caseId, clock.instant());
        keeper.keep(Cases.draft(caseId));
    }

    @AfterEach
    void backToToday() {
        clock.set(sealed.toString());
        // Those that a test has made in the future would seal nothing that holds today.
        keys.rotate();
    }

    @Test
    void isStampedAnewBeforeTheLastStampsCertificateEndsAndIsJudgedSoundYearsAfter() throws Exception {
        byte[] first = archive.pdf(caseId).orElseThrow();
        X509Certificate authority = keys.ring().authority();
        Instant ends = LastTimestamp.of(first).orElseThrow().by().getNotAfter().toInstant();
        clock.set(ends.minus(YEAR).minus(Duration.ofDays(1)).toString());
        assertThat(renewals.goOn(LONG_ENOUGH)).as("more than a year before").isZero();
        assertThat(archive.pdf(caseId)).contains(first);

        clock.set(sealed.plus(YEAR.multipliedBy(19)).toString());
        keys.rotate();
        clock.set(ends.minus(YEAR).plus(Duration.ofDays(1)).toString());
        assertThat(renewals.goOn(LONG_ENOUGH)).isEqualTo(1);
        byte[] renewed = archive.pdf(caseId).orElseThrow();
        assertThat(renewed).startsWith(first);
        assertThat(ledger.of(caseId)).last().satisfies(line -> {
            assertThat(line.event()).isEqualTo("timestampRenewed");
            assertThat(line.details()).contains(archive.find(caseId).orElseThrow().sha256()).contains("\"revision\":2");
        });
        assertThat(renewals.goOn(LONG_ENOUGH)).as("once is enough").isZero();
        assertThat(verification.verify(renewed).findings()).filteredOn(finding -> !finding.good()).isEmpty();
        assertThat(verification.verify(renewed).verdict()).isEqualTo(Verdict.GENUINE);
        assertThat(verification.verify(first).verdict()).isEqualTo(Verdict.EARLIER_REVISION);
        Judges.assertPdfA3a(renewed);

        Instant later = ends.plus(YEAR.multipliedBy(3));
        Set<X509Certificate> authorities = Set.of(authority, keys.ring().authority());
        assertThat(Judges.indication(first, authorities, later)).as("without the new stamp").isNotEqualTo(Indication.TOTAL_PASSED);
        assertThat(Judges.indication(renewed, authorities, later)).isEqualTo(Indication.TOTAL_PASSED);
    }

    @Test
    void isNotStampedAgainAndAgainWhereTheNewStampEndsSoonToo() {
        Instant ends = LastTimestamp.of(archive.pdf(caseId).orElseThrow()).orElseThrow().by().getNotAfter().toInstant();
        clock.set(ends.minus(Duration.ofDays(200)).toString());
        assertThat(renewals.goOn(LONG_ENOUGH)).isEqualTo(1);
        assertThat(renewals.goOn(LONG_ENOUGH)).isZero();
        clock.forward(Duration.ofDays(99));
        assertThat(renewals.goOn(LONG_ENOUGH)).isZero();
        clock.forward(Duration.ofDays(2));
        assertThat(renewals.goOn(LONG_ENOUGH)).as("half of what was left is over").isEqualTo(1);
    }

    @Test
    void isStampedAnewWithSha512BeforeSha256EndsAndIsJudgedSoundAfterIt() throws Exception {
        LocalDate sha256Until = LocalDate.of(2031, 6, 1);
        RenewedTimestamps stronger = new RenewedTimestamps(deposits, signing, keys, ledger, places, new RecordsSettings(settings.keystore(), settings.timestamp(),
                new RecordsSettings.Renewal(YEAR, RecordsSettings.Digest.SHA_512, sha256Until)), clock, transactions);
        byte[] first = archive.pdf(caseId).orElseThrow();
        clock.set("2030-05-31T10:00:00Z");
        assertThat(stronger.goOn(LONG_ENOUGH)).as("more than a year before").isZero();

        clock.set("2030-06-02T10:00:00Z");
        assertThat(stronger.goOn(LONG_ENOUGH)).isEqualTo(1);
        byte[] renewed = archive.pdf(caseId).orElseThrow();
        assertThat(renewed).startsWith(first);
        assertThat(LastTimestamp.of(first).orElseThrow().digest()).isEqualTo("SHA-256");
        assertThat(LastTimestamp.of(renewed).orElseThrow().digest()).isEqualTo("SHA-512");
        assertThat(stronger.goOn(LONG_ENOUGH)).as("once is enough").isZero();
        assertThat(verification.verify(renewed).findings()).filteredOn(finding -> !finding.good()).isEmpty();
        assertThat(verification.verify(renewed).verdict()).isEqualTo(Verdict.GENUINE);
        assertThat(verification.verify(first).verdict()).isEqualTo(Verdict.EARLIER_REVISION);

        Instant later = Instant.parse("2033-01-01T00:00:00Z");
        Set<X509Certificate> authorities = Set.of(keys.ring().authority());
        assertThat(Judges.indication(first, authorities, later)).as("as long as SHA-256 holds").isEqualTo(Indication.TOTAL_PASSED);
        assertThat(Judges.indicationWithoutSha256From(sha256Until, first, authorities, later)).as("without the new stamp").isNotEqualTo(Indication.TOTAL_PASSED);
        assertThat(Judges.indicationWithoutSha256From(sha256Until, renewed, authorities, later)).isEqualTo(Indication.TOTAL_PASSED);
    }
}
