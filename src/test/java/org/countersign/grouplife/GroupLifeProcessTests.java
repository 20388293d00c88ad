package org.countersign.grouplife;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.grouplife.GroupDesk.ADA;
import static org.countersign.grouplife.GroupDesk.BASIL;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.engine.Cases;
import org.countersign.grouplife.Duty.Kind;
import org.countersign.grouplife.Duty.State;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.Retention;
import org.countersign.registers.Groups;
import org.countersign.registers.Groups.Group;
import org.countersign.registers.Groups.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** Every way through the diagram on the real engine, and what each ending leaves. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@Import(GroupDesk.class)
@Tag("database")
class GroupLifeProcessTests {

    /** A Friday, in winter time. */
    private static final Instant START = Instant.parse("2026-11-20T10:40:00Z");

    @Autowired
    GroupDesk desk;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Groups groups;
    @Autowired
    GroupLives lives;
    @Autowired
    GroupActions actions;
    @Autowired
    Cases cases;
    @Autowired
    Archive archive;
    @Autowired
    Retention retention;

    @BeforeEach
    void beginOnAFriday() {
        AbstractAssertions.init(engine);
        desk.clockTo(START);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().rootProcessInstances().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test"));
        AbstractAssertions.reset();
        ClockUtil.reset();
    }

    @Test
    void isSetUpAttestedAndClosed() {
        Group group = desk.authorised(null);
        ProcessInstance life = desk.life(group);
        assertThat(life.getBusinessKey()).startsWith("GL-2026-");
        assertThat(life).isWaitingAt("nextDuty").hasNotPassed("lookAtDuties");
        desk.ring(group);
        assertThat(life).isWaitingAt("nextDuty", "confirmActivation");
        desk.answer(ADA, "confirmActivation", desk.activation(ADA, BASIL));
        assertThat(life).isWaitingAt("nextDuty").hasPassed("dutyAnswered");
        assertThat(status(group)).isEqualTo(Status.ACTIVE);
        assertThat(lives.members(group.groupId())).hasSize(2);

        desk.forward(Duration.ofDays(7));
        desk.ring(group);
        assertThat(life).isWaitingAt("nextDuty", "attestDeletion").hasNotPassed("reviewMembership");
        desk.answer(ADA, "attestDeletion", desk.attestation());
        assertThat(of(group, Kind.ATTESTATION)).extracting(Duty::state).containsExactly(State.KEPT, State.TO_COME);

        actions.ask(desk.person(ADA), group.groupId(), Kind.CLOSING);
        assertThat(life).isWaitingAt("nextDuty", "closeGroup");
        desk.answer(ADA, "closeGroup", desk.closure(ADA));
        assertThat(life).isEnded().hasPassed("sealRecord", "groupClosed").hasNotPassed("yearRecorded");
        assertThat(status(group)).isEqualTo(Status.CLOSED);
        assertThat(lives.members(group.groupId())).isEmpty();
        KeptRecord record = archive.find(life.getBusinessKey()).orElseThrow();
        assertThat(record.outcome()).isEqualTo("Closed");
        assertThat(record.accessClass()).isEqualTo(AccessClass.OPEN_TO_THE_DESK);
        assertThat(record.retentionClass()).isEqualTo("group-life");
        assertThat(retention.of(List.of(record.recordId(), group.recordId()))).extracting(Retention.Kept::dueOn).containsOnly(LocalDate.of(2028, 11, 27));
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        assertThat(Judges.textOf(pdf)).contains("Duties kept and missed", "Attest transfer and deletion: Kept", "Ada Applegarth").doesNotContain("confidential");
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).contains("attestDeletion", "The season is over.");
    }

    private Status status(Group group) {
        return groups.byId(group.groupId()).orElseThrow().status();
    }

    private List<Duty> of(Group group, Kind kind) {
        return lives.dutiesOf(group.groupId()).stream().filter(one -> one.kind() == kind).toList();
    }
}
