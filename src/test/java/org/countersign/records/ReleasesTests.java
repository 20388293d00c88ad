package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.countersign.MovableClock;
import org.countersign.records.RecordDraft.AccessClass;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@RecordsSlice
class ReleasesTests {

    private static final LocalDate UNTIL = LocalDate.of(2026, 12, 1);

    @Autowired Releases releases;
    @Autowired RecordKeeper keeper;
    @Autowired Ledger ledger;
    @Autowired MovableClock clock;

    private KeptRecord record;

    @BeforeEach
    void aRestrictedRecord() {
        clock.set("2026-11-23T10:00:00Z");
        record = keeper.keep(Cases.draft(Cases.next(), AccessClass.RESTRICTED));
    }

    @Test
    void isOpenToOnePersonUntilTheEndOfThatDay() {
        releases.release(record, "P0009", UNTIL, "Audit", "P0007");
        assertThat(releases.isReleasedTo("P0009", record.recordId())).isTrue();
        assertThat(releases.isReleasedTo("P0010", record.recordId())).isFalse();
        clock.set("2026-12-01T23:59:59Z");
        assertThat(releases.isReleasedTo("P0009", record.recordId())).isTrue();
        clock.set("2026-12-02T00:00:00Z");
        assertThat(releases.isReleasedTo("P0009", record.recordId())).isFalse();
        assertThat(releases.of(record.recordId())).isEmpty();
    }

    @Test
    void aLaterReleaseTakesThePlaceOfTheEarlierOneAndAnEndEndsIt() {
        releases.release(record, "P0009", UNTIL, "Audit", "P0007");
        releases.release(record, "P0009", UNTIL.plusDays(7), "Audit, longer", "P0008");
        assertThat(releases.of(record.recordId())).singleElement().satisfies(one -> {
            assertThat(one.untilOn()).isEqualTo(UNTIL.plusDays(7));
            assertThat(one.reason()).isEqualTo("Audit, longer");
        });
        releases.end(record.recordId(), "P0009", "P0007");
        releases.end(record.recordId(), "P0009", "P0007");
        assertThat(releases.isReleasedTo("P0009", record.recordId())).isFalse();
        assertThat(ledger.of(record.recordId())).extracting(Ledger.Entry::event).endsWith("released", "released", "releaseEnded");
        assertThat(ledger.of(record.recordId()).toString()).contains("P0009").doesNotContain("Audit");
    }

    @Test
    void twoOfTheOfficeMayReleaseItAtOnce() throws Exception {
        var office = Executors.newFixedThreadPool(2);
        try {
            Callable<Void> release = () -> {
                releases.release(record, "P0009", UNTIL, "Audit", "P0007");
                return null;
            };
            for (var one : office.invokeAll(List.of(release, release))) {
                one.get();
            }
        } finally {
            office.shutdown();
        }
        assertThat(releases.of(record.recordId())).hasSize(1);
    }

    @Test
    void whatIsOpenOrSealedOffAndADayThatIsPastAreRefused() {
        KeptRecord open = keeper.keep(Cases.draft(Cases.next()));
        KeptRecord sealedOff = keeper.keep(Cases.draft(Cases.next(), AccessClass.SEALED_OFF));
        for (KeptRecord other : List.of(open, sealedOff)) {
            assertThatThrownBy(() -> releases.release(other, "P0009", UNTIL, "Audit", "P0007")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> releases.release(record, "P0009", LocalDate.of(2026, 11, 22), "Audit", "P0007")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> releases.release(record, "P0009", UNTIL, " ", "P0007")).isInstanceOf(IllegalArgumentException.class);
    }
}
