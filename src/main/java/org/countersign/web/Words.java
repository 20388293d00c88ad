package org.countersign.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.countersign.engine.Cases.Waiting;
import org.countersign.institution.Institution;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.web.security.FirstAdministrator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Dates and people the way a page says them: local time of the institution, names instead of ids. */
@Component("words")
class Words {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.UK);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.UK);

    private final Institution institution;
    private final People people;
    private final Clock clock;

    Words(Institution institution, People people, Clock clock) {
        this.institution = institution;
        this.people = people;
        this.clock = clock;
    }

    public String moment(Instant at) {
        ZonedDateTime local = at.atZone(institution.zone());
        return DAY.format(local) + ", " + TIME.format(local);
    }

    public String day(Instant at) {
        return DAY.format(at.atZone(institution.zone()));
    }

    public String date(LocalDate day) {
        return DAY.format(day);
    }

    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), institution.zone());
    }

    public boolean isOverdue(Waiting task) {
        return task.due() != null && !task.optional() && isOverdue(task.due());
    }

    public boolean isOverdue(Instant due) {
        return due.isBefore(clock.instant());
    }

    /** For example "Due tomorrow", "Due Thursday 26 November", "Overdue since 18 November 2026". */
    public String due(Instant due) {
        ZonedDateTime local = due.atZone(institution.zone());
        boolean endOfDay = local.toLocalTime().equals(LocalTime.MIDNIGHT);
        LocalDate day = endOfDay ? local.toLocalDate().minusDays(1) : local.toLocalDate();
        long days = ChronoUnit.DAYS.between(today(), day);
        if (isOverdue(due)) {
            return days == 0 ? "Overdue since " + TIME.format(local) + " today" : "Overdue since " + DAY.format(day);
        }
        if (days == 0) {
            return endOfDay || local.getHour() == 23 ? "Due today" : "Due today by " + TIME.format(local);
        }
        if (days == 1) {
            return "Due tomorrow";
        }
        return days < 7 ? "Due " + WEEKDAY.format(day) : "Due " + DAY.format(day);
    }

    /** The same of a task; one that is open to people rather than asked of them has no due date: "Open until 3 December 2026". */
    public String due(Waiting task) {
        return task.due() == null ? "" : task.optional() ? "Open until " + moment(task.due()) : due(task.due());
    }

    /** The same beside a label that says "Due" already. */
    public String when(Instant due) {
        String words = due(due);
        return words.startsWith("Due ") ? words.substring(4, 5).toUpperCase(Locale.UK) + words.substring(5) : words;
    }

    public String greeting(Person person) {
        int hour = clock.instant().atZone(institution.zone()).getHour();
        return (hour < 12 ? "Good morning, " : hour < 18 ? "Good afternoon, " : "Good evening, ") + person.name();
    }

    public String name(@Nullable String personId) {
        return personId == null ? "Countersign" : personId.equals(FirstAdministrator.PERSON_ID) ? "Administrator" : people.byId(personId).map(Person::name).orElse("Somebody no longer in the directory");
    }

    /** Beyond being a member of staff, which nearly everybody is. */
    public String roles(Person person) {
        return person.roles().stream().filter(role -> !role.equals("staff")).sorted().map(Person::inWords)
                .collect(Collectors.collectingAndThen(Collectors.joining(", "), all -> all.isEmpty() ? "None" : all));
    }

    /** Who has an open task: one name, or the names of those who may take it. */
    public String holders(Waiting task) {
        List<String> names = task.holderIds().stream().map(people::byId).flatMap(Optional::stream).map(Person::name).toList();
        String who = switch (names.size()) {
            case 0 -> "Nobody yet";
            case 1 -> names.get(0);
            case 2, 3 -> names.stream().limit(names.size() - 1L).collect(Collectors.joining(", ")) + " or " + names.get(names.size() - 1);
            default -> names.get(0) + " or one of " + (names.size() - 1) + " others";
        };
        return task.inPlaceOfId() == null ? who : who + ", in place of " + name(task.inPlaceOfId());
    }
}
