package org.countersign.people;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.countersign.people.ImportRefused.Problem;
import org.jspecify.annotations.Nullable;

/** Reads {@code people.csv} and finds every mistake that can be seen in the file alone. */
final class PeopleFile {

    static final int MOST_BYTES = 20 * 1024 * 1024;
    private static final int MOST_PROBLEMS = 200;

    /** Of a circle of people who manage each other. */
    private static final int SHOWN = 20;

    private static final List<String> COLUMNS = List.of("personId", "userId", "name", "email", "position", "department", "kind",
            "lineManager", "employedFrom", "employedUntil", "roles");
    private static final String DEPUTY = "deputy";

    private static final Pattern PERSON_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    private static final Pattern USER_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");
    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]+\\.)+[A-Za-z0-9-]+");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069\\uFEFF]");

    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);

    /** One line of the file, cleaned. */
    record Row(long line, String personId, String userId, String name, String email, String position, String department, Person.Kind kind,
            @Nullable String lineManager, LocalDate employedFrom, @Nullable LocalDate employedUntil, Set<String> roles, @Nullable String deputy) {}

    private final String fileName;
    private final List<Problem> problems = new ArrayList<>();

    private PeopleFile(String fileName) {
        this.fileName = fileName;
    }

    /** @throws ImportRefused with every mistake found */
    static List<Row> read(byte[] bytes, String fileName) {
        PeopleFile file = new PeopleFile(fileName);
        List<Row> rows = file.rows(file.text(bytes));
        file.compare(rows);
        file.stopIfWrong();
        return rows;
    }

    private String text(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw refused(0, "The file is larger than " + MOST_BYTES / 1024 / 1024 + " MB.");
        }
        int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF ? 3 : 0;
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        String text = out.toString();
        if (result.isError()) {
            throw refused(1 + text.chars().filter(c -> c == '\n').count(), "The file is not UTF-8 from here on. Save it as \"CSV UTF-8\".");
        }
        return text;
    }

    private List<Row> rows(String text) {
        CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();
        List<Row> rows = new ArrayList<>();
        try (CSVParser parser = CSVParser.builder().setReader(new StringReader(text)).setFormat(format).get()) {
            var records = parser.iterator();
            Map<String, Integer> header = header(records.hasNext() ? records.next() : null);
            while (true) {
                long line = parser.getCurrentLineNumber() + 1;
                if (!records.hasNext()) {
                    return rows;
                }
                CSVRecord cells = records.next();
                if (cells.size() == 1 && cells.get(0).isBlank()) {
                    continue;
                }
                if (cells.size() != header.size()) {
                    problem(line, "", "There are " + cells.size() + " values where the first line names " + header.size() + " columns.");
                    continue;
                }
                Map<String, String> values = new HashMap<>();
                header.forEach((column, at) -> values.put(column, cells.get(at)));
                Row row = row(line, values);
                if (row != null) {
                    rows.add(row);
                }
            }
        } catch (UncheckedIOException | IllegalStateException | IOException e) {
            throw refused(1 + rows.stream().mapToLong(Row::line).max().orElse(1),
                    "The file cannot be read from here on: a value in quotes is not closed, or something stands behind a closing quote.");
        }
    }

    private Map<String, Integer> header(@Nullable CSVRecord first) {
        if (first == null || first.size() == 1 && first.get(0).isBlank()) {
            throw refused(1, "The file is empty; its first line must name the columns " + String.join(",", COLUMNS) + ".");
        }
        Map<String, Integer> header = new LinkedHashMap<>();
        List<String> known = new ArrayList<>(COLUMNS);
        known.add(DEPUTY);
        for (int i = 0; i < first.size(); i++) {
            String name = first.get(i).strip();
            String column = known.stream().filter(name::equalsIgnoreCase).findFirst().orElse(null);
            if (column == null) {
                problem(1, name, "There is no such column. The columns are " + String.join(",", COLUMNS) + " and, if wanted, " + DEPUTY + ".");
            } else if (header.put(column, i) != null) {
                problem(1, column, "The column stands there twice.");
            }
        }
        COLUMNS.stream().filter(column -> !header.containsKey(column)).forEach(column -> problem(1, column, "The column is missing."));
        stopIfWrong();
        return header;
    }

    private @Nullable Row row(long line, Map<String, String> values) {
        int before = problems.size();
        String personId = matching(line, values, "personId", PERSON_ID, "letters, digits, '.', '_' and '-', at most 40");
        String userId = matching(line, values, "userId", USER_ID, "letters, digits, '.', '_', '@', '+' and '-', at most 64");
        String name = text(line, values, "name", 200, true);
        String email = matching(line, values, "email", EMAIL, "one address such as ada.applegarth@college.example");
        String position = text(line, values, "position", 120, true);
        String department = text(line, values, "department", 120, true);
        Person.Kind kind = kind(line, values);
        String lineManager = text(line, values, "lineManager", 40, false);
        LocalDate from = day(line, values, "employedFrom", true);
        LocalDate until = day(line, values, "employedUntil", false);
        Set<String> roles = roles(line, values);
        String deputy = text(line, values, DEPUTY, 40, false);
        if (from != null && until != null && until.isBefore(from)) {
            problem(line, "employedUntil", "The last day of employment, " + until + ", is before the first, " + from + ".");
        }
        if (email.length() > 254) {
            problem(line, "email", "An e-mail address has at most 254 characters.");
        }
        if (problems.size() > before || kind == null || from == null) {
            return null;
        }
        return new Row(line, personId, userId, name, email, position, department, kind, emptyToNull(lineManager), from, until, roles, emptyToNull(deputy));
    }

    private String text(long line, Map<String, String> values, String column, int most, boolean required) {
        String value = Normalizer.normalize(values.getOrDefault(column, ""), Normalizer.Form.NFC).strip();
        if (UNPRINTABLE.matcher(value).find()) {
            problem(line, column, "The value holds a control character or a line break.");
        } else if (required && value.isEmpty()) {
            problem(line, column, "The value is missing.");
        } else if (value.length() > most) {
            problem(line, column, "The value is longer than " + most + " characters.");
        }
        return value;
    }

    private String matching(long line, Map<String, String> values, String column, Pattern pattern, String allowed) {
        int before = problems.size();
        String value = text(line, values, column, 400, true);
        if (problems.size() == before && !pattern.matcher(value).matches()) {
            problem(line, column, "'" + value + "' is not allowed here: " + allowed + ".");
        }
        return value;
    }

    private Person.@Nullable Kind kind(long line, Map<String, String> values) {
        String value = text(line, values, "kind", 20, true);
        for (Person.Kind kind : Person.Kind.values()) {
            if (kind.name().equalsIgnoreCase(value)) {
                return kind;
            }
        }
        if (!value.isEmpty()) {
            problem(line, "kind", "'" + value + "' is none of " + Arrays.stream(Person.Kind.values()).map(Enum::name).collect(Collectors.joining(", ")) + ".");
        }
        return null;
    }

    private @Nullable LocalDate day(long line, Map<String, String> values, String column, boolean required) {
        int before = problems.size();
        String value = text(line, values, column, 40, required);
        if (value.isEmpty() || problems.size() > before) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(value);
            if (day.isBefore(EARLIEST) || day.isAfter(LATEST)) {
                problem(line, column, "'" + value + "' is not between 1900 and 2199.");
            }
            return day;
        } catch (DateTimeParseException e) {
            problem(line, column, "'" + value + "' is not a day written as 2026-11-30.");
            return null;
        }
    }

    private Set<String> roles(long line, Map<String, String> values) {
        Set<String> roles = new TreeSet<>();
        for (String part : text(line, values, "roles", 1000, false).split(";")) {
            String role = part.strip();
            if (role.isEmpty()) {
                continue;
            }
            if (Person.ROLES.contains(role)) {
                roles.add(role);
            } else {
                problem(line, "roles", "There is no role '" + role + "'. The roles are " + String.join(", ", Person.ROLES) + ".");
            }
        }
        return roles;
    }

    /** What only shows when lines are held against each other. */
    private void compare(List<Row> rows) {
        Map<String, Row> byId = new HashMap<>();
        unique(rows, "personId", Row::personId).forEach(row -> byId.put(row.personId(), row));
        unique(rows, "userId", Row::userId);
        unique(rows, "email", Row::email);
        if (!problems.isEmpty()) {
            return; // A line left out above would be reported a second time as an unknown line manager.
        }
        if (rows.isEmpty()) {
            problem(1, "", "The file names nobody.");
        }
        for (Row row : rows) {
            refersTo(row, "lineManager", row.lineManager(), byId);
            refersTo(row, DEPUTY, row.deputy(), byId);
        }
        Set<String> seen = new HashSet<>();
        for (Row row : rows) {
            Set<String> chain = new LinkedHashSet<>();
            Row at = row;
            while (at != null && at.lineManager() != null && !at.lineManager().equals(at.personId()) && !seen.contains(at.personId())
                    && chain.add(at.personId())) {
                at = byId.get(at.lineManager());
            }
            seen.addAll(chain);
            if (at != null && chain.contains(at.personId())) {
                String first = at.personId();
                List<String> circle = chain.stream().dropWhile(id -> !id.equals(first)).toList();
                problem(at.line(), "lineManager", "People manage each other in a circle: " + circle.stream().limit(SHOWN).collect(Collectors.joining(" -> "))
                        + (circle.size() > SHOWN ? " -> " + (circle.size() - SHOWN) + " more" : "") + " -> " + first + ".");
            }
        }
    }

    private void refersTo(Row row, String column, @Nullable String personId, Map<String, Row> byId) {
        if (personId == null) {
            return;
        }
        if (personId.equals(row.personId())) {
            problem(row.line(), column, "Nobody is their own " + (column.equals(DEPUTY) ? "deputy." : "line manager."));
        } else if (!byId.containsKey(personId)) {
            problem(row.line(), column, "The file names nobody with the person id '" + personId + "'.");
        }
    }

    private List<Row> unique(List<Row> rows, String column, Function<Row, String> value) {
        Map<String, Row> seen = new HashMap<>();
        for (Row row : rows) {
            Row first = seen.putIfAbsent(value.apply(row).toLowerCase(Locale.ROOT), row);
            if (first != null) {
                problem(row.line(), column, "'" + value.apply(row) + "' stands in line " + first.line() + " already.");
            }
        }
        return rows;
    }

    private void problem(long line, String column, String message) {
        problems.add(new Problem(line, column, message));
        if (problems.size() >= MOST_PROBLEMS) {
            problems.add(new Problem(0, "", "There may be more; reading stopped after " + MOST_PROBLEMS + " mistakes."));
            stopIfWrong();
        }
    }

    private void stopIfWrong() {
        if (!problems.isEmpty()) {
            throw new ImportRefused(fileName, problems.stream()
                    .sorted(Comparator.comparingLong(p -> p.line() == 0 ? Long.MAX_VALUE : p.line())).toList());
        }
    }

    private ImportRefused refused(long line, String message) {
        return new ImportRefused(fileName, List.of(new Problem(line, "", message)));
    }

    private static @Nullable String emptyToNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
