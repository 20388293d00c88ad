package org.countersign.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.IncidentHandler;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Hangs the form gate and the holders of tasks onto every flow as it is parsed, so that no diagram can forget them; and hears of stuck steps. */
@Component
class EngineSetup extends AbstractProcessEnginePlugin {

    private final FormGate gate;
    private final ObjectProvider<Holdings> holdings;
    private final StuckSteps stuckSteps;

    EngineSetup(FormGate gate, ObjectProvider<Holdings> holdings, StuckSteps stuckSteps) {
        this.gate = gate;
        this.holdings = holdings;
        this.stuckSteps = stuckSteps;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        List<BpmnParseListener> listeners = engine.getCustomPreBPMNParseListeners();
        if (listeners == null) {
            listeners = new ArrayList<>();
            engine.setCustomPreBPMNParseListeners(listeners);
        }
        listeners.add(new Gates());
        List<IncidentHandler> incidentHandlers = engine.getCustomIncidentHandlers() == null
                ? new ArrayList<>() : new ArrayList<>(engine.getCustomIncidentHandlers());
        incidentHandlers.add(stuckSteps);
        engine.setCustomIncidentHandlers(incidentHandlers);
        engine.setCustomPreCommandInterceptorsTxRequired(with(engine.getCustomPreCommandInterceptorsTxRequired()));
        engine.setCustomPreCommandInterceptorsTxRequiresNew(with(engine.getCustomPreCommandInterceptorsTxRequiresNew()));
    }

    private static List<CommandInterceptor> with(List<CommandInterceptor> interceptors) {
        List<CommandInterceptor> all = interceptors == null ? new ArrayList<>() : new ArrayList<>(interceptors);
        all.add(new PlainRefusals());
        return all;
    }

    private class Gates extends AbstractBpmnParseListener {

        @Override
        public void parseStartEvent(Element startEvent, ScopeImpl scope, ActivityImpl activity) {
            if (scope instanceof ProcessDefinitionEntity definition) {
                String formKey = startEvent.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "formKey");
                String task = activity.getId();
                // As listeners of tasks do by themselves: our own code asks a table of decisions that the person may not start.
                activity.addListener(ExecutionListener.EVENTNAME_START, (ExecutionListener) execution -> Context.getCommandContext().runWithoutAuthorization(() -> {
                    if (formKey == null) {
                        gate.caseIsStarted(execution, definition.getKey());
                    } else {
                        gate.caseStarts(execution, definition.getKey(), task);
                    }
                    return null;
                }));
            }
        }

        @Override
        public void parseUserTask(Element userTask, ScopeImpl scope, ActivityImpl activity) {
            String flow = activity.getProcessDefinition() instanceof ProcessDefinitionEntity definition ? definition.getKey() : "";
            var task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
            task.addTaskListener(TaskListener.EVENTNAME_CREATE, (TaskListener) created -> holdings.getObject().begin(created, flow));
            task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, (TaskListener) completed -> gate.taskCompletes(completed, flow));
            task.addTaskListener(TaskListener.EVENTNAME_DELETE, (TaskListener) gone -> holdings.getObject().gone(gone.getId()));
        }
    }
}
