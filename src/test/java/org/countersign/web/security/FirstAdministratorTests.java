package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Optional;
import org.countersign.engine.Accounts;
import org.countersign.people.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.event.ApplicationReadyEvent;

class FirstAdministratorTests {

    private final Accounts accounts = mock();
    private final OneTimePasswords oneTimePasswords = mock();
    private final People people = mock();

    @BeforeEach
    void nobodyYet() {
        when(accounts.demoPassword()).thenReturn(Optional.empty());
        when(people.withRole("administrators")).thenReturn(List.of());
    }

    @Test
    void refusesToStartWithAWeakPasswordAndDoesNotShowIt() {
        for (String weak : List.of("short", "administrator1", "aaaaaaaaaaaaaaaa")) {
            assertThatThrownBy(() -> configured(weak)).isInstanceOfSatisfying(WeakPassword.class, refusal -> {
                String told = new WeakPasswordFailureAnalyzer().analyze(refusal, refusal).getDescription();
                assertThat(told).contains("countersign.admin.password").doesNotContain(weak);
            });
        }
        assertThatCode(() -> configured("rowing before breakfast")).doesNotThrowAnyException();
    }

    @Test
    void setsTheConfiguredPasswordOnce() {
        configured("rowing before breakfast").ready(mock(ApplicationReadyEvent.class));
        verify(accounts).open("administrator", "Administrator", null);
        verify(accounts).setPassword("administrator", "rowing before breakfast");
    }

    @Test
    void makesAOneTimePasswordWhereNoneIsConfigured() {
        configured(null).ready(mock(ApplicationReadyEvent.class));
        verify(oneTimePasswords).issue(argThat(person -> person.userId().equals("administrator")), eq(FirstAdministrator.PERSON_ID));
    }

    @Test
    void leavesAnAdministratorAloneWhoHasAPassword() {
        when(accounts.canSignIn("administrator")).thenReturn(true);
        configured("rowing before breakfast").ready(mock(ApplicationReadyEvent.class));
        configured(null).ready(mock(ApplicationReadyEvent.class));
        verify(accounts, never()).setPassword(any(), any());
        verify(oneTimePasswords, never()).issue(any(), any());
    }

    @Test
    void replacesALostOneTimePasswordByTheConfiguredOne() {
        when(accounts.canSignIn("administrator")).thenReturn(true);
        when(accounts.mustChoosePassword("administrator")).thenReturn(true);
        configured(null).ready(mock(ApplicationReadyEvent.class));
        verify(oneTimePasswords, never()).issue(any(), any());
        configured("rowing before breakfast").ready(mock(ApplicationReadyEvent.class));
        verify(accounts).setPassword("administrator", "rowing before breakfast");
    }

    @Test
    void makesNoneInTheDemonstration() {
        when(accounts.demoPassword()).thenReturn(Optional.of("countersign-demo"));
        configured(null).ready(mock(ApplicationReadyEvent.class));
        verify(oneTimePasswords, never()).issue(any(), any());
        verify(accounts, never()).open(any(), any(), any());
    }

    private FirstAdministrator configured(@org.jspecify.annotations.Nullable String password) {
        return new FirstAdministrator(new AdministratorSettings("administrator", password), accounts, oneTimePasswords, people);
    }
}
