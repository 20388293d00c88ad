package org.countersign.institution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private static final Clock CLOCK = Clock.fixed(TODAY.atStartOfDay().toInstant(ZoneOffset.UTC), ZoneOffset.UTC);

    private String shipped;

    @BeforeEach
    void readTheShippedPack() throws IOException {
        try (InputStream in = getClass().getResourceAsStream("/institutions/jesus-college.yaml")) {
            shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theShippedPackIsRight() throws IOException {
        Institution college = read(shipped).institution();
        assertThat(college.name()).isEqualTo("Jesus College");
        assertThat(college.zone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(college.groupApproval().approvals()).isEqualTo(2);
        assertThat(college.groupApproval().declaration()).hasSize(10)
                .allSatisfy(point -> assertThat(point.citation()).contains("Social Media Policy §"));
        assertThat(college.groupApproval().declaration().get(9).citation()).isEqualTo("Social Media Policy §12.2");
        assertThat(college.groupApproval().readAndUnderstood()).allSatisfy(id -> assertThat(college.policy(id).version()).isNotBlank());
        assertThat(college.groupApproval().terms()).isEqualTo(new Institution.Terms(3, 5, 5, 1, 1, 3));
        assertThat(college.regulatorOn(TODAY).shortName()).isEqualTo("ICO");
        assertThat(getClass().getResource("/templates/" + college.logo())).as("the logo").isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "name: Jesus College               | nmae: Jesus College        | nmae is not a key of the pack",
        "name: Jesus College               | nmae: Jesus College        | name is missing",
        "name: Jesus College               | name:                      | name is empty",
        "name: Jesus College               | name: '  '                 | name is empty",
        "name: Jesus College               | name: 12                   | name must be text; put it in quotes",
        "approvals: 2                      | approvals: 3               | groupApproval.approvals must be a whole number from 1 to 2",
        "approvals: 2                      | approvals: two             | groupApproval.approvals must be a whole number from 1 to 2",
        "approvals: 2                      | aprovals: 2                | groupApproval.aprovals is not a key of the pack",
        "zone: Europe/London               | zone: Europe/Oxford        | zone 'Europe/Oxford' cannot be used",
        "nation: ENGLAND                   | nation: MERCIA             | nation must be one of ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND",
        "from: 2018-05-25                  | from: 2118-05-25           | regulators[0].from lies in the future",
        "from: 2018-05-25                  | from: yesterday            | regulators[0].from must be a day such as 2026-11-30",
        "website: https://ico.org.uk       | website: ico               | regulators[0].website must be an address",
        "'version: \"1.0\"'                | version: 1.0               | policies[0].version must be text; put it in quotes",
        "id: remote-working                | id: acceptable-use         | policies names 'acceptable-use' twice",
        "[social-media, acceptable-use, remote-working] | [social-media, x] | groupApproval.readAndUnderstood[1] names 'x', which is no id under policies",
        "[social-media, acceptable-use, remote-working] | []          | groupApproval.readAndUnderstood is empty",
        "[Team, Section, Shift, Club, Project, Committee] | Team      | groupApproval.memberships must be a list",
        "[Team, Section, Shift, Club, Project, Committee] | [Team, Team] | groupApproval.memberships names 'Team' twice",
        "id: no-cloud-backup               | id: monitor-and-challenge  | groupApproval.declaration names 'monitor-and-challenge' twice",
        "id: no-cloud-backup               | id: a b                    | groupApproval.declaration[9].id must be letters, digits and hyphens",
        "assistant: 3                      | assistant: -3              | groupApproval.terms.assistant must be a whole number from 1 to 60",
        "nextInLineAfter: 3                | nextInLineAfter: 0         | groupApproval.terms.nextInLineAfter must not be smaller than deputyAfter",
        "closures: []                      | closures: [Christmas]      | closures[0] must be a day such as 2026-11-30",
        "closures: []                      | zone: Europe/Paris         | Duplicate field 'zone'",
        "closures: []                      | closures: [                | expected ',' or ']', but got",
        "closures: []                      | closures: []\\n\\tx: 1     | found character",
        "closures: []                      | closures: []\\n---\\nx: 1  | Trailing token",
        "assets/logo-jesus-college.svg     | http://127.0.0.1:9/logo.svg | logo must name a file",
        "assets/logo-jesus-college.svg     | assets/record.css          | logo must name an SVG, PNG or JPEG file",
        "key: IMPACT                       | key: IMPCT                 | breachEscalation.notificationForms[0].sections[2].questions[1].key must be one of",
        "key: IMPACT                       | key: IMPCT                 | breachEscalation.notificationForms[0].sections do not ask IMPACT",
        "key: IMPACT                       | key: DELAY                 | breachEscalation.notificationForms[0].sections names 'DELAY' twice",
        "label: Recovery time              | lable: Recovery time       | breachEscalation.notificationForms[0].sections[2].questions[2].lable is not a key of the pack",
        "label: Recovery time              | 'label: '                  | breachEscalation.notificationForms[0].sections[2].questions[2].label is empty",
        "- from: 2018-05-25\\n      sections | - from: 2118-05-25\\n      sections | breachEscalation.notificationForms[0].from lies in the future",
        "- from: 2018-05-25\\n      sections | - from: 2018-05-25\\n      until: 2030-01-01\\n      sections | breachEscalation.notificationForms[0].until must be left out",
        "at: \"08:00\"                    | at: \"17:00\"              | breachEscalation.summary.at must lie before the close of business at 17:00",
        "at: \"08:00\"                    | at: early                  | breachEscalation.summary.at 'early' cannot be used",
        "toHeadAfter: PT48H                | toHeadAfter: -PT48H        | breachEscalation.summary.toHeadAfter must not be negative",
        "retentionClass: breach-notified    | class: breach-notified    | breachEscalation.notified.retentionClass is missing",
        "regime: HERA_A1                   | regime: HERA_B2            | postRemoval.freeSpeech.regime must be one of HERA_A1, EA1986_S43, HRA_ONLY, OTHER_NATION",
        "[NO_ACTION, ADVISE, REQUEST, REQUIRE, STATEMENT] | [NO_ACTION, BAN] | postRemoval.decisions names 'BAN', which is none of",
        "[NO_ACTION, ADVISE, REQUEST, REQUIRE, STATEMENT] | [ADVISE, ADVISE] | postRemoval.decisions names 'ADVISE' twice",
        "assets/logo-jesus-college.svg     | assets/none.svg            | logo names classpath:templates/assets/none.svg, which is not there"
    })
    void namesTheKeyOfAMistake(String written, String wrong, String expected) {
        String from = written.translateEscapes();
        String to = wrong.translateEscapes();
        assertThat(shipped).contains(from);
        assertThat(mistakes(shipped.replace(from, to))).anySatisfy(m -> assertThat(m).contains(expected));
    }

    @Test
    void showsEveryMistakeAtOnce() {
        assertThat(mistakes(shipped.replace("approvals: 2", "approvals: 9").replace("nation: ENGLAND", "")))
                .containsExactlyInAnyOrder("groupApproval.approvals must be a whole number from 1 to 2", "nation is missing");
    }

    @Test
    void everyMistakeIsNamedByItsLine() {
        assertThat(mistakesWithLines(shipped.replace("approvals: 2", "approvals: 9"))).containsExactly(
                "line " + lineOf("approvals: 2") + ": groupApproval.approvals must be a whole number from 1 to 2");
        assertThat(mistakesWithLines(shipped.replace("id: no-cloud-backup", "id: a b"))).containsExactly(
                "line " + lineOf("id: no-cloud-backup") + ": groupApproval.declaration[9].id must be letters, digits and hyphens, starting with a letter");
        assertThat(mistakesWithLines(shipped.replace("  approvals: 2\n", ""))).containsExactly(
                "line " + lineOf("groupApproval:") + ": groupApproval.approvals is missing");
        assertThat(mistakesWithLines(shipped.replace("closures: []", "closures: [")).get(0)).startsWith("line ");
    }

    /** Read as it is, "*college" would be the institution's name. */
    @Test
    void whatStandsForSomethingElseIsRefused() {
        assertThat(mistakes(shipped.replace("name: Jesus College", "name: &college Jesus College").replaceFirst("shortName: .*", "shortName: *college")))
                .containsExactly("'*college' stands for what is written elsewhere; write it out here");
    }

    @Test
    void aFileThatIsNoYamlInUtf8IsRefusedInWords() throws IOException {
        byte[] latin = shipped.replace("name: Jesus College", "name: Collège").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(catchThrowableOfType(PackRefused.class, () -> Pack.read(new ByteArrayInputStream(latin), "test.yaml", zone -> TODAY)).mistakes())
                .containsExactly("line " + lineOf("name: Jesus College") + ": The file is not UTF-8 from here on; save it as such");
        assertThat(mistakes("x".repeat(2_000_000))).containsExactly("The file is larger than 1 MB; no pack is");
        assertThat(mistakes("a: " + "[".repeat(5_000))).singleElement().asString().isNotBlank();
        assertThat(read("\uFEFF" + shipped).institution().name()).isEqualTo("Jesus College");
    }

    private int lineOf(String text) {
        return (int) shipped.substring(0, shipped.indexOf(text)).lines().count() + (shipped.charAt(shipped.indexOf(text) - 1) == '\n' ? 1 : 0);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThat(mistakes("")).contains("The file must hold keys with values");
        assertThat(mistakes("- a")).contains("The file must hold keys with values");
    }

    @Test
    void aLaterRegulatorIsInForceFromItsDay() throws IOException {
        Institution college = read(shipped.replace("    website: https://ico.org.uk\n", "    website: https://ico.org.uk\n"
                + "  - {from: 2030-01-01, name: Another Office, shortName: AO, address: Elsewhere, phone: '1', website: https://ao.example}\n"))
                .institution();
        assertThat(college.regulatorOn(LocalDate.of(2029, 12, 31)).shortName()).isEqualTo("ICO");
        assertThat(college.regulatorOn(LocalDate.of(2030, 1, 1)).shortName()).isEqualTo("AO");
    }

    @Test
    void aLaterFormOfTheRegulatorFollowsOnTheDayAfterTheOneBeforeIt() throws IOException {
        Institution college = read(twoForms("2029-12-31", "2030-01-01")).institution();
        assertThat(college.breachEscalation().notificationFormOn(LocalDate.of(2029, 12, 31)).from()).isEqualTo("2018-05-25");
        assertThat(college.breachEscalation().notificationFormOn(LocalDate.of(2030, 1, 1)).from()).isEqualTo("2030-01-01");
        assertThat(mistakes(twoForms("2029-12-31", "2029-12-31"))).containsExactly(
                "breachEscalation.notificationForms[1].from overlaps with the form before it, which ends on 2029-12-31");
        assertThat(mistakes(twoForms("2029-12-31", "2030-01-02"))).containsExactly(
                "breachEscalation.notificationForms[1].from leaves days without a form after 2029-12-31");
        assertThat(mistakes(twoForms("2017-12-31", "2018-01-01"))).containsExactly("breachEscalation.notificationForms[0].until lies before its from");
        assertThat(mistakes(twoForms("", "2030-01-01"))).containsExactly("breachEscalation.notificationForms[0].until is missing, as another form follows");
    }

    private String twoForms(String until, String from) {
        int begin = shipped.indexOf("    - from: 2018-05-25\n      sections");
        int end = shipped.indexOf("  # The marks of the 72 hours");
        String form = shipped.substring(begin, end);
        return shipped.substring(0, begin) + form.replace("2018-05-25\n", "2018-05-25\n      until: " + until + "\n")
                + form.replace("2018-05-25", from) + shipped.substring(end);
    }

    @Test
    void anOutsideFileCanBeGiven(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), shipped.replace("name: Jesus College", "name: Another College"));
        assertThat(new InstitutionConfiguration().pack(new InstitutionSettings(file.toString()), CLOCK).institution().name()).isEqualTo("Another College");
    }

    @Test
    void aPackThatIsNotThereIsNamed() {
        PackRefused refused = catchThrowableOfType(PackRefused.class,
                () -> new InstitutionConfiguration().pack(new InstitutionSettings("no-such-college"), CLOCK));
        assertThat(new PackRefusedFailureAnalyzer().analyze(refused).getDescription()).contains("no-such-college").contains("countersign.institution.pack");
    }

    @Test
    void theStartSaysFileAndKey() {
        PackRefused refused = catchThrowableOfType(PackRefused.class, () -> read(shipped.replace("nation: ENGLAND", "")));
        assertThat(new PackRefusedFailureAnalyzer().analyze(refused).getDescription())
                .contains("test.yaml").contains("nation is missing");
    }

    private static Pack read(String yaml) throws IOException {
        return Pack.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test.yaml", zone -> TODAY);
    }

    private static List<String> mistakes(String yaml) {
        return mistakesWithLines(yaml).stream().map(mistake -> mistake.replaceFirst("^line [0-9]+: ", "")).toList();
    }

    private static List<String> mistakesWithLines(String yaml) {
        return catchThrowableOfType(PackRefused.class, () -> read(yaml)).mistakes();
    }
}
