package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagramNamesTests {

    @Test
    void namesWhatWasPassedAndLeavesArrowsOut() {
        DiagramNames names = DiagramNames.of("""
                <d><startEvent id="a" name="Apply"/><sequenceFlow id="f" name="yes"/><userTask id="b" name="Approve
                the group"/><exclusiveGateway id="c"/></d>""");
        assertThat(names.steps(List.of("a", "f", "c", "b"), List.of("b")))
                .containsExactly(new DiagramNames.Step("Apply", false), new DiagramNames.Step("Approve the group", true));
    }

    @Test
    void followsNothingOutsideTheDiagram(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String bpmn = "<!DOCTYPE d [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><d><task id=\"a\" name=\"t\">&x;</task></d>";
        try {
            assertThat(DiagramNames.of(bpmn).steps(List.of("a"), List.of()).toString()).doesNotContain("secret");
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("not readable");
        }
    }

    @Test
    void saysSoWhenItIsNoDiagram() {
        assertThatIllegalArgumentException().isThrownBy(() -> DiagramNames.of("no xml"));
    }
}
