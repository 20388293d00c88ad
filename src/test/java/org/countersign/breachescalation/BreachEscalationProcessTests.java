package org.countersign.breachescalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.breachescalation.BreachDesk.DESMOND;
import static org.countersign.breachescalation.BreachDesk.EUPHEMIA;
import static org.countersign.breachescalation.BreachDesk.FERGUS;
import static org.countersign.breachescalation.BreachDesk.GRETA;
import static org.countersign.breachescalation.BreachDesk.HORATIO;
import static org.countersign.breachescalation.BreachDesk.MABEL;
import static org.countersign.breachescalation.DecideOnNotification.Regulator.DO_NOT_NOTIFY;
import static org.countersign.breachescalation.DecideOnNotification.Regulator.NOTIFY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.breachescalation.AssessBreach.Level;
import org.countersign.breachescalation.Breaches.BreachCase;
import org.countersign.breachescalation.Breaches.Kind;
import org.countersign.breachescalation.Breaches.Mark;
import org.countersign.breachescalation.DecideOnNotification.People;
import org.countersign.breachescalation.TriageBreach.Verdict;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.engine.NotAllowed;
import org.countersign.notices.Notices;
import org.countersign.records.Archive;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** Every way through the diagram on the real engine, with the clock moved past the marks, and what each ending leaves. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(BreachDesk.class)
@Tag("database")
class BreachEscalationProcessTests {

    private static final Instant START = Instant.parse("2026-11-20T16:40:00Z");

    @Autowired
    BreachDesk desk;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Cases cases;
    @Autowired
    Breaches breaches;
    @Autowired
    Archive archive;
    @Autowired
    RecordKeeper records;
    @Autowired
    Notices notices;
    @Autowired
    BreachClockHealthIndicator health;

    @BeforeEach
    void beginOnAFriday() {
        AbstractAssertions.init(engine);
        desk.clockTo(START);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        AbstractAssertions.reset();
        ClockUtil.reset();
    }

    @Test
    void closesABreachTheRegulatorWasToldInTime() {
        ProcessInstance one = desk.report(MABEL);
        assertThat(one).isWaitingAt("triageBreach", "containBreach", "nextMark");
        assertThat(breach(one).provisional()).isTrue();
        desk.forward(Duration.ofMinutes(30));
        desk.triage(Verdict.BREACH, START);
        desk.contain();
        desk.assess(3, 2, Level.RISK);
        desk.decide(NOTIFY, People.NO_HIGH_RISK);
        assertThat(one).isWaitingAt("notifyRegulator").hasNotPassed("tellPeopleAffected", "confirmNoNotification");
        desk.forward(Duration.ofHours(3));
        desk.answer(GRETA, "notifyRegulator", desk.notification(desk.now(), null, null));
        assertThat(one).isWaitingAt("closeBreach").hasNotPassed("followUp");
        desk.close();

        assertThat(one).isEnded().hasPassed("breachClosed", "containmentReported").hasNotPassed("nearMissRecorded", "joinedToAnotherCase", "noMarkLeft");
        KeptRecord record = recordOf(one);
        assertThat(record.outcome()).isEqualTo("Notified");
        assertThat(record.accessClass()).isEqualTo(AccessClass.RESTRICTED);
        assertThat(breach(one).late()).isFalse();
        assertThat(breach(one).closedAt()).isNotNull();
        assertThat(breaches.marksOf(one.getBusinessKey())).isNotEmpty().extracting(Mark::outcome).containsOnly("not needed any more");
        assertThat(records.signaturesOf(one.getBusinessKey())).extracting(step -> step.signature().name())
                .containsExactly("Greta Gooseberry", "Greta Gooseberry");
    }

    private BreachCase breach(ProcessInstance instance) {
        return breaches.find(instance.getBusinessKey()).orElseThrow();
    }

    private Case caseOf(ProcessInstance instance) {
        return cases.find(instance.getBusinessKey()).orElseThrow();
    }

    private KeptRecord recordOf(ProcessInstance instance) {
        return archive.find(instance.getBusinessKey()).orElseThrow();
    }
}
