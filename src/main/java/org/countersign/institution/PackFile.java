package org.countersign.institution;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A pack's file as it stands: one YAML document in UTF-8 that says everything where it counts.
 *
 * @param lines the line of each key and list entry, by its path
 */
record PackFile(JsonNode root, Map<String, Integer> lines) {

    private static final int LARGEST = 1024 * 1024;

    private static final YAMLMapper YAML = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static PackFile read(InputStream yaml, String fileName) throws IOException {
        byte[] bytes = yaml.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new PackRefused(fileName, List.of("The file is larger than " + LARGEST / 1024 / 1024 + " MB; no pack is"));
        }
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true).isError()) {
            throw new PackRefused(fileName, List.of(line(1 + (int) text.flip().chars().filter(c -> c == '\n').count()) + "The file is not UTF-8 from here on; save it as such"));
        }
        try {
            return new PackFile(YAML.readTree(bytes), lines(bytes, fileName));
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new PackRefused(fileName, List.of(line(at == null ? 0 : at.getLineNr()) + e.getOriginalMessage().lines()
                    .filter(words -> !words.startsWith(" ")).collect(Collectors.joining(": "))));
        }
    }

    /** An alias would be read as its own name, so that "*name" stood in letters. */
    private static Map<String, Integer> lines(byte[] bytes, String fileName) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        try (YAMLParser parser = YAML.getFactory().createParser(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int line = parser.currentTokenLocation().getLineNr();
                if (parser.isCurrentAlias()) {
                    throw new PackRefused(fileName, List.of(line(line) + "'*" + parser.getText() + "' stands for what is written elsewhere; write it out here"));
                }
                JsonStreamContext at = parser.getParsingContext();
                lines.putIfAbsent(path(token.isStructStart() ? at.getParent() : at), line);
            }
        }
        return lines;
    }

    private static String path(JsonStreamContext at) {
        if (at == null || at.inRoot()) {
            return "";
        }
        String above = path(at.getParent());
        return at.inArray() ? above + "[" + at.getCurrentIndex() + "]" : above.isEmpty() ? String.valueOf(at.getCurrentName()) : above + "." + at.getCurrentName();
    }

    /** The mistake with the line of its key in front, or of the nearest part around a key that is missing. */
    String withItsLine(String mistake) {
        for (String path = mistake.split(" ", 2)[0]; !path.isEmpty(); path = path.replaceFirst("\\.?[^.]*$", "")) {
            if (lines.containsKey(path)) {
                return line(lines.get(path)) + mistake;
            }
        }
        return mistake;
    }

    private static String line(int number) {
        return number > 0 ? "line " + number + ": " : "";
    }
}
