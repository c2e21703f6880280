package io.ostiary.gateway.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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
                    // Names come from outside: they are not worth a place in the JVM's table, and
                    // Jackson's own is emptied when it grows.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxNumberLength(MAX_NUMBER)
                                    .maxNameLength(FormDecoder.MAX_NAME)
                                    .maxStringLength(JsonRequestReader.MAX_REQUEST)
                                    .build())
                    .build();

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWEST = 0x0101_0101_0101_0101L;
    private static final long BACKSLASHES = 0x5C5C_5C5C_5C5C_5C5CL;
    private static final long UPPERMOST = 0x8080_8080_8080_8080L;

    private StrictJson() {}

    /**
     * Of a body; null when it is not UTF-8. On bytes, Jackson would guess other encodings too: it
     * gets them where they are ASCII without NUL, which is nothing but UTF-8, and without escapes.
     */
    public static @Nullable JsonParser parser(byte[] body) throws IOException {
        if (isPlain(body)) {
            return JSON.createParser(body);
        }
        String text = TextRules.decodeUtf8(body, 0, body.length);
        return text == null ? null : JSON.createParser(text);
    }

    private static boolean isPlain(byte[] body) {
        int i = 0;
        long found = 0;
        for (; i <= body.length - Long.BYTES; i += Long.BYTES) {
            long eight = (long) EIGHT.get(body, i);
            // A byte without its upper bit borrows only when it is zero.
            found |= (eight | eight - LOWEST | (eight ^ BACKSLASHES) - LOWEST) & UPPERMOST;
        }
        for (; i < body.length; i++) {
            found |= body[i] > 0 && body[i] != '\\' ? 0 : UPPERMOST;
        }
        return found == 0;
    }

    /** A name from outside as it may stand in our answer: short and printable. */
    public static String echo(String name) {
        return TextRules.echo(name);
    }

    /** Whether every surrogate has its other half; half a character is no text. */
    public static boolean isText(JsonParser in, String text) {
        // What is read from bytes is plain ASCII.
        return in instanceof UTF8StreamJsonParser || isText(text);
    }

    private static boolean isText(String text) {
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
