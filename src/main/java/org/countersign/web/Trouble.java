package org.countersign.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.countersign.web.security.StrictHeaders;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Everything that goes wrong ends here: a plain page for people, problem details for programs, never a stack trace. */
@Controller
class Trouble implements ErrorController {

    /** Request attribute: what to tell the person, where more can be said than the status does. */
    static final String WORDS = Trouble.class.getName() + ".words";

    @RequestMapping("${server.error.path:/error}")
    Object trouble(HttpServletRequest request, HttpServletResponse response) {
        StrictHeaders.set(response);
        HttpStatus status = statusOf(request);
        String headline = headline(status);
        String words = request.getAttribute(WORDS) instanceof String said ? said : words(status);
        if (wantsJson(request)) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, words);
            problem.setTitle(headline);
            problem.setInstance(where(request));
            return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
        }
        ModelAndView page = new ModelAndView("pages/trouble", status);
        page.addObject("status", status.value());
        page.addObject("headline", headline);
        page.addObject("words", words);
        return page;
    }

    private static HttpStatus statusOf(HttpServletRequest request) {
        if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code)) {
            // Nothing went wrong: somebody typed this address.
            return HttpStatus.NOT_FOUND;
        }
        HttpStatus status = HttpStatus.resolve(code);
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status.isError() ? status : HttpStatus.NOT_FOUND;
    }

    private static boolean wantsJson(HttpServletRequest request) {
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (path instanceof String uri && (uri.startsWith(request.getContextPath() + "/api/")
                || uri.startsWith(request.getContextPath() + "/camunda/api/"))) {
            return true;
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("json") && !accept.contains("html");
    }

    private static String headline(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "That request could not be understood";
            case UNAUTHORIZED -> "Please sign in";
            case FORBIDDEN -> "This is not open to you";
            case NOT_FOUND -> "Nothing is here";
            case METHOD_NOT_ALLOWED -> "That cannot be done at this address";
            case CONFLICT -> "Somebody was quicker";
            case PAYLOAD_TOO_LARGE -> "That is too large";
            case UNSUPPORTED_MEDIA_TYPE -> "That kind of content is not taken here";
            case TOO_MANY_REQUESTS -> "That was a little fast";
            case SERVICE_UNAVAILABLE -> "Not available for the moment";
            default -> status.is4xxClientError() ? "That did not work" : "Something went wrong here";
        };
    }

    private static URI where(HttpServletRequest request) {
        try {
            return URI.create(String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)));
        } catch (IllegalArgumentException e) {
            return URI.create("about:blank");
        }
    }

    /** An exception's own message is never shown unless it was put at {@link #WORDS}: it could give away how things are built. */
    private static String words(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "Something in the address or the form was not as expected. Go back, check it and try again.";
            case UNAUTHORIZED -> "You have to sign in to see this.";
            case FORBIDDEN -> "Either it belongs to another role, or the page had been open for too long. Go back, load it again and try once more.";
            case NOT_FOUND -> "There is nothing at this address, or it is not yours to see.";
            case PAYLOAD_TOO_LARGE -> "It is larger than what is taken at this address. Nothing of it was kept.";
            case TOO_MANY_REQUESTS -> "There were many requests from your address. Wait a minute and try again.";
            case SERVICE_UNAVAILABLE -> "Nothing you sent was lost halfway: it was either kept whole or not at all. Try again in a few minutes.";
            default -> status.is4xxClientError()
                    ? "Nothing was changed. Go back and try again."
                    : "It is our fault, not yours. What you sent was either kept whole or not at all. Try again in a few minutes; if it stays, tell your administrators the time it happened.";
        };
    }
}
