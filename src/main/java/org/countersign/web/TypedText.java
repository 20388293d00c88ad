package org.countersign.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** Reads what people typed: trimmed, in composed form (NFC), an empty text as none, and nothing that cannot be stored or printed. */
final class TypedText extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    private static final String UNPRINTABLE = "This contains characters that cannot be stored. Remove them and try again.";

    private TypedText() {
        super(String.class);
    }

    /** A strict copy: a field that the form does not have is refused, and so is half a person. */
    static ObjectMapper mapper(ObjectMapper json) {
        ObjectMapper strict = json.copy();
        return strict.setConfig(strict.getDeserializationConfig().with(MapperFeature.ALLOW_COERCION_OF_SCALARS, false))
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .registerModule(new SimpleModule().addDeserializer(String.class, new TypedText()));
    }

    /** What to tell the person about answers that could not be read. */
    static String words(JsonMappingException e) {
        if (e instanceof UnrecognizedPropertyException) {
            return "This form has no such field.";
        }
        return e instanceof InvalidFormatException && UNPRINTABLE.equals(e.getOriginalMessage()) ? UNPRINTABLE
                : "Choose or enter a value of the kind this field asks for.";
    }

    @Override
    public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            return (String) context.handleUnexpectedToken(String.class, parser);
        }
        String text = Normalizer.normalize(parser.getText(), Normalizer.Form.NFC).replace("\r\n", "\n").replace('\r', '\n').strip();
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int character = text.codePointAt(i);
            boolean layout = character == '\n' || character == '\t';
            if (!layout && Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE
                    || character == 0xFFFE || character == 0xFFFF) {
                throw InvalidFormatException.from(parser, UNPRINTABLE, text, String.class);
            }
        }
        return text.isEmpty() ? null : text;
    }
}
