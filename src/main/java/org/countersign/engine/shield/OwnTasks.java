package org.countersign.engine.shield;

import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.countersign.engine.TaskExpressions;
import org.jspecify.annotations.Nullable;

/**
 * Lists of one's own tasks: whoever has a task, or may take it, may see it, so the database is not asked for the right to each one
 * besides. It would find the same tasks and take several times as long. Stands after {@link EngineShield}.
 */
class OwnTasks extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        CommandContext context = Context.getCommandContext();
        String me = context.getAuthenticatedUserId();
        return me != null && isOwn(asked(command, context), me) ? context.runWithoutAuthorization(() -> next.execute(command)) : next.execute(command);
    }

    /** What will be asked of the database; of a stored list, with what the caller adds to it, which may take the place of what is stored. */
    private static @Nullable Object asked(Command<?> command, CommandContext context) {
        if (!(command instanceof AbstractExecuteFilterCmd)) {
            return command;
        }
        // Asks for the right to the list itself.
        Filter stored = context.getFilterManager().findFilterById((String) value(command, "filterId"));
        Object more = value(command, "extendingQuery");
        return stored == null ? null : more == null ? stored.getQuery() : stored.extend((AbstractQuery<?, ?>) more).getQuery();
    }

    /** Alternatives would narrow it too; none of our lists has any. What is offered to groups would be found besides what is offered to me. */
    private static boolean isOwn(@Nullable Object asked, String me) {
        return asked instanceof TaskQueryImpl query && query.getQueries().size() <= 1 && !asksForGroups(query)
                && (isMe(query.getAssignee(), query, "taskAssignee", me) || isMe(query.getCandidateUser(), query, "taskCandidateUser", me));
    }

    private static boolean asksForGroups(TaskQueryImpl query) {
        return Stream.of("candidateGroup", "candidateGroups", "candidateGroupLike").anyMatch(name -> value(query, name) != null);
    }

    private static boolean isMe(@Nullable String userId, TaskQueryImpl query, String name, String me) {
        Map<String, String> expressions = query.getExpressions();
        String expression = expressions == null ? null : expressions.get(name);
        return expression == null ? me.equals(userId) : userId == null && expression.equals(TaskExpressions.ME);
    }

    private static @Nullable Object value(Object command, String field) {
        return EngineShield.valueOf(EngineShield.field(command.getClass(), field), command);
    }
}
