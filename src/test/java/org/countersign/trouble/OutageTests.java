package org.countersign.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.countersign.Demonstration;
import org.countersign.answers.Answers;
import org.countersign.engine.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.health.HealthEndpointWebExtension;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The database goes away, or its disk is full, while people work: they are told plainly, nothing is half-made, and it goes on afterwards. */
@Demonstration
@Import(OutageTests.Breakable.class)
class OutageTests {

    private enum Mood { WELL, AWAY, FULL }

    private static volatile Mood mood = Mood.WELL;
    private static final AtomicInteger ASKED_FOR_HEALTH = new AtomicInteger();

    /** A database that can be made to fail. */
    @TestConfiguration
    static class Breakable {

        @Bean
        static BeanPostProcessor breakableDatabase() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource database ? new DelegatingDataSource(database) {
                        @Override
                        public Connection getConnection() throws SQLException {
                            if (isForHealth()) {
                                ASKED_FOR_HEALTH.incrementAndGet();
                            }
                            if (mood == Mood.AWAY) {
                                throw new SQLTransientConnectionException("No connection to secret-host");
                            }
                            return full(super.getConnection());
                        }
                    } : bean;
                }
            };
        }

        /** The background asks the database too; this is about who waits for the answer at the address of health. */
        private static boolean isForHealth() {
            return StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(HealthEndpointWebExtension.class.getName())));
        }

        /** Reads as ever; every change is refused the way PostgreSQL refuses it (53100, disk full). */
        private static Connection full(Connection connection) {
            return (Connection) Proxy.newProxyInstance(Breakable.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                if (mood == Mood.FULL && method.getName().equals("prepareStatement") && !String.valueOf(arguments[0]).stripLeading().toLowerCase().startsWith("select")) {
                    throw new SQLException("could not extend file \"base/secret\": No space left on device", "53100");
                }
                try {
                    return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }
    }

    @LocalServerPort int port;
    @Autowired TaskService tasks;
    @Autowired RuntimeService runtime;
    @Autowired ManagementService management;
    @Autowired Answers answers;

    private Caller greta;
    private Task triage;
    private String form;
    private String ready;

    @BeforeEach
    void somebodyHasReported() {
        Caller mabel = Caller.signedIn(port, "mabel.marmalade");
        String report = mabel.answers("breach-escalation/report-breach", Map.of("whatHappened", "A list was posted to the wrong group."));
        assertThat(mabel.engine("/process-definition/key/breach-escalation/submit-form", carrying(report)).statusCode()).isEqualTo(200);
        runJobs();
        greta = Caller.signedIn(port, "greta.gooseberry");
        triage = tasks.createTaskQuery().taskDefinitionKey("triageBreach").singleResult();
        form = "breach-escalation/triage-breach?taskId=" + triage.getId();
        ready = greta.answers(form, NOT_A_BREACH);
    }

    private static final Map<String, Object> NOT_A_BREACH = Map.of("verdict", "NOT_A_BREACH", "comment", "No personal data were in it.");

    @AfterEach
    void allIsWellAgain() {
        mood = Mood.WELL;
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
    }

    @Test
    void everyAddressSaysPlainlyThatTheDatabaseIsAway() {
        mood = Mood.AWAY;
        for (String page : List.of("/", "/requests", "/breaches", "/breaches/open", "/breaches/BE-2026-000001", "/breaches/register", "/absence", "/registers/apps",
                "/registers/groups", "/calendar/breaches/0123456789.ics", "/verify?code=0123-4567-89ab-cdef-0123-4567-89ab-cdef", "/forms/" + form)) {
            assertThat(plain(greta.get(page))).as(page).contains("<html", "Not available for the moment");
        }
        for (String data : List.of("/api/breaches", "/api/requests", "/camunda/api/engine/engine/default/filter",
                "/camunda/api/engine/engine/default/task/" + triage.getId())) {
            assertThat(plain(greta.get(data))).as(data).startsWith("{").contains("Try again in a few minutes");
        }
        assertThat(plain(greta.submit(form, Caller.json(NOT_A_BREACH)))).contains("Try again in a few minutes");
        assertThat(plain(greta.engine("/task", "{}"))).startsWith("{").contains("Try again in a few minutes");
        assertThat(plain(greta.engine("/task/" + triage.getId() + "/complete", carrying(ready)))).startsWith("{").contains("Try again in a few minutes");
        mood = Mood.WELL;
        theCaseGoesOn();
    }

    @Test
    void healthStaysHealthWhileTheDatabaseIsAway() {
        mood = Mood.AWAY;
        ASKED_FOR_HEALTH.set(0);
        HttpResponse<String> health = greta.get("/actuator/health");
        assertThat(ASKED_FOR_HEALTH).as("questions, each of which would wait its time").hasValue(1);
        assertThat(plain(health)).isEqualTo("{\"status\":\"DOWN\"}");
        assertThat(health.headers().firstValue("Content-Type").orElse("")).contains("json");
    }

    @Test
    void aFullDiskTakesNothingAndLosesNothing() {
        String report = greta.answers("breach-escalation/report-breach", Map.of("whatHappened", "Another list was posted to the wrong group."));
        mood = Mood.FULL;
        assertThat(greta.get("/breaches").statusCode()).isEqualTo(200);
        assertThat(plain(greta.submit(form, Caller.json(NOT_A_BREACH)))).contains("Try again in a few minutes");
        assertThat(plain(greta.engine("/task/" + triage.getId() + "/complete", carrying(ready)))).startsWith("{").contains("again in a few minutes");
        assertThat(plain(greta.engine("/process-definition/key/breach-escalation/submit-form", carrying(report)))).contains("again in a few minutes");
        mood = Mood.WELL;
        assertThat(answers.find(ready).orElseThrow().usedAt()).isNull();
        assertThat(answers.find(report).orElseThrow().usedAt()).isNull();
        theCaseGoesOn();
    }

    @Test
    void aStepThatMeetsAFullDiskIsTriedAgain() {
        assertThat(greta.engine("/task/" + triage.getId() + "/complete", carrying(ready)).statusCode()).isEqualTo(204);
        var seal = management.createJobQuery().messages().withRetriesLeft().singleResult();
        mood = Mood.FULL;
        assertThatThrownBy(() -> management.executeJob(seal.getId())).isInstanceOf(Exception.class);
        mood = Mood.WELL;
        runJobs();
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
    }

    private void theCaseGoesOn() {
        assertThat(greta.engine("/task/" + triage.getId() + "/complete", carrying(ready)).statusCode()).isEqualTo(204);
        runJobs();
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();
    }

    private static String plain(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isEqualTo(503);
        assertThat(answer.body()).doesNotContain("secret", "Exception:", "\tat ", "SQL", "jdbc");
        return answer.body();
    }

    private static String carrying(String answersId) {
        return Caller.json(Map.of("variables", Map.of("answersId", Map.of("value", answersId))));
    }

    private void runJobs() {
        for (var due = management.createJobQuery().messages().withRetriesLeft().list(); !due.isEmpty(); due = management.createJobQuery().messages().withRetriesLeft().list()) {
            due.forEach(job -> management.executeJob(job.getId()));
        }
    }
}
