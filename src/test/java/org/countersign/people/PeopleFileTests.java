package org.countersign.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.countersign.people.ImportRefused.Problem;
import org.countersign.people.PeopleFile.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleFileTests {

    private static final String HEADER = "personId,userId,name,email,position,department,kind,lineManager,employedFrom,employedUntil,roles\n";
    private static final String ADA = "P1,ada,Ada,ada@college.example,Coordinator,Sports,STAFF,P2,2019-09-02,,\n";
    private static final String BEA = "P2,bea,Bea,bea@college.example,Head,Sports,STAFF,,2019-09-02,2027-01-01,line-managers;it-team\n";

    @Test
    void readsWhatStandsThere() {
        assertThat(read(HEADER + ADA + BEA)).satisfiesExactly(
                ada -> {
                    assertThat(ada.line()).isEqualTo(2);
                    assertThat(ada.lineManager()).isEqualTo("P2");
                    assertThat(ada.employedUntil()).isNull();
                    assertThat(ada.roles()).isEmpty();
                },
                bea -> {
                    assertThat(bea.lineManager()).isNull();
                    assertThat(bea.employedUntil()).isEqualTo("2027-01-01");
                    assertThat(bea.roles()).containsExactlyInAnyOrder("line-managers", "it-team");
                });
    }

    @Test
    void aByteOrderMarkWindowsLineEndsBlankLinesAndAnyOrderOfColumnsAreFine() {
        String file = "\uFEFFUSERID,personId,name,email,position,department,kind,lineManager,employedFrom,employedUntil,roles\r\n"
                + "ada,P1,\"Applegarth, Ada\",ada@college.example,C,S,staff,,2019-09-02,,\r\n\r\n";
        assertThat(read(file)).extracting(Row::userId, Row::name).containsExactly(Tuple.tuple("ada", "Applegarth, Ada"));
    }

    /** Everybody manages the next one: asked anew for everybody, that would be five thousand million steps. */
    @Test
    void aHundredThousandPeopleInOneLineAreRead() {
        String file = HEADER + IntStream.range(0, 100_000).mapToObj(i -> "P%d,u%d,名前 %d,u%d@college.example,Reader,Library,STAFF,%s,2019-09-02,,\n"
                .formatted(i, i, i, i, i == 99_999 ? "" : "P" + (i + 1))).collect(Collectors.joining());
        assertThat(read(file)).hasSize(100_000);
        assertThat(problems(file.replace("STAFF,,", "STAFF,P50000,"))).singleElement().extracting(Problem::line).isEqualTo(50_002L);
    }

    @Test
    void namesAreComposedSoThatTheSameNameIsTheSameText() {
        assertThat(read(HEADER + ADA.replace("Ada,", "Noe\u0308l,") + BEA).get(0).name()).isEqualTo("Noël");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "P1,ada,Ada            | P1,ada,                | 2 | name          | The value is missing.",
        "P1,ada,Ada            | P 1,ada,Ada            | 2 | personId      | 'P 1' is not allowed here",
        "P1,ada,Ada            | P1,ada;x,Ada           | 2 | userId        | 'ada;x' is not allowed here",
        "P1,ada,Ada            | P2,ada,Ada             | 3 | personId      | 'P2' stands in line 2 already.",
        "P1,ada,Ada            | P1,BEA,Ada             | 3 | userId        | 'bea' stands in line 2 already.",
        "ada@college.example   | Bea@College.example    | 3 | email         | 'bea@college.example' stands in line 2 already.",
        "ada@college.example   | ada                    | 2 | email         | 'ada' is not allowed here",
        "ada@college.example   | àda@college.example    | 2 | email         | is not allowed here",
        "ada@college.example   | Ada <ada@college.example> | 2 | email      | is not allowed here",
        "ada@college.example   | a@b.c;d@e.f            | 2 | email         | is not allowed here",
        "Sports,STAFF,P2       | Sports,DON,P2          | 2 | kind          | 'DON' is none of STAFF, STUDENT, CONTRACTOR, VOLUNTEER, OUTSIDE.",
        "STAFF,P2              | STAFF,P9               | 2 | lineManager   | The file names nobody with the person id 'P9'.",
        "STAFF,P2              | STAFF,P1               | 2 | lineManager   | Nobody is their own line manager.",
        "2019-09-02,,          | 02/09/2019,,           | 2 | employedFrom  | '02/09/2019' is not a day written as 2026-11-30.",
        "2019-09-02,,          | 2019-02-30,,           | 2 | employedFrom  | '2019-02-30' is not a day",
        "2019-09-02,,          | ,,                     | 2 | employedFrom  | The value is missing.",
        "2019-09-02,,          | 0019-09-02,,           | 2 | employedFrom  | is not between 1900 and 2199.",
        "2019-09-02,,          | 2019-09-02,2019-09-01, | 2 | employedUntil | The last day of employment, 2019-09-01, is before the first, 2019-09-02.",
        "2019-09-02,,          | 2019-09-02,,wizard     | 2 | roles         | There is no role 'wizard'. The roles are staff, line-managers, it-team",
        "2019-09-02,,          | 2019-09-02,            | 2 | ~~            | There are 10 values where the first line names 11 columns.",
        "STAFF,,2019           | STAFF,P1,2019          | 2 | lineManager   | People manage each other in a circle: P1 -> P2 -> P1."
    })
    void namesLineAndColumnOfAMistake(String from, String to, long line, String column, String message) {
        String right = HEADER + ADA + BEA;
        assertThat(right).contains(from);
        assertThat(problems(right.replaceFirst(Pattern.quote(from), to))).anySatisfy(problem -> {
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.column()).isEqualTo(column == null ? "" : column);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void showsEveryMistakeAtOnce() {
        assertThat(problems(HEADER + ADA.replace("Coordinator", "").replace("2019-09-02", "then") + BEA.replace("it-team", "it")))
                .extracting(Problem::line, Problem::column)
                .containsExactly(tuple(2L, "position"), tuple(2L, "employedFrom"), tuple(3L, "roles"));
    }

    @Test
    void aCircleIsReportedOnceHoweverManyStandUnderIt() {
        assertThat(problems(HEADER + row("A", "B") + row("B", "C") + row("C", "A") + row("D", "A") + row("E", "D"))).hasSize(1);
    }

    @Test
    void namesAMissingAndAnUnknownColumn() {
        assertThat(problems(HEADER.replace("kind,", "sort,") + ADA)).extracting(Problem::message)
                .anySatisfy(m -> assertThat(m).contains("There is no such column"))
                .anySatisfy(m -> assertThat(m).isEqualTo("The column is missing."));
    }

    @Test
    void anEmptyFileNamesNobody() {
        assertThat(problems("")).singleElement().satisfies(p -> assertThat(p.message()).contains("The file is empty"));
        assertThat(problems(HEADER)).singleElement().satisfies(p -> assertThat(p.message()).isEqualTo("The file names nobody."));
    }

    @Test
    void namesTheLineWhereTheFileStopsBeingUtf8() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write((HEADER + BEA).getBytes(StandardCharsets.UTF_8));
        file.write(ADA.replace("Ada,", "Noël,").getBytes(Charset.forName("windows-1252")));
        ImportRefused refused = catchThrowableOfType(ImportRefused.class, () -> PeopleFile.read(file.toByteArray(), "people.csv"));
        assertThat(refused.problems()).singleElement().satisfies(p -> {
            assertThat(p.line()).isEqualTo(3);
            assertThat(p.message()).contains("not UTF-8");
        });
        assertThat(problems(new String((HEADER + ADA).getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1))).isNotEmpty();
    }

    @Test
    void controlCharactersAndTextThatRunsBackwardsAreRefused() {
        for (String bad : List.of("A\0da", "A\tda", "\"A\nda\"", "A\u202Eda", "A\u2066da", "A\u0085da")) {
            assertThat(problems(HEADER + ADA.replace(",Ada,", "," + bad + ",") + BEA)).as(bad)
                    .anySatisfy(p -> assertThat(p.column()).isEqualTo("name"));
        }
    }

    @Test
    void aLineAfterAValueOfSeveralLinesIsStillCountedRight() {
        assertThat(problems(HEADER + ADA.replace(",Ada,", ",\"A\nda\",") + BEA.replace("STAFF", "X")))
                .extracting(Problem::line, Problem::column).containsExactly(tuple(2L, "name"), tuple(4L, "kind"));
    }

    @Test
    void anUnclosedQuoteIsAMistakeNotAFailure() {
        assertThat(problems(HEADER + ADA.replace(",Ada,", ",\"Ada,"))).singleElement()
                .satisfies(p -> assertThat(p.message()).contains("quotes"));
    }

    @Test
    void aHugeFileIsRefusedBeforeItIsRead() {
        byte[] huge = new byte[PeopleFile.MOST_BYTES + 1];
        Arrays.fill(huge, (byte) 'a');
        ImportRefused refused = catchThrowableOfType(ImportRefused.class, () -> PeopleFile.read(huge, "people.csv"));
        assertThat(refused).hasMessageContaining("The file is larger than 20 MB.");
    }

    @Test
    void aFileFullOfMistakesStopsAfterTwoHundred() {
        assertThat(problems(HEADER + "x\n".repeat(5000))).hasSize(201).last()
                .satisfies(p -> assertThat(p.message()).contains("reading stopped after 200"));
    }

    private static Tuple tuple(Object... values) {
        return Tuple.tuple(values);
    }

    private static String row(String id, String manager) {
        return "%s,u%s,N%s,%s@college.example,A,B,STAFF,%s,2020-01-01,,\n".formatted(id, id, id, id, manager);
    }

    private static List<Row> read(String csv) {
        return PeopleFile.read(csv.getBytes(StandardCharsets.UTF_8), "people.csv");
    }

    private static List<Problem> problems(String csv) {
        ImportRefused refused = catchThrowableOfType(ImportRefused.class, () -> read(csv));
        assertThat(refused).as("refusal of " + csv).isNotNull();
        return refused.problems();
    }
}
