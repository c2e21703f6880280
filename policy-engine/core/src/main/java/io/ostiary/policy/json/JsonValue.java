package io.ostiary.policy.json;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value as it was written: members keep their order, numbers their spelling. Immutable. */
public sealed interface JsonValue {

    /** An object; no name occurs twice. */
    record JsonObject(Map<String, JsonValue> members) implements JsonValue {

        public JsonObject {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** The member of exactly this name, or null. */
        public @Nullable JsonValue get(String name) {
            return members.get(name);
        }
    }

    record JsonArray(List<JsonValue> elements) implements JsonValue {

        public JsonArray {
            elements = List.copyOf(elements);
        }
    }

    record JsonString(String value) implements JsonValue {}

    /** A number, as text: what it means is the reader's business. */
    record JsonNumber(String text) implements JsonValue {}

    record JsonBoolean(boolean value) implements JsonValue {}

    record JsonNull() implements JsonValue {}
}
