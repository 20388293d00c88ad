package org.countersign.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.countersign.Demonstration;
import org.countersign.breachescalation.Breaches;
import org.countersign.breachescalation.Breaches.Mark;
import org.countersign.engine.Caller;
import org.countersign.engine.Cases;
import org.countersign.institution.Institution;
import org.countersign.records.Archive;
import org.countersign.records.Ledger;
import org.countersign.records.Verification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The server's clock is set back while a breach is dealt with, for a while or for good: its deadline stays, nobody is told anything twice, work goes on. */
@Demonstration
@Tag("database")
class ClockSetBackTests {

    /** Not on the minute, as people type times; later than the institution's keys were made. */
    private final Instant start = Instant.now().plus(Duration.ofDays(10)).truncatedTo(ChronoUnit.HOURS).plusSeconds(37);

    @LocalServerPort int port;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired ManagementService management;
    @Autowired Breaches breaches;
    @Autowired Cases cases;
    @Autowired Archive archive;
    @Autowired Ledger ledger;
    @Autowired Verification verification;
    @Autowired Institution institution;
    @Autowired JdbcClient jdbc;

    private Caller greta;
    private String caseId;

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        jdbc.sql("update cs_breach set closed_at = reported_at where closed_at is null").update();
        jdbc.sql("delete from cs_breach_mark where outcome = 'TO_COME'").update();
        ClockUtil.reset();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 48})
    void keepsTheDeadlineAndRemindsAtNoMarkTwice(int hours) {
        reportedThirtyHoursAgo();
        Instant deadline = start.plus(Duration.ofHours(72));
        Map<String, Integer> told = escalations();
        assertThat(told).isNotEmpty();

        clockTo(start.plus(Duration.ofHours(30 - hours)));
        ring();
        everyPageShows(deadline);
        triage(Map.of("verdict", "BREACH", "kinds", List.of("CONFIDENTIALITY"), "awareAt", local(start), "awareBasis", "The report says so.", "askAdministrator", false));
        ring();
        Instant counted = start.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofHours(72));
        assertThat(breaches.find(caseId).orElseThrow().deadline()).isEqualTo(counted);
        everyPageShows(counted);
        assertThat(escalations()).as("while the clock is behind").isEqualTo(told);

        for (int hour = 30 - hours; hour <= 31; hour++) {
            clockTo(start.plus(Duration.ofHours(hour)));
            ring();
        }
        assertThat(escalations()).as("when it has caught up").isEqualTo(told);
        assertThat(breaches.marksOf(caseId)).filteredOn(mark -> mark.outcome().equals("sent")).extracting(Mark::mark).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 48})
    void sealsARecordThatVerifies(int hours) {
        reportedThirtyHoursAgo();
        clockTo(start.plus(Duration.ofHours(30 - hours)));
        triage(Map.of("verdict", "NOT_A_BREACH", "comment", "No personal data were in it."));
        assertThat(cases.find(caseId).orElseThrow().outcome()).isEqualTo("Not a breach");
        assertThat(verification.verify(archive.pdf(caseId).orElseThrow()).verdict()).isEqualTo(Verification.Verdict.GENUINE);
        assertThat(ledger.check().intact()).isTrue();
        assertThat(greta.get("/breaches/" + caseId).statusCode()).isEqualTo(200);
    }

    /** Nobody has looked at it, and the marks of the first day have been handled. */
    private void reportedThirtyHoursAgo() {
        clockTo(start);
        Caller mabel = Caller.signedIn(port, "mabel.marmalade");
        greta = Caller.signedIn(port, "greta.gooseberry");
        String report = mabel.answers("breach-escalation/report-breach", Map.of("whatHappened", "A list was posted to the wrong group."));
        assertThat(mabel.engine("/process-definition/key/breach-escalation/submit-form", carrying(report)).statusCode()).isEqualTo(200);
        runJobs();
        caseId = runtime.createProcessInstanceQuery().singleResult().getBusinessKey();
        for (int hour = 1; hour <= 30; hour++) {
            clockTo(start.plus(Duration.ofHours(hour)));
            ring();
        }
    }

    private void triage(Map<String, Object> answers) {
        String taskId = tasks.createTaskQuery().processInstanceBusinessKey(caseId).taskDefinitionKey("triageBreach").singleResult().getId();
        assertThat(greta.engine("/task/" + taskId + "/complete", carrying(greta.answers("breach-escalation/triage-breach?taskId=" + taskId, answers))).statusCode())
                .isEqualTo(204);
        runJobs();
    }

    private void everyPageShows(Instant deadline) {
        for (String page : List.of("/breaches", "/breaches/" + caseId, "/api/breaches/" + caseId)) {
            var answer = greta.get(page);
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).as(page).contains(deadline.toString());
        }
        for (String page : List.of("/", "/requests", "/breaches/open", "/breaches/register", "/breaches/figures", "/requests/" + caseId)) {
            assertThat(greta.get(page).statusCode()).as(page).isIn(200, 404);
        }
    }

    /** Who was told how often of which mark. */
    private Map<String, Integer> escalations() {
        Map<String, Integer> told = new HashMap<>();
        jdbc.sql("select person_id, notice_key from cs_notice where case_id = ? and notice_key like 'mark:%'").param(caseId)
                .query((row, number) -> told.merge(row.getString(1) + " " + row.getString(2).split(":")[1], 1, Integer::sum)).list();
        return told;
    }

    private void ring() {
        for (int rung = 0; rung < 30; rung++) {
            Job timer = management.createJobQuery().processInstanceId(runtime.createProcessInstanceQuery().singleResult().getId()).activityId("nextMark").singleResult();
            if (timer == null || timer.getDuedate().after(ClockUtil.getCurrentTime())) {
                return;
            }
            management.executeJob(timer.getId());
        }
        throw new AssertionError("The timer rings on and on");
    }

    private void runJobs() {
        for (var due = management.createJobQuery().messages().withRetriesLeft().list(); !due.isEmpty(); due = management.createJobQuery().messages().withRetriesLeft().list()) {
            due.forEach(job -> management.executeJob(job.getId()));
        }
    }

    private String local(Instant instant) {
        return LocalDateTime.ofInstant(instant, institution.zone()).truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private static void clockTo(Instant instant) {
        ClockUtil.setCurrentTime(Date.from(instant));
    }

    private static String carrying(String answersId) {
        return Caller.json(Map.of("variables", Map.of("answersId", Map.of("value", answersId))));
    }
}
