package org.countersign.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.countersign.people.People;

/** Any flow, played from answers by field name; whoever has to sign does. */
public final class Player extends Colleagues {

    private final Flow flow;
    private final ObjectMapper json;

    public Player(String name, List<Flow> flows, Forms forms, People people, ProcessEngine engine, ObjectMapper json) {
        super(name, forms, people, engine);
        this.flow = flows.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        this.json = json;
    }

    /** The case; empty where it has ended at once. */
    public String starts(String userId, Map<String, Object> answers) {
        Form<?> first = flow.forms().get(0);
        ProcessInstance one = start(userId, Forms.kebab(first.task()), json.convertValue(answers, first.answers()));
        return one == null ? "" : one.getBusinessKey();
    }

    public void does(String userId, String task, Map<String, Object> answers) {
        answer(userId, task, typed(userId, task, answers));
    }

    public Map<String, List<String>> isRefused(String userId, String task, Map<String, Object> answers) {
        return problems(userId, task, typed(userId, task, answers));
    }

    private Object typed(String userId, String task, Map<String, Object> answers) {
        Form<?> form = flow.forms().stream().filter(one -> one.task().equals(task)).findFirst().orElseThrow();
        Map<String, Object> signed = new LinkedHashMap<>(answers);
        if (Stream.of(form.answers().getRecordComponents()).anyMatch(one -> one.getName().equals("signedName"))) {
            signed.put("signedName", person(userId).name());
            signed.put("intent", true);
        }
        return json.convertValue(signed, form.answers());
    }
}
