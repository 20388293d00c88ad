package org.countersign.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Addresses of the Tasklist and the engine are taken in one spelling only. The servlet container finds them behind doubled slashes and
 * encoded letters too, and the rules for addresses would stumble over those (an error of ours, where it is the caller's).
 */
class PlainSpelling extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String found = request.getContextPath() + request.getServletPath();
        if (request.getServletPath().startsWith("/camunda") && !request.getRequestURI().startsWith(found)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } else {
            chain.doFilter(request, response);
        }
    }

    @Configuration
    static class Registration {

        @Bean
        FilterRegistrationBean<PlainSpelling> plainSpellingFilter() {
            var registration = new FilterRegistrationBean<>(new PlainSpelling());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }
    }
}
