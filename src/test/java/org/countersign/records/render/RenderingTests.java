package org.countersign.records.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.records.Judges.textOf;

import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.pdf.PdfName;
import com.itextpdf.kernel.pdf.PdfReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.casefile.CaseRecord.PersonLine;
import org.countersign.records.Document;
import org.countersign.records.render.Rendering.EmbeddedFile;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class RenderingTests {

    private static final String NASTY = "<script>alert('x')</script> <img src=\"file:///etc/passwd\"> <style>@import url(http://127.0.0.1/x)</style> ${7*7} &amp; [[${record}]]";

    private final Renderer make = new Renderer();

    @Test
    void makesAnArchivableAccessibleSheet() {
        var text = textOf(make.judged("sheet", Samples.sheetDocument(Samples.plainSheet())));
        assertThat(text).contains("Boathouse rota", "Basil Birdwhistle", "§12.2", "page 1 of");
    }

    @Test
    void makesAnArchivableAccessibleRecord() {
        var text = textOf(make.judged("authorised", Samples.recordDocument(Samples.authorised())));
        assertThat(text).contains("GA-2026-000001", "7c2f-9d04", "Desmond Dovecote", "page 1 of");
        assertThat(text.indexOf("Authorised")).as("the outcome comes first").isLessThan(text.indexOf("What was asked"));
    }

    @Test
    void embedsFilesWithTheirRelationship() throws IOException {
        byte[] json = "{\"recordId\":\"GA-2026-000001\"}".getBytes(StandardCharsets.UTF_8);
        byte[] pdf = make.judged("with-files", Samples.recordDocument(Samples.authorised()),
                new EmbeddedFile("record.json", "application/json", "The record's data", "Data", json),
                new EmbeddedFile("sheet-1.pdf", "application/pdf", "Countersigned sheet 1", "Source",
                        Renderer.RENDERING.pdf(Samples.sheetDocument(Samples.plainSheet()), List.of())),
                new EmbeddedFile("picture.png", "image/png", "Evidence", "Supplement", new byte[] {1, 2, 3}));
        try (var document = new PdfDocument(new PdfReader(new ByteArrayInputStream(pdf)))) {
            var files = document.getAssociatedFiles();
            assertThat(IntStream.range(0, files.size()).mapToObj(files::getAsDictionary)
                    .map(f -> f.getAsString(PdfName.UF).toUnicodeString() + " " + f.getAsName(PdfName.AFRelationship).getValue()))
                    .containsExactly("record.json Data", "sheet-1.pdf Source", "picture.png Supplement");
            assertThat(files.getAsDictionary(0).getAsDictionary(PdfName.EF).getAsStream(PdfName.F).getBytes()).isEqualTo(json);
        }
    }

    @Test
    void carriesTitleLanguageBookmarksAndIdsForProgramsAndReaders() throws IOException {
        byte[] pdf = make.judged("metadata", Samples.recordDocument(Samples.authorised()));
        try (var document = new PdfDocument(new PdfReader(new ByteArrayInputStream(pdf)))) {
            assertThat(document.getCatalog().getLang().toUnicodeString()).isEqualTo("en-GB");
            assertThat(document.getDocumentInfo().getTitle()).isEqualTo("Approval of the group “Boathouse rota”");
            assertThat(new String(document.getXmpMetadataBytes(), StandardCharsets.UTF_8))
                    .contains("recordId=\"GA-2026-000001\"", "verificationCode=\"7c2f-9d04-4e1b-8a6c-3bf7-6e5f-52d0-91aa\"", "outcome=\"Authorised\"");
            assertThat(document.getOutlines(false).getAllChildren().get(0).getAllChildren()).extracting(o -> o.getTitle())
                    .contains("What was asked", "Declaration", "Signatures and decisions", "Check this record");
        }
    }

    @Test
    void saysARefusalWithItsReasonAndNoAssistant() {
        var sheet = Samples.sheet(1, null, "Boathouse rota", "Swapping shifts.");
        var text = textOf(make.judged("refused", Samples.recordDocument(Samples.record("Refused",
                "Clementine Crabtree, first line manager, refused the group “Boathouse rota”.", sheet, List.of(),
                List.of(Samples.decision("Application", Samples.ADA, "Group administrator", "Signed", null, 0),
                        Samples.decision("First approval", Samples.CLEMENTINE, "First line manager", "Refused",
                                "The rota system does this already.", 20))))));
        assertThat(text).contains("Refused", "The rota system does this already.", "None named");
    }

    @Test
    void saysAWithdrawalWithOneSignature() {
        var text = textOf(make.judged("withdrawn", Samples.recordDocument(Samples.record("Withdrawn",
                "Ada Applegarth withdrew the application before it was decided.", Samples.plainSheet(), List.of(),
                List.of(Samples.decision("Application", Samples.ADA, "Group administrator", "Signed", null, 0))))));
        assertThat(text).contains("Withdrawn", "withdrew the application");
    }

    @Test
    void keepsEveryWordOfALongCommentOverPages() {
        String comment = IntStream.range(0, 1100).mapToObj(n -> "wording" + n).collect(Collectors.joining(" ")).substring(0, 10_000);
        var deputy = new org.countersign.casefile.CaseRecord.Decision("Authorisation", Samples.DESMOND,
                "Second line manager", "Euphemia Elderflower", "Authorised", comment, Samples.SUBMITTED.plusSeconds(9000),
                "signed in with password", "I have seen the application and decide on it as shown.");
        var text = textOf(make.judged("long-comment", Samples.recordDocument(Samples.record("Authorised", "The group may be set up.",
                Samples.sheet(2, Samples.BASIL, "Boathouse rota", "Swapping shifts.\n\nAlso for launches."), List.of(Samples.plainSheet()),
                List.of(Samples.decision("First approval", Samples.CLEMENTINE, "First line manager", "Approved", comment, 1), deputy)))));
        assertThat(text.split("\\s+")).contains(comment.split(" "));
        assertThat(text).contains("in place of Euphemia Elderflower", "Earlier sheets");
        assertThat(make.pages("long-comment")).isGreaterThan(4);
    }

    @Test
    void splitsAPurposeLongerThanAPage() {
        String purpose = IntStream.range(0, 800).mapToObj(n -> "purpose" + n).collect(Collectors.joining(" "));
        var text = textOf(make.judged("long-purpose", Samples.sheetDocument(Samples.sheet(1, null, "Boathouse rota", purpose))));
        assertThat(text.split("\\s+")).contains(purpose.split(" "));
    }

    @Test
    void wrapsAWordOfThreeHundredLetters() {
        String word = "Llanfairpwllgwyngyll".repeat(15);
        var who = new PersonLine("P1", word, word, word);
        var pdf = make.judged("long-word", Samples.recordDocument(Samples.record("Authorised", "For " + word + " it is so.",
                Samples.sheet(1, who, word, word), List.of(), List.of(Samples.decision("First approval", who, "First line manager",
                        "Approved", word, 1)))));
        assertThat(textOf(pdf).replaceAll("\\s", "")).contains(word);
        assertThat(make.rightEdge(pdf)).as("nothing runs off the page").isLessThan(595 - 40);
    }

    @Test
    void takesWhatPeopleTypeAsTextAndNothingElse() {
        var record = Samples.record("Authorised", NASTY, Samples.sheet(1, new PersonLine("P1", NASTY, NASTY, NASTY), NASTY, NASTY),
                List.of(), List.of(Samples.decision("First approval", Samples.CLEMENTINE, "First line manager", "Approved", NASTY, 1)));
        var document = Samples.recordDocument(record);
        var page = Jsoup.parse(Renderer.RENDERING.html(document));
        assertThat(page.select("script, img[src^=file], body style")).isEmpty();
        assertThat(page.text()).contains("<script>alert('x')</script>", "${7*7}");
        assertThat(textOf(make.judged("nasty", document)).replaceAll("\\s+", " "))
                .contains("<script>alert('x')</script> <img src=\"file:///etc/passwd\">", "${7*7} &amp; [[${record}]]");
    }

    @Test
    void makesTheSamePagesWhenManyAskAtOnce() {
        var document = Samples.recordDocument(Samples.record("Authorised", "王小明 said yes.", Samples.plainSheet(), List.of(),
                Samples.authorised().decisions()));
        var texts = IntStream.range(0, 24).parallel().mapToObj(n -> textOf(Renderer.RENDERING.pdf(document, List.of()))).distinct();
        assertThat(texts.toList()).hasSize(1);
    }

    @Test
    void makesThePageThatWarmsUp() {
        var model = Map.<String, Object>of("institution", Samples.INSTITUTION, "at", Samples.SUBMITTED, "verificationCode", "none",
                "verifyUrl", "https://localhost/verify");
        assertThat(textOf(make.judged("warm-up", new Document("warm-up", "Warm-up", model)))).contains("Ready");
    }

    @Test
    void showsCharactersOfNoTypefaceByTheirCodePoints() {
        String tail = "Tail \uD808\uDC00 \uE000 \uFFFE \u0007 \uD800 end\u00A0\u2003now";
        var text = textOf(make.judged("no-typeface", Samples.sheetDocument(Samples.sheet(1, null, tail, tail))));
        assertThat(text).contains("[U+12000]", "[U+E000]", "end");
    }

    @Test
    void failsAPageThatReachesOutside() {
        for (String page : List.of("outside/style-import", "outside/background", "outside/picture", "outside/relative-picture",
                "outside/stylesheet", "outside/inline-svg", "outside/nested-svg", "outside/font")) {
            assertThatThrownBy(() -> Renderer.RENDERING.pdf(new Document(page, "Outside", Map.of()), List.of()))
                    .as(page).isInstanceOf(OutsideResource.class);
        }
    }

    @Test
    void leavesNoHeadingAloneAtTheFootOfAPage() {
        for (int lines = 1; lines < 40; lines += 3) {
            var sheet = Samples.sheet(1, Samples.BASIL, "Boathouse rota", "One more line.\n".repeat(lines));
            byte[] pdf = Renderer.RENDERING.pdf(Samples.recordDocument(Samples.record("Authorised", "The group may be set up.", sheet,
                    List.of(), Samples.authorised().decisions())), List.of());
            assertThat(make.lastLines(pdf)).as("%d lines", lines)
                    .doesNotContain("What was asked", "Declaration", "Policies read and understood", "Signatures and decisions",
                            "What happened", "Legal basis and keeping", "Evidence of the signatures", "Check this record",
                            "First approval: Approved", "Authorisation: Authorised", "When What Who");
        }
    }
}
