package org.countersign.engine;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.JobQuery;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The engine's work in the background, for administrators. Says which step of which case failed and what kind of thing hindered it; a failure's
 * own message is never handed out, because it may quote what people wrote.
 */
@Service
public class Operations {

    /**
     * A step that failed at least once.
     *
     * @param caseId       {@code null} for work that belongs to no case
     * @param step         id of the diagram's element
     * @param attemptsLeft 0 when it is not tried again by itself
     * @param hindrance    in words, from the kind of the failure alone
     * @param next         when it is tried again; {@code null} for at once
     */
    public record FailedJob(String jobId, String flow, @Nullable String caseId, String step, int attemptsLeft, String hindrance,
            @Nullable Instant next) {}

    private static final Pattern KIND = Pattern.compile("(?m)^(?:Caused by: )?([\\w.$]+(?:Exception|Error|Failed|Throwable))\\b");
    private static final int ATTEMPTS = 3;

    private final ManagementService management;
    private final RuntimeService runtime;
    private final RepositoryService repository;

    Operations(ManagementService management, RuntimeService runtime, RepositoryService repository) {
        this.management = management;
        this.runtime = runtime;
        this.repository = repository;
    }

    /** Those not tried again by themselves first. */
    public List<FailedJob> failedJobs(int limit) {
        List<FailedJob> failed = new ArrayList<>();
        for (Job job : failing().orderByJobRetries().asc().orderByJobId().asc().listPage(0, limit)) {
            failed.add(new FailedJob(job.getId(), flowOf(job), caseOf(job), stepOf(job), Math.max(job.getRetries(), 0), hindrance(job),
                    job.getDuedate() == null ? null : job.getDuedate().toInstant()));
        }
        failed.sort(Comparator.comparingInt(FailedJob::attemptsLeft));
        return failed;
    }

    public long countFailedJobs() {
        return failing().count();
    }

    /** How many steps are not tried again by themselves. */
    public long countStuckJobs() {
        return management.createJobQuery().noRetriesLeft().count();
    }

    /**
     * Has a failed step tried again at once.
     *
     * @return whether there is such a failed step
     */
    @Transactional
    public boolean retry(String jobId) {
        Optional<Job> job = Optional.ofNullable(failing().jobId(jobId).singleResult());
        job.ifPresent(found -> {
            management.setJobRetries(jobId, Math.max(found.getRetries(), ATTEMPTS));
            management.setJobDuedate(jobId, (Date) null);
        });
        return job.isPresent();
    }

    private JobQuery failing() {
        return management.createJobQuery().withException();
    }

    private String flowOf(Job job) {
        if (job.getProcessDefinitionId() == null) {
            return "engine";
        }
        ProcessDefinition definition = repository.createProcessDefinitionQuery().processDefinitionId(job.getProcessDefinitionId()).singleResult();
        return definition == null ? "engine" : definition.getKey();
    }

    private @Nullable String caseOf(Job job) {
        if (job.getProcessInstanceId() == null) {
            return null;
        }
        ProcessInstance instance = runtime.createProcessInstanceQuery().processInstanceId(job.getProcessInstanceId()).singleResult();
        return instance == null ? null : instance.getBusinessKey();
    }

    private String stepOf(Job job) {
        if (job.getFailedActivityId() != null) {
            return job.getFailedActivityId();
        }
        return job.getJobDefinitionId() == null ? "unknown"
                : Optional.ofNullable(management.createJobDefinitionQuery().jobDefinitionId(job.getJobDefinitionId()).singleResult())
                        .map(definition -> definition.getActivityId()).orElse("unknown");
    }

    private String hindrance(Job job) {
        String trace = management.getJobExceptionStacktrace(job.getId());
        List<String> kinds = new ArrayList<>();
        Matcher kind = KIND.matcher(trace == null ? "" : trace);
        while (kind.find()) {
            kinds.add(kind.group(1));
        }
        return inWords(kinds);
    }

    /** The innermost kind that says something comes first. */
    static String inWords(List<String> outermostFirst) {
        List<String> kinds = new ArrayList<>(outermostFirst);
        Collections.reverse(kinds);
        for (String kind : kinds) {
            if (kind.startsWith("java.security.") || kind.contains("KeyStore") || kind.contains("bouncycastle")) {
                return "The signing keys could not be used: look at the keystore and its password.";
            }
            if (kind.contains("MailException") || kind.contains("MessagingException") || kind.contains("MailSend")) {
                return "The mail server did not take the message.";
            }
            if (kind.equals(SQLException.class.getName()) || kind.contains("SQL") || kind.contains("DataAccess") || kind.contains("PersistenceException")
                    || kind.contains("CannotGetJdbcConnection") || kind.contains("JdbcConnectionException")) {
                return "The database did not answer or refused the change.";
            }
            if (kind.contains("Timeout") || kind.startsWith("java.net.")) {
                return "A service over the network did not answer.";
            }
            if (kind.equals(IOException.class.getName()) || kind.startsWith("java.nio.file.")) {
                return "A file could not be read or written: look at the disk and its permissions.";
            }
            if (kind.endsWith(".SealingFailed")) {
                return "The document could not be made, signed or stored.";
            }
        }
        return outermostFirst.isEmpty() ? "The cause is only in the log."
                : "An unexpected failure (" + kinds.get(0).substring(kinds.get(0).lastIndexOf('.') + 1) + "); the log says more.";
    }
}
