package org.countersign.recorddisposal;

import java.time.Instant;
import java.util.List;
import org.countersign.answers.Row;
import org.countersign.casefile.CaseRecord.Letterhead;

/** The proposal as frozen for those who sign ({@code templates/record-disposal/sheet.html}, model key {@code sheet}). Public because templates read it. */
public record DisposalSheet(String caseId, Instant frozenAt, Letterhead institution, List<Row> proposal, List<DisposalRecord.Line> lines) {}
