package org.countersign.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands in a form's fields when it opens: what is known already, and over it the draft. Read by the pages. */
public final class FormValues {

    private final Map<String, List<String>> values;

    private FormValues(Map<String, List<String>> values) {
        this.values = values;
    }

    static FormValues of(@Nullable Object initial, Map<String, List<String>> draft, ObjectMapper json) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (initial != null) {
            JsonNode tree = json.valueToTree(initial);
            tree.properties().forEach(field -> values.put(field.getKey(), texts(field.getValue())));
        }
        // A signature is given each time anew, never prefilled.
        values.remove("intent");
        values.remove("signedName");
        draft.forEach((name, texts) -> {
            if (!name.equals("intent") && !name.equals("signedName")) {
                values.put(name, texts);
            }
        });
        return new FormValues(values);
    }

    /** The text of a field, or empty. */
    public String text(String field) {
        List<String> texts = values.getOrDefault(field, List.of());
        return texts.isEmpty() ? "" : texts.get(0);
    }

    /** Every text of a field that holds a list. */
    public List<String> all(String field) {
        return values.getOrDefault(field, List.of());
    }

    /** Whether a choice is made. */
    public boolean has(String field, String choice) {
        return values.getOrDefault(field, List.of()).contains(choice);
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> texts.add(item.asText()));
        } else if (!node.isNull()) {
            texts.add(node.asText());
        }
        return texts;
    }
}
