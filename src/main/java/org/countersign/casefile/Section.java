package org.countersign.casefile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.countersign.answers.Row;

/** A heading with what was answered. Public because templates and {@code record.json} read it. */
public record Section(String title, List<Row> rows) {

    @JsonIgnore
    public boolean isEmpty() {
        return rows.isEmpty();
    }
}
