package org.countersign.engine.shield;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.TaskQueryImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.task.TaskQuery;
import org.countersign.engine.Accounts;
import org.countersign.engine.Provisioning;
import org.countersign.engine.TaskExpressions;
import org.countersign.Demonstration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The engine itself, without any address in front of it. */
@Demonstration
class EngineShieldTests {

    /** Leaves a trace when it is evaluated. */
    private static final String FOREIGN = "${''.getClass().forName('java.lang.System').getMethod('setProperty', ''.getClass(), ''.getClass())"
            + ".invoke(null, 'countersign.evaluated', 'yes')}";

    @Autowired
    ProcessEngine engine;

    @Autowired
    TaskService tasks;

    @Autowired
    FilterService filters;

    @Autowired
    IdentityService identity;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    Accounts accounts;

    @BeforeEach
    void signIn() {
        System.clearProperty("countersign.evaluated");
        identity.setAuthentication("ada.applegarth", List.of("staff"));
    }

    @AfterEach
    void nothingWasEvaluated() {
        identity.clearAuthentication();
        assertThat(System.getProperty("countersign.evaluated")).isNull();
    }

    @Test
    void refusesAForeignExpressionInATaskQuery() {
        assertThatIsRefused(() -> tasks.createTaskQuery().taskAssigneeExpression(FOREIGN).list());
        assertThatIsRefused(() -> tasks.createTaskQuery().taskAssigneeExpression(FOREIGN).count());
        assertThatIsRefused(() -> tasks.createTaskQuery().dueBeforeExpression(FOREIGN).listPage(0, 1));
    }

    @Test
    void refusesAForeignExpressionInsideOrQueries() {
        assertThatIsRefused(() -> tasks.createTaskQuery().or().taskAssigneeExpression(FOREIGN).taskName("x").endOr().list());
        assertThatIsRefused(() -> tasks.createTaskQuery().or().taskAssigneeExpression(FOREIGN).endOr().count());
        assertThatIsRefused(() -> tasks.createTaskQuery().or().taskName("x").endOr().or().taskOwnerExpression(FOREIGN).endOr().list());
    }

    @Test
    void refusesOursWithTheSmallestAddition() {
        assertThatIsRefused(() -> tasks.createTaskQuery().taskAssigneeExpression(TaskExpressions.ME + FOREIGN).list());
        assertThatIsRefused(() -> tasks.createTaskQuery().taskAssigneeExpression(" " + TaskExpressions.ME).list());
    }

    @Test
    void refusesToExtendAFilterByAForeignExpression() {
        Filter mine = filters.createTaskFilterQuery().filterName("Mine").singleResult();
        TaskQuery foreign = new TaskQueryImpl().or().taskCandidateUserExpression(FOREIGN).endOr();
        assertThatIsRefused(() -> filters.list(mine.getId(), foreign));
        assertThatIsRefused(() -> filters.count(mine.getId(), foreign));
        assertThatIsRefused(() -> filters.singleResult(mine.getId(), new TaskQueryImpl().taskAssigneeExpression(FOREIGN)));
    }

    @Test
    void refusesAFilterStoredBehindItsBack() {
        String id = stored("{\"orQueries\":[{\"assigneeExpression\":\"" + FOREIGN.replace("\"", "\\\"") + "\"}]}");
        try {
            identity.clearAuthentication();
            assertThatIsRefused(() -> filters.list(id));
            assertThatIsRefused(() -> filters.count(id));
            assertThatIsRefused(() -> filters.listPage(id, 0, 5));
            assertThatIsRefused(() -> filters.list(id, new TaskQueryImpl().taskName("x")));
        } finally {
            Provisioning.run(() -> filters.deleteFilter(id));
        }
    }

    @Test
    void refusesToStoreAnyFilter() {
        assertThatIsRefused(() -> filters.saveFilter(filters.newTaskFilter("own").setQuery(tasks.createTaskQuery().taskName("x"))));
        identity.clearAuthentication();
        assertThatIsRefused(() -> filters.saveFilter(filters.newTaskFilter("own").setQuery(tasks.createTaskQuery().taskName("x"))));
    }

    @Test
    void letsTheReadyMadeFiltersThrough() {
        assertThatCode(() -> filters.createTaskFilterQuery().listPage(0, 15).forEach(filter -> {
            filters.listPage(filter.getId(), 0, 15);
            filters.count(filter.getId(), new TaskQueryImpl().taskName("x"));
        })).doesNotThrowAnyException();
        assertThat(filters.createTaskFilterQuery().listPage(0, 15)).extracting(Filter::getName).containsExactlyInAnyOrder("Mine", "Overdue", "To take");
    }

    @Test
    void makesNobodyAnAdministratorOfTheEngine() {
        Supplier<User> user = () -> {
            User made = identity.newUser("intruder");
            made.setPassword("a long enough password");
            return made;
        };
        for (Runnable who : List.<Runnable>of(() -> {}, identity::clearAuthentication)) {
            who.run();
            assertThatIsRefused(() -> identity.saveUser(user.get()));
            assertThatIsRefused(() -> identity.saveGroup(identity.newGroup("camunda-admin")));
            assertThatIsRefused(() -> identity.createMembership("ada.applegarth", "camunda-admin"));
            assertThatIsRefused(() -> identity.createMembership("ada.applegarth", "administrators"));
            assertThatIsRefused(() -> identity.deleteUser("basil.birdwhistle"));
            assertThatIsRefused(() -> identity.setUserInfo("basil.birdwhistle", "key", "value"));
            assertThatIsRefused(() -> {
                Authorization everything = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
                everything.setUserId("ada.applegarth");
                everything.setResource(Resources.TASK);
                everything.setResourceId("*");
                everything.addPermission(Permissions.ALL);
                authorizations.saveAuthorization(everything);
            });
            assertThat(identity.isReadOnly()).isTrue();
        }
    }

    @Test
    void letsTheApplicationItselfOpenAnAccount() {
        identity.clearAuthentication();
        accounts.open("somebody.new", "Somebody New", null);
        String oneTime = accounts.issueOneTimePassword("somebody.new");
        assertThat(accounts.matches("somebody.new", oneTime)).isTrue();
        assertThat(accounts.mustChoosePassword("somebody.new")).isTrue();
    }

    @Test
    void checksNoPasswordWhereACountWouldEndInALastingLock() {
        assertThatIsRefused(() -> identity.checkPassword("greta.gooseberry", "guess"));
    }

    @Test
    void givesStaffNothingButWhatTheTaskListNeeds() {
        identity.clearAuthentication();
        List<Authorization> ofStaff = authorizations.createAuthorizationQuery().groupIdIn("staff").list();
        assertThat(ofStaff).extracting(row -> row.getResourceType() + " " + row.getResourceId().replaceAll("[0-9a-f]{8}-.*", "id"))
                .containsExactlyInAnyOrder("0 tasklist", "2 staff", "5 id", "5 id", "5 id", "6 app-approval", "6 breach-escalation", "6 concern-intake", "6 conversation-transfer",
                        "6 group-approval", "6 post-removal", "8 *");
        assertThat(authorizations.createAuthorizationQuery().authorizationType(Authorization.AUTH_TYPE_GLOBAL).count()).isZero();
        assertThat(identity.createGroupQuery().groupId("camunda-admin").count()).isZero();
    }

    /** A filter as a weaker application, or somebody at the database, may have left it. */
    private String stored(String query) {
        ProcessEngineConfigurationImpl configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return configuration.getCommandExecutorTxRequired().execute(context -> {
            FilterEntity filter = new FilterEntity("Task");
            filter.setName("left behind");
            filter.setQueryInternal(query);
            context.getDbEntityManager().insert(filter);
            return filter.getId();
        });
    }

    private static void assertThatIsRefused(ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOf(AuthorizationException.class);
    }

}
