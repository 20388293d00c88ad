package org.countersign.records.bag;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of the archive's tables as JSON and back: every column under its own name, so that one added later travels without anybody thinking
 * of it. Bytes are left out; instants are ISO 8601 in UTC, days ISO 8601.
 */
public final class Rows {

    private enum Kind { INSTANT, DAY, TRUTH, NUMBER, TEXT }

    private static final Map<String, Kind> KINDS = Map.of("timestamp with time zone", Kind.INSTANT, "date", Kind.DAY, "boolean", Kind.TRUTH,
            "integer", Kind.NUMBER, "bigint", Kind.NUMBER, "character varying", Kind.TEXT, "text", Kind.TEXT, "character large object", Kind.TEXT);

    private final JdbcClient jdbc;
    private final Map<String, Map<String, Kind>> tables = new ConcurrentHashMap<>();

    public Rows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param condition SQL with one parameter */
    public List<ObjectNode> read(String table, String condition, String value) {
        Map<String, Kind> columns = columns(table);
        return jdbc.sql("select " + String.join(", ", columns.keySet()) + " from " + table + " where " + condition).param(value)
                .query((rs, n) -> row(rs, columns)).list();
    }

    /**
     * Inserts a row.
     *
     * @param bytes    name of the column that takes {@code content}, if the table has one
     * @param complain told the first column that does not fit
     */
    void insert(String table, JsonNode row, @Nullable String bytes, byte @Nullable [] content, Consumer<String> complain) {
        Map<String, Kind> columns = columns(table);
        List<String> names = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        row.fields().forEachRemaining(field -> {
            Kind kind = columns.get(field.getKey());
            if (kind == null) {
                complain.accept("it has '" + field.getKey() + "', which this version of the archive does not know");
                return;
            }
            names.add(field.getKey());
            values.add(value(field.getKey(), kind, field.getValue(), complain));
        });
        if (bytes != null) {
            names.add(bytes);
            values.add(content);
        }
        jdbc.sql("insert into " + table + " (" + String.join(", ", names) + ") values ("
                + names.stream().map(n -> "?").collect(Collectors.joining(", ")) + ")").params(values).update();
    }

    private static @Nullable Object value(String column, Kind kind, JsonNode value, Consumer<String> complain) {
        if (value.isNull()) {
            return null;
        }
        try {
            return switch (kind) {
                case INSTANT -> OffsetDateTime.ofInstant(Instant.parse(value.textValue()), ZoneOffset.UTC);
                case DAY -> LocalDate.parse(value.textValue());
                case TRUTH -> value.booleanValue();
                case NUMBER -> value.longValue();
                case TEXT -> value.textValue();
            };
        } catch (DateTimeParseException | NullPointerException e) {
            complain.accept("'" + column + "' cannot be read");
            return null;
        }
    }

    private static ObjectNode row(ResultSet rs, Map<String, Kind> columns) throws SQLException {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        int number = 0;
        for (Map.Entry<String, Kind> column : columns.entrySet()) {
            String name = column.getKey();
            number++;
            switch (column.getValue()) {
                case INSTANT -> {
                    OffsetDateTime at = rs.getObject(number, OffsetDateTime.class);
                    row.put(name, at == null ? null : at.toInstant().toString());
                }
                case DAY -> {
                    LocalDate day = rs.getObject(number, LocalDate.class);
                    row.put(name, day == null ? null : day.toString());
                }
                case TRUTH -> {
                    boolean is = rs.getBoolean(number);
                    row.put(name, rs.wasNull() ? null : (Boolean) is);
                }
                case NUMBER -> {
                    long value = rs.getLong(number);
                    row.put(name, rs.wasNull() ? null : (Long) value);
                }
                case TEXT -> row.put(name, rs.getString(number));
            }
        }
        return row;
    }

    private Map<String, Kind> columns(String table) {
        return tables.computeIfAbsent(table, name -> {
            Map<String, Kind> columns = new LinkedHashMap<>();
            jdbc.sql("""
                    select lower(column_name), lower(data_type) from information_schema.columns
                    where lower(table_name) = ? and table_schema = current_schema and is_generated = 'NEVER' order by ordinal_position""").param(name)
                    .query((rs, n) -> Map.entry(rs.getString(1), rs.getString(2))).list().stream()
                    .filter(column -> KINDS.containsKey(column.getValue()))
                    .forEach(column -> columns.put(column.getKey(), KINDS.get(column.getValue())));
            return columns;
        });
    }
}
