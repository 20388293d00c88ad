package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import java.time.Duration;
import java.util.List;
import org.countersign.records.Verification.Finding;
import org.countersign.records.Verification.Report;
import org.countersign.records.Verification.Signer;
import org.countersign.records.Verification.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

@TestPropertySource(properties = {"countersign.verify.per-minute=3", "countersign.verify.max-size=1KB"})
class VerifyTests extends Pages {

    @BeforeEach
    void aGenuineRecord() {
        when(verification.verify(any())).thenReturn(new Report(Verdict.GENUINE, "This is record GA-2026-000001.", "GA-2026-000001", "St Example's", NOW,
                "the institution itself", List.of(new Signer("Ada Applegarth", "Group administrator", "Applied", NOW, true)),
                List.of(new Finding("Seal", true, "It is intact."))));
        clock.forward(Duration.ofDays(1));
    }

    @Test
    void answersInPlainWords() throws Exception {
        assertThat(body(ADA, upload("/verify", "%PDF-1.7", "1.1.1.1"))).contains("This is record GA-2026-000001.").contains("Genuine and unchanged")
                .contains("Ada Applegarth").contains("Group administrator: Applied").contains("It is intact.");
    }

    @Test
    void answersProgramsInJsonWithInstantsInUtc() throws Exception {
        assertThat(body(ADA, upload("/api/verify", "%PDF-1.7", "1.1.1.2"))).contains("\"verdict\":\"GENUINE\"").contains("\"sealedAt\":\"2026-11-23T10:00:00Z\"")
                .contains("\"intact\":true");
    }

    @Test
    void asksForAFileWhereNoneWasGiven() throws Exception {
        assertThat(body(ADA, multipart("/verify"))).contains("Choose the PDF you want to check.");
        assertThat(body(ADA, upload("/verify", "", "1.1.1.3"))).contains("This file is empty.");
        var answer = as(ADA, multipart("/api/verify")).getResponse();
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        verify(verification, never()).verify(any());
    }

    @Test
    void looksAtNothingLargerThanItsLimit() throws Exception {
        assertThat(body(ADA, upload("/verify", "x".repeat(1_025), "1.1.1.4"))).contains("This file is larger than 1 KB.");
        assertThat(status(ADA, upload("/api/verify", "x".repeat(1_025), "1.1.1.4"))).isEqualTo(413);
        verify(verification, never()).verify(any());
    }

    @Test
    void refusesAFileThatSaysItIsTooLargeBeforeReadingIt() throws Exception {
        var request = upload("/api/verify", "short", "1.1.1.5").content(new byte[70_000]);
        assertThat(as(ADA, request).getResponse().getStatus()).isEqualTo(413);
        verify(verification, never()).verify(any());
    }

    @Test
    void slowsOneSourceDownAndLeavesTheOthersAlone() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(status(ADA, upload("/verify", "%PDF", "2.2.2.2"))).isEqualTo(200);
        }
        MockHttpServletResponse fourth = as(ADA, upload("/verify", "%PDF", "2.2.2.2")).getResponse();
        assertThat(fourth.getStatus()).isEqualTo(429);
        assertThat(fourth.getHeader("Retry-After")).isEqualTo("60");
        assertThat(status(ADA, upload("/api/verify", "%PDF", "2.2.2.2"))).isEqualTo(429);
        assertThat(status(ADA, get("/verify?code=abc").with(from("2.2.2.2")))).isEqualTo(429);
        assertThat(status(ADA, upload("/verify", "%PDF", "2.2.2.3"))).isEqualTo(200);
        clock.forward(Duration.ofMinutes(1));
        assertThat(status(ADA, upload("/verify", "%PDF", "2.2.2.2"))).isEqualTo(200);
    }

    @Test
    void saysOfACodeOnlyWhetherItIsKnown() throws Exception {
        when(verification.isKnown("abcd")).thenReturn(true);
        assertThat(body(ADA, get("/verify").param("code", " abcd ").with(from("3.3.3.3")))).contains("This code belongs to a record we keep.").doesNotContain("GA-2026");
        assertThat(body(ADA, get("/verify?code=nope").with(from("3.3.3.3")))).contains("We do not know this code.");
    }

    @Test
    void slowsDownWhoTriesOneCodeAfterTheOther() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(status(ADA, get("/verify?code=wrong" + i).with(from("4.4.4.4")))).isEqualTo(200);
        }
        assertThat(status(ADA, get("/verify?code=right").with(from("4.4.4.4")))).isEqualTo(429);
        verify(verification, never()).isKnown("right");
    }

    @Test
    void givesTheCertificateToCheckWithoutUs() throws Exception {
        assertThat(body(ADA, get("/verify/ca.pem"))).startsWith("-----BEGIN CERTIFICATE-----");
    }

    private static MockMultipartHttpServletRequestBuilder upload(String address, String content, String source) {
        MockMultipartHttpServletRequestBuilder request = multipart(address);
        request.file(new MockMultipartFile("file", "record.pdf", "application/pdf", content.getBytes())).with(from(source));
        return request;
    }

    private static org.springframework.test.web.servlet.request.RequestPostProcessor from(String source) {
        return request -> {
            request.setRemoteAddr(source);
            return request;
        };
    }
}
