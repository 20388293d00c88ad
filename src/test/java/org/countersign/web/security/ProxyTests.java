package org.countersign.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.catalina.filters.RemoteIpFilter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the container does with the headers of a proxy, as configured for the packaged jar. */
class ProxyTests {

    @Test
    void believesTheProxyOnThisMachine() throws Exception {
        assertThat(source("127.0.0.1", "192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(source("0:0:0:0:0:0:0:1", "192.0.2.7")).isEqualTo("192.0.2.7");
    }

    /** The proxy appends the address it sees to whatever the caller has sent. */
    @Test
    void letsNobodyInsideTheHouseChooseTheirAddress() throws Exception {
        for (String inside : new String[] {"10.1.2.3", "192.168.7.7", "172.16.0.9", "169.254.1.1", "100.64.0.1"}) {
            assertThat(source("127.0.0.1", "198.51.100.1, " + inside)).isEqualTo(inside);
            assertThat(source(inside, "198.51.100.1")).isEqualTo(inside);
        }
    }

    private static String source(String connected, String forwardedFor) throws Exception {
        Object proxies = new YamlPropertySourceLoader().load("application", new ClassPathResource("application.yaml")).get(0)
                .getProperty("server.tomcat.remoteip.internal-proxies");
        RemoteIpFilter filter = new RemoteIpFilter();
        filter.setInternalProxies(String.valueOf(proxies));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(connected);
        request.addHeader("X-Forwarded-For", forwardedFor);
        MockFilterChain chain = new MockFilterChain();
        filter.doFilter(request, new MockHttpServletResponse(), chain);
        return chain.getRequest().getRemoteAddr();
    }
}
