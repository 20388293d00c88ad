package org.countersign.groupapproval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.countersign.groupapproval.LineManagerDecision.Verdict.APPROVE;
import static org.countersign.groupapproval.Office.ADA;
import static org.countersign.groupapproval.Office.CLEMENTINE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.countersign.engine.Cases;
import org.countersign.records.Archive;
import org.countersign.records.Judges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A pack that asks for one approval only (Social Media Policy §9.1). */
@SpringBootTest
@ActiveProfiles("demo")
@Import(Office.class)
class OneApprovalTests {

    @TempDir
    static Path folder;

    @DynamicPropertySource
    static void packWithOneApproval(DynamicPropertyRegistry properties) throws IOException {
        String pack = new ClassPathResource("institutions/jesus-college.yaml").getContentAsString(StandardCharsets.UTF_8);
        Path changed = Files.writeString(folder.resolve("one-approval.yaml"), pack.replace("approvals: 2", "approvals: 1"));
        properties.add("countersign.institution.pack", changed::toString);
    }

    @Autowired
    Office office;
    @Autowired
    ProcessEngine engine;
    @Autowired
    Cases cases;
    @Autowired
    Archive archive;

    @Test
    void authorisesAfterTheFirstLineManagerAlone() {
        AbstractAssertions.init(engine);
        ProcessInstance one = office.apply(ADA, office.application("Small group", null));
        assertThat(cases.find(one.getBusinessKey()).orElseThrow().state()).isEqualTo("Waiting for the line manager");
        office.approve(CLEMENTINE, APPROVE, null);
        assertThat(one).isEnded().hasPassed("needsSecondApproval", "sealRecord", "groupAuthorised")
                .hasNotPassed("authoriseGroup");
        assertThat(Judges.textOf(archive.pdf(one.getBusinessKey()).orElseThrow())).contains("Line manager")
                .containsIgnoringCase("decision as line manager").doesNotContainIgnoringCase("first");
    }
}
