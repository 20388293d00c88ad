package org.countersign.postremoval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.postremoval.RemovalDesk.BASIL;
import static org.countersign.postremoval.RemovalDesk.JASPER;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.engine.Cases;
import org.countersign.institution.Institution.OnPost;
import org.countersign.postremoval.VerifyRemoval.Seen;
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
@Import(RemovalDesk.class)
@Tag("database")
class PostRemovalProcessTests {

    private static final Instant START = Instant.parse("2026-11-20T10:40:00Z");

    @Autowired
    RemovalDesk desk;
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
    void closesWhenTheAuthorRemovesWhatWasRequested() {
        ProcessInstance one = desk.asked(OnPost.REQUEST, desk.today().plusDays(5));
        assertThat(one).isWaitingAt("answerNotice").hasNotPassed("judgeWhetherProtected", "startBreachCase", "sendAdvice");
        desk.answer(BASIL, "answerNotice", new AnswerNotice(AnswerNotice.Answer.REMOVED, null, null));
        assertThat(one).isWaitingAt("verifyRemoval").hasNotPassed("reviewRemoval");
        desk.answer(JASPER, "verifyRemoval", desk.seen(Seen.GONE));

        assertThat(one).isEnded().hasPassed("postRemoved").hasNotPassed("startReferral", "publishStatement");
        KeptRecord record = recordOf(one);
        assertThat(record.outcome()).isEqualTo("Removed");
        assertThat(record.accessClass()).isEqualTo(AccessClass.RESTRICTED);
        assertThat(record.retentionClass()).isEqualTo("post-removal-decided");
        byte[] pdf = archive.pdf(record.recordId()).orElseThrow();
        Judges.assertPdfA3a(pdf);
        Judges.assertPdfUa1(pdf);
        Judges.assertPdfA3a(records.sheetPdf(record.recordId()).orElseThrow());
        assertThat(new String(Judges.fileInside(pdf, "record.json"), StandardCharsets.UTF_8)).contains("decideOnPost").doesNotContain("screenForDisclosure", "An insult, or a hint");
        assertThat(records.signaturesOf(one.getBusinessKey())).extracting(step -> step.signature().name()).containsExactly("Horatio Hazelnut");
        assertThat(cases.find(one.getBusinessKey()).orElseThrow().state()).isEqualTo("Dealt with; thank you for telling us");
    }

    private KeptRecord recordOf(ProcessInstance one) {
        return archive.find(one.getBusinessKey()).orElseThrow();
    }
}
