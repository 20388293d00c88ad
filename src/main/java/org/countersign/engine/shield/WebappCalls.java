package org.countersign.engine.shield;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Remembers, while a request to the webapp's own interface is served, that this is one: see {@link WebappCommands}. */
class WebappCalls extends OncePerRequestFilter {

    private static final ThreadLocal<Boolean> UNDER_WAY = new ThreadLocal<>();

    static boolean isUnderWay() {
        return Boolean.TRUE.equals(UNDER_WAY.get());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        UNDER_WAY.set(true);
        try {
            chain.doFilter(request, response);
        } finally {
            UNDER_WAY.remove();
        }
    }
}
