package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import eu.europa.esig.dss.enumerations.Indication;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.countersign.MovableClock;
import org.countersign.records.Verification.Verdict;
import org.countersign.records.verify.LastTimestamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Decades pass, certificates end, and the record still stands. */
@RecordsSlice
@TestPropertySource(properties = "countersign.records.keystore.file=${java.io.tmpdir}/countersign-tests/renewed-${PID}.p12")
class RenewedTimestampTests {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);
    private static final Duration YEAR = Duration.ofDays(365);

    @Autowired RenewedTimestamps renewals;
    @Autowired RecordKeeper keeper;
    @Autowired Archive archive;
    @Autowired SealKeys keys;
    @Autowired Verification verification;
    @Autowired Ledger ledger;
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
}
