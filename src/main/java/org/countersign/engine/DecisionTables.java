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
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultDeploymentConfiguration;
import org.countersign.institution.Institution;
import org.countersign.institution.PackRefused;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Deploys the diagrams and decision tables, each table of the institution's own in the place of the one that has the same decision id. */
@Component
class DecisionTables extends DefaultDeploymentConfiguration {

    private final List<String> own;

    DecisionTables(Institution institution) {
        this.own = institution.decisions();
    }

    @Override
    public Set<Resource> getDeploymentResources() {
        return replaced(super.getDeploymentResources(), own);
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
            deployed.add(new ByteArrayResource(table, same.iterator().next().getFilename()));
        }
        return deployed;
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
