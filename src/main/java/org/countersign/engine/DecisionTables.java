package org.countersign.engine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.InputExpression;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultDeploymentConfiguration;
import org.countersign.institution.Institution;
import org.countersign.institution.PackRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Deploys the diagrams and decision tables, each table of the institution's own in the place of the one that has the same decision id. */
@Component
class DecisionTables extends DefaultDeploymentConfiguration implements SmartInitializingSingleton {

    private static final int MOST_MISTAKES_SHOWN = 10;

    private final List<String> own;
    private final ObjectProvider<AskedTable> asked;

    DecisionTables(Institution institution, ObjectProvider<AskedTable> asked) {
        this.own = institution.decisions();
        this.asked = asked;
    }

    @Override
    public Set<Resource> getDeploymentResources() {
        return replaced(super.getDeploymentResources(), own);
    }

    /** A gap is found before anybody falls into it. The tables that come with us have their tests. */
    @Override
    public void afterSingletonsInstantiated() {
        for (String file : own) {
            Set<String> ids = idsIn(file, content(file));
            asked.stream().filter(table -> ids.contains(table.decision())).forEach(table -> {
                List<String> mistakes = mistakesOf(table);
                if (!mistakes.isEmpty()) {
                    throw new PackRefused(file + ", decision " + table.decision(), mistakes.subList(0, Math.min(mistakes.size(), MOST_MISTAKES_SHOWN)));
                }
            });
        }
    }

    private static List<String> mistakesOf(AskedTable table) {
        try {
            return table.mistakes();
        } catch (ProcessEngineException e) {
            return List.of("cannot be asked: " + e.getMessage());
        }
    }

    static Set<Resource> replaced(Set<Resource> shipped, List<String> own) {
        Map<String, Resource> byDecision = new LinkedHashMap<>();
        Set<Resource> deployed = new LinkedHashSet<>(shipped);
        shipped.stream().filter(one -> String.valueOf(one.getFilename()).endsWith(".dmn")).forEach(one -> idsIn(one.getFilename(), content(one)).forEach(id -> byDecision.put(id, one)));
        for (String file : own) {
            byte[] table = content(file);
            Set<String> ids = idsIn(file, table);
            Set<Resource> same = new LinkedHashSet<>();
            ids.stream().filter(byDecision::containsKey).forEach(id -> same.add(byDecision.get(id)));
            if (ids.size() != 1 || same.size() != 1 || !deployed.removeAll(same)) {
                throw new PackRefused("(decisions)", List.of(file + " must hold one decision, with an id that no other file has, out of " + String.join(", ", new TreeSet<>(byDecision.keySet()))
                        + "; it holds " + (ids.isEmpty() ? "none" : String.join(", ", new TreeSet<>(ids)))));
            }
            Resource ours = same.iterator().next();
            Set<String> known = questionsOf(content(ours));
            Set<String> unknown = questionsOf(table);
            unknown.removeAll(known);
            if (!unknown.isEmpty()) {
                // The engine would take what it does not know for an empty answer, and the column would match nothing.
                throw new PackRefused(file + ", decision " + ids.iterator().next(), List.of("asks for " + String.join(", ", unknown) + ", which nothing answers; a table of this decision can ask for "
                        + String.join(", ", known)));
            }
            deployed.add(named(table, ours.getFilename()));
        }
        return deployed;
    }

    /** The engine knows by its name what a file holds, and takes the description of bytes for their name. */
    private static Resource named(byte[] table, @Nullable String name) {
        return new ByteArrayResource(table) {
            @Override
            public String getDescription() {
                return String.valueOf(name);
            }
        };
    }

    private static Set<String> idsIn(String file, byte[] table) {
        try {
            Set<String> ids = new LinkedHashSet<>();
            Dmn.readModelFromStream(new ByteArrayInputStream(table)).getModelElementsByType(Decision.class).forEach(decision -> ids.add(decision.getId()));
            return ids;
        } catch (ModelException e) {
            throw new PackRefused("(decisions)", List.of(file + " is not DMN that can be read: " + e.getMessage()));
        }
    }

    private static Set<String> questionsOf(byte[] table) {
        Set<String> questions = new LinkedHashSet<>();
        Dmn.readModelFromStream(new ByteArrayInputStream(table)).getModelElementsByType(InputExpression.class).forEach(one -> questions.add(one.getText().getTextContent().strip()));
        return questions;
    }

    private static byte[] content(Resource resource) {
        try (InputStream in = resource.getInputStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new PackRefused("(decisions)", List.of(resource + " cannot be read: " + e.getMessage()));
        }
    }

    private static byte[] content(String file) {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new PackRefused("(decisions)", List.of(file + " cannot be read: " + e.getMessage()));
        }
    }
}
