package org.countersign.web;

import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.countersign.breachescalation.Breaches.Tally;

/** What the register adds up to, drawn as bars, each drawing with its numbers as a table. */
final class BreachFigures {

    /** A rectangle of a drawing. {@code look} is its class, {@code words} what it stands for. */
    record Bar(double x, double y, double width, double height, String look, String words) {}

    /** Text in a drawing. */
    record Label(double x, double y, String anchor, String text) {}

    /** A drawing with what it says in words. */
    record Drawing(int width, int height, List<Bar> bars, List<Label> labels, String words) {}

    /** A line of the table behind a drawing. */
    record Line(String name, List<Long> counts) {}

    static final List<String> OUTCOMES = List.of("Notified", "Not notified", "Near miss", "Not a breach", "Open");

    private static final int MOST_MONTHS = 24;
    private static final int HOURS_A_BIN = 12;
    private static final int LIMIT = 72;
    private static final int LAST_BIN = 10;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uu", Locale.UK);

    private final TreeMap<YearMonth, long[]> months = new TreeMap<>();
    private final Map<String, Long> causes = new LinkedHashMap<>();
    private final long[] hours = new long[LAST_BIN + 1];
    private long cases;
    private long notified;
    private long late;

    BreachFigures(List<Tally> tallies) {
        tallies.forEach(this::count);
    }

    private void count(Tally alike) {
        cases += alike.cases();
        months.computeIfAbsent(alike.reportedIn(), unused -> new long[OUTCOMES.size()])[outcome(alike)] += alike.cases();
        if (months.size() > MOST_MONTHS) {
            months.pollFirstEntry();
        }
        if (alike.cause() != null && !alike.cause().isBlank()) {
            causes.merge(alike.cause(), alike.cases(), Long::sum);
        }
        if (alike.notified()) {
            notified += alike.cases();
            // Exactly 72 hours is in time and stands left of the line.
            int bin = Math.max(0, alike.halfDays() - 1);
            hours[Math.min(bin, LAST_BIN)] += alike.cases();
            if (bin * HOURS_A_BIN >= LIMIT) {
                late += alike.cases();
            }
        }
    }

    private static int outcome(Tally alike) {
        return switch (alike.kind()) {
            case NEAR_MISS -> 2;
            case NOT_A_BREACH, JOINED -> 3;
            case BREACH -> alike.notified() ? 0 : alike.closed() ? 1 : 4;
            case NOT_TRIAGED -> 4;
        };
    }

    long cases() {
        return cases;
    }

    List<Line> byMonth() {
        List<Line> lines = new ArrayList<>();
        months.forEach((month, counts) -> lines.add(new Line(MONTH.format(month), Arrays.stream(counts).boxed().toList())));
        return lines;
    }

    List<Line> byCause() {
        return causes.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new Line(entry.getKey(), List.of(entry.getValue()))).toList();
    }

    List<Line> byHours() {
        List<Line> lines = new ArrayList<>();
        for (int bin = 0; bin <= LAST_BIN; bin++) {
            lines.add(new Line(bin == LAST_BIN ? "More than " + bin * HOURS_A_BIN : bin * HOURS_A_BIN + " to " + (bin + 1) * HOURS_A_BIN, List.of(hours[bin])));
        }
        return lines;
    }

    Drawing months() {
        return stacked(byMonth(), OUTCOMES, "Cases by the month of the report, stacked by outcome: " + cases + " cases in all.");
    }

    Drawing causes() {
        List<Line> lines = byCause();
        return bars(lines, "Causes of closed cases" + (lines.isEmpty() ? ": none yet."
                : ", the most frequent first: " + lines.get(0).name() + ", " + lines.get(0).counts().get(0) + "."), Long::toString);
    }

    /** Upright bars, one a line, each stacked of its counts. */
    static Drawing stacked(List<Line> lines, List<String> of, String words) {
        long most = Math.max(1, lines.stream().mapToLong(line -> line.counts().stream().mapToLong(Long::longValue).sum()).max().orElse(1));
        double step = 440.0 / Math.max(6, lines.size());
        List<Bar> bars = new ArrayList<>();
        List<Label> labels = new ArrayList<>(scale(most));
        for (int at = 0; at < lines.size(); at++) {
            double y = 190;
            for (int part = 0; part < of.size(); part++) {
                long count = lines.get(at).counts().get(part);
                double height = 170.0 * count / most;
                if (count > 0) {
                    y -= height;
                    bars.add(new Bar(round(44 + at * step), round(y), round(step * 0.75), round(height), "s" + part,
                            lines.get(at).name() + ", " + of.get(part) + ": " + count));
                }
            }
            if (lines.size() <= 8 || at % 4 == 0) {
                labels.add(new Label(round(44 + at * step + step * 0.375), 208, "middle", lines.get(at).name()));
            }
        }
        return new Drawing(500, 216, bars, labels, words);
    }

    /** Lying bars, one a line, each with its name above and its count, as it is said, beside. */
    static Drawing bars(List<Line> lines, String words, LongFunction<String> said) {
        long most = Math.max(1, lines.stream().map(line -> line.counts().get(0)).max(Comparator.naturalOrder()).orElse(1L));
        List<Bar> bars = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            double y = at * 44;
            long count = lines.get(at).counts().get(0);
            bars.add(new Bar(0, y + 20, round(Math.max(2, 440.0 * count / most)), 16, "bar", lines.get(at).name() + ": " + said.apply(count)));
            labels.add(new Label(0, y + 14, "start", lines.get(at).name()));
            labels.add(new Label(round(Math.max(2, 440.0 * count / most)) + 8, y + 33, "start", said.apply(count)));
        }
        return new Drawing(500, Math.max(44, lines.size() * 44), bars, labels, words);
    }

    Drawing hours() {
        long most = Math.max(1, Arrays.stream(hours).max().orElse(1));
        List<Bar> bars = new ArrayList<>();
        List<Label> labels = new ArrayList<>(scale(most));
        for (int bin = 0; bin <= LAST_BIN; bin++) {
            double height = 150.0 * hours[bin] / most;
            if (hours[bin] > 0) {
                bars.add(new Bar(44 + bin * 40, round(190 - height), 36, round(height), bin * HOURS_A_BIN >= LIMIT ? "bar late" : "bar",
                        byHours().get(bin).name() + " hours: " + hours[bin]));
            }
            labels.add(new Label(42 + bin * 40, 208, "middle", Integer.toString(bin * HOURS_A_BIN)));
        }
        return new Drawing(500, 216, bars, labels, "Hours from awareness to the notification of the regulator: " + notified + " notified, " + late
                + " of them later than 72 hours.");
    }

    /** Where the line of 72 hours stands in {@link #hours}. */
    static int limitAt() {
        return 42 + LIMIT / HOURS_A_BIN * 40;
    }

    private static List<Label> scale(long most) {
        return List.of(new Label(36, 24, "end", Long.toString(most)), new Label(36, 194, "end", "0"));
    }

    private static double round(double number) {
        return Math.round(number * 10) / 10.0;
    }
}
