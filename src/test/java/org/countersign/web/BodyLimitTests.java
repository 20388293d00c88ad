package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.util.unit.DataSize;
import org.springframework.web.server.ResponseStatusException;

class BodyLimitTests {

    private static final int MB = 1024 * 1024;

    private final BodyLimit limit = new BodyLimit(new VerifySettings(DataSize.ofMegabytes(40), 20, 2));
    private final MockFilterChain behind = new MockFilterChain();

    @Test
    void letsOnlyFilesBeLargeAndOnlyAtTheirAddresses() throws Exception {
        assertThat(status("/api/holds", "application/json", 2 * MB)).isEqualTo(200);
        assertThat(status("/api/holds", "application/json", 2 * MB + 1)).isEqualTo(413);
        assertThat(status("/login", "application/x-www-form-urlencoded", 3 * MB)).isEqualTo(413);
        assertThat(status("/verify", "multipart/form-data; boundary=x", 40 * MB)).isEqualTo(200);
        assertThat(status("/verify", "multipart/form-data; boundary=x", 41 * MB)).isEqualTo(413);
        assertThat(status("/verif%79", "multipart/form-data; boundary=x", 41 * MB)).isEqualTo(413);
        assertThat(status("/people/import", "multipart/form-data; boundary=x", 21 * MB)).isEqualTo(413);
    }

    /** The container would put the parts on the disk, signed in or not. */
    @Test
    void takesNoFilesWhereNoneBelong() throws Exception {
        assertThat(status("/login", "multipart/form-data; boundary=x", 100)).isEqualTo(415);
        assertThat(status("/login", "Multipart/Form-Data; boundary=x", -1)).isEqualTo(415);
    }

    @Test
    void cutsOffWhatDoesNotSayHowLongItIs() throws Exception {
        limit.doFilter(withoutLength(2 * MB), new MockHttpServletResponse(), behind);
        assertThat(behind.getRequest().getInputStream().readAllBytes()).hasSize(2 * MB);
        MockFilterChain next = new MockFilterChain();
        limit.doFilter(withoutLength(2 * MB + 1), new MockHttpServletResponse(), next);
        assertThatThrownBy(() -> next.getRequest().getInputStream().readAllBytes())
                .isInstanceOfSatisfying(ResponseStatusException.class, cut -> assertThat(cut.getStatusCode()).isEqualTo(HttpStatus.PAYLOAD_TOO_LARGE));
    }

    private int status(String path, String type, long length) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path) {
            @Override
            public long getContentLengthLong() {
                return length;
            }
        };
        request.setContentType(type);
        MockHttpServletResponse response = new MockHttpServletResponse();
        limit.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }

    private static HttpServletRequest withoutLength(int length) throws IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/holds") {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setContentType("application/json");
        request.setContent(new byte[length]);
        return request;
    }
}
