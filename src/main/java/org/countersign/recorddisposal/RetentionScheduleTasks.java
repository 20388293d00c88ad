package org.countersign.recorddisposal;

import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.countersign.institution.PackRefused;
import org.countersign.records.RetentionSchedule;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * The retention schedule as the engine has it ({@code processes/retention.dmn}, or the pack's own under the same decision id). Read and
 * checked once at start: a table with a row that cannot be kept to stops it.
 */
@Component
class RetentionScheduleTasks implements RetentionSchedule, SmartInitializingSingleton {

    static final String DECISION = "retention";
    static final String FOR_GOOD = "for good";

    private static final Pattern NAMED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern CLASS = Pattern.compile("[a-z][a-z0-9-]{0,99}");

    private final DecisionService decisions;
    private final RepositoryService repository;
    private volatile String version = "";
    private volatile List<Rule> rules = List.of();

    RetentionScheduleTasks(@Lazy DecisionService decisions, @Lazy RepositoryService repository) {
        this.decisions = decisions;
        this.repository = repository;
    }

    @Override
    public void afterSingletonsInstantiated() {
        DecisionDefinition table = repository.createDecisionDefinitionQuery().decisionDefinitionKey(DECISION).latestVersion().singleResult();
        String tag = table.getVersionTag();
        List<String> mistakes = new ArrayList<>();
        if (tag == null || !tag.matches("[\\w.\\- ]{1,20}")) {
            mistakes.add("needs a version tag of at most 20 letters, digits, points and hyphens: it stands on each record");
        }
        List<Rule> read = read(classesIn(repository.getDmnModelInstance(table.getId())), retentionClass -> decisions.evaluateDecisionTableById(table.getId())
                .variables(Map.of("retentionClass", retentionClass)).evaluate().getResultList(), mistakes);
        if (!mistakes.isEmpty()) {
            throw new PackRefused("(decision " + DECISION + ")", mistakes);
        }
        version = tag + ", revision " + table.getVersion();
        rules = read;
    }

    /** The classes the table names, in its order. */
    static Collection<String> classesIn(DmnModelInstance table) {
        List<String> classes = new ArrayList<>();
        for (InputEntry entry : table.getModelElementsByType(InputEntry.class)) {
            Matcher named = NAMED.matcher(entry.getTextContent());
            while (named.find()) {
                classes.add(named.group(1));
            }
        }
        return classes;
    }

    /** Every row, checked. What is wrong is added to the mistakes. */
    static List<Rule> read(Collection<String> classes, Function<String, List<Map<String, Object>>> table, List<String> mistakes) {
        List<Rule> rules = new ArrayList<>();
        Set<String> once = new LinkedHashSet<>(classes);
        Set<String> twice = classes.stream().filter(one -> Collections.frequency(classes, one) > 1).collect(Collectors.toSet());
        for (String retentionClass : once) {
            if (!CLASS.matcher(retentionClass).matches()) {
                mistakes.add("names the class '" + retentionClass + "', which must be small letters, digits and hyphens");
            } else if (twice.contains(retentionClass)) {
                mistakes.add("has several rows for '" + retentionClass + "'");
            } else {
                List<Map<String, Object>> rows = table.apply(retentionClass);
                if (rows.isEmpty()) {
                    mistakes.add("has no row for '" + retentionClass + "'");
                } else {
                    rule(retentionClass, rows.get(0), mistakes).ifPresent(rules::add);
                }
            }
        }
        return List.copyOf(rules);
    }

    private static Optional<Rule> rule(String retentionClass, Map<String, Object> row, List<String> mistakes) {
        Optional<Trigger> trigger = Trigger.of(text(row, "trigger"));
        Optional<Action> action = Stream.of(Action.values()).filter(one -> one.id().equals(text(row, "action"))).findFirst();
        String given = text(row, "period");
        Optional<Period> period = period(given);
        boolean forGood = FOR_GOOD.equals(given);
        if (trigger.isEmpty()) {
            mistakes.add("gives '" + retentionClass + "' the trigger '" + text(row, "trigger") + "', which is none of " + names(Trigger.values(), Trigger::id));
        }
        if (action.isEmpty()) {
            mistakes.add("gives '" + retentionClass + "' the action '" + text(row, "action") + "', which is none of " + names(Action.values(), Action::id));
        }
        if (period.isEmpty() && !forGood) {
            mistakes.add("gives '" + retentionClass + "' the period '" + given + "', which is neither one such as P6Y nor \"" + FOR_GOOD + "\"");
        } else if (action.isPresent() && forGood != (action.get() == Action.KEEP)) {
            mistakes.add("gives '" + retentionClass + "' the period '" + given + "' with the action " + action.get().id() + ": what is kept, and only that, is kept " + FOR_GOOD);
        }
        return trigger.isEmpty() || action.isEmpty() || period.isEmpty() && !forGood ? Optional.empty()
                : Optional.of(new Rule(retentionClass, trigger.get(), period.orElse(null), action.get(), text(row, "hint")));
    }

    private static Optional<Period> period(@Nullable String text) {
        try {
            return Optional.ofNullable(text).filter(one -> one.startsWith("P")).map(Period::parse).filter(one -> !one.isNegative() && !one.isZero());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(Map<String, Object> row, String name) {
        return row.get(name) instanceof String text && !text.isBlank() ? text.strip() : null;
    }

    private static <T> String names(T[] all, Function<T, String> id) {
        return String.join(", ", new TreeSet<>(Stream.of(all).map(id).toList())).toLowerCase(Locale.ROOT);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public List<Rule> rules() {
        return rules;
    }
}
