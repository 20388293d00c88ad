package org.countersign.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Locale;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A cookie given over TLS is sent over TLS only. The container sees to it for its own; the Tasklist writes the header of its
 * token against forged requests (CSRF) itself and would need a setting of its own.
 */
class SecureCookies extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, request.isSecure() ? new Marking(response) : response);
    }

    private static class Marking extends HttpServletResponseWrapper {

        Marking(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, marked(name, value));
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, marked(name, value));
        }

        private static String marked(String name, String value) {
            boolean open = "Set-Cookie".equalsIgnoreCase(name) && value != null && !value.toLowerCase(Locale.ROOT).matches(".*;\\s*secure\\s*(;.*)?");
            return open ? value + "; Secure" : value;
        }
    }

    @Configuration
    static class Registration {

        @Bean
        FilterRegistrationBean<SecureCookies> secureCookiesFilter() {
            var registration = new FilterRegistrationBean<>(new SecureCookies());
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }
    }
}
