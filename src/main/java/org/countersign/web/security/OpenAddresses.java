package org.countersign.web.security;

import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What anybody may call without having signed in. */
final class OpenAddresses {

    private static final PathPatternRequestMatcher.Builder PATH = PathPatternRequestMatcher.withDefaults();

    /** Styles, scripts and pictures of our own pages. */
    static final RequestMatcher FILES = new OrRequestMatcher(get("/assets/{*file}"), get("/favicon.ico"));

    /** Asked by programs that watch over the application, also while the database is away. */
    static final RequestMatcher HEALTH = new OrRequestMatcher(get("/actuator/health"), get("/actuator/health/liveness"), get("/actuator/health/readiness"));

    static final RequestMatcher ALL = new OrRequestMatcher(
            FILES, HEALTH, PATH.matcher("/login"), PATH.matcher("/error"),
            get("/verify"), get("/verify/ca.pem"), get("/verify/authority.crt"), get("/verify/authority.crl"), post("/verify"), post("/api/verify"),
            get("/calendar/breaches/{file}"));

    /** Changes nothing and reveals nothing of the caller's: needs no token from somebody without a session. */
    static final RequestMatcher VERIFY_BY_PROGRAM = request -> post("/api/verify").matches(request) && request.getSession(false) == null;

    private OpenAddresses() {}

    private static RequestMatcher get(String path) {
        return new OrRequestMatcher(PATH.matcher(HttpMethod.GET, path), PATH.matcher(HttpMethod.HEAD, path));
    }

    private static RequestMatcher post(String path) {
        return PATH.matcher(HttpMethod.POST, path);
    }
}
