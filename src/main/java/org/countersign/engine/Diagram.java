package org.countersign.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/** The diagram that a case follows, as its record names it. Public because templates and {@code record.json} read it. */
public record Diagram(String id, int version) {

    public static Diagram of(DelegateExecution execution) {
        var definition = execution.getProcessEngineServices().getRepositoryService().getProcessDefinition(execution.getProcessDefinitionId());
        return new Diagram(definition.getKey(), definition.getVersion());
    }
}
