package org.countersign.engine.shield;

import java.lang.reflect.Field;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.HistoricProcessInstanceQueryImpl;
import org.camunda.bpm.engine.impl.HistoricTaskInstanceQueryImpl;
import org.camunda.bpm.engine.impl.ProcessInstanceQueryImpl;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cmd.AbstractExecuteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.AbstractWritableIdentityServiceCmd;
import org.camunda.bpm.engine.impl.cmd.CheckPassword;
import org.camunda.bpm.engine.impl.cmd.DeleteAuthorizationCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteFilterCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteUserInfoCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteUserPictureCmd;
import org.camunda.bpm.engine.impl.cmd.IsIdentityServiceReadOnlyCmd;
import org.camunda.bpm.engine.impl.cmd.SaveAuthorizationCmd;
import org.camunda.bpm.engine.impl.cmd.SaveFilterCmd;
import org.camunda.bpm.engine.impl.cmd.SetUserInfoCmd;
import org.camunda.bpm.engine.impl.cmd.SetUserPictureCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.query.Query;
import org.countersign.engine.Provisioning;
import org.countersign.engine.TaskExpressions;
import org.jspecify.annotations.Nullable;

/**
 * Closes two known weaknesses of the engine, wherever a command comes from. Stands before the engine's own interceptors and after
 * them: before, it sees a query ere anything of it is evaluated; after, it can load what is stored.
 *
 * <ul>
 * <li>CVE-2026-109432: an expression inside a query (in its or-queries too, and in filters stored earlier) is code. Only texts
 * the application itself uses pass, compared whole.
 * <li>CVE-2026-77226: users, groups, memberships, authorizations and filters are written by the application alone; for everybody
 * else the identity service says of itself that it is read-only, and so it is. Checking a password there (which counts up to a lasting
 * lock) is refused as well.
 * </ul>
 */
class EngineShield extends CommandInterceptor {

    private static final List<Class<?>> PROVISIONING = List.of(AbstractWritableIdentityServiceCmd.class, SetUserInfoCmd.class,
            DeleteUserInfoCmd.class, SetUserPictureCmd.class, DeleteUserPictureCmd.class, SaveAuthorizationCmd.class,
            DeleteAuthorizationCmd.class, SaveFilterCmd.class, DeleteFilterCmd.class, CheckPassword.class);

    private static final Map<Class<?>, List<Field>> QUERY_FIELDS = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <T> T execute(Command<T> command) {
        if (command instanceof IsIdentityServiceReadOnlyCmd && !Provisioning.isUnderWay()) {
            return (T) Boolean.TRUE;
        }
        if (!Provisioning.isUnderWay() && PROVISIONING.stream().anyMatch(kind -> kind.isInstance(command))) {
            throw refusal("People, groups, rights and lists are kept by the directory");
        }
        check(command);
        return next.execute(command);
    }

    private static void check(Command<?> command) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        if (command instanceof AbstractQuery<?, ?> query) {
            check(query, seen);
        }
        for (Field field : queryFields(command.getClass())) {
            check(valueOf(field, command), seen);
        }
        CommandContext context = Context.getCommandContext();
        if (command instanceof AbstractExecuteFilterCmd && context != null) {
            String filterId = (String) valueOf(field(command.getClass(), "filterId"), command);
            Filter stored = filterId == null ? null : context.getFilterManager().findFilterById(filterId);
            if (stored != null) {
                check(stored.getQuery(), seen);
            }
        }
    }

    private static void check(@Nullable Object asked, Set<Object> seen) {
        if (asked instanceof Filter filter) {
            check((Object) filter.getQuery(), seen);
        } else if (asked instanceof AbstractQuery<?, ?> query && seen.add(query)) {
            Map<String, String> expressions = query.getExpressions();
            if (expressions != null && !expressions.values().stream().allMatch(TaskExpressions::isOurs)) {
                throw refusal("Expressions in queries are not accepted");
            }
            alternatives(query).forEach(alternative -> check(alternative, seen));
        }
    }

    private static List<? extends Query<?, ?>> alternatives(AbstractQuery<?, ?> query) {
        List<? extends Query<?, ?>> queries = null;
        if (query instanceof TaskQueryImpl tasks) {
            queries = tasks.getQueries();
        } else if (query instanceof ProcessInstanceQueryImpl instances) {
            queries = instances.getQueries();
        } else if (query instanceof HistoricProcessInstanceQueryImpl instances) {
            queries = instances.getQueries();
        } else if (query instanceof HistoricTaskInstanceQueryImpl tasks) {
            queries = tasks.getQueries();
        }
        return queries == null ? List.of() : queries;
    }

    /** Fields in which commands carry queries and filters of others: batches, migrations, filters extended by a query. */
    private static List<Field> queryFields(Class<?> kind) {
        return QUERY_FIELDS.computeIfAbsent(kind, k -> hierarchy(k).flatMap(c -> Stream.of(c.getDeclaredFields()))
                .filter(field -> Query.class.isAssignableFrom(field.getType()) || Filter.class.isAssignableFrom(field.getType()))
                .peek(field -> field.setAccessible(true)).toList());
    }

    static Field field(Class<?> kind, String name) {
        return hierarchy(kind).flatMap(c -> Stream.of(c.getDeclaredFields())).filter(field -> field.getName().equals(name)).findFirst()
                .map(field -> {
                    field.setAccessible(true);
                    return field;
                }).orElseThrow(() -> new IllegalStateException(kind.getName() + " has no field " + name + ": another engine version?"));
    }

    static @Nullable Object valueOf(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Class<?>> hierarchy(Class<?> kind) {
        return Stream.<Class<?>>iterate(kind, c -> c != null && c != Object.class, Class::getSuperclass);
    }

    private static AuthorizationException refusal(String reason) {
        return new AuthorizationException(reason);
    }
}
