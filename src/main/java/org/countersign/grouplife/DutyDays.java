package org.countersign.grouplife;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.institution.Institution.GroupLifeTerms;
import org.countersign.institution.WorkingDays;

/**
 * When what is asked for, due, brought to the line manager, and a reason to suspend the group. Days are local, instants absolute: an hour
 * that a clock change takes or gives moves no day.
 */
record DutyDays(WorkingDays workingDays, ZoneId zone, GroupLifeTerms terms) {

    /** Conversations are held no longer than this (Social Media Policy §9.3(g)). */
    static final int DAYS_KEPT = 7;

    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final int MONTHS_BETWEEN_REVIEWS = 3;

    LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    Instant morningOf(LocalDate day) {
        return day.atTime(MORNING).atZone(zone).toInstant();
    }

    /** What comes by itself, the first time after that day. */
    Duty next(Kind kind, LocalDate activatedOn, LocalDate after) {
        LocalDate on = activatedOn;
        for (int times = 1; !on.isAfter(after); times++) {
            on = kind == Kind.ATTESTATION ? activatedOn.plusDays((long) DAYS_KEPT * times) : activatedOn.plusMonths((long) MONTHS_BETWEEN_REVIEWS * times);
        }
        return Duty.toCome(kind, null, on, morningOf(on));
    }

    /** The end of that year of its life, asked for so many days before. */
    Duty renewal(LocalDate firstDay, int year) {
        LocalDate on = firstDay.plusYears(year);
        return Duty.toCome(Kind.RENEWAL, null, on, morningOf(on.minusDays(terms.renewalBefore())));
    }

    /** Asked for now: the terms run from now, whatever day it was meant for. */
    Duty asked(Duty duty, Instant now) {
        LocalDate due = dueDay(duty.kind(), now.atZone(zone).toLocalDateTime());
        return duty.asked(closeOf(due), morningOf(workingDays.plus(due, terms.managerAfter())), closeOf(workingDays.plus(due, terms.suspendedAfter())));
    }

    private LocalDate dueDay(Kind kind, LocalDateTime now) {
        int days = switch (kind) {
            case ACTIVATION -> terms.activation();
            case ATTESTATION -> terms.attestation();
            case REVIEW -> terms.review();
            case LEAVER -> 0;
            case HOLD -> terms.hold();
            case APP -> terms.app();
            case RENEWAL -> terms.renewal();
            case CHANGE -> terms.change();
            case RESTORING -> terms.restoring();
            case CLOSING -> terms.closing();
        };
        // The same working day, while there is any of it left.
        boolean today = workingDays.isWorkingDay(now.toLocalDate()) && now.isBefore(workingDays.closeOfBusiness(now.toLocalDate(), 0));
        return days == 0 && today ? now.toLocalDate() : workingDays.plus(now.toLocalDate(), Math.max(1, days));
    }

    /** Close of business that many working days from then. */
    Instant inWorkingDays(int days, Instant from) {
        return workingDays.closeOfBusiness(day(from), days).atZone(zone).toInstant();
    }

    private Instant closeOf(LocalDate day) {
        return workingDays.closeOfBusiness(day, 0).atZone(zone).toInstant();
    }
}
