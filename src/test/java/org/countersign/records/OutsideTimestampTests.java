package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.countersign.MovableClock;
import org.countersign.records.Verification.Report;
import org.countersign.records.Verification.Verdict;
import org.countersign.records.sign.TimeAuthority;
import org.countersign.records.sign.TimeAuthority.Mood;
import org.countersign.records.verify.EveryBit;
import org.countersign.records.verify.Trust;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@RecordsSlice
class OutsideTimestampTests {

    private static final TimeAuthority AUTHORITY = start();

    @Autowired RecordKeeper keeper;
    @Autowired Archive archive;
    @Autowired Verification verification;
    @Autowired SealKeys keys;
    @Autowired LateTimestamps late;
    @Autowired RenewedTimestamps renewals;
    @Autowired RecordsHealthIndicator health;
    @Autowired Ledger ledger;
    @Autowired MovableClock clock;

    private String caseId;

    private static TimeAuthority start() {
        try {
            return new TimeAuthority(Files.createTempDirectory("time-elsewhere"), new MovableClock());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void elsewhere(DynamicPropertyRegistry registry) {
        registry.add("countersign.records.timestamp.url", AUTHORITY::url);
        registry.add("countersign.records.timestamp.timeout", () -> "2s");
        registry.add("countersign.records.timestamp.retry-after", () -> "1m");
    }

    @AfterAll
    static void stop() {
        AUTHORITY.close();
    }

    @BeforeEach
    void aSignedCase() {
        AUTHORITY.be(Mood.WELL);
        late.askForThoseDue();
        caseId = Cases.next();
        Cases.signedByFour(keeper, caseId, clock.instant());
    }

    @Test
    void sealsWithTheOutsideAuthoritysTime() {
        KeptRecord kept = keeper.keep(Cases.draft(caseId));
        assertThat(kept.awaitsTimestamp()).isFalse();
        assertThat(kept.timeAttestedBy()).isEqualTo("the time-stamping authority localhost");
        assertThat(Judges.textOf(archive.pdf(caseId).orElseThrow())).contains("localhost");
        Report report = verification.verify(archive.pdf(caseId).orElseThrow());
        assertThat(report.findings()).filteredOn(f -> !f.good()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.GENUINE);
        assertThat(report.timeAttestedBy()).contains("Time Elsewhere");
    }

    @Test
    void noticesABitInAnyByteOfTheOutsideAuthoritysToken() throws Exception {
        keeper.keep(Cases.draft(caseId));
        EveryBit token = new EveryBit(archive.pdf(caseId).orElseThrow(), 1, new Trust(keys.authorities(), keys.timeAuthorities()));
        assertThat(token.soundAsItIs()).isTrue();
        assertThat(token.unnoticed(7)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = Mood.class, names = "WELL", mode = EnumSource.Mode.EXCLUDE)
    void keepsTheRecordWithoutTheTokenWhenTheAuthorityDoesNotDeliver(Mood mood) {
        AUTHORITY.be(mood);
        KeptRecord kept = keeper.keep(Cases.draft(caseId));
        assertThat(kept.awaitsTimestamp()).isTrue();
        assertThat(kept.timeAttestedBy()).isEqualTo("the institution itself");
        assertThat(verification.verify(archive.pdf(caseId).orElseThrow()).verdict()).isEqualTo(Verdict.GENUINE);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(health.health().getDetails()).containsEntry("awaitingTimestamp", 1L);
        assertThat(ledger.of(caseId)).extracting(Ledger.Entry::event).contains("timestampAwaited");
    }

    @Test
    void addsTheTokenLaterAsARevisionAndKnowsTheEarlierOne() {
        AUTHORITY.be(Mood.FAILING);
        keeper.keep(Cases.draft(caseId));
        byte[] first = archive.pdf(caseId).orElseThrow();
        int asked = AUTHORITY.timesAsked();
        late.askForThoseDue();
        assertThat(AUTHORITY.timesAsked()).isGreaterThan(asked);
        int afterOneMore = AUTHORITY.timesAsked();
        late.askForThoseDue();
        assertThat(AUTHORITY.timesAsked()).as("waits before it asks again").isEqualTo(afterOneMore);

        AUTHORITY.be(Mood.WELL);
        clock.forward(Duration.ofMinutes(2));
        late.askForThoseDue();
        KeptRecord now = archive.find(caseId).orElseThrow();
        byte[] second = archive.pdf(caseId).orElseThrow();
        assertThat(now.awaitsTimestamp()).isFalse();
        assertThat(now.timeAttestedBy()).isEqualTo("the institution itself, later also by the time-stamping authority localhost");
        assertThat(second).startsWith(first).hasSize((int) now.size());
        Report newest = verification.verify(second);
        assertThat(newest.findings()).filteredOn(f -> !f.good()).isEmpty();
        assertThat(newest.verdict()).isEqualTo(Verdict.GENUINE);
        assertThat(verification.verify(first).verdict()).isEqualTo(Verdict.EARLIER_REVISION);
        Judges.assertPdfA3a(second);
        assertThat(ledger.of(caseId)).extracting(Ledger.Entry::event).endsWith("timestampAwaited", "deposited", "timestamped");
    }

    @Test
    void anEndingStampIsRenewedByTheOutsideAuthorityWhichIsLeftAloneForAnHourWhenItGivesNothing() {
        keeper.keep(Cases.draft(caseId));
        Instant today = clock.instant();
        try {
            clock.forward(Duration.ofDays(365 * 24 + 10));
            AUTHORITY.be(Mood.FAILING);
            int asked = AUTHORITY.timesAsked();
            assertThat(renewals.goOn(Duration.ofMinutes(1))).isZero();
            assertThat(renewals.goOn(Duration.ofMinutes(1))).isZero();
            assertThat(AUTHORITY.timesAsked()).as("asked once").isEqualTo(asked + 1);
            AUTHORITY.be(Mood.WELL);
            clock.forward(Duration.ofHours(2));
            assertThat(renewals.goOn(Duration.ofMinutes(1))).isPositive();
            assertThat(ledger.of(caseId)).last().satisfies(line -> assertThat(line.event() + line.details()).startsWith("timestampRenewed").contains("localhost"));
            assertThat(verification.verify(archive.pdf(caseId).orElseThrow()).verdict()).isEqualTo(Verdict.GENUINE);
        } finally {
            clock.set(today.toString());
        }
    }
}
