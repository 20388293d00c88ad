package org.countersign.institution;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.countersign.institution.Institution.Nation;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Monday to Friday less the bank holidays of the institution's nation and its own closures. Never used for a deadline that law sets
 * in hours.
 */
@Service
public class WorkingDays {

    static final LocalTime CLOSE_OF_BUSINESS = LocalTime.of(17, 0);

    private final Set<LocalDate> closures;
    private final BankHolidays bankHolidays;

    @Autowired
    WorkingDays(Pack pack) {
        this(pack.institution().nation(), pack.closures());
    }

    /** For a nation and with closures of one's own. */
    public WorkingDays(Nation nation, List<LocalDate> closures) {
        this.bankHolidays = new BankHolidays(nation);
        this.closures = Set.copyOf(closures);
    }

    public boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !closures.contains(day)
                && !bankHolidays.contains(day);
    }

    /** The day that lies that many working days after (or, negative, before) the given one. */
    public LocalDate plus(LocalDate day, int workingDays) {
        int step = workingDays < 0 ? -1 : 1;
        LocalDate at = day;
        for (int left = Math.abs(workingDays); left > 0;) {
            at = at.plusDays(step);
            if (isWorkingDay(at)) {
                left--;
            }
        }
        return at;
    }

    /** Five in the afternoon, in the institution's zone, that many working days after the given day. */
    public LocalDateTime closeOfBusiness(LocalDate day, int workingDays) {
        return plus(day, workingDays).atTime(CLOSE_OF_BUSINESS);
    }

    /** How many working days lie in {@code (from, to]}; 0 when {@code to} is not after {@code from}. */
    public int between(LocalDate from, LocalDate to) {
        return to.isAfter(from) ? (int) from.plusDays(1).datesUntil(to.plusDays(1)).filter(this::isWorkingDay).count() : 0;
    }
}
