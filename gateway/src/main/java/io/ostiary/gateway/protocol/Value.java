package io.ostiary.gateway.protocol;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parameter as its shape says. Any of them may be a secret, so none prints what it holds. */
public sealed interface Value {

    /** By member name, in the order of arrival; an absent member is not in the map. */
    record StructureValue(Map<String, Value> members) implements Value {

        public static final StructureValue EMPTY = new StructureValue(Map.of());

        public StructureValue {
            members = Collections.unmodifiableMap(members);
        }

        public @Nullable Value get(String member) {
            return members.get(member);
        }

        /** The text of a string member, or null when it is absent or something else. */
        public @Nullable String text(String member) {
            return members.get(member) instanceof StringValue text ? text.value() : null;
        }

        public boolean isTrue(String member) {
            return members.get(member) instanceof BooleanValue flag && flag.value();
        }

        /** The same with one member set or replaced. */
        public StructureValue with(String member, Value value) {
            Map<String, Value> changed = new LinkedHashMap<>(members);
            changed.put(member, value);
            return new StructureValue(changed);
        }

        @Override
        public String toString() {
            return "StructureValue" + members.keySet();
        }
    }

    record ListValue(List<Value> elements) implements Value {
        public ListValue {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return "ListValue[" + elements.size() + "]";
        }
    }

    record MapValue(Map<String, Value> entries) implements Value {
        public MapValue {
            entries = Collections.unmodifiableMap(entries);
        }

        @Override
        public String toString() {
            return "MapValue[" + entries.size() + "]";
        }
    }

    record StringValue(String value) implements Value {
        @Override
        public String toString() {
            return "StringValue[" + value.length() + " chars]";
        }
    }

    record IntegerValue(long value) implements Value {}

    record DoubleValue(double value) implements Value {}

    record BooleanValue(boolean value) implements Value {}

    record TimestampValue(Instant value) implements Value {}

    /** The holder must not change the bytes. */
    final class BlobValue implements Value {
        private final byte[] bytes;

        public BlobValue(byte[] bytes) {
            this.bytes = bytes;
        }

        public byte[] bytes() {
            return bytes;
        }

        @Override
        public String toString() {
            return "BlobValue[" + bytes.length + " bytes]";
        }
    }

    /** Something the pipeline put in the place of a member: a hashed password, a sealed secret. */
    record OpaqueValue(Object value) implements Value {
        @Override
        public String toString() {
            return "OpaqueValue";
        }
    }
}
