package org.countersign.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * On every request of somebody signed in: ends the session of a person who has left or whose password has been set anew since, and any
 * after half a day, which a page left open would keep alive for ever by asking for news; and lets a person with a one-time password do nothing
 * but choose an own one.
 */
class StillAdmitted extends OncePerRequestFilter {

    static final String SIGNED_IN_AT = StillAdmitted.class.getName() + ".signedInAt";

    private static final Duration LONGEST = Duration.ofHours(12);

    private static final PathPatternRequestMatcher.Builder PATH = PathPatternRequestMatcher.withDefaults();
    private static final RequestMatcher WHILE_CHOOSING = new OrRequestMatcher(PATH.matcher("/password"), PATH.matcher("/logout"),
            PATH.matcher("/login"), OpenAddresses.FILES);

    private final Admission admission;

    StillAdmitted(Admission admission) {
        this.admission = admission;
    }

    /** Health shows nothing of anybody, and answers while nobody can be looked up. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return OpenAddresses.HEALTH.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        if (person != null && person.isAuthenticated() && !(person instanceof AnonymousAuthenticationToken)) {
            if (!isStillAdmitted(person.getName(), request.getSession(false))) {
                new SecurityContextLogoutHandler().logout(request, response, person);
            } else if (admission.mustChoosePassword(person.getName()) && !WHILE_CHOOSING.matches(request)) {
                sendToPassword(request, response);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private boolean isStillAdmitted(String userId, HttpSession session) {
        if (!admission.isAdmitted(userId)) {
            return false;
        }
        return session == null || session.getLastAccessedTime() - session.getCreationTime() <= LONGEST.toMillis()
                && session.getAttribute(SIGNED_IN_AT) instanceof Instant signedInAt && admission.hasSamePasswordSince(userId, signedInAt);
    }

    private static void sendToPassword(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        if (path.startsWith("/api/") || path.startsWith("/camunda/api/")) {
            ShortAnswer.write(response, 403, "This password works once: please sign in in a browser and choose your own.");
        } else {
            response.sendRedirect(request.getContextPath() + "/password");
        }
    }
}
