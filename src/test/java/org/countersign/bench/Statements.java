package org.countersign.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many statements work takes on H2, by the database's own account. */
final class Statements {

    private Statements() {}

    /** Each statement's text with how often it ran, the most frequent first. */
    static Map<String, Long> of(DataSource database, Cpu.Work work) {
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("set query_statistics_max_entries 2000").update();
        jdbc.sql("set query_statistics true").update();
        try {
            Cpu.of(work);
            Map<String, Long> counts = new LinkedHashMap<>();
            jdbc.sql("select sql_statement, execution_count from information_schema.query_statistics order by execution_count desc")
                    .query(row -> {
                        if (!row.getString(1).toLowerCase().contains("query_statistics")) {
                            counts.put(row.getString(1), row.getLong(2));
                        }
                    });
            return counts;
        } finally {
            jdbc.sql("set query_statistics false").update();
        }
    }
}
