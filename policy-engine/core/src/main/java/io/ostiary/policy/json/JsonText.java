package io.ostiary.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.ostiary.policy.json.JsonValue.JsonArray;
import io.ostiary.policy.json.JsonValue.JsonBoolean;
import io.ostiary.policy.json.JsonValue.JsonNull;
import io.ostiary.policy.json.JsonValue.JsonNumber;
import io.ostiary.policy.json.JsonValue.JsonObject;
import io.ostiary.policy.json.JsonValue.JsonString;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes a JSON value back as text, without white space, members in their order. */
public final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    public static String compact(JsonValue value) {
        var text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(value, generator);
        } catch (IOException e) {
            // A StringWriter does not fail.
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonValue value, JsonGenerator generator) throws IOException {
        switch (value) {
            case JsonObject(Map<String, JsonValue> members) -> {
                generator.writeStartObject();
                for (var member : members.entrySet()) {
                    generator.writeFieldName(member.getKey());
                    write(member.getValue(), generator);
                }
                generator.writeEndObject();
            }
            case JsonArray(var elements) -> {
                generator.writeStartArray();
                for (JsonValue element : elements) {
                    write(element, generator);
                }
                generator.writeEndArray();
            }
            case JsonString(String text) -> generator.writeString(text);
            case JsonNumber(String text) -> generator.writeNumber(text);
            case JsonBoolean(boolean is) -> generator.writeBoolean(is);
            case JsonNull() -> generator.writeNull();
        }
    }
}
