package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.countersign.records.SealingFailed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @BeforeEach
    void startAFlowThatFails() {
        engine = new StandaloneInMemProcessEngineConfiguration().setJdbcUrl("jdbc:h2:mem:operations;DB_CLOSE_DELAY=-1")
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

    private void fail() {
        assertThatThrownBy(() -> engine.getManagementService().executeJob(job())).isInstanceOf(Exception.class);
    }

    private String job() {
        return engine.getManagementService().createJobQuery().singleResult().getId();
    }
}
