package org.countersign.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import org.countersign.engine.Cases.Waiting;
import org.springframework.jdbc.core.RowMapper;

/** Reads rows of one holder each and puts the holders of one task together. */
class Holders implements RowMapper<Waiting> {

    static final Collector<Waiting, ?, List<Waiting>> TOGETHER = Collector.of(
            LinkedHashMap<String, Waiting>::new,
            (byTask, row) -> byTask.merge(row.taskId(), row, Holders::both),
            (left, right) -> {
                left.putAll(right);
                return left;
            },
            (Map<String, Waiting> byTask) -> List.copyOf(byTask.values()));

    private final Flows flows;

    Holders(Flows flows) {
        this.flows = flows;
    }

    @Override
    public Waiting mapRow(ResultSet row, int number) throws SQLException {
        String flow = row.getString("flow");
        String task = row.getString("task");
        OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
        return new Waiting(row.getString("task_id"), row.getString("case_id"), flow, task,
                row.getString("title"), List.of(row.getString("person_id")), row.getString("in_place_of"),
                row.getObject("held_since", OffsetDateTime.class).toInstant(), due == null ? null : due.toInstant(),
                flows.find(flow).filter(one -> one.isOptional(task)).isPresent());
    }

    private static Waiting both(Waiting one, Waiting other) {
        List<String> holders = new ArrayList<>(one.holderIds());
        holders.addAll(other.holderIds());
        return new Waiting(one.taskId(), one.caseId(), one.flow(), one.task(), one.title(), List.copyOf(holders),
                one.inPlaceOfId() == null ? other.inPlaceOfId() : one.inPlaceOfId(), one.since(), one.due(), one.optional());
    }
}
