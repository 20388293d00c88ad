package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.countersign.Colleges;
import org.countersign.MovableClock;
import org.countersign.engine.Cases.Waiting;
import org.countersign.people.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTests {

    private final People people = mock(People.class);
    private final Words words = new Words(Colleges.named("", ""), people, new MovableClock());

    @ParameterizedTest
    @CsvSource({
            "2026-11-23T17:00:00Z, Due today by 17:00",
            "2026-11-24T00:00:00Z, Due today",
            "2026-11-24T12:00:00Z, Due tomorrow",
            "2026-11-27T00:00:00Z, Due Thursday 26 November",
            "2026-12-04T12:00:00Z, Due 4 December 2026",
            "2026-11-23T09:00:00Z, Overdue since 09:00 today",
            "2026-11-21T00:00:00Z, Overdue since 20 November 2026"})
    void saysWhenSomethingIsDueAsPeopleDo(Instant due, String expected) {
        assertThat(words.due(due)).isEqualTo(expected);
    }

    @Test
    void callsNothingDueThatIsARight() {
        Waiting right = new Waiting("t", "c", "f", "lodgeAppeal", "title", List.of("P1"), null, Pages.NOW, Pages.NOW.minusSeconds(60), true);
        assertThat(words.due(right)).isEqualTo("Open until 23 November 2026, 09:59");
        assertThat(words.isOverdue(right)).isFalse();
        assertThat(words.due(task(List.of("P1"), null))).isEmpty();
    }

    @Test
    void saysTimesInTheInstitutionsZone() {
        assertThat(words.moment(Instant.parse("2026-07-01T23:30:00Z"))).isEqualTo("2 July 2026, 00:30");
    }

    @Test
    void namesTheOneOrTheFewWhoHaveATask() {
        for (var person : Pages.EVERYBODY) {
            when(people.byId(person.personId())).thenReturn(Optional.of(person));
        }
        assertThat(words.holders(task(List.of("P1"), null))).isEqualTo("Ada Applegarth");
        assertThat(words.holders(task(List.of("P1"), "P2"))).isEqualTo("Ada Applegarth, in place of Basil Birdwhistle");
        assertThat(words.holders(task(List.of("P1", "P2"), null))).isEqualTo("Ada Applegarth or Basil Birdwhistle");
        assertThat(words.holders(task(List.of("P1", "P2", "P3", "P4"), null))).isEqualTo("Ada Applegarth or one of 3 others");
        assertThat(words.holders(task(List.of(), null))).isEqualTo("Nobody yet");
    }

    private static Waiting task(List<String> holders, String inPlaceOf) {
        return new Waiting("t", "c", "f", "approveGroup", "title", holders, inPlaceOf, Pages.NOW, null, false);
    }
}
