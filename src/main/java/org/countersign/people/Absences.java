package org.countersign.people;

import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Who is away when, and who stands in. Whether the one who asks may do so for that person is decided by the caller; who did it and
 * when is kept. Refusals are {@link IllegalArgumentException}s whose message is fit to be shown.
 */
@Service
public class Absences {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final int LONGEST_YEARS = 2;

    private final JdbcClient database;
    private final People people;
    private final DirectoryChange directory;
    private final Clock clock;

    /**
     * A deputy as once set.
     *
     * @param deputyId {@code null} when the deputy was taken away
     * @param setBy    person id of who named the deputy or imported the file that does; {@code null} for an import at start
     */
    public record DeputySet(String personId, @Nullable String deputyId, @Nullable String setBy, Instant setAt) {}

    Absences(JdbcClient database, People people, DirectoryChange directory, Clock clock) {
        this.database = database;
        this.people = people;
        this.directory = directory;
        this.clock = clock;
    }

    /** Names the deputy, or with {@code null} takes the deputy away. */
    public void setDeputy(String personId, @Nullable String deputyId, String byPersonId) {
        directory.make(() -> {
            Person person = employed(personId);
            if (deputyId != null) {
                Person deputy = employed(deputyId);
                if (deputy.personId().equals(person.personId())) {
                    throw new IllegalArgumentException(person.name() + " cannot be their own deputy.");
                }
                if (!deputy.has("staff")) {
                    throw new IllegalArgumentException(deputy.name() + " is not a member of staff and cannot be a deputy.");
                }
            }
            if (!Objects.equals(deputyId, latestDeputy(personId))) {
                keepDeputy(personId, deputyId, byPersonId);
            }
            return null;
        });
    }

    /** Newest first. */
    public List<DeputySet> deputiesOf(String personId) {
        return database.sql("select person_id, deputy_id, set_by, set_at from cs_deputy where person_id = :person order by deputy_no desc")
                .param("person", personId)
                .query((rs, n) -> new DeputySet(rs.getString(1), rs.getString(2), rs.getString(3),
                        rs.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Enters an absence, both days inclusive. One that overlaps another of the same person is refused: end that one first. */
    public Absence add(String personId, LocalDate from, LocalDate until, String byPersonId) {
        return directory.make(() -> {
            Person person = employed(personId);
            if (until.isBefore(from)) {
                throw new IllegalArgumentException("The last day away (" + DAY.format(until) + ") is before the first (" + DAY.format(from) + ").");
            }
            if (until.isBefore(people.today())) {
                throw new IllegalArgumentException("The last day away (" + DAY.format(until) + ") has passed.");
            }
            if (until.isAfter(from.plusYears(LONGEST_YEARS)) || from.isAfter(people.today().plusYears(LONGEST_YEARS))) {
                throw new IllegalArgumentException("An absence lasts at most two years and starts within the next two years.");
            }
            standing(personId).stream().filter(a -> !a.from().isAfter(until) && !a.until().isBefore(from)).findFirst().ifPresent(a -> {
                throw new IllegalArgumentException(person.name() + " is already entered as away from " + DAY.format(a.from())
                        + " until " + DAY.format(a.until()) + ". End that absence first, or choose other days.");
            });
            database.sql("""
                    insert into cs_absence (person_id, first_on, last_on, planned_until, entered_by, entered_at, cancelled)
                    values (:person, :from, :until, :until, :by, :at, false)""")
                    .param("person", personId).param("from", from).param("until", until).param("by", byPersonId).param("at", now()).update();
            return standing(personId).stream().filter(a -> a.from().equals(from)).findFirst().orElseThrow();
        });
    }

    /** The person is back today: the absence ended yesterday, or never was when it had not begun before today. */
    public void end(long absenceId, String byPersonId) {
        directory.make(() -> {
            Absence absence = byId(absenceId);
            LocalDate yesterday = people.today().minusDays(1);
            if (absence.cancelled() || !absence.until().isAfter(yesterday)) {
                throw new IllegalArgumentException("This absence has ended already.");
            }
            boolean neverWas = absence.from().isAfter(yesterday);
            database.sql("""
                    update cs_absence set last_on = :last, ended_by = :by, ended_at = :at, cancelled = :cancelled where absence_no = :id""")
                    .param("last", neverWas ? absence.until() : yesterday).param("by", byPersonId).param("at", now())
                    .param("cancelled", neverWas).param("id", absenceId).update();
            return null;
        });
    }

    /** Every absence ever entered for the person, latest first; ended and cancelled ones included. */
    public List<Absence> of(String personId) {
        return database.sql("select " + Absence.COLUMNS + " from cs_absence where person_id = :person order by first_on desc, absence_no desc")
                .param("person", personId).query(Absence::read).list();
    }

    /** @throws IllegalArgumentException when there is no such absence */
    public Absence byId(long absenceId) {
        return database.sql("select " + Absence.COLUMNS + " from cs_absence where absence_no = :id")
                .param("id", absenceId).query(Absence::read).optional()
                .orElseThrow(() -> new IllegalArgumentException("There is no such absence."));
    }

    @Nullable String latestDeputy(String personId) {
        return deputiesOf(personId).stream().findFirst().map(DeputySet::deputyId).orElse(null);
    }

    /** Only inside a {@link DirectoryChange}. */
    void keepDeputy(String personId, @Nullable String deputyId, @Nullable String byPersonId) {
        database.sql("insert into cs_deputy (person_id, deputy_id, set_by, set_at) values (:person, :deputy, :by, :at)")
                .param("person", personId).param("deputy", deputyId, Types.VARCHAR).param("by", byPersonId, Types.VARCHAR)
                .param("at", now()).update();
    }

    private List<Absence> standing(String personId) {
        return of(personId).stream().filter(a -> !a.cancelled()).toList();
    }

    private Person employed(String personId) {
        Person person = people.byId(personId)
                .orElseThrow(() -> new IllegalArgumentException("Nobody in the directory has the id '" + personId + "'."));
        if (!person.isEmployedOn(people.today())) {
            throw new IllegalArgumentException(person.name() + " is not employed today.");
        }
        return person;
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
