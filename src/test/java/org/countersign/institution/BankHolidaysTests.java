package org.countersign.institution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.countersign.institution.Institution.Nation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;

/** The published days against the rules: where the two differ, this says why. */
class BankHolidaysTests {

    private static final List<Integer> PUBLISHED = List.of(2025, 2026, 2027);

    /** Days that are published and follow from no rule. */
    private static final Map<Nation, Set<LocalDate>> PROCLAIMED = Map.of(
            // Proclaimed for Scotland's first match at the World Cup.
            Nation.SCOTLAND, Set.of(LocalDate.of(2026, 6, 15)));

    static Stream<Arguments> yearsAndNations() {
        return PUBLISHED.stream().flatMap(year -> Stream.of(Nation.values()).map(nation -> Arguments.of(year, nation)));
    }

    @ParameterizedTest
    @MethodSource("yearsAndNations")
    void publishedAreTheDaysOfTheRulesAndThoseProclaimedBesides(int year, Nation nation) {
        BankHolidays holidays = new BankHolidays(nation);
        List<LocalDate> byRule = holidays.byRule(year).stream().filter(BankHolidaysTests::isWeekday).toList();
        List<LocalDate> proclaimed = PROCLAIMED.getOrDefault(nation, Set.of()).stream().filter(day -> day.getYear() == year).toList();
        assertThat(holidays.published(year)).containsExactlyInAnyOrderElementsOf(Stream.concat(byRule.stream(), proclaimed.stream()).toList());
    }

    @ParameterizedTest
    @MethodSource("yearsAndNations")
    void everyPublishedDayIsAWeekdayOfItsYearWithAName(int year, Nation nation) throws IOException {
        JsonNode file = new YAMLMapper().readTree(new ClassPathResource("bank-holidays/" + year + ".yaml").getInputStream());
        assertThat(file.path("source").asText()).isEqualTo("https://www.gov.uk/bank-holidays");
        assertThat(file.path(nation.name()).properties()).isNotEmpty().allSatisfy(entry -> {
            assertThat(LocalDate.parse(entry.getKey())).matches(day -> day.getYear() == year && isWeekday(day));
            assertThat(entry.getValue().asText()).isNotBlank();
        });
    }

    @Test
    void aDayProclaimedForOneYearIsNoWorkingDay() {
        LocalDate worldCup = LocalDate.of(2026, 6, 15);
        assertThat(new WorkingDays(Nation.SCOTLAND, List.of()).isWorkingDay(worldCup)).isFalse();
        assertThat(new WorkingDays(Nation.ENGLAND, List.of()).isWorkingDay(worldCup)).isTrue();
    }

    @Test
    void thereIsAFileForEveryYearThatIsPublishedAndForNoOther() {
        assertThat(IntStream.rangeClosed(2015, 2040).filter(BankHolidays::isPublished).boxed()).containsExactlyElementsOf(PUBLISHED);
    }

    @Test
    void aYearWithoutAFileIsComputedByRule() {
        assertThat(new WorkingDays(Nation.ENGLAND, List.of()).isWorkingDay(LocalDate.of(2030, 12, 25))).isFalse();
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aMissingYearIsSaidAtStartAndInHealth(CapturedOutput output) {
        BankHolidaysHealthIndicator missing = inYear(2027);
        missing.sayAtStart();
        assertThat(output).contains("The bank holidays of 2028 are not there as published").contains("WARN");
        assertThat(missing.health().getStatus()).isEqualTo(new Status("MISSING"));
        assertThat(missing.health().getDetails().get("words")).asString().contains("2028").contains("closures");
        assertThat(inYear(2028).health().getDetails().get("words")).asString().contains("2028 and 2029");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void nothingIsSaidWhileThisYearAndTheNextAreThere(CapturedOutput output) {
        BankHolidaysHealthIndicator there = inYear(2026);
        there.sayAtStart();
        assertThat(output).doesNotContain("bank holidays");
        assertThat(there.health().getStatus()).isEqualTo(Status.UP);
    }

    private static BankHolidaysHealthIndicator inYear(int year) {
        return new BankHolidaysHealthIndicator(Clock.fixed(Instant.parse(year + "-07-01T12:00:00Z"), ZoneOffset.UTC), ZoneId.of("Europe/London"), BankHolidays::isPublished);
    }

    private static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek().getValue() < DayOfWeek.SATURDAY.getValue();
    }
}
