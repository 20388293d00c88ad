package org.countersign.bench;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Copies real cases row by row inside PostgreSQL. What names something of the case itself differs from copy to copy; everything else is as
 * the flow left it. A copy's number is {@code n} in the SQL that callers give.
 */
final class Copies {

    /** Columns that name something of the case itself. */
    private static final Pattern OWN = Pattern.compile(
            "id_|proc_inst_id_|execution_id_|root_proc_inst_id_|parent_id_|task_id_|act_inst_id_|task_id|process_instance_id|process_instance_id_|resource_id_|answers_id");

    private static final List<String> CASE = List.of("case_id", "business_key_", "record_id");

    private static final List<String> OF_THE_INSTANCE = List.of("act_ru_execution", "act_ru_task", "act_ru_event_subscr", "act_hi_procinst",
            "act_hi_actinst", "act_hi_taskinst");

    private final JdbcClient jdbc;
    private final String prefix;
    private final Map<String, String> instead;
    private final @Nullable String older;

    /**
     * @param prefix  what the copies' case ids begin with, for example {@code GA-2000-}
     * @param instead what becomes of columns with that name, as SQL
     * @param older   how many minutes earlier everything happened and falls due, as SQL; {@code null} for as it is
     */
    Copies(JdbcClient jdbc, String prefix, Map<String, String> instead, @Nullable String older) {
        this.jdbc = jdbc;
        this.prefix = prefix;
        this.instead = instead;
        this.older = older;
    }

    /** The case as the engine runs it, with its holders and its timers. */
    void running(String instanceId, int from, int until) {
        String caseId = jdbc.sql("select case_id from cs_case where process_instance_id = ?").param(instanceId).query(String.class).single();
        own(List.of("cs_case", "cs_holding"), caseId, from, until);
        OF_THE_INSTANCE.forEach(table -> rows(table, "proc_inst_id_ = '" + instanceId + "'", from, until));
        rows("act_ru_job", "process_instance_id_ = '" + instanceId + "'", from, until);
        String tasks = "(select id_ from act_ru_task where proc_inst_id_ = '" + instanceId + "')";
        rows("act_ru_identitylink", "task_id_ in " + tasks, from, until);
        rows("act_ru_authorization", "resource_type_ = 7 and user_id_ is not null and resource_id_ in " + tasks, from, until);
    }

    /** The record of a case as lists read it, without its bytes. */
    void records(String caseId, int from, int until) {
        List.of("cs_record", "cs_record_person").forEach(table -> rows(table, "record_id = '" + caseId + "'", from, until));
    }

    /** Rows of our own tables. */
    void own(List<String> tables, String caseId, int from, int until) {
        tables.forEach(table -> rows(table, "case_id = '" + caseId + "'", from, until));
    }

    /** Rows of the archive's tables; whoever asks says what becomes of their {@code record_id}. */
    void records(String table, String recordId, int from, int until) {
        rows(table, "record_id = '" + recordId + "'", from, until);
    }

    private void rows(String table, String where, int from, int until) {
        record Column(String name, String type) {}
        List<Column> columns = jdbc.sql("select column_name, data_type from information_schema.columns where table_schema = 'public'"
                        + " and table_name = ? and is_identity = 'NO' and is_generated = 'NEVER' order by ordinal_position").param(table)
                .query((row, number) -> new Column(row.getString(1), row.getString(2))).list();
        String values = columns.stream().map(column -> value(table, column.name(), column.type())).collect(Collectors.joining(", "));
        jdbc.sql("insert into " + table + " (" + columns.stream().map(Column::name).collect(Collectors.joining(", ")) + ") select " + values
                + " from " + table + ", generate_series(" + from + ", " + until + ") n where " + where).update();
    }

    private String value(String table, String column, String type) {
        if (instead.containsKey(column)) {
            return instead.get(column);
        }
        if (CASE.contains(column)) {
            return "'" + prefix + "' || lpad(n::text, 6, '0')";
        }
        boolean falls = table.startsWith("cs_") || column.equals("duedate_") || column.equals("due_date_");
        return OWN.matcher(column).matches() ? column + " || '-' || n"
                : older != null && falls && type.startsWith("timestamp") ? column + " - (" + older + ") * interval '1 minute'" : column;
    }
}
