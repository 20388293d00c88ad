package org.countersign.engine;

import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceAtActivitiesCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.countersign.answers.AnswersRefused;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Turns what the gate refuses into an answer of 400 with plain words, where the engine would say 500; what somebody else
 * has changed or done meanwhile into 409 and 404.
 */
class PlainRefusals extends CommandInterceptor {

    /** What the engine says of variables that carry Java objects. */
    private static final String SERIALIZED_OBJECT = "ENGINE-17007";

    @Override
    public <T> T execute(Command<T> command) {
        if (command instanceof StartProcessInstanceAtActivitiesCmd && isSomebodyCalling()) {
            throw new InvalidRequestException(Status.BAD_REQUEST, "A case starts with its form, nowhere else.");
        }
        try {
            return onceMore(command);
        } catch (RuntimeException e) {
            throw plain(command, e);
        }
    }

    /**
     * When somebody did something else in the same case at the same moment, nothing of this is kept: it is simply done again, and either
     * goes through or is refused for a reason that people understand.
     */
    private <T> T onceMore(Command<T> command) {
        try {
            return next.execute(command);
        } catch (OptimisticLockingException e) {
            if (isCompletion(command) && !TransactionSynchronizationManager.isActualTransactionActive()) {
                return next.execute(command);
            }
            throw e;
        }
    }

    private static RuntimeException plain(Command<?> command, RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AnswersRefused || cause instanceof NotAllowed) {
                return new InvalidRequestException(Status.BAD_REQUEST, thrown, cause.getMessage());
            }
            if (cause instanceof ProcessEngineException && String.valueOf(cause.getMessage()).startsWith(SERIALIZED_OBJECT)) {
                return new InvalidRequestException(Status.BAD_REQUEST, thrown, "Only the form's own answers are accepted here.");
            }
        }
        if ((thrown instanceof OptimisticLockingException || thrown instanceof PessimisticLockingFailureException) && isCompletion(command)) {
            return new InvalidRequestException(Status.CONFLICT, thrown,
                    "Somebody else changed this at the same moment. Open it again and look.");
        }
        if (thrown instanceof NullValueException && isCompletion(command)) {
            return new InvalidRequestException(Status.NOT_FOUND, thrown, "This task is done or gone.");
        }
        return thrown;
    }

    private static boolean isCompletion(Command<?> command) {
        return command instanceof CompleteTaskCmd || command instanceof SubmitTaskFormCmd;
    }

    private static boolean isSomebodyCalling() {
        var engine = Context.getProcessEngineConfiguration();
        return engine == null || engine.getIdentityService().getCurrentAuthentication() != null;
    }
}
