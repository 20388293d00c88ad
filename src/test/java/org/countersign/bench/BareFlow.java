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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.countersign.bench.Way.Step;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * The floor: the same diagram on an engine without anything of ours, with the same settings on the same kind of database. Every expression
 * is a constant; nobody checks, writes or tells anything.
 */
final class BareFlow implements AutoCloseable {

    private static final Pattern DATE = Pattern.compile("(<bpmn:timeDate[^>]*>)\\$\\{[^}]*}");
    private static final Pattern QUESTION = Pattern.compile("(<bpmn:conditionExpression[^>]*>\\$\\{)([^}]*)}");
    private static final Pattern WORK = Pattern.compile("(camunda:expression=\"\\$\\{)[^}]*");

    private final HikariDataSource database;
    private final ProcessEngine engine;
    private final Way way;

    /**
     * @param databaseUrl with user and password in it
     * @param holders     user ids by user task: the diagram itself gives the tasks to them, with a date, as any diagram in earnest would; none
     *                    leaves tasks nobody's
     */
    BareFlow(String name, String databaseUrl, Way way, Map<String, List<String>> holders) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(databaseUrl);
        database = new HikariDataSource(pool);
        engine = engine(name, database);
        this.way = way;
        engine.getRepositoryService().createDeployment().addString(way.flow() + ".bpmn", diagram(way, holders)).deploy();
        grant(Resources.PROCESS_DEFINITION, Permissions.CREATE_INSTANCE, Permissions.READ, ProcessDefinitionPermissions.TASK_WORK);
        grant(Resources.PROCESS_INSTANCE, Permissions.CREATE);
    }

    DataSource database() {
        return database;
    }

    /** A whole case with its jobs done in this thread; answers the nanoseconds of starting, completing and the jobs. */
    long take() {
        long[] nanos = {0};
        String instanceId = begin(nanos);
        for (Step step : way.afterStart()) {
            String userId = step.userId();
            if (userId == null) {
                Job timer = engine.getManagementService().createJobQuery().processInstanceId(instanceId).activityId(step.form()).singleResult();
                nanos[0] += Cpu.of(() -> engine.getManagementService().executeJob(timer.getId()));
            } else {
                Task task = engine.getTaskService().createTaskQuery().processInstanceId(instanceId).taskDefinitionKey(step.task()).singleResult();
                nanos[0] += Cpu.of(() -> as(userId, () -> engine.getTaskService().complete(task.getId())));
            }
            jobs(instanceId, nanos);
        }
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().processInstanceId(instanceId).count()).isZero();
        return nanos[0];
    }

    private String begin(long[] nanos) {
        String[] instanceId = new String[1];
        nanos[0] += Cpu.of(() -> as(String.valueOf(way.steps().get(0).userId()), () ->
                instanceId[0] = engine.getRuntimeService().startProcessInstanceByKey(way.flow(), "case").getId()));
        jobs(instanceId[0], nanos);
        return instanceId[0];
    }

    /** The morning look of a case that waits, without anything looked at; answers its nanoseconds. */
    long morning() {
        String instanceId = begin(new long[1]);
        String timer = engine.getManagementService().createJobQuery().processInstanceId(instanceId).activityId("morningCame").singleResult().getId();
        return Cpu.of(() -> engine.getManagementService().executeJob(timer));
    }

    @Override
    public void close() {
        engine.close();
        database.close();
    }

    private void jobs(String instanceId, long[] nanos) {
        List<Job> due = engine.getManagementService().createJobQuery().processInstanceId(instanceId).messages().list();
        due.forEach(job -> nanos[0] += Cpu.of(() -> engine.getManagementService().executeJob(job.getId())));
        if (!due.isEmpty()) {
            jobs(instanceId, nanos);
        }
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

    private static String diagram(Way way, Map<String, List<String>> holders) {
        String diagram;
        try {
            diagram = Files.readString(Path.of("processes/" + way.flow() + ".bpmn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (String question : way.yes()) {
            assertThat(diagram).contains("${" + question + "}");
        }
        diagram = DATE.matcher(diagram).replaceAll("$12030-02-14T17:00:00");
        diagram = QUESTION.matcher(diagram).replaceAll(asked -> Matcher.quoteReplacement(asked.group(1) + way.yes().contains(asked.group(2)) + "}"));
        diagram = WORK.matcher(diagram).replaceAll("$1true");
        for (Map.Entry<String, List<String>> task : holders.entrySet()) {
            String users = String.join(",", task.getValue());
            diagram = diagram.replace("<bpmn:userTask id=\"" + task.getKey() + "\"", "<bpmn:userTask id=\"" + task.getKey() + "\""
                    + (task.getValue().size() == 1 ? " camunda:assignee=\"" + users + "\"" : "")
                    + " camunda:candidateUsers=\"" + users + "\" camunda:dueDate=\"2030-01-31T17:00:00\"");
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
