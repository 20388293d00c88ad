package org.countersign.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.countersign.answers.Attachments;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses a file that says it is too large before a byte of it is read, wherever anybody may send one. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
@EnableConfigurationProperties(VerifySettings.class)
class UploadLimit extends OncePerRequestFilter {

    /** For the form's own parts around the file. */
    private static final long AROUND_IT = 64 * 1024;

    private static final String FORM_FILES = "/forms/files";
    private static final String EXPORTS = FORM_FILES + "/exports";

    private final VerifySettings settings;

    UploadLimit(VerifySettings settings) {
        this.settings = settings;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return !HttpMethod.POST.matches(request.getMethod()) || !(path.equals("/verify") || path.equals("/api/verify") || path.equals(FORM_FILES)
                || path.equals(EXPORTS));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        String path = request.getRequestURI();
        long most = path.endsWith(EXPORTS) ? Attachments.LARGEST_EXPORT : path.endsWith(FORM_FILES) ? Attachments.LARGEST : settings.maxSize().toBytes();
        if (request.getContentLengthLong() > most + AROUND_IT) {
            request.setAttribute(Trouble.WORDS, path.contains(FORM_FILES) ? "This file is larger than " + most / (1024 * 1024) + " MB. Attach a smaller one."
                    : "This file is larger than " + settings.maxSizeInWords() + ". A record is never that large.");
            response.sendError(HttpStatus.PAYLOAD_TOO_LARGE.value());
            return;
        }
        chain.doFilter(request, response);
    }
}
