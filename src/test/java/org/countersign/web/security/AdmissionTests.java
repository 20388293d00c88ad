package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.countersign.MovableClock;
import org.countersign.engine.Accounts;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.PeopleChanged;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTests {

    private final MovableClock clock = new MovableClock();
    private final People people = mock();
    private final Accounts accounts = mock();
    private final Institution institution = mock();
    private final Admission admission = new Admission(people, institution, new AdministratorSettings("administrator", null), accounts, clock);

    @BeforeEach
    void inOxford() {
        when(institution.zone()).thenReturn(ZoneId.of("Europe/London"));
        when(accounts.passwordSetAt("ada")).thenReturn(Optional.empty());
    }

    @Test
    void letsPeopleInOnTheirLastDayAndNotAfterIt() {
        employed(LocalDate.of(2026, 11, 23), "staff");
        assertThat(admission.isAdmitted("ada")).isTrue();
        clock.forward(Duration.ofDays(1));
        assertThat(admission.isAdmitted("ada")).isFalse();
        assertThat(admission.has("ada", "staff")).isFalse();
    }

    @Test
    void putsSomebodyOutAtOnceWhenTheDirectoryChanges() {
        employed(null, "staff");
        assertThat(admission.isAdmitted("ada")).isTrue();
        employed(LocalDate.of(2026, 11, 20), "staff");
        admission.forget(new PeopleChanged());
        assertThat(admission.isAdmitted("ada")).isFalse();
    }

    @Test
    void takesARoleAwayWithinSecondsOnEveryNode() {
        employed(null, "staff", "administrators");
        assertThat(admission.has("ada", "administrators")).isTrue();
        employed(null, "staff");
        clock.forward(Duration.ofSeconds(11));
        assertThat(admission.has("ada", "administrators")).isFalse();
    }

    @Test
    void knowsNobodyWhoIsNotInTheDirectoryButTheFirstAdministrator() {
        when(people.byUserId("stranger")).thenReturn(Optional.empty());
        when(people.byUserId("administrator")).thenReturn(Optional.empty());
        assertThat(admission.isAdmitted("stranger")).isFalse();
        assertThat(admission.has("administrator", "administrators")).isTrue();
        assertThat(admission.has("administrator", "staff")).isFalse();
    }

    @Test
    void endsSessionsOlderThanThePassword() {
        employed(null, "staff");
        Instant set = clock.instant();
        when(accounts.passwordSetAt("ada")).thenReturn(Optional.of(set));
        assertThat(admission.hasSamePasswordSince("ada", set.minusSeconds(1))).isFalse();
        assertThat(admission.hasSamePasswordSince("ada", set.plusSeconds(1))).isTrue();
    }

    private void employed(@Nullable LocalDate until, String... roles) {
        when(people.byUserId("ada")).thenReturn(Optional.of(new Person("P1", "ada", "Ada", "ada@college.example", "Coordinator", "Sports",
                Person.Kind.STAFF, null, LocalDate.of(2015, 9, 1), until, Set.of(roles))));
    }
}
