package org.countersign.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.countersign.holds.HoldRefused;
import org.countersign.records.RetentionRefused;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;

/** Refusals that say more than their status: the words reach the page, or the program, through {@link Trouble}. */
@ControllerAdvice(basePackageClasses = Refusals.class)
class Refusals {

    @ExceptionHandler
    void notForYou(NotForYou refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(Trouble.WORDS, refusal.getMessage());
        response.sendError(HttpStatus.FORBIDDEN.value());
    }

    /** What the rules of holds, retention, releases or bags do not allow; pages that have a place for these words beside a field catch them themselves. */
    @ExceptionHandler({Refused.class, HoldRefused.class, RetentionRefused.class})
    void refused(RuntimeException refusal, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(Trouble.WORDS, refusal.getMessage());
        response.sendError(HttpStatus.UNPROCESSABLE_ENTITY.value());
    }

    /** An upload that is cut off or makes no sense; whoever has left the page meanwhile gets no answer. */
    @ExceptionHandler
    void unreadable(MultipartException refusal, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.sendError((refusal instanceof MaxUploadSizeExceededException ? HttpStatus.PAYLOAD_TOO_LARGE : HttpStatus.BAD_REQUEST).value());
    }

    @ExceptionHandler
    void tooFast(Pace.Exceeded exceeded, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String seconds = Long.toString(exceeded.retryAfterSeconds());
        request.setAttribute(Trouble.WORDS, exceeded.getMessage() + " Try again in " + seconds + (seconds.equals("1") ? " second." : " seconds."));
        response.setHeader(HttpHeaders.RETRY_AFTER, seconds);
        response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
    }
}
