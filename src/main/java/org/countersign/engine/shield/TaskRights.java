package org.countersign.engine.shield;

import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Resources.TASK;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import java.util.Arrays;
import java.util.stream.Stream;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.TaskPermissions;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;

/** Rights on single tasks: whoever has it, and nobody who had it. */
class TaskRights extends DefaultAuthorizationProvider {

    /** People read their own name; passwords change on our page, not through the engine's interface. */
    @Override
    public AuthorizationEntity[] newUser(User user) {
        return new AuthorizationEntity[] {createGrantAuthorization(user.getId(), null, USER, user.getId(), READ)};
    }

    @Override
    public AuthorizationEntity[] newTaskAssignee(Task task, String oldAssignee, String newAssignee) {
        if (oldAssignee != null && !oldAssignee.equals(newAssignee) && !isStillConcerned(task, oldAssignee)) {
            AuthorizationEntity row = getGrantAuthorizationByUserId(oldAssignee, TASK, task.getId());
            if (row != null) {
                Context.getCommandContext().getDbEntityManager().delete(row);
            }
        }
        return super.newTaskAssignee(task, oldAssignee, newAssignee);
    }

    @Override
    protected Permission[] getRuntimePermissions(boolean enforceSpecificVariablePermission) {
        // The engine asks for READ_VARIABLE before it names a task's form. A case has no variables, so it opens nothing else.
        return Stream.concat(Arrays.stream(super.getRuntimePermissions(false)), Stream.of(TaskPermissions.READ_VARIABLE))
                .toArray(Permission[]::new);
    }

    private static boolean isStillConcerned(Task task, String userId) {
        return userId.equals(task.getOwner()) || task instanceof TaskEntity entity && entity.getIdentityLinks().stream()
                .anyMatch(link -> userId.equals(link.getUserId()) && !"assignee".equals(link.getType()));
    }
}
