package org.countersign.records.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.countersign.records.Judges.textOf;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.countersign.casefile.CaseRecord.PersonLine;
import org.countersign.records.Document;
import org.junit.jupiter.api.Test;

/** Any script survives, whoever's name or comment it is. */
class ScriptTests {

    static final String HEBREW = "אני חושבת שהקבוצה הזאת נחוצה מאוד, כי בלי WhatsApp אי אפשר להחליף משמרות בבוקר (לפני 07:30). "
            + "עם זאת, יש למחוק כל הודעה בתוך 7 ימים, ולא לשמור שום גיבוי בענן. נא לוודא שכל חברי הצוות יודעים זאת.";
    static final String ARABIC = "أوافق على هذه المجموعة لأن تبديل النوبات في الصباح الباكر يحتاج إلى رسائل سريعة (قبل 07:30). "
            + "ومع ذلك يجب حذف كل رسالة خلال 7 أيام وعدم حفظ أي نسخة في السحابة، وعلى Basil أن يتأكد من ذلك كل أسبوع.";

    private final Renderer make = new Renderer();

    @Test
    void drawsNamesInEveryScript() {
        var names = List.of("Siân Llŷr-Ŵyn", "Łucja Święcicka-Żółć", "Ἀλέξανδρος Παπαδόπουλος", "Екатерина Щербакова", "王小明",
                "さくら 山田太郎", "김민준", "محمد عبد الله", "שרה כהן", "Ada 🚣 😀 Applegarth");
        var decisions = names.stream().map(name -> Samples.decision("First approval", new PersonLine("P1", name, "Porter", "Lodge"),
                "First line manager", "Approved", name + " — " + name, 2)).toList();
        var pdf = make.judged("scripts", Samples.recordDocument(Samples.record("Authorised", "The group may be set up.",
                Samples.sheet(1, new PersonLine("P1", "שרה כהן", "Porter", "Lodge"), "מועדון השיט", "王小明 김민준"), List.of(), decisions)));
        assertThat(textOf(pdf)).contains("Siân Llŷr-Ŵyn", "Łucja Święcicka-Żółć", "Ἀλέξανδρος Παπαδόπουλος", "Екатерина Щербакова",
                "王小明", "さくら 山田太郎");
    }

    @Test
    void keepsLinesOfRightToLeftCommentsInOrder() {
        var decisions = List.of(
                Samples.decision("First approval", Samples.CLEMENTINE, "First line manager", "Approved", HEBREW + "\n" + HEBREW, 2),
                Samples.decision("Authorisation", Samples.DESMOND, "Second line manager", "Authorised",
                        ARABIC + "\nPlain English again.\n" + ARABIC, 3));
        var text = textOf(make.judged("right-to-left", Samples.recordDocument(Samples.record("Authorised",
                "The group may be set up.", Samples.plainSheet(), List.of(), decisions))));
        String first = new StringBuilder("אני חושבת").reverse().toString();
        String second = new StringBuilder("בענן").reverse().toString();
        assertThat(text).containsSubsequence(first, second, first, second);
    }

    @Test
    void keepsEveryWordOfALongRightToLeftCommentOverPages() {
        String comment = IntStream.range(0, 1400).mapToObj(n -> "מילה" + (char) ('א' + n % 27) + (char) ('א' + n / 27 % 27) + (char) ('א' + n / 729))
                .collect(Collectors.joining(" "));
        var text = textOf(make.judged("long-right-to-left", commented(comment)));
        assertThat(text.split("\\s+")).contains(new StringBuilder(comment).reverse().toString().split(" "));
        assertThat(make.pages("long-right-to-left")).isGreaterThan(3);
    }

    @Test
    void wrapsTextWithoutSpaces() {
        String chinese = "本小组仅用于紧急调班".repeat(60) + "。";
        String hebrewWord = "שלום".repeat(75);
        byte[] pdf = make.judged("no-spaces", commented(chinese + "\n" + hebrewWord + "\n" + "ภาษาไทยไม่มีช่องว่าง".repeat(15)));
        assertThat(make.rightEdge(pdf)).isLessThan(595 - 40);
        assertThat(textOf(pdf).replaceAll("\\s", "")).contains(chinese)
                .matches(text -> text.chars().filter(c -> c == 'ש').count() == 75, "every letter of the long word");
    }

    @Test
    void joinsLettersAndTheirAccents() {
        assertThat(textOf(make.judged("accents", commented("\u0338Zoe\u0308 Nguye\u0302\u0303n")))).contains("Zoë Nguyễn");
    }

    private static Document commented(String comment) {
        return Samples.recordDocument(Samples.record("Authorised", "The group may be set up.", Samples.plainSheet(), List.of(),
                List.of(Samples.decision("First approval", Samples.CLEMENTINE, "First line manager", "Approved", comment, 1))));
    }
}
