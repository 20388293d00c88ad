package org.countersign.disciplinaryreferral;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.countersign.answers.Row;
import org.countersign.casefile.Section;
import org.jspecify.annotations.Nullable;

/** Takes names out of what people wrote: whole ones and, as far as they are not the reader's own, each of their parts. */
final class Redaction {

    static final String INSTEAD = "[name withheld]";

    private final @Nullable Pattern names;

    private Redaction(@Nullable Pattern names) {
        this.names = names;
    }

    /** @param own the name of whoever will read it */
    static Redaction of(List<String> names, String own) {
        List<String> kept = Arrays.stream(own.toLowerCase(Locale.ROOT).split("\\s+")).toList();
        String pattern = names.stream().map(String::strip).flatMap(name -> Stream.concat(Arrays.stream(name.split("[(),]")).map(String::strip), Arrays.stream(name.split("[\\s.(),]+"))))
                .filter(part -> part.length() > 2 && !kept.contains(part.toLowerCase(Locale.ROOT)))
                .sorted((one, other) -> other.length() - one.length()).distinct().map(Pattern::quote).collect(Collectors.joining("|"));
        return new Redaction(pattern.isEmpty() ? null : Pattern.compile("(?<![\\p{L}\\p{N}])(" + pattern + ")(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    String of(String text) {
        return names == null ? text : names.matcher(text).replaceAll(Matcher.quoteReplacement(INSTEAD));
    }

    Section of(Section section) {
        return new Section(section.title(), section.rows().stream().map(row -> new Row(row.label(), of(row.text()))).toList());
    }
}
