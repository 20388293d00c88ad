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
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.dto.AbstractQueryDto;
import org.camunda.bpm.engine.rest.dto.repository.ProcessDefinitionQueryDto;
import org.camunda.bpm.engine.rest.dto.runtime.FilterQueryDto;
import org.camunda.bpm.engine.rest.dto.task.TaskQueryDto;
import org.camunda.bpm.engine.rest.mapper.JacksonConfigurator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What is sent to start a case, to complete a task or to ask for tasks has the shape of such a thing. The engine's own interface falls over
 * other shapes with an error of the server; whether an answer will do is for {@link FormGate}, whether a question may be asked for the shield.
 */
@Component
class SentBodies extends OncePerRequestFilter {

    private static final Pattern ANSWERS = Pattern.compile("/camunda/api/engine/.*/(start|complete|submit-form)/?");
    private static final Pattern QUESTIONS_SENT = Pattern.compile("/camunda/api/engine/.*/(task|task/count|filter/[^/]+/(list|singleResult|count))/?");
    private static final Pattern QUESTIONS_IN_THE_ADDRESS = Pattern.compile("/camunda/api/engine/.*/(task|process-definition|filter)(/count)?/?");

    /** As a JSON text writes it: after no backslash, or after pairs of them. */
    private static final Pattern NUL_IN_JSON = Pattern.compile("(?<!\\\\)(\\\\{2})*\\\\u0000");

    /** The id of some answers needs a hundred bytes, a question of the Tasklist a few hundred. */
    private static final int LONGEST = 64 * 1024;

    private final ObjectMapper json;
    private final ObjectMapper asTheEngineReads = JacksonConfigurator.configureObjectMapper(new ObjectMapper());
    private final ObjectProvider<ProcessEngine> engine;

    SentBodies(ObjectMapper json, ObjectProvider<ProcessEngine> engine) {
        this.json = json;
        this.engine = engine;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !address(request).startsWith("/camunda/api/");
    }

    /** As the container understands it, however it was spelled. */
    private static String address(HttpServletRequest request) {
        return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    }

    private static boolean carriesAnswers(HttpServletRequest request) {
        return request.getMethod().equals("POST") && ANSWERS.matcher(address(request)).matches();
    }

    private static boolean asks(HttpServletRequest request) {
        return (request.getMethod().equals("POST") ? QUESTIONS_SENT : QUESTIONS_IN_THE_ADDRESS).matcher(address(request)).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "This is longer than anything that is asked or answered here.");
        } else if (asks(request) && !isQuestion(request, body)) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "This is no question that can be understood.");
        } else if (carriesAnswers(request) && !areAnswers(body)) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "Fill in the form and complete it there: this carries no answers.");
        } else {
            chain.doFilter(new Again(request, body), response);
        }
    }

    /** Puts the question together as the engine's interface will, and asks nothing. */
    private boolean isQuestion(HttpServletRequest request, byte[] body) {
        try {
            AbstractQueryDto<?> question = request.getMethod().equals("POST") ? asTheEngineReads.readValue(body, TaskQueryDto.class) : inTheAddress(request);
            question.setObjectMapper(asTheEngineReads);
            question.toQuery(engine.getObject());
            return !carriesNul(request, body);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** PostgreSQL takes no text with that sign in it, and fails when asked for it. */
    private boolean carriesNul(HttpServletRequest request, byte[] body) throws IOException {
        return request.getParameterMap().values().stream().flatMap(Stream::of).anyMatch(SentBodies::isWithNul)
                || body.length > 0 && isWithNul(asTheEngineReads.readTree(body).toString());
    }

    private static boolean isWithNul(String text) {
        return text.indexOf('\0') >= 0 || NUL_IN_JSON.matcher(text).find();
    }

    private AbstractQueryDto<?> inTheAddress(HttpServletRequest request) {
        MultivaluedMap<String, String> asked = new MultivaluedHashMap<>();
        request.getParameterMap().forEach((name, values) -> asked.put(name, List.of(values)));
        String address = address(request);
        return address.contains("/process-definition") ? new ProcessDefinitionQueryDto(asTheEngineReads, asked)
                : address.contains("/filter") ? new FilterQueryDto(asTheEngineReads, asked) : new TaskQueryDto(asTheEngineReads, asked);
    }

    private boolean areAnswers(byte[] body) throws IOException {
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
