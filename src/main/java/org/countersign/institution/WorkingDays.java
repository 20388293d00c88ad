package org.countersign.institution;

import java.time.LocalDate;
import org.springframework.stereotype.Service;

/** Monday to Friday less the bank holidays of the institution's nation. Never used for a deadline that law sets in hours. */
@Service
public class WorkingDays {

    public boolean isWorkingDay(LocalDate day) {
        throw new UnsupportedOperationException();
    }

    /** The day that lies that many working days after (or, negative, before) the given one. */
    public LocalDate plus(LocalDate day, int workingDays) {
        throw new UnsupportedOperationException();
    }

    /** How many working days lie in {@code (from, to]}; 0 when {@code to} is not after {@code from}. */
    public int between(LocalDate from, LocalDate to) {
        throw new UnsupportedOperationException();
    }
}
