package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.countersign.notices.Notices;
import org.countersign.people.People;
import org.countersign.people.Person;
import org.countersign.records.SealingFailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.PlatformTransactionManager;

class OperationsTests {

    /** Fails as long as the disk is full, and says more than an administrator may read. */
    public static class Seal implements JavaDelegate {

        static boolean diskFull;

        @Override
        public void execute(DelegateExecution execution) {
            if (diskFull) {
                throw new SealingFailed("Ada wrote: my private comment", new java.io.IOException("java.sql.SQLException: also what Ada wrote"));
            }
        }
    }

    private ProcessEngine engine;
    private Operations operations;
    private final People people = mock(People.class);
    private final Notices notices = mock(Notices.class);
    private final MeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void startAFlowThatFails() {
        when(people.withRole("administrators")).thenReturn(List.of(new Person("P0012", "lysander.larkspur", "Lysander Larkspur",
                "lysander.larkspur@college.example", "Systems Administrator", "IT", Person.Kind.STAFF, null,
                LocalDate.of(2015, 9, 1), null, Set.of("administrators"))));
        StuckSteps stuckSteps = new StuckSteps(provider(() -> people), provider(() -> notices), provider(() -> operations),
                mock(PlatformTransactionManager.class));
        stuckSteps.bindTo(meters);
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        configuration.setCustomIncidentHandlers(List.of(stuckSteps));
        engine = configuration.setJdbcUrl("jdbc:h2:mem:operations;DB_CLOSE_DELAY=-1")
                .setJobExecutorActivate(false).setEnforceHistoryTimeToLive(false).buildProcessEngine();
        engine.getRepositoryService().createDeployment().addModelInstance("f.bpmn", Bpmn.createExecutableProcess("group-approval").startEvent()
                .serviceTask("sealRecord").camundaAsyncBefore().camundaClass(Seal.class.getName()).endEvent().done()).deploy();
        operations = new Operations(engine.getManagementService(), engine.getRuntimeService(), engine.getRepositoryService());
        Seal.diskFull = true;
        engine.getRuntimeService().startProcessInstanceByKey("group-approval", "GA-2026-000001");
        assertThat(operations.failedJobs(10)).isEmpty();
        fail();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void namesTheCaseTheStepAndTheKindOfTroubleButNothingThatWasWritten() {
        assertThat(operations.failedJobs(10)).singleElement().satisfies(failed -> {
            assertThat(failed.flow()).isEqualTo("group-approval");
            assertThat(failed.caseId()).isEqualTo("GA-2026-000001");
            assertThat(failed.step()).isEqualTo("sealRecord");
            assertThat(failed.attemptsLeft()).isEqualTo(2);
            assertThat(failed.hindrance()).isEqualTo("A file could not be read or written: look at the disk and its permissions.");
            assertThat(failed.toString()).doesNotContain("Ada").doesNotContain("private");
        });
    }

    @Test
    void countsAsStuckOnlyWhatIsNotTriedAgainByItself() {
        assertThat(operations.countStuckJobs()).isZero();
        fail();
        fail();
        assertThat(operations.countStuckJobs()).isEqualTo(1);
        assertThat(operations.countFailedJobs()).isEqualTo(1);
    }

    @Test
    void tellsTheAdministratorsOfAStuckStepOnceAndNothingThatWasWritten() {
        fail();
        verify(notices, never()).tell(anyCollection(), any());
        fail();
        assertThat(meters.get("countersign.jobs.stuck").gauge().value()).isEqualTo(1);
        verify(notices).tell(eq(List.of("P0012")), argThat(notice -> notice.key().equals("stuck:" + job()) && notice.link().equals("/operations")
                && notice.text().contains("sealRecord of GA-2026-000001") && !(notice.subject() + notice.text()).contains("Ada")));
    }

    @Test
    void keepsTheFailureItselfWhenNobodyCanBeTold() {
        doThrow(new IllegalStateException("the list of notices is full")).when(notices).tell(anyCollection(), any());
        fail();
        fail();
        assertThat(operations.countStuckJobs()).isEqualTo(1);
        assertThat(engine.getRuntimeService().createIncidentQuery().count()).isEqualTo(1);
    }

    @Test
    void triesAStuckStepAgainOnceTheCauseIsGone() {
        fail();
        fail();
        Seal.diskFull = false;
        assertThat(operations.retry(job())).isTrue();
        assertThat(operations.countStuckJobs()).isZero();
        engine.getManagementService().executeJob(job());
        assertThat(operations.failedJobs(10)).isEmpty();
        assertThat(engine.getRuntimeService().createProcessInstanceQuery().count()).isZero();
    }

    @Test
    void leavesAStepAloneThatHasNotFailed() {
        engine.getRuntimeService().startProcessInstanceByKey("group-approval", "GA-2026-000002");
        String waiting = engine.getManagementService().createJobQuery().withRetriesLeft().list().stream()
                .filter(job -> job.getExceptionMessage() == null).findFirst().orElseThrow().getId();
        assertThat(operations.retry(waiting)).isFalse();
        assertThat(operations.retry("no-such-job")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
            "java.security.UnrecoverableKeyException, signing keys",
            "org.springframework.mail.MailSendException, mail server",
            "org.springframework.dao.DataAccessResourceFailureException, database",
            "java.net.SocketTimeoutException, over the network",
            "java.nio.file.FileSystemException, disk",
            "java.lang.IllegalStateException, IllegalStateException"})
    void saysTheKindOfTroubleInWords(String kind, String words) {
        assertThat(Operations.inWords(List.of("org.camunda.bpm.engine.ProcessEngineException", kind))).contains(words);
    }

    @Test
    void saysTheInnermostCauseThatMeansSomething() {
        assertThat(Operations.inWords(List.of(SealingFailed.class.getName(), SQLException.class.getName()))).contains("database");
        assertThat(Operations.inWords(List.of(SealingFailed.class.getName()))).contains("could not be made, signed or stored");
        assertThat(Operations.inWords(List.of())).contains("only in the log");
    }

    private static <T> ObjectProvider<T> provider(Supplier<T> bean) {
        return new ObjectProvider<>() {
            @Override
            public T getObject() {
                return bean.get();
            }
        };
    }

    private void fail() {
        assertThatThrownBy(() -> engine.getManagementService().executeJob(job())).isInstanceOf(Exception.class);
    }

    private String job() {
        return engine.getManagementService().createJobQuery().singleResult().getId();
    }
}
