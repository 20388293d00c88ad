package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import org.countersign.MovableClock;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PaceTests {

    private final MovableClock clock = new MovableClock();
    private final Pace pace = new Pace(clock, new VerifySettings(DataSize.ofMegabytes(1), 1, 2));

    @Test
    void countsAWholeIpv6NetworkAsOneSource() {
        pace.count("2001:db8:1:2::1");
        assertThatExceptionOfType(Pace.Exceeded.class).isThrownBy(() -> pace.count("2001:db8:1:2:ffff::9"));
        assertThatNoException().isThrownBy(() -> pace.count("2001:db8:1:3::1"));
    }

    @Test
    void saysHowLongToWait() {
        pace.count("1.1.1.1");
        clock.forward(Duration.ofSeconds(45));
        assertThatExceptionOfType(Pace.Exceeded.class).isThrownBy(() -> pace.count("1.1.1.1"))
                .satisfies(exceeded -> assertThat(exceeded.retryAfterSeconds()).isEqualTo(15));
    }

    @Test
    void forgetsTheOldestSourceRatherThanGrowing() {
        pace.count("1.1.1.1");
        for (int i = 0; i < 20_000; i++) {
            pace.count("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
        }
        assertThatNoException().isThrownBy(() -> pace.count("1.1.1.1"));
    }

    @Test
    void seatsNoMoreAtOnceThanAllowed() {
        Pace.Turn first = pace.takeTurn();
        pace.takeTurn();
        assertThatExceptionOfType(Pace.Exceeded.class).isThrownBy(pace::takeTurn);
        first.close();
        assertThatNoException().isThrownBy(pace::takeTurn);
    }
}
