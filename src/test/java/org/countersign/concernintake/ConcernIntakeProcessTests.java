package org.countersign.concernintake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.concernintake.ConcernDesk.ADA;
import static org.countersign.concernintake.ConcernDesk.BASIL;
import static org.countersign.concernintake.ConcernDesk.CLEMENTINE;
import static org.countersign.concernintake.ConcernDesk.aboutBasil;

import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.concernintake.RouteConcern.Route;
import org.countersign.concernintake.ScreenForDisclosure.Answer;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.countersign.notices.Notices;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.countersign.records.KeptRecord;
import org.countersign.records.RecordDraft.AccessClass;
import org.countersign.records.RecordKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/** Every way through the diagram on the real engine, and what each ending leaves. */
@SpringBootTest
@ActiveProfiles("demo")
@Import(ConcernDesk.class)
@Tag("database")
class ConcernIntakeProcessTests {

    @Autowired
    ConcernDesk desk;
    @Autowired
    ProcessEngine engine;
    @Autowired
    RuntimeService runtime;
    @Autowired
    Cases cases;
    @Autowired
    Archive archive;
    @Autowired
    RecordKeeper records;
    @Autowired
    Notices notices;

    @BeforeEach
    void begin() {
        AbstractAssertions.init(engine);
    }

    @AfterEach
    void leaveNothingOpen() {
        runtime.createProcessInstanceQuery().list().forEach(open -> runtime.deleteProcessInstance(open.getId(), "end of test", true, true, true));
        AbstractAssertions.reset();
    }

    @Test
    void advisesWhoeverRaisedIt() {
        ProcessInstance one = desk.raise(ADA, aboutBasil());
        assertThat(one).isWaitingAt("screenForDisclosure");
        desk.screen(CLEMENTINE, Answer.NO);
        assertThat(one).isWaitingAt("routeConcern").hasNotPassed("judgeWhetherProtected");
        desk.route(CLEMENTINE, Route.ADVISE);
        assertThat(one).isEnded().hasPassed("advised").hasNotPassed("startBreach", "startRemoval", "startReferral", "noActionRecorded");

        KeptRecord record = recordOf(one);
        assertThat(record.recordId()).startsWith("RC-");
        assertThat(record.outcome()).isEqualTo("Advised");
        assertThat(record.accessClass()).isEqualTo(AccessClass.RESTRICTED);
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).contains("raiseConcern", "routeConcern").doesNotContain("screenForDisclosure");
        assertThat(Judges.textOf(pdf)).contains("Basil Birdwhistle", "Thank you for telling us").doesNotContain("disclosure", "protected");
        assertThat(records.signaturesOf(one.getBusinessKey())).extracting(step -> step.signature().name()).containsExactly("Clementine Crabtree");
        assertThat(cases.answerTo(one.getBusinessKey())).contains("Thank you for telling us; this is what we do.");
        assertThat(notices.of(desk.person(ADA).personId(), 10)).anySatisfy(told -> assertThat(told.notice().subject()).isEqualTo(one.getBusinessKey() + ": answered"));
        assertThat(cases.mayRead(desk.person(CLEMENTINE), one.getBusinessKey())).isTrue();
        assertThat(cases.mayRead(desk.person(ADA), one.getBusinessKey())).isFalse();
        assertThat(cases.mayRead(desk.person(BASIL), one.getBusinessKey())).isFalse();
    }

    private KeptRecord recordOf(ProcessInstance one) {
        return archive.find(cases.find(one.getBusinessKey()).map(Case::caseId).orElseThrow()).orElseThrow();
    }
}
