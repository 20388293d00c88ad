package org.countersign.institution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the pack, read key by key. Every mistake is noted under its full path and reading goes on, so that one start shows
 * them all; a key nobody asked for is a mistake too.
 */
final class PackReader {

    private final String path;
    private final JsonNode node;
    private final List<String> mistakes;
    private final Set<String> asked = new HashSet<>();

    PackReader(String path, JsonNode node, List<String> mistakes) {
        this.path = path;
        this.node = node;
        this.mistakes = mistakes;
        if (!node.isObject()) {
            mistake(path.isEmpty() ? "The file" : path, "must hold keys with values");
        }
    }

    String text(String key) {
        JsonNode value = required(key);
        if (value == null) {
            return "";
        }
        if (!value.isTextual()) {
            mistake(at(key), "must be text; put it in quotes");
        } else if (value.textValue().isBlank()) {
            mistake(at(key), "is empty");
        }
        return value.asText().strip();
    }

    @Nullable String optionalText(String key) {
        asked.add(key);
        return node.hasNonNull(key) ? text(key) : null;
    }

    int number(String key, int least, int most) {
        JsonNode value = required(key);
        if (value == null) {
            return least;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            mistake(at(key), "must be a whole number from " + least + " to " + most);
        }
        return value.asInt();
    }

    boolean yesOrNo(String key) {
        JsonNode value = required(key);
        if (value != null && !value.isBoolean()) {
            mistake(at(key), "must be true or false");
        }
        return value != null && value.asBoolean();
    }

    boolean yesOrNo(String key, boolean otherwise) {
        asked.add(key);
        return node.hasNonNull(key) ? yesOrNo(key) : otherwise;
    }

    LocalDate day(String key) {
        LocalDate day = required(key) == null ? null : optionalDay(key);
        return day == null ? LocalDate.EPOCH : day;
    }

    @Nullable LocalDate optionalDay(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            return null;
        }
        try {
            return LocalDate.parse(value.asText());
        } catch (DateTimeException e) {
            mistake(at(key), "must be a day such as 2026-11-30");
            return null;
        }
    }

    <E extends Enum<E>> E choice(String key, Class<E> choices) {
        String value = text(key);
        for (E choice : choices.getEnumConstants()) {
            if (choice.name().equalsIgnoreCase(value)) {
                return choice;
            }
        }
        if (!value.isEmpty()) {
            mistake(at(key), "must be one of " + Arrays.stream(choices.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", ")));
        }
        return choices.getEnumConstants()[0];
    }

    /** A text turned into something else; what {@code to} throws is the mistake's wording. */
    <T> T text(String key, Function<String, T> to, T otherwise) {
        String value = text(key);
        try {
            return value.isEmpty() ? otherwise : to.apply(value);
        } catch (RuntimeException e) {
            mistake(at(key), "'" + value + "' cannot be used: " + e.getMessage());
            return otherwise;
        }
    }

    <T> T part(String key, Function<PackReader, T> read) {
        JsonNode value = required(key);
        PackReader part = new PackReader(at(key), value == null ? MissingNode.getInstance() : value, value == null ? new ArrayList<>() : mistakes);
        T result = read.apply(part);
        part.refuseUnknownKeys();
        return result;
    }

    /** At least one entry. */
    <T> List<T> parts(String key, Function<PackReader, T> read) {
        List<T> parts = new ArrayList<>();
        for (JsonNode entry : entries(key, true)) {
            PackReader part = new PackReader(at(key) + "[" + parts.size() + "]", entry, mistakes);
            parts.add(read.apply(part));
            part.refuseUnknownKeys();
        }
        return List.copyOf(parts);
    }

    /** At least one entry, none twice. */
    List<String> texts(String key) {
        return texts(key, true);
    }

    /** May be missing or empty; none twice. */
    List<String> optionalTexts(String key) {
        return texts(key, false);
    }

    private List<String> texts(String key, boolean required) {
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : entries(key, required)) {
            if (!entry.isTextual() || entry.textValue().isBlank()) {
                mistake(at(key) + "[" + texts.size() + "]", "must be text; put it in quotes");
            }
            texts.add(entry.asText().strip());
        }
        noneTwice(key, texts);
        return List.copyOf(texts);
    }

    /** May be missing or empty. */
    List<LocalDate> days(String key) {
        List<LocalDate> days = new ArrayList<>();
        int at = 0;
        for (JsonNode entry : entries(key, false)) {
            try {
                days.add(LocalDate.parse(entry.asText()));
            } catch (DateTimeException e) {
                mistake(at(key) + "[" + at + "]", "must be a day such as 2026-11-30");
            }
            at++;
        }
        return List.copyOf(days);
    }

    void noneTwice(String key, List<String> values) {
        Set<String> seen = new HashSet<>();
        values.stream().filter(v -> !v.isEmpty() && !seen.add(v)).distinct().forEach(v -> mistake(at(key), "names '" + v + "' twice"));
    }

    void refuseUnknownKeys() {
        node.fieldNames().forEachRemaining(key -> {
            if (!asked.contains(key)) {
                mistake(at(key), "is not a key of the pack" + (asked.isEmpty() ? "" : "; here belong " + asked.stream().sorted().collect(Collectors.joining(", "))));
            }
        });
    }

    void mistake(String where, String what) {
        mistakes.add(where + " " + what);
    }

    String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Iterable<JsonNode> entries(String key, boolean required) {
        asked.add(key);
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            if (required) {
                mistake(at(key), value == null ? "is missing" : "is empty");
            }
            return List.of();
        }
        if (!value.isArray()) {
            mistake(at(key), "must be a list");
            return List.of();
        }
        if (required && value.isEmpty()) {
            mistake(at(key), "is empty");
        }
        return value;
    }

    private @Nullable JsonNode required(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        if (value == null || value.isNull()) {
            mistake(at(key), value == null ? "is missing" : "is empty");
            return null;
        }
        return value;
    }
}
