package org.countersign.web.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.WebUtils;

/**
 * Remembers which page somebody wanted before signing in: in their browser, so that strangers leave nothing behind here. Only a path of ours
 * is ever followed, whoever has put the cookie there.
 */
final class WantedPage implements RequestCache {

    private static final String COOKIE = "WANTED";
    private static final Duration KEPT_FOR = Duration.ofMinutes(30);
    private static final int LONGEST = 1_000;
    private static final Pattern OURS = Pattern.compile("/(?!/)[!-~&&[^\\\\]]*");

    private final RequestMatcher pages;

    WantedPage(RequestMatcher pages) {
        this.pages = pages;
    }

    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        String query = request.getQueryString();
        String page = request.getRequestURI().substring(request.getContextPath().length()) + (query == null ? "" : "?" + query);
        if (isPage(request) && page.length() <= LONGEST) {
            keep(request, response, Base64.getUrlEncoder().withoutPadding().encodeToString(page.getBytes(StandardCharsets.UTF_8)), KEPT_FOR);
        }
    }

    private boolean isPage(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return "GET".equals(request.getMethod()) && pages.matches(request) && (accepted == null || accepted.contains("text/html"))
                && request.getHeader("X-Requested-With") == null;
    }

    /** The path that was wanted, or that of the first page; asked once. */
    String taken(HttpServletRequest request, HttpServletResponse response) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        if (cookie == null) {
            return "/";
        }
        removeRequest(request, response);
        try {
            String page = new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
            return OURS.matcher(page).matches() ? page : "/";
        } catch (IllegalArgumentException e) {
            return "/";
        }
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        keep(request, response, "", Duration.ZERO);
    }

    private static void keep(HttpServletRequest request, HttpServletResponse response, String value, Duration keptFor) {
        response.addHeader(HttpHeaders.SET_COOKIE, ResponseCookie.from(COOKIE, value).path(request.getContextPath() + "/").maxAge(keptFor)
                .httpOnly(true).secure(request.isSecure()).sameSite("Lax").build().toString());
    }

    /** The request itself is not kept: the browser sends it anew. */
    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }
}
