package org.countersign.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a command answers: in words for people or, asked with {@code --json}, as one JSON object; the exit code says the same to scripts. */
public final class Answer {

    public static final int HOLDS = 0;
    public static final int DOES_NOT = 1;
    /** Nobody looked, or nobody here can know. */
    public static final int CANNOT_TELL = 2;

    private static final ObjectMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final PrintStream out;
    private final boolean json;

    Answer(PrintStream out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /**
     * Answers.
     *
     * @param words what it comes to, in a sentence or two
     * @param facts the same for programs
     * @param lines what people read besides
     * @return the exit code
     */
    public int give(int code, String words, Map<String, ?> facts, List<String> lines) {
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("answer", code == HOLDS ? "holds" : code == DOES_NOT ? "does not hold" : "cannot tell");
            all.put("words", words);
            all.putAll(facts);
            try {
                out.println(JSON.writeValueAsString(all));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        } else {
            out.println(words);
            lines.forEach(out::println);
        }
        return code;
    }
}
