package org.countersign.casefile;

import java.time.Instant;
import java.util.List;

/**
 * What is known as frozen for those who sign ({@code templates/<flow>/sheet.html}, model key {@code sheet}). Public because templates
 * and {@code record.json} read it.
 *
 * @param kind what the paper is, for example "Assessment of a post"
 */
public record CaseSheet(String caseId, String kind, Instant frozenAt, List<Section> sections, CaseRecord.Letterhead institution) {}
