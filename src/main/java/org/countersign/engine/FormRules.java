package org.countersign.engine;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.countersign.engine.Form.Visit;
import org.springframework.stereotype.Component;

/** One place decides whether answers will do: asked by the form before completion and by the gate at completion. */
@Component
class FormRules {

    private final Validator validator;

    FormRules(Validator validator) {
        this.validator = validator;
    }

    /** What is wrong, by field in the order of the form; empty when nothing is. */
    <A> Map<String, List<String>> problems(Form<A> form, A answers, Visit visit) {
        Map<String, List<String>> problems = new LinkedHashMap<>();
        for (ConstraintViolation<A> violation : validator.validate(answers)) {
            add(problems, fieldOf(violation), violation.getMessage());
        }
        form.check().check(answers, visit, (field, message) -> add(problems, field, message));
        return inTheOrderOfTheForm(form, problems);
    }

    private static Map<String, List<String>> inTheOrderOfTheForm(Form<?> form, Map<String, List<String>> problems) {
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        for (var component : form.answers().getRecordComponents()) {
            if (problems.containsKey(component.getName())) {
                ordered.put(component.getName(), problems.remove(component.getName()));
            }
        }
        ordered.putAll(problems);
        return ordered;
    }

    private static void add(Map<String, List<String>> problems, String field, String message) {
        List<String> messages = problems.computeIfAbsent(field, unused -> new ArrayList<>());
        if (!messages.contains(message)) {
            messages.add(message);
        }
    }

    private static String fieldOf(ConstraintViolation<?> violation) {
        for (Path.Node node : violation.getPropertyPath()) {
            return String.valueOf(node.getName());
        }
        return "";
    }
}
