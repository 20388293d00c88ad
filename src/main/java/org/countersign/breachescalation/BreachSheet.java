package org.countersign.breachescalation;

import java.time.Instant;
import java.util.List;
import org.countersign.answers.Row;
import org.countersign.casefile.CaseRecord.Letterhead;

/**
 * The facts and the assessment as frozen for those who sign ({@code templates/breach-escalation/sheet.html}, model key {@code sheet}).
 * Public because templates and {@code record.json} read it.
 */
public record BreachSheet(String caseId, Instant frozenAt, List<Row> facts, List<Row> clock, List<Row> assessment, Letterhead institution) {}
