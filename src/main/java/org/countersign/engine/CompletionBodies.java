package org.countersign.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What is sent to start a case or to complete a task has the shape of such a thing. The engine's own interface falls over other
 * shapes with an error of the server; whether what is sent will do is for {@link FormGate}.
 */
@Component
class CompletionBodies extends OncePerRequestFilter {

    private static final Pattern ADDRESSES = Pattern.compile(".*/camunda/api/engine/.*/(start|complete|submit-form)/?");

    /** The id of some answers needs a hundred bytes. */
    private static final int LONGEST = 64 * 1024;

    private final ObjectMapper json;

    CompletionBodies(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !ADDRESSES.matcher(request.getRequestURI()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "This is longer than the id of some answers.");
        } else if (!hasTheShape(body)) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "Fill in the form and complete it there: this carries no answers.");
        } else {
            chain.doFilter(new Again(request, body), response);
        }
    }

    private boolean hasTheShape(byte[] body) throws IOException {
        JsonNode sent;
        try {
            sent = json.readTree(body);
        } catch (JsonProcessingException e) {
            return false;
        }
        if (sent == null || !sent.isObject()) {
            return false;
        }
        JsonNode variables = sent.path("variables");
        if (!variables.isObject()) {
            return variables.isMissingNode() || variables.isNull();
        }
        for (JsonNode variable : variables) {
            if (!variable.isObject()) {
                return false;
            }
        }
        return true;
    }

    private void refuse(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        json.writeValue(response.getOutputStream(), Map.of("type", "InvalidRequestException", "message", message));
    }

    /** The same request, its body to be read once more. */
    private static final class Again extends HttpServletRequestWrapper {

        private final byte[] body;

        Again(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    return bytes.read(into, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("The whole body is here already");
                }
            };
        }
    }
}
