package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class TroubleTests extends Pages {

    @ParameterizedTest
    @CsvSource({"400,could not be understood", "403,not open to you", "404,Nothing is here", "409,Somebody was quicker", "413,too large",
            "418,did not work", "429,a little fast", "500,went wrong", "503,Not available"})
    void everyTroubleHasAPlainPageThatGivesNothingAway(int status, String headline) throws Exception {
        var answer = as(ADA, trouble("/somewhere", status)).getResponse();
        assertThat(answer.getStatus()).isEqualTo(status);
        assertThat(answer.getContentAsString()).contains(headline).contains("Go to the home page").doesNotContain("Exception").doesNotContain("secret");
    }

    @Test
    void nothingWentWrongForWhoTypesTheAddressOfTheErrorPage() throws Exception {
        assertThat(status(ADA, get("/error"))).isEqualTo(404);
    }

    @Test
    void programsGetProblemDetails() throws Exception {
        var answer = as(ADA, trouble("/api/records/GA-1", 404)).getResponse();
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString()).contains("\"status\":404").contains("\"instance\":\"/api/records/GA-1\"").doesNotContain("secret");
    }

    @Test
    void aBrokenAddressDoesNotBreakTheAnswer() throws Exception {
        assertThat(status(ADA, trouble("/api/records/%%% {}", 400))).isEqualTo(400);
    }

    @Test
    void theErrorPageAsksNobodyAnything() throws Exception {
        Mockito.when(people.byUserId("ada")).thenThrow(new IllegalStateException("the database is away"));
        assertThat(status(ADA, trouble("/requests", 500))).isEqualTo(500);
        assertThat(body(ADA, trouble("/requests", 500))).contains("It is our fault");
    }

    private static MockHttpServletRequestBuilder trouble(String at, int status) {
        return get("/error").accept("text/html", "application/json")
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, status)
                .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, at)
                .requestAttr(RequestDispatcher.ERROR_EXCEPTION, new IllegalStateException("secret"))
                .with(request -> {
                    request.setDispatcherType(DispatcherType.ERROR);
                    return request;
                });
    }
}
