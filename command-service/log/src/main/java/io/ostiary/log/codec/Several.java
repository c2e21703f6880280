package io.ostiary.log.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lists, sets and maps. Sets and maps are written in the order of their keys: Java's immutable ones
 * have another order in every process, and equal values must have equal bytes.
 */
sealed interface Several extends Shape {

    Shape element();

    /** For a member that an older writer did not know. */
    Object empty();

    @Override
    default int version(Set<Shape> seen) {
        return element().version(seen);
    }

    @Override
    default void collectMust(Set<String> names, Set<Shape> seen) {
        element().collectMust(names, seen);
    }

    private static void begin(JsonParser in) throws Unreadable {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new Unreadable(Unreadable.Reason.VALUE, "an array expected");
        }
    }

    /** An array. */
    record Listed(Shape element) implements Several {
        @Override
        public Object empty() {
            return List.of();
        }

        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeStartArray();
            for (Object each : (List<?>) value) {
                element.write(out, each);
            }
            out.writeEndArray();
        }

        @Override
        public Object read(JsonParser in, Reading reading) throws IOException, Unreadable {
            begin(in);
            if (in.nextToken() == JsonToken.END_ARRAY) {
                return List.of();
            }
            var elements = new ArrayList<Object>(4);
            do {
                elements.add(element.read(in, reading));
            } while (in.nextToken() != JsonToken.END_ARRAY);
            return Collections.unmodifiableList(elements);
        }
    }

    /** An array of strings without a repetition. */
    record Unordered(Shape element) implements Several {
        @Override
        public Object empty() {
            return Set.of();
        }

        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeStartArray();
            for (Object each : new TreeSet<>((Set<?>) value)) {
                element.write(out, each);
            }
            out.writeEndArray();
        }

        @Override
        public Object read(JsonParser in, Reading reading) throws IOException, Unreadable {
            begin(in);
            var elements = new HashSet<Object>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (!elements.add(element.read(in, reading))) {
                    throw new Unreadable(Unreadable.Reason.VALUE, "an element twice in a set");
                }
            }
            return Collections.unmodifiableSet(elements);
        }
    }

    /**
     * An array of pairs. Not an object: keys come from callers, and the parser keeps the names of
     * objects in a table that colliding ones would slow down.
     */
    record Mapped(Shape element) implements Several {
        @Override
        public Object empty() {
            return Map.of();
        }

        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            out.writeStartArray();
            for (var entry : new TreeMap<>((Map<?, ?>) value).entrySet()) {
                out.writeStartArray();
                out.writeString((String) entry.getKey());
                element.write(out, entry.getValue());
                out.writeEndArray();
            }
            out.writeEndArray();
        }

        @Override
        public Object read(JsonParser in, Reading reading) throws IOException, Unreadable {
            begin(in);
            var entries = new HashMap<String, Object>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                begin(in);
                if (in.nextToken() != JsonToken.VALUE_STRING) {
                    throw new Unreadable(Unreadable.Reason.VALUE, "a key expected");
                }
                String key = in.getText();
                in.nextToken();
                if (entries.put(key, element.read(in, reading)) != null) {
                    throw new Unreadable(Unreadable.Reason.VALUE, "a key twice in a map");
                }
                if (in.nextToken() != JsonToken.END_ARRAY) {
                    throw new Unreadable(Unreadable.Reason.VALUE, "more than a pair");
                }
            }
            return Collections.unmodifiableMap(entries);
        }
    }
}
