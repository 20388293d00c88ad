package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.countersign.MovableClock;
import org.junit.jupiter.api.Test;

class SignInDelaysTests {

    private final MovableClock clock = new MovableClock();
    private final SignInDelays delays = new SignInDelays(clock);

    @Test
    void growsFromOneSecondToAMinuteAndNoFurther() {
        fail("greta", "desk", 2);
        assertThat(wait("greta", "desk")).isEqualTo(0);
        assertThat(IntStream.range(0, 9).mapToLong(i -> {
            fail("greta", "desk", 1);
            long wait = wait("greta", "desk");
            clock.forward(Duration.ofSeconds(wait));
            return wait;
        }).boxed()).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void letsTheAttemptThroughOnceTheDelayIsOver() {
        fail("greta", "desk", 4);
        clock.forward(Duration.ofSeconds(2));
        assertThat(delays.refusedUntil("greta", "desk")).isEmpty();
    }

    @Test
    void forgetsAfterAQuietQuarterOfAnHour() {
        fail("greta", "desk", 8);
        clock.forward(Duration.ofMinutes(16));
        fail("greta", "desk", 1);
        assertThat(wait("greta", "desk")).isZero();
    }

    @Test
    void delaysAnAccountTriedFromManySources() {
        IntStream.range(0, 8).forEach(i -> fail("greta", "source-" + i, 1));
        assertThat(wait("greta", "yet-another")).isPositive();
    }

    @Test
    void delaysASourceThatTriesManyAccounts() {
        IntStream.range(0, 25).forEach(i -> fail("person-" + i, "desk", 1));
        assertThat(wait("somebody-else", "desk")).isPositive();
    }

    @Test
    void sparesThePersonAtAFamiliarDeskWhatStrangersDoToTheAccount() {
        delays.succeeded("greta", "own desk");
        IntStream.range(0, 40).forEach(i -> fail("greta", "stranger-" + i, 1));
        assertThat(wait("greta", "own desk")).isZero();
        assertThat(wait("greta", "elsewhere")).isPositive();
    }

    @Test
    void countsTheSameAccountWhateverItsLetterCaseAndSpaces() {
        fail("Greta", "desk", 1);
        fail(" greta ", "desk", 1);
        fail("GRETA", "desk", 1);
        assertThat(wait("greta", "desk")).isPositive();
    }

    @Test
    void treatsAccountsThatDoNotExistAlike() {
        fail("nobody", "desk", 5);
        fail("greta", "other desk", 5);
        assertThat(wait("nobody", "desk")).isEqualTo(wait("greta", "other desk"));
    }

    @Test
    void makesNobodyWaitLongerWhenTheClockWasSetBack() {
        fail("greta", "desk", 9);
        clock.forward(Duration.ofDays(-1));
        assertThat(delays.refusedUntil("greta", "desk")).isEmpty();
    }

    private void fail(String account, String source, int times) {
        IntStream.range(0, times).forEach(i -> delays.failed(account, source));
    }

    private long wait(String account, String source) {
        return delays.refusedUntil(account, source).map(until -> Duration.between(clock.instant(), until).toSeconds()).orElse(0L);
    }
}
