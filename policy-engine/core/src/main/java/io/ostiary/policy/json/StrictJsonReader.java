package io.ostiary.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import io.ostiary.policy.json.JsonValue.JsonArray;
import io.ostiary.policy.json.JsonValue.JsonBoolean;
import io.ostiary.policy.json.JsonValue.JsonNull;
import io.ostiary.policy.json.JsonValue.JsonNumber;
import io.ostiary.policy.json.JsonValue.JsonObject;
import io.ostiary.policy.json.JsonValue.JsonString;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text (RFC 8259) and nothing but that: a name spelled twice in one object, anything
 * after the value, a byte order mark, comments, single quotes, NaN, leading zeros and lone
 * surrogates are refused, and so is whatever lies beyond the limits. Safe for use by many threads.
 */
public final class StrictJsonReader {

    private static final int MAX_NUMBER_LENGTH = 100;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final JsonLimits limits;
    private final JsonFactory factory;

    public StrictJsonReader(JsonLimits limits) {
        this.limits = limits;
        // No shared symbol table: names come from strangers and must neither stay nor collide.
        this.factory =
                new JsonFactoryBuilder()
                        .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
                        .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(limits.maxDepth())
                                        .maxDocumentLength(limits.maxCharacters())
                                        .maxStringLength(limits.maxCharacters())
                                        .maxNameLength(limits.maxCharacters())
                                        .maxNumberLength(MAX_NUMBER_LENGTH)
                                        .build())
                        .build();
    }

    /**
     * @param utf8 the text in UTF-8; every other encoding is refused
     */
    public JsonValue read(byte[] utf8) throws MalformedJson {
        // A character takes four bytes at most: refuse before decoding.
        if (utf8.length > 4L * limits.maxCharacters()) {
            throw new MalformedJson("too long");
        }
        try {
            return read(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
        } catch (CharacterCodingException e) {
            throw new MalformedJson("not UTF-8");
        }
    }

    public JsonValue read(String text) throws MalformedJson {
        if (text.length() > limits.maxCharacters()) {
            throw new MalformedJson("too long");
        }
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            throw new MalformedJson("byte order mark");
        }
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new MalformedJson("empty");
            }
            JsonValue value = value(parser, 1);
            if (parser.nextToken() != null) {
                throw new MalformedJson("something follows the value");
            }
            return value;
        } catch (IOException e) {
            // Jackson's messages quote the text, which may hold a secret.
            throw new MalformedJson("not JSON");
        }
    }

    private JsonValue value(JsonParser parser, int depth) throws IOException, MalformedJson {
        if (depth > limits.maxDepth() + 1) {
            throw new MalformedJson("too deep");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> array(parser, depth);
            case VALUE_STRING -> new JsonString(checked(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getText());
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> new JsonNull();
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new MalformedJson("not a value");
        };
    }

    private JsonValue object(JsonParser parser, int depth) throws IOException, MalformedJson {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = checked(parser.currentName());
            parser.nextToken();
            if (members.put(name, value(parser, depth + 1)) != null) {
                throw new MalformedJson("a name occurs twice");
            }
        }
        return new JsonObject(members);
    }

    private JsonValue array(JsonParser parser, int depth) throws IOException, MalformedJson {
        List<JsonValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser, depth + 1));
        }
        return new JsonArray(elements);
    }

    /** A lone surrogate is no text: it cannot be stored, sent or compared the same way twice. */
    private static String checked(String text) throws MalformedJson {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new MalformedJson("lone surrogate");
            }
        }
        return text;
    }
}
