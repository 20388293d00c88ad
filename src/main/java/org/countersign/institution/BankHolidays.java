package org.countersign.institution;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.Year;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.countersign.institution.Institution.Nation;
import org.springframework.core.io.ClassPathResource;

/**
 * The bank holidays of a nation: those published, from {@code bank-holidays/<year>.yaml}; for a year without a file those that the rules
 * give, which know no day proclaimed for one year alone.
 */
final class BankHolidays {

    private final Nation nation;
    private final Map<Integer, Set<LocalDate>> byYear = new ConcurrentHashMap<>();

    BankHolidays(Nation nation) {
        this.nation = nation;
    }

    boolean contains(LocalDate day) {
        return byYear.computeIfAbsent(day.getYear(), year -> isPublished(year) ? published(year) : byRule(year)).contains(day);
    }

    static boolean isPublished(int year) {
        return file(year).exists();
    }

    Set<LocalDate> published(int year) {
        try (InputStream yaml = file(year).getInputStream()) {
            YAMLMapper mapper = new YAMLMapper();
            JsonNode days = mapper.readTree(yaml).path(nation.name());
            return mapper.convertValue(days, new TypeReference<Map<String, String>>() {}).keySet().stream().map(LocalDate::parse)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("The bank holidays of " + year + " cannot be read", e);
        }
    }

    Set<LocalDate> byRule(int year) {
        HolidayManager calendar = HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.UNITED_KINGDOM));
        return calendar.getHolidays(Year.of(year), region()).stream().map(Holiday::getDate).collect(Collectors.toCollection(TreeSet::new));
    }

    private static ClassPathResource file(int year) {
        return new ClassPathResource("bank-holidays/" + year + ".yaml");
    }

    private String region() {
        return switch (nation) {
            case ENGLAND -> "eng";
            case WALES -> "wls";
            case SCOTLAND -> "sct";
            case NORTHERN_IRELAND -> "nir";
        };
    }
}
