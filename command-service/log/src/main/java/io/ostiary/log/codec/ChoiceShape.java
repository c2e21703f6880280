package io.ostiary.log.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A value of a sealed type inside another value: an object with one member, the type's name. */
final class ChoiceShape implements Shape {

    private final Map<String, Shape> byName = new HashMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    /** Second step, so that types may contain each other. */
    void add(String name, Class<?> type, Shape shape) {
        byName.put(name, shape);
        names.put(type, name);
    }

    @Override
    public void write(JsonGenerator out, Object value) throws IOException {
        String name = names.get(value.getClass());
        Shape shape = name == null ? null : byName.get(name);
        if (name == null || shape == null) {
            throw new IllegalArgumentException(value.getClass() + " is not of this sealed type");
        }
        out.writeStartObject();
        out.writeFieldName(name);
        shape.write(out, value);
        out.writeEndObject();
    }

    @Override
    public Object read(JsonParser in, Reading reading) throws IOException, Unreadable {
        if (in.currentToken() != JsonToken.START_OBJECT || in.nextToken() != JsonToken.FIELD_NAME) {
            throw new Unreadable(Unreadable.Reason.VALUE, "an object with a type expected");
        }
        Shape shape = byName.get(in.currentName());
        if (shape == null) {
            throw new Unreadable(Unreadable.Reason.UNKNOWN_TYPE, "unknown type inside a value");
        }
        in.nextToken();
        Object value = shape.read(in, reading);
        if (in.nextToken() != JsonToken.END_OBJECT) {
            throw new Unreadable(Unreadable.Reason.VALUE, "more than one type");
        }
        return value;
    }

    @Override
    public int version(Set<Shape> seen) {
        return seen.add(this)
                ? byName.values().stream().mapToInt(shape -> shape.version(seen)).max().orElse(1)
                : 1;
    }

    @Override
    public void collectMust(Set<String> mustNames, Set<Shape> seen) {
        if (seen.add(this)) {
            byName.values().forEach(shape -> shape.collectMust(mustNames, seen));
        }
    }
}
