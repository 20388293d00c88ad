package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class StillAdmittedTests {

    private final Admission admission = mock();
    private final Instant signedIn = Instant.parse("2026-11-23T08:00:00Z");

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void endsASessionAfterHalfADayHoweverBusyItIs() throws Exception {
        assertThat(isSignedInAfter(Duration.ofHours(12), signedIn)).isTrue();
        assertThat(isSignedInAfter(Duration.ofHours(12).plusSeconds(1), signedIn)).isFalse();
    }

    @Test
    void trustsNoSessionThatDidNotBeginWithASignIn() throws Exception {
        assertThat(isSignedInAfter(Duration.ofMinutes(1), null)).isFalse();
    }

    private boolean isSignedInAfter(Duration time, Object signedInAt) throws Exception {
        when(admission.isAdmitted("ada")).thenReturn(true);
        when(admission.hasSamePasswordSince("ada", signedIn)).thenReturn(true);
        MockHttpSession session = spy(new MockHttpSession());
        when(session.getCreationTime()).thenReturn(signedIn.toEpochMilli());
        when(session.getLastAccessedTime()).thenReturn(signedIn.plus(time).toEpochMilli());
        session.setAttribute(StillAdmitted.SIGNED_IN_AT, signedInAt);
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/requests");
        request.setSession(session);
        SecurityContextHolder.getContext().setAuthentication(UsernamePasswordAuthenticationToken.authenticated("ada", null, List.of()));
        new StillAdmitted(admission).doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
        return SecurityContextHolder.getContext().getAuthentication() != null && !session.isInvalid();
    }
}
