package org.countersign.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The flows by name. Looked up late, because flows need the engine and the engine's gate needs flows. */
@Component
class Flows {

    private final ObjectProvider<Flow> flows;
    private volatile List<Flow> found = List.of();

    Flows(ObjectProvider<Flow> flows) {
        this.flows = flows;
    }

    List<Flow> all() {
        List<Flow> known = found;
        if (known.isEmpty()) {
            found = known = flows.orderedStream().toList();
        }
        return known;
    }

    Optional<Flow> find(String name) {
        return all().stream().filter(flow -> flow.name().equals(name)).findFirst();
    }

    Flow named(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("There is no flow '" + name + "'"));
    }

    Map<String, Form<?>> formsOf(Flow flow) {
        return flow.forms().stream().collect(Collectors.toMap(Form::task, Function.identity()));
    }
}
