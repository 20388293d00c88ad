package org.countersign.people;

import java.util.List;
import java.util.stream.Collectors;

/** The file has mistakes; nothing of it was imported. */
public class ImportRefused extends RuntimeException {

    private final transient List<Problem> problems;

    /**
     * One mistake.
     *
     * @param line   line of the file, from 1; 0 when it is about the file as a whole
     * @param column name of the column, empty when it is about the line as a whole
     */
    public record Problem(long line, String column, String message) {
        @Override
        public String toString() {
            return (line == 0 ? "" : "line " + line + (column.isEmpty() ? "" : ", column " + column) + ": ") + message;
        }
    }

    ImportRefused(String fileName, List<Problem> problems) {
        super("Nothing was imported from " + fileName + ": "
                + (problems.size() == 1 ? "1 mistake.\n" : problems.size() + " mistakes.\n")
                + problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Every mistake found, in the order of the lines. */
    public List<Problem> problems() {
        return problems;
    }
}
