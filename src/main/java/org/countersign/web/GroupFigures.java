package org.countersign.web;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.countersign.grouplife.Duty.State;
import org.countersign.grouplife.GroupLives.Tally;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.countersign.web.BreachFigures.Bar;
import org.countersign.web.BreachFigures.Drawing;
import org.countersign.web.BreachFigures.Label;
import org.countersign.web.BreachFigures.Line;

/** What the register of groups adds up to, drawn as lying bars, each drawing with its numbers as a table. */
final class GroupFigures {

    /** A question with its drawing and the numbers behind it; {@code parts} are what each bar is made of. */
    record Plot(String id, String title, String first, List<String> parts, List<Line> lines, Drawing drawing) {}

    private static final int WIDTH = 440;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);

    private GroupFigures() {}

    /** @param departments of an administrator, by person id */
    static Plot kept(List<Tally> tallies, UnaryOperator<String> departments) {
        Map<String, long[]> counts = new TreeMap<>();
        tallies.forEach(one -> counts.computeIfAbsent(departments.apply(one.administratorId()), unused -> new long[3])[place(one.state())] += one.duties());
        return plot("kept", "Duties kept in the last twelve months, by department", "Department", List.of("Kept", "Kept late", "Missed"), lines(counts));
    }

    private static int place(State state) {
        return state == State.KEPT ? 0 : state == State.KEPT_LATE ? 1 : 2;
    }

    static Plot byApp(List<Group> groups) {
        Map<String, long[]> counts = new TreeMap<>();
        groups.stream().filter(one -> one.status() != Groups.Status.CLOSED).forEach(one ->
                counts.computeIfAbsent(one.appName(), unused -> new long[3])[one.status() == Groups.Status.ACTIVE ? 0 : one.status() == Groups.Status.APPROVED ? 1 : 2]++);
        return plot("by-app", "Live groups by app", "App", List.of("Active", "Approved, not yet active", "Suspended"), lines(counts));
    }

    static Plot reviews(Map<LocalDate, Long> due, LocalDate today) {
        Map<YearMonth, long[]> months = new TreeMap<>();
        due.forEach((day, number) -> months.computeIfAbsent(YearMonth.from(day.isBefore(today) ? today : day), unused -> new long[2])[day.isAfter(today) ? 0 : 1] += number);
        List<Line> lines = months.entrySet().stream().limit(6).map(one -> new Line(MONTH.format(one.getKey()), List.of(one.getValue()[0], one.getValue()[1]))).toList();
        return plot("reviews", "Reviews of members due, by month", "Month", List.of("To come", "Waits now"), lines);
    }

    private static List<Line> lines(Map<String, long[]> counts) {
        return counts.entrySet().stream().map(one -> new Line(one.getKey(), Arrays.stream(one.getValue()).boxed().toList())).toList();
    }

    private static Plot plot(String id, String title, String first, List<String> parts, List<Line> lines) {
        long most = Math.max(1, lines.stream().map(GroupFigures::sum).max(Comparator.naturalOrder()).orElse(1L));
        List<Bar> bars = new ArrayList<>();
        List<Label> labels = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            double y = at * 44;
            double x = 0;
            for (int part = 0; part < parts.size(); part++) {
                double width = round((double) WIDTH * line.counts().get(part) / most);
                if (width > 0) {
                    bars.add(new Bar(x, y + 20, width, 16, "s" + part, line.name() + ", " + parts.get(part) + ": " + line.counts().get(part)));
                    x += width;
                }
            }
            labels.add(new Label(0, y + 14, "start", line.name()));
            labels.add(new Label(round(x) + 8, y + 33, "start", Long.toString(sum(line))));
        }
        return new Plot(id, title, first, parts, lines, new Drawing(500, Math.max(44, lines.size() * 44), bars, labels,
                title + (lines.isEmpty() ? ": none yet." : ": " + String.join("; ", lines.stream().map(line -> line.name() + " " + sum(line)).toList()) + ".")));
    }

    private static long sum(Line line) {
        return line.counts().stream().mapToLong(Long::longValue).sum();
    }

    private static double round(double number) {
        return Math.round(number * 10) / 10.0;
    }
}
