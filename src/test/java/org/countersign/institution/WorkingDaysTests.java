package org.countersign.institution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.countersign.institution.Institution.Nation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTests {

    private final WorkingDays england = new WorkingDays(Nation.ENGLAND, List.of());

    @ParameterizedTest
    @CsvSource({
        "ENGLAND, 2026, 2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28",
        "ENGLAND, 2027, 2027-01-01 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-08-30 2027-12-27 2027-12-28",
        "ENGLAND, 2028, 2028-01-03 2028-04-14 2028-04-17 2028-05-01 2028-05-29 2028-08-28 2028-12-25 2028-12-26",
        "WALES, 2026, 2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28",
        "SCOTLAND, 2027, 2027-01-01 2027-01-04 2027-03-26 2027-05-03 2027-05-31 2027-08-02 2027-11-30 2027-12-27 2027-12-28",
        "SCOTLAND, 2028, 2028-01-03 2028-01-04 2028-04-14 2028-05-01 2028-05-29 2028-08-07 2028-11-30 2028-12-25 2028-12-26",
        "NORTHERN_IRELAND, 2027, 2027-01-01 2027-03-17 2027-03-26 2027-03-29 2027-05-03 2027-05-31 2027-07-12 2027-08-30 2027-12-27 2027-12-28"
    })
    void knowsTheBankHolidaysOfTheNation(Nation nation, int year, String expected) {
        WorkingDays days = new WorkingDays(nation, List.of());
        Stream<LocalDate> weekdaysOff = LocalDate.of(year, 1, 1).datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(d -> d.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue() && !days.isWorkingDay(d));
        assertThat(weekdaysOff.map(LocalDate::toString)).containsExactly(expected.split(" "));
    }

    @Test
    void scotlandKeepsOtherDaysThanEnglandIn2026() {
        WorkingDays scotland = new WorkingDays(Nation.SCOTLAND, List.of());
        assertThat(scotland.isWorkingDay(LocalDate.of(2026, 1, 2))).isFalse();
        assertThat(england.isWorkingDay(LocalDate.of(2026, 1, 2))).isTrue();
        assertThat(scotland.isWorkingDay(LocalDate.of(2026, 4, 6))).isTrue();
        assertThat(england.isWorkingDay(LocalDate.of(2026, 4, 6))).isFalse();
        assertThat(scotland.isWorkingDay(LocalDate.of(2026, 11, 30))).isFalse();
        assertThat(england.isWorkingDay(LocalDate.of(2026, 11, 30))).isTrue();
    }

    @Test
    void countsAcrossEaster() {
        assertThat(england.plus(LocalDate.of(2026, 4, 2), 1)).isEqualTo(LocalDate.of(2026, 4, 7));
        assertThat(england.plus(LocalDate.of(2026, 4, 7), -1)).isEqualTo(LocalDate.of(2026, 4, 2));
        assertThat(england.between(LocalDate.of(2026, 4, 2), LocalDate.of(2026, 4, 7))).isEqualTo(1);
    }

    @Test
    void countsAcrossAChristmasThatFallsOnAWeekend() {
        assertThat(england.plus(LocalDate.of(2027, 12, 24), 1)).isEqualTo(LocalDate.of(2027, 12, 29));
        assertThat(england.plus(LocalDate.of(2027, 12, 24), 3)).isEqualTo(LocalDate.of(2027, 12, 31));
    }

    @Test
    void startsFromADayThatIsNoWorkingDay() {
        LocalDate saturday = LocalDate.of(2026, 11, 21);
        assertThat(england.plus(saturday, 1)).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(england.plus(saturday, -1)).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(england.plus(saturday, 0)).isEqualTo(saturday);
    }

    @Test
    void betweenIsNothingWhenTheDaysAreTheSameOrTurnedRound() {
        LocalDate monday = LocalDate.of(2026, 11, 23);
        assertThat(england.between(monday, monday)).isZero();
        assertThat(england.between(monday, monday.minusDays(5))).isZero();
        assertThat(england.between(monday, monday.plusDays(7))).isEqualTo(5);
    }

    @Test
    void betweenAgreesWithPlus() {
        LocalDate from = LocalDate.of(2026, 12, 18);
        for (int n = 1; n < 30; n++) {
            assertThat(england.between(from, england.plus(from, n))).isEqualTo(n);
        }
    }

    @Test
    void anInstitutionClosesOnDaysOfItsOwn() {
        LocalDate closed = LocalDate.of(2026, 12, 29);
        assertThat(new WorkingDays(Nation.ENGLAND, List.of(closed)).isWorkingDay(closed)).isFalse();
        assertThat(england.isWorkingDay(closed)).isTrue();
    }
}
