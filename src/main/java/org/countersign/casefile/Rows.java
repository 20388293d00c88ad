package org.countersign.casefile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.countersign.answers.Row;
import org.jspecify.annotations.Nullable;

/** A part of a case on paper, under its heading; questions that were left open do not appear. */
public final class Rows {

    private final String title;
    private final List<Row> rows = new ArrayList<>();

    private Rows(String title) {
        this.title = title;
    }

    public static Rows under(String title) {
        return new Rows(title);
    }

    public Rows add(String label, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            rows.add(new Row(label, text.strip()));
        }
        return this;
    }

    public Rows add(String label, @Nullable Enum<?> answer) {
        return add(label, answer == null ? null : inWords(answer));
    }

    public Rows add(String label, @Nullable Boolean answer) {
        return add(label, answer == null ? null : answer ? "Yes" : "No");
    }

    public Rows addAll(List<Row> others) {
        rows.addAll(others);
        return this;
    }

    public Section section() {
        return new Section(title, List.copyOf(rows));
    }

    /** An answer's name as people read it, for example "Steps short of removal". Answers that say more have words of their own. */
    public static String inWords(Enum<?> answer) {
        if (answer instanceof Worded worded) {
            return worded.words();
        }
        String words = answer.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    public static String inWords(List<? extends Enum<?>> answers) {
        return answers.stream().map(Rows::inWords).collect(Collectors.joining("; "));
    }

    /** An answer with words of its own: the same on the form, in the record and in letters. */
    public interface Worded {
        String words();
    }
}
