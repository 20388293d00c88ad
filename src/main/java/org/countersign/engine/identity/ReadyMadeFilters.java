package org.countersign.engine.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.countersign.engine.TaskExpressions;
import org.springframework.stereotype.Component;

/**
 * The lists people choose from in the task list. Each has a condition on assignee or group: without one the database
 * would have to look at every open task of everybody.
 */
@Component
class ReadyMadeFilters {

    /** Roles that have a list of their own even before anybody holds them. */
    static final Set<String> ROLES = Set.of("line-managers", "college-officers");

    private record Ready(String name, String description, String colour, int priority, Set<String> readers, UnaryOperator<TaskQuery> query) {}

    private static final List<Ready> LISTS = List.of(
            new Ready("Mine", "What waits for you", "#1f3a5f", 0, Set.of("staff"),
                    query -> query.taskAssigneeExpression(TaskExpressions.ME)),
            new Ready("To approve", "Applications that wait for your decision", "#8a5a00", 10, Set.of("line-managers", "college-officers"),
                    query -> query.taskAssigneeExpression(TaskExpressions.ME).taskDefinitionKeyIn("approveGroup", "authoriseGroup")),
            new Ready("Overdue", "Yours, and past the date", "#9b1c1c", 20, Set.of("staff"),
                    query -> query.taskAssigneeExpression(TaskExpressions.ME).dueBeforeExpression(TaskExpressions.NOW)),
            new Ready("To take", "Nobody has taken these yet; you may", "#5b6472", 30, Set.of("staff"),
                    query -> query.taskCandidateUserExpression(TaskExpressions.ME)));

    private final FilterService filters;
    private final TaskService tasks;

    ReadyMadeFilters(FilterService filters, TaskService tasks) {
        this.filters = filters;
        this.tasks = tasks;
    }

    /** Makes, mends and removes; answers which group may read which filter. */
    Map<String, Set<String>> keep(Set<String> roles) {
        Map<String, List<Filter>> present = filters.createTaskFilterQuery().list().stream().collect(Collectors.groupingBy(Filter::getName));
        Map<String, Set<String>> readers = new HashMap<>();
        for (Ready list : LISTS) {
            List<Filter> same = present.getOrDefault(list.name(), List.of());
            Filter filter = same.isEmpty() ? filters.newTaskFilter(list.name()) : same.get(0);
            Map<String, Object> properties = Map.of("description", list.description(), "color", list.colour(), "priority", list.priority(),
                    "refresh", true, "showUndefinedVariable", false, "variables", List.of());
            filter.setOwner(null);
            filter.setQuery(list.query().apply(tasks.createTaskQuery()));
            filter.setProperties(properties);
            filters.saveFilter(filter);
            same.stream().skip(1).forEach(one -> filters.deleteFilter(one.getId()));
            readers.put(filter.getId(), list.readers().stream().filter(roles::contains).collect(Collectors.toSet()));
        }
        Set<String> names = LISTS.stream().map(Ready::name).collect(Collectors.toSet());
        present.forEach((name, all) -> {
            if (!names.contains(name)) {
                all.forEach(one -> filters.deleteFilter(one.getId()));
            }
        });
        return readers;
    }
}
