package org.countersign.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.countersign.answers.Attachments;
import org.countersign.people.PeopleImport;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.ResponseStatusException;

/**
 * How much anybody may send to which address. What says that it is larger is refused before a byte of it is read, what does not say so is cut off
 * there; and files are taken at their own addresses alone, because the container would put them on the disk before anybody is asked who sends them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
@EnableConfigurationProperties(VerifySettings.class)
class BodyLimit extends OncePerRequestFilter {

    /** For what is no file: the longest form and the longest list of chosen records; the container's own limit for forms is the same. */
    private static final long ORDINARY = 2 * 1024 * 1024;

    /** For a form's own parts around the file. */
    private static final long AROUND_IT = 64 * 1024;

    private static final String FORM_FILES = "/forms/files";
    private static final String EXPORTS = FORM_FILES + "/exports";
    private static final String PEOPLE = "/people/import";

    private final VerifySettings settings;

    BodyLimit(VerifySettings settings) {
        this.settings = settings;
    }

    /** The engine's interface reads less still, and answers in its own way. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(request.getContextPath() + "/camunda/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        long largestFile = largestFile(path);
        String kind = request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
        if (request.getContentLengthLong() > (largestFile == 0 ? ORDINARY : largestFile + AROUND_IT)) {
            request.setAttribute(Trouble.WORDS, largestFile == 0 ? "This is longer than anything that is sent to this address. Nothing of it was kept."
                    : path.startsWith(FORM_FILES) ? "This file is larger than " + largestFile / (1024 * 1024) + " MB. Attach a smaller one."
                    : path.equals(PEOPLE) ? "This file is larger than " + largestFile / (1024 * 1024) + " MB. A directory is never that large."
                    : "This file is larger than " + settings.maxSizeInWords() + ". A record is never that large.");
            response.sendError(HttpStatus.PAYLOAD_TOO_LARGE.value());
        } else if (largestFile == 0 && kind.startsWith("multipart/")) {
            response.sendError(HttpStatus.UNSUPPORTED_MEDIA_TYPE.value());
        } else if (request.getContentLengthLong() < 0 && !kind.startsWith("multipart/") && !kind.startsWith("application/x-www-form-urlencoded")) {
            chain.doFilter(new Bounded(request), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** 0 where no file is taken. */
    private long largestFile(String path) {
        return switch (path) {
            case "/verify", "/api/verify" -> settings.maxSize().toBytes();
            case FORM_FILES -> Attachments.LARGEST;
            case EXPORTS -> Attachments.LARGEST_EXPORT;
            case PEOPLE -> PeopleImport.LARGEST;
            default -> 0;
        };
    }

    /** Forms and files the container bounds by itself; everything else is read through here. */
    private static final class Bounded extends HttpServletRequestWrapper {

        Bounded(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream all = super.getInputStream();
            return new ServletInputStream() {

                private long left = ORDINARY;

                @Override
                public int read() throws IOException {
                    int read = all.read();
                    count(read < 0 ? 0 : 1);
                    return read;
                }

                @Override
                public int read(byte[] into, int offset, int length) throws IOException {
                    int read = all.read(into, offset, length);
                    count(Math.max(read, 0));
                    return read;
                }

                private void count(int read) {
                    left -= read;
                    if (left < 0) {
                        throw new ResponseStatusException(HttpStatus.PAYLOAD_TOO_LARGE);
                    }
                }

                @Override
                public boolean isFinished() {
                    return all.isFinished();
                }

                @Override
                public boolean isReady() {
                    return all.isReady();
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    all.setReadListener(listener);
                }
            };
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            return new BufferedReader(new InputStreamReader(getInputStream(), encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
        }
    }
}
