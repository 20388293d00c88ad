package org.countersign.web.security;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/** For a page of trouble that was met before the rules for its address: it is as strict as all others. */
public final class StrictHeaders {

    /** Styles, scripts and pictures from here alone; nothing inline; framed by nobody but ourselves (the preview of a PDF). */
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "font-src 'self'; connect-src 'self'; frame-src 'self'; object-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

    private StrictHeaders() {}

    public static void set(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
