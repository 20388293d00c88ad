package org.countersign.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Incident;
import org.countersign.notices.Notices;
import org.countersign.notices.Notices.Notice;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the administrators when a step is not tried again by itself, with nothing of what people wrote in the case. */
@Component
class StuckSteps extends DefaultIncidentHandler implements MeterBinder {

    private static final Logger LOG = LoggerFactory.getLogger(StuckSteps.class);
    private static final String TOLD = "administrators";

    private final ObjectProvider<People> people;
    private final ObjectProvider<Notices> notices;
    private final ObjectProvider<Operations> operations;
    private final TransactionTemplate nested;

    StuckSteps(ObjectProvider<People> people, ObjectProvider<Notices> notices, ObjectProvider<Operations> operations,
            PlatformTransactionManager transactions) {
        super(Incident.FAILED_JOB_HANDLER_TYPE);
        this.people = people;
        this.notices = notices;
        this.operations = operations;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public Incident handleIncident(IncidentContext context, String message) {
        Incident incident = super.handleIncident(context, message);
        String step = context.getActivityId() == null ? "unknown" : context.getActivityId();
        @Nullable String caseId = caseOf(context.getExecutionId());
        LOG.error("Step {} of {} is stuck", step, caseId == null ? "no case" : caseId);
        try {
            // Behind a savepoint: whatever goes wrong with telling, the engine's own note of the failure stays.
            nested.executeWithoutResult(transaction -> tell(context.getConfiguration(), step, caseId));
        } catch (RuntimeException e) {
            LOG.error("The administrators could not be told that step {} is stuck ({})", step, e.getClass().getName());
        }
        return incident;
    }

    private void tell(String jobId, String step, @Nullable String caseId) {
        String what = "Step " + step + (caseId == null ? "" : " of " + caseId);
        Notice notice = new Notice("stuck:" + jobId, "operations/stuck", "Look after a stuck step: " + what,
                what + " failed and is not tried again by itself. Open the operations page, remove the cause and have it tried again.",
                "/operations", null);
        notices.getObject().tell(people.getObject().withRole(TOLD).stream().map(Person::personId).toList(), notice);
    }

    private static @Nullable String caseOf(@Nullable String executionId) {
        ExecutionEntity execution = executionId == null ? null
                : Context.getCommandContext().getExecutionManager().findExecutionById(executionId);
        return execution == null ? null : execution.getProcessBusinessKey();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("countersign.jobs.stuck", operations, provider -> provider.getObject().countStuckJobs())
                .description("Steps that failed and are not tried again by themselves").register(registry);
    }
}
