package org.countersign.records;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long records of each class are kept. Behind it stands {@code processes/retention.dmn}, or the pack's own table in its place. */
public interface RetentionSchedule {

    /** From which event on the time of a record runs. */
    enum Trigger {
        CLOSURE("the case is closed"), END_OF_EMPLOYMENT("the employment ends"), END_OF_REGISTRATION("the registration ends"),
        SUPERSEDED("it is superseded, the group closed or the app withdrawn"), CONTRACT_END("the contract ends"), ACADEMIC_YEAR_END("the academic year ends");

        private final String words;

        Trigger(String words) {
            this.words = words;
        }

        /** As it stands in the table, for example {@code end-of-employment}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The event in words, for example "the employment ends". */
        public String words() {
            return words;
        }

        public static Optional<Trigger> of(@Nullable String id) {
            return List.of(values()).stream().filter(one -> one.id().equals(id)).findFirst();
        }
    }

    /** What is to happen when the time is over. Nothing does by itself: two people look at each record first. */
    enum Action {
        DESTROY("then destroyed"), REVIEW("then reviewed"), KEEP("for good");

        private final String words;

        Action(String words) {
            this.words = words;
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String words() {
            return words;
        }
    }

    /**
     * A row of the table.
     *
     * @param period {@code null} for what is kept for good
     * @param hint   what whoever reviews such a record should know
     */
    record Rule(String retentionClass, Trigger trigger, @Nullable Period period, Action action, @Nullable String hint) {

        /** The first day on which a record may be disposed of; {@code null} while the trigger's day is not known, and for what is kept for good. */
        public @Nullable LocalDate dueOn(@Nullable LocalDate triggerOn) {
            return period == null || triggerOn == null ? null : triggerOn.plus(period);
        }

        /** For example "6 years after the case is closed, then reviewed". */
        public String words() {
            return period == null ? "kept for good" : inWords(period) + " after " + trigger.words() + ", " + action.words();
        }

        private static String inWords(Period period) {
            return period.getYears() > 0 && period.getMonths() == 0 && period.getDays() == 0 ? count(period.getYears(), "year")
                    : period.getDays() == 0 ? count((int) period.toTotalMonths(), "month") : count(period.getDays(), "day");
        }

        private static String count(int number, String what) {
            return number + " " + what + (number == 1 ? "" : "s");
        }
    }

    /** The schedule's version, kept with each record it was asked for. */
    String version();

    /** Every row, in the table's order. */
    List<Rule> rules();

    /** The row of a class; empty where the table has none, and then nothing of the class is disposed of. */
    default Optional<Rule> rule(String retentionClass) {
        return rules().stream().filter(one -> one.retentionClass().equals(retentionClass)).findFirst();
    }
}
