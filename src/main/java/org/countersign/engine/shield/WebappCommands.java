package org.countersign.engine.shield;

import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.ProcessDefinitionQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.TenantQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.AuthorizationCheckCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CreateGroupQueryCmd;
import org.camunda.bpm.engine.impl.cmd.CreateTenantQueryCmd;
import org.camunda.bpm.engine.impl.cmd.CreateUserQueryCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeployedProcessDefinitionCmd;
import org.camunda.bpm.engine.impl.cmd.GetDeploymentProcessModelCmd;
import org.camunda.bpm.engine.impl.cmd.GetFilterCmd;
import org.camunda.bpm.engine.impl.cmd.GetFormKeyCmd;
import org.camunda.bpm.engine.impl.cmd.GetIdentityLinksForTaskCmd;
import org.camunda.bpm.engine.impl.cmd.GetProcessApplicationForDeploymentCmd;
import org.camunda.bpm.engine.impl.cmd.GetStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.GetTaskFormCmd;
import org.camunda.bpm.engine.impl.cmd.IsIdentityServiceReadOnlyCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.filter.FilterQueryImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.query.Query;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.countersign.Outage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * What the webapp's interface may make the engine do, however it was reached: read lists, tasks, forms and diagrams, start, claim for
 * oneself, put back what others may take too, complete. Nobody is given a task, relieved of one or delegated to from there.
 */
class WebappCommands extends CommandInterceptor {

    private static final Logger log = LoggerFactory.getLogger(WebappCommands.class);

    private static final List<Class<?>> NEEDED = List.of(
            TaskQueryImpl.class, FilterQueryImpl.class, ProcessDefinitionQueryImpl.class, UserQueryImpl.class, GroupQueryImpl.class,
            TenantQueryImpl.class, CreateUserQueryCmd.class, CreateGroupQueryCmd.class, CreateTenantQueryCmd.class,
            GetFilterCmd.class, AbstractExecuteFilterCmd.class, GetIdentityLinksForTaskCmd.class,
            GetTaskFormCmd.class, GetFormKeyCmd.class, GetStartFormCmd.class,
            GetDeployedProcessDefinitionCmd.class, GetDeploymentProcessModelCmd.class, GetProcessApplicationForDeploymentCmd.class,
            ClaimTaskCmd.class, AssignTaskCmd.class, CompleteTaskCmd.class, SubmitTaskFormCmd.class,
            StartProcessInstanceCmd.class, SubmitStartFormCmd.class,
            AuthorizationCheckCmd.class, IsIdentityServiceReadOnlyCmd.class);

    private final ProcessEngineConfigurationImpl engine;

    WebappCommands(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public <T> T execute(Command<T> command) {
        // A command inside another one is the engine's own business.
        if (WebappCalls.isUnderWay() && Context.getCommandContext() == null) {
            if (NEEDED.stream().noneMatch(kind -> kind.isInstance(command))) {
                log.info("Refused at the webapp's interface: {}", command.getClass().getSimpleName());
                throw new AuthorizationException("This is not done through the engine's interface");
            }
            if (command instanceof ClaimTaskCmd && !caller().equals(value(command, "userId"))) {
                throw new AuthorizationException("A task can be taken for oneself only");
            }
            if (command instanceof AssignTaskCmd) {
                return putBack(command);
            }
            return plainly(command);
        }
        return next.execute(command);
    }

    /** The engine's interface would answer 500, and quote the database. */
    private <T> T plainly(Command<T> command) {
        try {
            return next.execute(command);
        } catch (NullValueException e) {
            throw new InvalidRequestException(Status.NOT_FOUND, e, "There is nothing like that, or it is gone.");
        } catch (RuntimeException e) {
            if (Outage.isBehind(e)) {
                throw new InvalidRequestException(Status.SERVICE_UNAVAILABLE, e, "Not available for the moment. Nothing was changed; try again in a few minutes.");
            }
            if (isRefusedQuestion(command, e)) {
                throw new InvalidRequestException(Status.BAD_REQUEST, e, "This is no question that can be answered.");
            }
            throw e;
        }
    }

    /** What the engine itself finds wrong with a query ends in its own exception; a failure of the database does not. */
    private static boolean isRefusedQuestion(Command<?> command, RuntimeException e) {
        return (command instanceof Query || command instanceof AbstractExecuteFilterCmd)
                && NestedExceptionUtils.getMostSpecificCause(e).getClass() == ProcessEngineException.class;
    }

    /** The engine asks for the right to assign, which nobody has; putting back what one has taken needs no more than having it. */
    private <T> T putBack(Command<T> command) {
        if (!isPuttingBack(command)) {
            throw new AuthorizationException("Only a task of one's own that others may take too can be put back");
        }
        Authentication caller = engine.getIdentityService().getCurrentAuthentication();
        try {
            engine.getIdentityService().clearAuthentication();
            return next.execute(command);
        } finally {
            engine.getIdentityService().setAuthentication(caller);
        }
    }

    private boolean isPuttingBack(Command<?> command) {
        String taskId = (String) value(command, "taskId");
        return value(command, "userId") == null
                && engine.getTaskService().createTaskQuery().taskId(taskId).taskAssignee(caller()).count() == 1
                && engine.getTaskService().getIdentityLinksForTask(taskId).stream()
                        .anyMatch(link -> IdentityLinkType.CANDIDATE.equals(link.getType()));
    }

    private String caller() {
        Authentication caller = engine.getIdentityService().getCurrentAuthentication();
        return caller == null || caller.getUserId() == null ? "" : caller.getUserId();
    }

    private static @Nullable Object value(Command<?> command, String name) {
        return EngineShield.valueOf(EngineShield.field(command.getClass(), name), command);
    }
}
