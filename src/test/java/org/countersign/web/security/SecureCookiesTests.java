package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SecureCookiesTests {

    @Test
    void marksWhatTheTasklistForgetsWhereTheRequestCameOverTls() throws Exception {
        assertThat(over(true).getCookie("XSRF-TOKEN").getSecure()).isTrue();
        assertThat(over(true).getCookie("OTHER").getSecure()).isTrue();
    }

    @Test
    void leavesItAloneWithoutTls() throws Exception {
        assertThat(over(false).getCookie("XSRF-TOKEN").getSecure()).isFalse();
    }

    @Test
    void leavesOtherHeadersAlone() throws Exception {
        assertThat(over(true).getHeader("X-XSRF-TOKEN")).isEqualTo("1");
    }

    private static MockHttpServletResponse over(boolean secure) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/camunda/app/tasklist/default/");
        request.setSecure(secure);
        MockHttpServletResponse response = new MockHttpServletResponse();
        FilterChain tasklist = (asked, answer) -> {
            ((HttpServletResponse) answer).addHeader("Set-Cookie", "XSRF-TOKEN=1;path=/camunda;SameSite=Lax");
            ((HttpServletResponse) answer).addHeader("Set-Cookie", "OTHER=2; secure; Path=/");
            ((HttpServletResponse) answer).setHeader("X-XSRF-TOKEN", "1");
        };
        new SecureCookies().doFilter(request, response, tasklist);
        return response;
    }
}
