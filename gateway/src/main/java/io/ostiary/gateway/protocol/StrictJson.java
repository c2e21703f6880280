package io.ostiary.gateway.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * The one way in which JSON from outside is parsed: plain UTF-8, no key twice in an object, bounded
 * depth. Whether something follows the value is for the reader to ask.
 */
public final class StrictJson {

    static final int MAX_DEPTH = 16;
    private static final int MAX_NUMBER = 40;

    private static final JsonFactory JSON =
            new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    // Names come from outside: they are not worth a place in a table for ever.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_NUMBER)
                                    .maxNameLength(FormDecoder.MAX_NAME)
                                    .maxStringLength(JsonRequestReader.MAX_REQUEST)
                                    .build())
                    .build();

    private StrictJson() {}

    /** The body as text, or null when it is not UTF-8: on bytes, Jackson would guess others too. */
    public static @Nullable String text(byte[] body) {
        return TextRules.decodeUtf8(body, 0, body.length);
    }

    public static JsonParser parser(String text) throws IOException {
        return JSON.createParser(text);
    }

    /** A name from outside as it may stand in our answer: short and printable. */
    public static String echo(String name) {
        return TextRules.echo(name);
    }

    /** Whether every surrogate has its other half; half a character is no text. */
    public static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isLowSurrogate(c)
                    || i + 1 == text.length()
                    || !Character.isLowSurrogate(text.charAt(i + 1))) {
                return false;
            }
            i++;
        }
        return true;
    }
}
