package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.countersign.breachescalation.BreachDesk.DESMOND;
import static org.countersign.breachescalation.BreachDesk.EUPHEMIA;
import static org.countersign.breachescalation.BreachDesk.FERGUS;
import static org.countersign.breachescalation.BreachDesk.GRETA;
import static org.countersign.breachescalation.BreachDesk.HORATIO;
import static org.countersign.breachescalation.BreachDesk.MABEL;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.countersign.Demonstration;
import org.countersign.answers.Answers;
import org.countersign.answers.Submitted;
import org.countersign.breachescalation.AssessBreach.Level;
import org.countersign.breachescalation.ConfirmNoNotification.Answer;
import org.countersign.breachescalation.DecideOnNotification.People;
import org.countersign.breachescalation.DecideOnNotification.Regulator;
import org.countersign.breachescalation.TriageBreach.Verdict;
import org.countersign.engine.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two people do something with the same breach at once: nothing is decided twice and nothing is lost. */
@Demonstration
@Import(BreachDesk.class)
class AtTheSameMomentTests {

    @LocalServerPort int port;
    @Autowired BreachDesk desk;
    @Autowired Breaches breaches;
    @Autowired Answers answers;
    @Autowired RuntimeService runtime;
    @Autowired JdbcClient jdbc;
    @Autowired PlatformTransactionManager transactions;

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        jdbc.sql("update cs_breach set closed_at = reported_at where closed_at is null").update();
        jdbc.sql("delete from cs_breach_mark where outcome = 'TO_COME'").update();
    }

    @Test
    void oneOfTwoDecisionsCounts() throws Exception {
        ProcessInstance one = assessed();
        Task task = desk.taskOf(GRETA, "decideOnNotification");
        // Two windows of the same office, one for and one against.
        List<HttpResponse<String>> both = complete(task, GRETA, desk.submit(GRETA, task, decision(Regulator.NOTIFY)),
                GRETA, desk.submit(GRETA, task, decision(Regulator.DO_NOT_NOTIFY)));
        oneCounted(one, "decideOnNotification", both);
    }

    @Test
    void oneOfTwoSecondPeopleCounts() throws Exception {
        ProcessInstance one = assessed();
        desk.decide(Regulator.DO_NOT_NOTIFY, People.NO_HIGH_RISK);
        Task task = desk.taskOf(HORATIO, "confirmNoNotification");
        List<HttpResponse<String>> both = complete(task,
                HORATIO, desk.submit(HORATIO, task, new ConfirmNoNotification(Answer.CONFIRM, "Agreed.", "Horatio Hazelnut", true)),
                EUPHEMIA, desk.submit(EUPHEMIA, task, new ConfirmNoNotification(Answer.NOTIFY_AFTER_ALL, "Not so.", "Euphemia Elderflower", true)));
        oneCounted(one, "confirmNoNotification", both);
    }

    @Test
    void oneOfTwoSecondPeopleCountsForACorrection() throws Exception {
        ProcessInstance one = assessed();
        breaches.correctAwareness(one.getBusinessKey(), desk.local(desk.now().minus(Duration.ofMinutes(10))), "The log says so.", desk.person(GRETA).personId());
        Task task = desk.taskOf(HORATIO, "confirmCorrection");
        List<HttpResponse<String>> both = complete(task,
                HORATIO, desk.submit(HORATIO, task, new ConfirmCorrection(ConfirmCorrection.Answer.CONFIRM, "Agreed.", "Horatio Hazelnut", true)),
                DESMOND, desk.submit(DESMOND, task, new ConfirmCorrection(ConfirmCorrection.Answer.REJECT, "Not so.", "Desmond Dovecote", true)));
        oneCounted(one, "confirmCorrection", both);
        assertThat(breaches.correctionsOf(one.getBusinessKey())).extracting(Breaches.Correction::standing).doesNotContain("waiting for a second person");
    }

    @Test
    void oneOfTwoLaterCorrectionsWaitsAndTheOtherIsToldSo() throws Exception {
        ProcessInstance one = assessed();
        String greta = desk.person(GRETA).personId();
        List<String> said = together(Stream.of(20, 10).<Callable<String>>map(minutes -> () -> {
            try {
                breaches.correctAwareness(one.getBusinessKey(), desk.local(desk.now().minus(Duration.ofMinutes(minutes))), "The log says so.", greta);
                return "kept";
            } catch (RuntimeException e) {
                return e.getMessage();
            }
        }).toList());
        assertThat(said).containsExactlyInAnyOrder("kept", "A later time waits for a second person already. That has to be decided first.");
    }

    @Test
    void theBoardShowsTheTriageThatWasMadeWhileItWasContained() throws Exception {
        ProcessInstance one = desk.report(MABEL);
        Task triage = desk.taskOf(GRETA, "triageBreach");
        Task contain = desk.taskOf(FERGUS, "containBreach");
        String found = desk.submit(GRETA, triage, new TriageBreach(Verdict.BREACH, null, List.of(), desk.local(desk.now().minusSeconds(60)), "IT has confirmed it.", false, null));
        String contained = desk.submit(FERGUS, contain, new ContainBreach(ContainBreach.Status.CONTAINED, "Deleted for everyone.", null));
        var pool = Executors.newSingleThreadExecutor();
        try {
            Future<?> meanwhile = new TransactionTemplate(transactions).execute(begun -> {
                desk.complete(GRETA, triage, found);
                Future<?> other = pool.submit(() -> desk.complete(FERGUS, contain, contained));
                // By then it waits for this transaction, or has looked at the case as it was before.
                assertThatThrownBy(() -> other.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
                return other;
            });
            meanwhile.get();
        } finally {
            pool.shutdown();
        }
        assertThat(breaches.find(one.getBusinessKey()).orElseThrow().kind()).isEqualTo(Breaches.Kind.BREACH);
        assertThat(answers.of(one.getBusinessKey())).extracting(Submitted::task).containsExactly("reportBreach", "triageBreach", "containBreach");
    }

    private ProcessInstance assessed() {
        ProcessInstance one = desk.report(MABEL);
        desk.triage(Verdict.BREACH, desk.now().minus(Duration.ofHours(1)));
        desk.assess(3, 2, Level.RISK);
        return one;
    }

    private DecideOnNotification decision(Regulator regulator) {
        return new DecideOnNotification(regulator, People.NO_HIGH_RISK, "As assessed.", "Greta Gooseberry", true);
    }

    private void oneCounted(ProcessInstance one, String task, List<HttpResponse<String>> both) {
        assertThat(both).filteredOn(answer -> answer.statusCode() == 204).hasSize(1);
        assertThat(both).filteredOn(answer -> answer.statusCode() != 204).singleElement().satisfies(loser -> {
            assertThat(loser.statusCode()).as(loser.body()).isIn(400, 404, 409);
            assertThat(loser.body()).containsAnyOf("somebody else has just done it", "Somebody else changed this at the same moment", "This task is done or gone",
                    "There is nothing like that, or it is gone");
        });
        assertThat(answers.of(one.getBusinessKey())).extracting(Submitted::task).containsOnlyOnce(task);
        desk.runJobs();
    }

    private List<HttpResponse<String>> complete(Task task, String oneId, String oneAnswers, String otherId, String otherAnswers) throws Exception {
        Caller one = Caller.signedIn(port, oneId);
        Caller other = Caller.signedIn(port, otherId);
        String path = "/task/" + task.getId() + "/complete";
        return together(List.of(() -> one.engine(path, carrying(oneAnswers)), () -> other.engine(path, carrying(otherAnswers))));
    }

    private static String carrying(String answersId) {
        return Caller.json(Map.of("variables", Map.of("answersId", Map.of("value", answersId))));
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        var pool = Executors.newFixedThreadPool(calls.size());
        try {
            List<T> done = new ArrayList<>();
            for (Future<T> one : pool.invokeAll(calls)) {
                done.add(one.get());
            }
            return done;
        } finally {
            pool.shutdown();
        }
    }
}
