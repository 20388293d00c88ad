package org.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * The floor: the same diagram on an engine without anything of ours, with the same settings on the same kind of database. Every expression
 * is a constant; nobody checks, writes or tells anything.
 */
final class BareFlow implements AutoCloseable {

    private final HikariDataSource database;
    private final ProcessEngine engine;

    /**
     * @param databaseUrl with user and password in it
     * @param given whether the diagram itself gives the tasks to the same people, with a date, as any diagram in earnest would
     */
    BareFlow(String name, String databaseUrl, boolean given) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(databaseUrl);
        database = new HikariDataSource(pool);
        engine = engine(name, database);
        engine.getRepositoryService().createDeployment().addString("group-approval.bpmn", diagram(given)).deploy();
        grant(Resources.PROCESS_DEFINITION, Permissions.CREATE_INSTANCE, Permissions.READ, ProcessDefinitionPermissions.TASK_WORK);
        grant(Resources.PROCESS_INSTANCE, Permissions.CREATE);
    }

    DataSource database() {
        return database;
    }

    /** A whole approval with its jobs done in this thread; answers the nanoseconds of starting, completing and the jobs. */
    long approve() {
        long[] nanos = {0};
        String[] instanceId = new String[1];
        nanos[0] += Cpu.of(() -> as(College.ADA, () ->
                instanceId[0] = engine.getRuntimeService().startProcessInstanceByKey(College.FLOW, "case").getId()));
        jobs(instanceId[0], nanos);
        List.of(College.BASIL, College.CLEMENTINE, College.DESMOND).forEach(userId -> {
            Task task = engine.getTaskService().createTaskQuery().processInstanceId(instanceId[0]).singleResult();
            nanos[0] += Cpu.of(() -> as(userId, () -> engine.getTaskService().complete(task.getId())));
        });
        jobs(instanceId[0], nanos);
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(instanceId[0]).count()).isZero();
        return nanos[0];
    }

    /** The morning look of a case that waits, without anything looked at; answers its nanoseconds. */
    long morning() {
        String[] instanceId = new String[1];
        as(College.ADA, () -> instanceId[0] = engine.getRuntimeService().startProcessInstanceByKey(College.FLOW, "case").getId());
        jobs(instanceId[0], new long[1]);
        String timer = engine.getManagementService().createJobQuery().processInstanceId(instanceId[0]).activityId("morningCame").singleResult().getId();
        return Cpu.of(() -> engine.getManagementService().executeJob(timer));
    }

    @Override
    public void close() {
        engine.close();
        database.close();
    }

    private void jobs(String instanceId, long[] nanos) {
        engine.getManagementService().createJobQuery().processInstanceId(instanceId).messages().list()
                .forEach(job -> nanos[0] += Cpu.of(() -> engine.getManagementService().executeJob(job.getId())));
    }

    private void as(String userId, Runnable work) {
        engine.getIdentityService().setAuthentication(userId, List.of("staff"));
        try {
            work.run();
        } finally {
            engine.getIdentityService().clearAuthentication();
        }
    }

    private static ProcessEngine engine(String name, DataSource database) {
        GenericApplicationContext noBeans = new GenericApplicationContext();
        noBeans.refresh();
        SpringProcessEngineConfiguration settings = new SpringProcessEngineConfiguration();
        settings.setApplicationContext(noBeans);
        settings.setProcessEngineName(name);
        settings.setDataSource(database);
        settings.setTransactionManager(new DataSourceTransactionManager(database));
        settings.setDatabaseSchemaUpdate("true");
        settings.setIdGenerator(new StrongUuidGenerator());
        settings.setHistory("activity");
        settings.setAuthorizationEnabled(true);
        settings.setAuthorizationCheckRevokes("always");
        settings.setEnforceSpecificVariablePermission(true);
        settings.setDefaultUserPermissionNameForTask("TASK_WORK");
        settings.setMetricsEnabled(false);
        settings.setTaskMetricsEnabled(false);
        settings.setJobExecutorActivate(false);
        return settings.buildProcessEngine();
    }

    private static String diagram(boolean given) {
        String diagram;
        try {
            diagram = Files.readString(Path.of("processes/group-approval.bpmn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        diagram = diagram.replaceAll("\\$\\{[^}]*(?:'REFUSE'|!groupApproval)[^}]*}", "\\${false}")
                .replace("${groupApproval.assistantHasUntil()}", "2030-02-14T17:00:00")
                .replaceAll("\\$\\{!?(?:groupApproval|lateness)\\.[^}]*}", "\\${true}");
        assertThat(diagram).doesNotContain("groupApproval.", "lateness.");
        Map<String, String> holders = Map.of("signAsAssistant", College.BASIL, "approveGroup", College.CLEMENTINE, "authoriseGroup", College.DESMOND);
        for (String task : given ? holders.keySet() : List.<String>of()) {
            String holder = holders.get(task);
            diagram = diagram.replace("<bpmn:userTask id=\"" + task + "\"", "<bpmn:userTask id=\"" + task + "\" camunda:assignee=\"" + holder
                    + "\" camunda:candidateUsers=\"" + holder + "\" camunda:dueDate=\"2030-01-31T17:00:00\"");
        }
        return diagram;
    }

    private void grant(Resource resource, Permission... permissions) {
        AuthorizationService authorizations = engine.getAuthorizationService();
        Authorization row = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
        row.setGroupId("staff");
        row.setResource(resource);
        row.setResourceId("*");
        row.setPermissions(permissions);
        authorizations.saveAuthorization(row);
    }
}
