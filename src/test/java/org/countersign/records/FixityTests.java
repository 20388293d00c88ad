package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.countersign.MovableClock;
import org.countersign.records.fixity.Fixity;
import org.countersign.records.sign.Digests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

@RecordsSlice
class FixityTests {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    @Autowired Fixity fixity;
    @Autowired Archive archive;
    @Autowired RecordKeeper keeper;
    @Autowired Ledger ledger;
    @Autowired RecordsHealthIndicator health;
    @Autowired JdbcClient jdbc;
    @Autowired MovableClock clock;

    private String caseId;
    private Instant today;

    @AfterEach
    void backToToday() {
        jdbc.sql("update cs_record set fixity_sound = true, disposed_at = ? where disposed_at is null").param(Sheets.utc(today)).update();
        clock.set(today.toString());
    }

    @BeforeEach
    void oneSoundRecordAmongNoneThatIsNot() {
        today = clock.instant();
        jdbc.sql("update cs_record set fixity_sound = true, disposed_at = ?").param(Sheets.utc(today)).update();
        caseId = Cases.next();
        Cases.signedByFour(keeper, caseId, clock.instant());
        keeper.keep(Cases.draft(caseId));
    }

    @Test
    void aSoundRecordIsSoundAndNothingIsSaidAboutIt() {
        clock.forward(Duration.ofDays(3));
        assertThat(fixity.check(caseId)).isEmpty();
        assertThat(lookedAt(caseId)).isEqualTo(clock.instant());
        assertThat(fixity.trouble()).isEmpty();
        assertThat(ledger.of(caseId)).extracting(Ledger.Entry::event).endsWith("deposited");
    }

    @Test
    void anotherBitIsToldOnceAndShownUntilItIsMended() {
        byte[] sound = jdbc.sql("select pdf from cs_record_revision where record_id = ?").param(caseId).query((rs, n) -> rs.getBytes(1)).single();
        byte[] damaged = sound.clone();
        damaged[damaged.length / 3] ^= 8;
        jdbc.sql("update cs_record_revision set pdf = ? where record_id = ?").params(damaged, caseId).update();
        assertThat(fixity.check(caseId)).containsExactly("revision 1 has other bytes than were kept");
        assertThat(fixity.check(caseId)).hasSize(1);
        assertThat(ledger.of(caseId).stream().filter(line -> line.event().equals("fixityFailed"))).singleElement()
                .satisfies(line -> assertThat(line.details()).contains("revision 1 has other bytes"));
        assertThat(fixity.standing().unsound()).isEqualTo(1);
        assertThat(archive.damaged(10)).containsExactly(caseId);
        jdbc.sql("update cs_record set access_class = 'SEALED_OFF' where record_id = ?").param(caseId).update();
        assertThat(archive.damaged(10)).as("what is sealed off is its own officer's").isEmpty();
        jdbc.sql("update cs_record set access_class = 'OPEN_TO_THE_DESK' where record_id = ?").param(caseId).update();
        assertThat(health.health().getStatus()).isEqualTo(new Status("WARNING"));
        assertThat(health.health().getDetails().get("fixity")).asString().contains("One record is no longer what was kept").contains("import-bag");

        jdbc.sql("update cs_record_revision set pdf = ? where record_id = ?").params(sound, caseId).update();
        assertThat(fixity.check(caseId)).isEmpty();
        assertThat(fixity.trouble()).isEmpty();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void bytesExchangedTogetherWithTheirDigestStillHaveTheLedgerAgainstThem() {
        byte[] other = "%PDF-1.7 another record".getBytes(StandardCharsets.US_ASCII);
        jdbc.sql("update cs_record_revision set pdf = ?, sha256 = ? where record_id = ?").params(other, Digests.of(other), caseId).update();
        jdbc.sql("update cs_record set sha256 = ? where record_id = ?").params(Digests.of(other), caseId).update();
        assertThat(fixity.check(caseId)).containsExactly("revision 1 has another digest than the ledger");
    }

    @Test
    void bytesThatAreGoneAreMissedUnlessTheyWereDisposedOf() {
        jdbc.sql("update cs_record_revision set pdf = null where record_id = ?").param(caseId).update();
        assertThat(fixity.check(caseId)).containsExactly("revision 1 is missing");
        jdbc.sql("update cs_record set disposed_at = ?, fixity_sound = null where record_id = ?").params(Sheets.utc(clock.instant()), caseId).update();
        assertThat(fixity.check(caseId)).isEmpty();
        assertThat(fixity.standing().unsound()).isZero();
    }

    @Test
    void everyRecordIsLookedAtWithinNinetyDaysASliceEachDay() {
        List<String> stubs = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stubs.add(stub(i));
        }
        Instant begun = clock.instant();
        int most = 0;
        int sum = 0;
        for (int day = 1; day <= 80; day++) {
            clock.set(begun.plus(Duration.ofDays(day)).toString());
            int today = 0;
            for (int looked = fixity.goOn(LONG_ENOUGH); looked > 0; looked = fixity.goOn(LONG_ENOUGH)) {
                today += looked;
            }
            most = Math.max(most, today);
            sum += today;
        }
        assertThat(most).as("the largest slice of 201 records").isLessThanOrEqualTo(3);
        assertThat(sum).isGreaterThanOrEqualTo(201);
        assertThat(stubs).allSatisfy(id -> assertThat(lookedAt(id)).isAfter(begun));
        assertThat(fixity.waited()).isLessThan(Fixity.LONGEST_WAIT);
    }

    @Test
    void whatHasWaitedTooLongIsAllLookedAtWhenItRunsAgainAndSaidUntilThen() {
        List<String> stubs = IntStream.range(300, 340).mapToObj(this::stub).toList();
        clock.forward(Duration.ofDays(91));
        assertThat(fixity.trouble()).hasValueSatisfying(words -> assertThat(words).contains("more than 90 days"));
        fixity.goOn(LONG_ENOUGH);
        fixity.goOn(LONG_ENOUGH);
        assertThat(stubs).allSatisfy(id -> assertThat(lookedAt(id)).isEqualTo(clock.instant()));
        assertThat(fixity.trouble()).isEmpty();
    }

    private Instant lookedAt(String recordId) {
        return jdbc.sql("select fixity_checked_at from cs_record where record_id = ?").param(recordId)
                .query((rs, n) -> rs.getObject(1, java.time.OffsetDateTime.class).toInstant()).single();
    }

    /** A record of a few bytes, enough to be hashed. */
    private String stub(int number) {
        String id = "XX-" + caseId.substring(8) + "-" + number;
        byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
        jdbc.sql("""
                insert into cs_record (record_id, flow, process_instance_id, title, outcome, access_class, retention_class, sealed_at, time_attested_by,
                awaits_timestamp, timestamp_attempts, verification_code, revision, sha256, size_bytes, search_text, fixity_checked_at)
                values (?, 'x', ?, 'x', 'x', 'OPEN_TO_THE_DESK', 'x', ?, 'x', false, 0, ?, 1, ?, 4, 'x', ?)""")
                .params(id, id, Sheets.utc(clock.instant()), id, Digests.of(bytes), Sheets.utc(clock.instant())).update();
        jdbc.sql("insert into cs_record_revision (record_id, revision, made_at, reason, sha256, size_bytes, pdf) values (?, 1, ?, 'x', ?, 4, ?)")
                .params(id, Sheets.utc(clock.instant()), Digests.of(bytes), bytes).update();
        return id;
    }
}
