package org.countersign.engine;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Service;

/**
 * Starts a case from another one by a message of the diagram. Nobody else can: the gate refuses such a message unless it was sent here.
 * What the new case begins with is asked of the flow it comes from ({@link Flow#handsOver}), never carried by the engine.
 */
@Service
public class CaseStarts {

    private static final ThreadLocal<Boolean> UNDER_WAY = ThreadLocal.withInitial(() -> false);

    private final RuntimeService runtime;
    private final Cases cases;
    private final Flows flows;

    CaseStarts(@Lazy RuntimeService runtime, Cases cases, Flows flows) {
        this.runtime = runtime;
        this.cases = cases;
        this.flows = flows;
    }

    /**
     * Starts one case of that flow from that case; once, however often it is asked.
     *
     * @param message of the start event, for example {@code disciplinary-referral.handedOver}
     * @return the new case's id
     */
    public String start(String message, String fromCaseId) {
        String flow = message.substring(0, message.indexOf('.'));
        return cases.startedFrom(fromCaseId, flow).map(Case::caseId).orElseGet(() -> {
            UNDER_WAY.set(true);
            try {
                String processInstanceId = runtime.createMessageCorrelation(message).processInstanceBusinessKey(fromCaseId).correlateStartMessage().getId();
                return cases.ofProcessInstance(processInstanceId).orElseThrow().caseId();
            } finally {
                UNDER_WAY.remove();
            }
        });
    }

    /** Whether there is such a flow here. */
    public boolean canStart(String message) {
        return flows.find(message.substring(0, message.indexOf('.'))).isPresent();
    }

    static boolean isUnderWay() {
        return UNDER_WAY.get();
    }
}
