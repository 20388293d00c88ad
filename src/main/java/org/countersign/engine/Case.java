package org.countersign.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One run of a flow, kept in our own table so that it outlives the engine's history.
 *
 * @param caseId         also the record's id, for example {@code GA-2026-000001}
 * @param title          what it is about, for example "WhatsApp group 'Boathouse rota'"; the case id where the flow is confidential
 * @param state          in words for the person who started it, for example "Waiting for the second line manager"
 * @param outcome        {@code null} while open
 * @param canBeWithdrawn by the starter, now
 */
public record Case(String caseId, String flow, String processInstanceId, String processDefinitionId, String starterId,
        String title, boolean confidential, String state, @Nullable String outcome,
        Instant startedAt, @Nullable Instant endedAt, boolean canBeWithdrawn) {}
