package org.countersign.engine.shield;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.countersign.Demonstration;
import org.countersign.engine.Provisioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The right to a task is taken away from the database, so that whoever still finds it has not been asked for it. */
@Demonstration
class OwnTasksTests {

    private static final String ADA = "ada.applegarth";
    private static final String BASIL = "basil.birdwhistle";
    private static final int MOST = 2_000;

    @Autowired
    TaskService tasks;
    @Autowired
    FilterService filters;
    @Autowired
    IdentityService identity;
    @Autowired
    AuthorizationService authorizations;

    @BeforeEach
    void aTaskEachWithoutARightToIt() {
        for (String userId : List.of(ADA, BASIL)) {
            Task assigned = tasks.newTask("own-assigned-" + userId);
            assigned.setAssignee(userId);
            tasks.saveTask(assigned);
            tasks.saveTask(tasks.newTask("own-offered-" + userId));
            tasks.addCandidateUser("own-offered-" + userId, userId);
        }
        Provisioning.run(() -> authorizations.createAuthorizationQuery().resourceType(Resources.TASK).list().stream()
                .filter(row -> String.valueOf(row.getResourceId()).startsWith("own-")).forEach(row -> authorizations.deleteAuthorization(row.getId())));
    }

    @AfterEach
    void noTask() {
        for (String userId : List.of(ADA, BASIL)) {
            tasks.deleteTask("own-assigned-" + userId, true);
            tasks.deleteTask("own-offered-" + userId, true);
        }
    }

    @Test
    void forOnesOwnTasksNoRightIsAsked() {
        assertThat(own(() -> tasks.createTaskQuery().taskAssignee(ADA))).containsExactly("own-assigned-" + ADA);
        assertThat(own(() -> tasks.createTaskQuery().taskCandidateUser(ADA))).containsExactly("own-offered-" + ADA);
        assertThat(asAda(() -> filters.listPage(filter("Mine"), 0, MOST))).extracting(one -> ((Task) one).getId()).contains("own-assigned-" + ADA);
        assertThat(asAda(() -> filters.listPage(filter("To take"), 0, MOST))).extracting(one -> ((Task) one).getId()).contains("own-offered-" + ADA);
    }

    @Test
    void forAllOtherTasksItIs() {
        assertThat(own(() -> tasks.createTaskQuery())).isEmpty();
        assertThat(own(() -> tasks.createTaskQuery().taskAssignee(BASIL))).isEmpty();
        assertThat(own(() -> tasks.createTaskQuery().taskAssigneeIn(ADA, BASIL))).isEmpty();
        assertThat(own(() -> tasks.createTaskQuery().taskCandidateUser(BASIL))).isEmpty();
        assertThat(own(() -> tasks.createTaskQuery().taskAssignee(ADA).or().taskAssignee(BASIL).taskAssigneeLike("%").endOr())).isEmpty();
    }

    /** The engine looks for what is offered to the person or to the groups: with "any group" added, one's own list would be everybody's. */
    @Test
    void whatIsOfferedToGroupsIsNotFoundBesidesOnesOwn() {
        tasks.saveTask(tasks.newTask("own-group"));
        tasks.addCandidateGroup("own-group", "whistleblowing-officer");
        Provisioning.run(() -> authorizations.createAuthorizationQuery().resourceType(Resources.TASK).resourceId("own-group").list()
                .forEach(row -> authorizations.deleteAuthorization(row.getId())));
        try {
            assertThat(own(() -> tasks.createTaskQuery().taskCandidateGroupLike("%").taskCandidateUser(ADA))).isEmpty();
            TaskQuery anyGroup = tasks.createTaskQuery().taskCandidateGroupLike("%");
            assertThat(asAda(() -> filters.listPage(filter("To take"), anyGroup, 0, MOST))).extracting(one -> ((Task) one).getId()).doesNotContain("own-group");
        } finally {
            tasks.deleteTask("own-group", true);
        }
    }

    /** A list stored with Ada's name in it instead of "whoever asks": what she adds takes its place. */
    @Test
    void whatIsAddedToAStoredListDoesNotMakeItAnothers() {
        Filter stored = filters.newTaskFilter("own-stored").setQuery(tasks.createTaskQuery().taskAssignee(ADA));
        Provisioning.run(() -> {
            filters.saveFilter(stored);
            Authorization read = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            read.setUserId(ADA);
            read.setResource(Resources.FILTER);
            read.setResourceId(stored.getId());
            read.addPermission(Permissions.READ);
            authorizations.saveAuthorization(read);
        });
        try {
            assertThat(asAda(() -> filters.listPage(stored.getId(), 0, MOST))).extracting(one -> ((Task) one).getId()).contains("own-assigned-" + ADA);
            TaskQuery another = tasks.createTaskQuery().taskAssignee(BASIL);
            assertThat(asAda(() -> filters.listPage(stored.getId(), another, 0, MOST))).isEmpty();
        } finally {
            Provisioning.run(() -> filters.deleteFilter(stored.getId()));
        }
    }

    private List<String> own(Supplier<TaskQuery> query) {
        return asAda(() -> query.get().listPage(0, MOST).stream().map(Task::getId).filter(id -> id.startsWith("own-")).toList());
    }

    private String filter(String name) {
        return filters.createTaskFilterQuery().filterName(name).singleResult().getId();
    }

    private <T> T asAda(Supplier<T> work) {
        identity.setAuthentication(ADA, List.of("staff"));
        try {
            return work.get();
        } finally {
            identity.clearAuthentication();
        }
    }
}
