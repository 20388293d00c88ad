package org.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ScriptTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaScript;
import org.camunda.bpm.model.bpmn.instance.dc.Bounds;
import org.countersign.casefile.CaseFile;
import org.countersign.engine.Flow;
import org.countersign.engine.Form;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** One word for a flow everywhere, and diagrams that people can read. */
@Demonstration
class FlowLayoutTests {

    /** Moves a legal deadline and does nothing slow: it counts in the same transaction or not at all. */
    private static final Set<String> COUNTS_AT_ONCE = Set.of("applyCorrection");

    private static final String CAMEL_CASE = "[a-z]+([A-Z][a-z]*)*";

    @Autowired
    List<Flow> flows;

    static Stream<Path> diagrams() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void oneWordNamesDiagramFormsTemplatesAndPackage(Path diagram) {
        String name = name(diagram);
        Flow flow = flow(name);
        assertThat(process(diagram).getId()).isEqualTo(name);
        assertThat(flow.getClass().getPackageName()).isEqualTo("org.countersign." + name.replace("-", ""));
        assertThat(Path.of("forms", name)).isDirectory();
        assertThat(Path.of("templates", name, "sheet.html")).exists();
        assertThat(Path.of("templates", name, "record.html")).exists();
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void everyTaskOfAPersonHasItsFormAndEveryFormItsTask(Path diagram) throws IOException {
        String name = name(diagram);
        Map<String, String> keys = formKeys(diagram);
        keys.forEach((task, key) -> assertThat(key).isEqualTo("embedded:/forms/" + name + "/" + kebab(task)));
        assertThat(flow(name).forms()).extracting(Form::task).containsExactlyInAnyOrderElementsOf(keys.keySet());
        try (Stream<Path> pages = Files.list(Path.of("forms", name))) {
            assertThat(pages.map(page -> page.getFileName().toString())).containsExactlyInAnyOrderElementsOf(
                    keys.keySet().stream().map(task -> kebab(task) + ".html").toList());
        }
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void answersBindToARecordNamedLikeATaskOfTheFlow(Path diagram) {
        Set<String> tasks = formKeys(diagram).keySet().stream().map(FlowLayoutTests::capitalised).collect(Collectors.toSet());
        Flow flow = flow(name(diagram));
        assertThat(flow.forms()).allSatisfy(form -> {
            assertThat(form.answers()).isRecord();
            assertThat(form.answers().getPackage()).isIn(flow.getClass().getPackage(), CaseFile.class.getPackage());
            assertThat(tasks).contains(form.answers().getSimpleName());
        });
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void everyElementSaysWhatItIsInTheWordsOfThePersonWhoDoesIt(Path diagram) {
        assertThat(all(diagram, FlowNode.class)).filteredOn(node -> documentation(node).length() < 20).extracting(FlowNode::getId).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void thingsAreNamedAsPeopleSpeakOfThem(Path diagram) {
        var soft = new SoftAssertions();
        for (FlowNode node : all(diagram, FlowNode.class)) {
            soft.assertThat(node.getId()).as("id").matches(CAMEL_CASE);
            if (!(node instanceof Gateway gateway) || asks(gateway)) {
                soft.assertThat(node.getName()).as("name of %s", node.getId()).isNotBlank();
            }
        }
        all(diagram, Gateway.class).stream().filter(FlowLayoutTests::asks).forEach(gateway -> soft.assertThat(gateway.getName()).as("gateways ask").endsWith("?"));
        all(diagram, Gateway.class).stream().filter(FlowLayoutTests::asks).flatMap(gateway -> gateway.getOutgoing().stream())
                .forEach(way -> soft.assertThat(way.getName()).as("answer on %s", way.getId()).isNotBlank());
        all(diagram, EndEvent.class).forEach(end -> soft.assertThat(end.getId()).as("endings are what has happened").matches(".*(ed|kept|told|sent|done)([A-Z]\\w*)?|.*Left"));
        all(diagram, Message.class).forEach(message -> soft.assertThat(message.getName()).startsWith(name(diagram) + "."));
        soft.assertThat(process(diagram).isExecutable()).isTrue();
        soft.assertThat(process(diagram).getCamundaHistoryTimeToLiveString()).as("history time to live").isNotBlank();
        soft.assertAll();
    }

    /** One that only lets ways part or meet asks nothing. */
    private static boolean asks(Gateway gateway) {
        return !(gateway instanceof ParallelGateway) && gateway.getOutgoing().size() > 1;
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void noScriptHidesInIt(Path diagram) {
        assertThat(all(diagram, ScriptTask.class)).isEmpty();
        assertThat(all(diagram, CamundaScript.class)).isEmpty();
        assertThat(all(diagram, SequenceFlow.class)).filteredOn(flow -> flow.getConditionExpression() != null)
                .allSatisfy(flow -> assertThat(flow.getConditionExpression().getLanguage()).isNull());
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void whatAPersonDidIsSavedBeforeTheApplicationWorksOnIt(Path diagram) {
        Predicate<FlowNode> waits = node -> node instanceof UserTask
                || node instanceof StartEvent start && start.getEventDefinitions().stream().noneMatch(by -> by.getElementType().getTypeName().startsWith("timer"));
        assertThat(all(diagram, FlowNode.class).stream().filter(waits).flatMap(node -> firstServiceTasksAfter(node).stream())
                .filter(task -> !COUNTS_AT_ONCE.contains(task.getId())))
                .isNotEmpty().allSatisfy(task -> assertThat(task.isCamundaAsyncBefore()).as("a save point before %s", task.getId()).isTrue());
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void theWholeOfItIsDrawn(Path diagram) {
        var soft = new SoftAssertions();
        all(diagram, FlowNode.class).forEach(node -> soft.assertThat(node.getDiagramElement()).as("shape of %s", node.getId()).isNotNull());
        all(diagram, Lane.class).forEach(lane -> soft.assertThat(lane.getDiagramElement()).as("shape of %s", lane.getId()).isNotNull());
        all(diagram, SequenceFlow.class).forEach(flow -> {
            soft.assertThat(flow.getDiagramElement()).as("edge of %s", flow.getId()).isNotNull();
            soft.assertThat(flow.getDiagramElement().getWaypoints()).as("edge of %s", flow.getId()).hasSizeGreaterThanOrEqualTo(2);
        });
        soft.assertAll();
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void nothingIsDrawnOverSomethingElse(Path diagram) {
        List<FlowNode> nodes = all(diagram, FlowNode.class).stream()
                .filter(node -> !(node instanceof BoundaryEvent) && !(node instanceof SubProcess)).toList();
        for (FlowNode one : nodes) {
            for (FlowNode other : nodes) {
                assertThat(one != other && overlap(bounds(one), bounds(other))).as("%s lies on %s", one.getId(), other.getId()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void everythingLiesInTheLaneOfWhoeverDoesIt(Path diagram) {
        Collection<Lane> lanes = all(diagram, Lane.class);
        assertThat(lanes).isNotEmpty();
        for (FlowNode node : process(diagram).getChildElementsByType(Task.class)) {
            assertThat(lanes.stream().filter(lane -> lane.getFlowNodeRefs().stream().anyMatch(one -> one.getId().equals(node.getId())))).as("lanes of %s", node.getId()).singleElement()
                    .satisfies(lane -> assertThat(inside(bounds(node), ((BpmnShape) lane.getDiagramElement()).getBounds()))
                            .as("%s is drawn in the lane it belongs to", node.getId()).isTrue());
        }
    }

    /** What the application does first once that is over, on every way. */
    private static Set<ServiceTask> firstServiceTasksAfter(FlowNode node) {
        Set<ServiceTask> found = new LinkedHashSet<>();
        Set<FlowNode> seen = new LinkedHashSet<>();
        Deque<FlowNode> open = new ArrayDeque<>(node.getSucceedingNodes().list());
        while (!open.isEmpty()) {
            FlowNode next = open.pop();
            if (!seen.add(next) || next instanceof UserTask) {
                continue;
            }
            if (next instanceof ServiceTask task) {
                found.add(task);
            } else {
                open.addAll(next.getSucceedingNodes().list());
            }
        }
        return found;
    }

    private static Map<String, String> formKeys(Path diagram) {
        Map<String, String> keys = new LinkedHashMap<>();
        process(diagram).getChildElementsByType(StartEvent.class).stream().filter(start -> start.getEventDefinitions().isEmpty())
                .filter(start -> start.getCamundaFormKey() != null).forEach(start -> keys.put(start.getId(), start.getCamundaFormKey()));
        all(diagram, UserTask.class).forEach(task -> keys.put(task.getId(), task.getCamundaFormKey()));
        return keys;
    }

    private Flow flow(String name) {
        return flows.stream().filter(flow -> flow.name().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("Nothing in Java stands behind processes/" + name + ".bpmn"));
    }

    private static BpmnModelInstance model(Path diagram) {
        return Bpmn.readModelFromFile(diagram.toFile());
    }

    private static Process process(Path diagram) {
        assertThat(all(diagram, Process.class)).hasSize(1);
        return all(diagram, Process.class).iterator().next();
    }

    private static <T extends org.camunda.bpm.model.xml.instance.ModelElementInstance> Collection<T> all(Path diagram, Class<T> type) {
        return model(diagram).getModelElementsByType(type);
    }

    private static String documentation(FlowNode node) {
        return node.getDocumentations().stream().map(text -> text.getTextContent().strip()).collect(Collectors.joining(" "));
    }

    private static Bounds bounds(FlowNode node) {
        return ((BpmnShape) node.getDiagramElement()).getBounds();
    }

    private static boolean overlap(Bounds one, Bounds other) {
        return one.getX() < other.getX() + other.getWidth() && other.getX() < one.getX() + one.getWidth()
                && one.getY() < other.getY() + other.getHeight() && other.getY() < one.getY() + one.getHeight();
    }

    private static boolean inside(Bounds inner, Bounds outer) {
        return inner.getX() >= outer.getX() && inner.getY() >= outer.getY() && inner.getX() + inner.getWidth() <= outer.getX() + outer.getWidth()
                && inner.getY() + inner.getHeight() <= outer.getY() + outer.getHeight();
    }

    private static String name(Path diagram) {
        return diagram.getFileName().toString().replace(".bpmn", "");
    }

    private static String kebab(String task) {
        return task.replaceAll("([A-Z])", "-$1").toLowerCase();
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
