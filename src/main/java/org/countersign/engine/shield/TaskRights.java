package org.countersign.engine.shield;

import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Resources.TASK;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.task.Task;

/**
 * Rights on single tasks: whoever has it, and nobody who had it. The right to read variables of one's own task comes with it, because the
 * engine asks for it before it names the form; there are no variables, and no address that reads them is open.
 */
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

    private static boolean isStillConcerned(Task task, String userId) {
        return userId.equals(task.getOwner()) || task instanceof TaskEntity entity && entity.getIdentityLinks().stream()
                .anyMatch(link -> userId.equals(link.getUserId()) && !"assignee".equals(link.getType()));
    }
}
