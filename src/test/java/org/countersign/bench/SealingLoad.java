package org.countersign.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application in a process of its own, given that many applications at once; the job executor freezes and seals as it can. */
public final class SealingLoad {

    /** Begins the line that says what became of it: sealed records and peak of the heap in bytes. */
    static final String RESULT = "SealingLoad: ";

    private static final long AT_MOST_NANOS = 180_000_000_000L;

    private SealingLoad() {}

    public static void main(String[] arguments) throws InterruptedException {
        int cases = Integer.parseInt(arguments[0]);
        long begun = System.nanoTime();
        ConfigurableApplicationContext application = Application.start(arguments[1], 0, true);
        College college = new College(application);
        ProcessEngine engine = application.getBean(ProcessEngine.class);
        Map<String, String> caseIds = new LinkedHashMap<>();
        for (int i = 0; i < cases; i++) {
            String instanceId = college.start();
            caseIds.put(instanceId, college.caseOf(instanceId));
        }
        Set<String> open = new TreeSet<>(caseIds.values());
        Map<String, String> forms = Map.of("signAsAssistant", "sign-as-assistant", "approveGroup", "approve-group", "authoriseGroup", "authorise-group");
        while (!open.isEmpty() && System.nanoTime() - begun < AT_MOST_NANOS) {
            List<Task> tasks = new ArrayList<>(engine.getTaskService().createTaskQuery().list());
            tasks.forEach(task -> college.answer(task.getProcessInstanceId(), task.getAssignee(), forms.get(task.getTaskDefinitionKey()),
                    Map.of("decision", task.getTaskDefinitionKey().equals("signAsAssistant") ? "SIGN" : "APPROVE"), new long[1]));
            open.removeIf(college::isAuthorised);
            if (tasks.isEmpty()) {
                Thread.sleep(100);
            }
        }
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
        System.out.println(RESULT + (cases - open.size()) + " " + peak);
        System.out.flush();
        // Its peak of resident memory is read before it goes.
        Thread.sleep(1500);
        System.exit(0);
    }
}
