package org.countersign.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The one table the benchmark ends with: what was measured, against what, and what is aimed at. */
final class Table {

    private record Row(String figure, String measured, String floor, String ratio, String aim) {}

    private final List<Row> rows = new ArrayList<>();

    /** A figure beside its floor, in the same unit; the ratio says how many times the floor it is. */
    void row(String figure, double measured, double floor, String unit, String floorIs) {
        rows.add(new Row(figure, number(measured) + " " + unit, number(floor) + " " + unit + " (" + floorIs + ")", times(measured / floor), ""));
    }

    /** The same with an aim. */
    void row(String figure, double measured, double floor, String unit, String floorIs, String aim, boolean met) {
        rows.add(new Row(figure, number(measured) + " " + unit, number(floor) + " " + unit + " (" + floorIs + ")", times(measured / floor),
                aim + (met ? ": met" : ": missed")));
    }

    /** A figure in words, without a floor. */
    void note(String figure, String measured) {
        rows.add(new Row(figure, measured, "", "", ""));
    }

    void note(String figure, String measured, String aim, boolean met) {
        rows.add(new Row(figure, measured, "", "", aim + (met ? ": met" : ": missed")));
    }

    void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, markdown());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String markdown() {
        List<Row> all = new ArrayList<>();
        all.add(new Row("figure", "measured", "floor in the same run", "ratio", "aim"));
        all.addAll(rows);
        int[] widths = new int[5];
        all.forEach(row -> {
            for (int i = 0; i < 5; i++) {
                widths[i] = Math.max(widths[i], cell(row, i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < all.size(); line++) {
            text.append(line(all.get(line), widths));
            if (line == 0) {
                for (int width : widths) {
                    text.append("|").append("-".repeat(width + 2));
                }
                text.append("|\n");
            }
        }
        return text.toString();
    }

    private static String line(Row row, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            text.append("| ").append(cell(row, i)).append(" ".repeat(widths[i] - cell(row, i).length() + 1));
        }
        return text.append("|\n").toString();
    }

    private static String cell(Row row, int column) {
        return switch (column) {
            case 0 -> row.figure();
            case 1 -> row.measured();
            case 2 -> row.floor();
            case 3 -> row.ratio();
            default -> row.aim();
        };
    }

    static String number(double value) {
        return String.format(Locale.UK, Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : Math.abs(value) >= 0.1 ? "%.2f" : "%.3f", value);
    }

    private static String times(double ratio) {
        return "× " + number(ratio);
    }
}
