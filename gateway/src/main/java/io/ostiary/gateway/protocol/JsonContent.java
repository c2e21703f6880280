package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.MapShape;
import io.ostiary.gateway.model.Shape.StructureShape;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A JSON value, prepared from a shape with every name as bytes. */
abstract sealed class JsonContent {

    abstract void write(Utf8Writer out, Object value, TextForms texts);

    /** The object of a structure; of its empty lists those in {@code emptyLists} are written. */
    static JsonContent of(StructureShape shape, Set<String> emptyLists) {
        return new Factory(emptyLists).structure(shape);
    }

    private static final class Scalar extends JsonContent {
        private final ScalarContent content;

        Scalar(ScalarContent content) {
            this.content = content;
        }

        @Override
        void write(Utf8Writer out, Object value, TextForms texts) {
            content.write(out, value, texts);
        }
    }

    private static final class Elements extends JsonContent {
        private final JsonContent element;

        Elements(JsonContent element) {
            this.element = element;
        }

        @Override
        void write(Utf8Writer out, Object value, TextForms texts) {
            out.write('[');
            boolean first = true;
            for (Object each : (Collection<?>) value) {
                if (!first) {
                    out.write(',');
                }
                first = false;
                element.write(out, each, texts);
            }
            out.write(']');
        }
    }

    private static final class Entries extends JsonContent {
        private final JsonContent value;

        Entries(JsonContent value) {
            this.value = value;
        }

        @Override
        void write(Utf8Writer out, Object map, TextForms texts) {
            out.write('{');
            boolean first = true;
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                if (!first) {
                    out.write(',');
                }
                first = false;
                out.jsonText(String.valueOf(entry.getKey()));
                out.write(':');
                value.write(out, entry.getValue(), texts);
            }
            out.write('}');
        }
    }

    /** A member: {@code "Name":}, its value, and the rule for empty collections. */
    private record Slot(byte[] name, JsonContent content, boolean writeEmpty) {
        boolean applies(Object value) {
            return writeEmpty
                    || !((value instanceof Collection<?> list && list.isEmpty())
                            || (value instanceof Map<?, ?> map && map.isEmpty()));
        }
    }

    private static final class Structure extends JsonContent {
        private final RecordReader reader;
        private Slot[] slots = {};

        Structure(StructureShape shape) {
            reader = new RecordReader(shape);
        }

        @Override
        void write(Utf8Writer out, Object value, TextForms texts) {
            List<Function<Object, @Nullable Object>> accessors = reader.accessors(value);
            out.write('{');
            boolean first = true;
            for (int i = 0; i < slots.length; i++) {
                Object member = accessors.get(i).apply(value);
                if (member != null && slots[i].applies(member)) {
                    if (!first) {
                        out.write(',');
                    }
                    first = false;
                    out.write(slots[i].name());
                    slots[i].content().write(out, member, texts);
                }
            }
            out.write('}');
        }
    }

    /** Builds contents; a structure that holds itself meets itself in the map. */
    private static final class Factory {
        private final Map<StructureShape, Structure> structures = new HashMap<>();
        private final Set<String> emptyLists;

        Factory(Set<String> emptyLists) {
            this.emptyLists = emptyLists;
        }

        Structure structure(StructureShape shape) {
            Structure known = structures.get(shape);
            if (known != null) {
                return known;
            }
            Structure structure = new Structure(shape);
            structures.put(shape, structure);
            structure.slots =
                    shape.members().stream()
                            .map(member -> slot(shape, member))
                            .toArray(Slot[]::new);
            return structure;
        }

        private Slot slot(StructureShape owner, Member member) {
            return new Slot(
                    Ascii.bytes('"' + member.wireName() + "\":"),
                    content(member.shape(), EncodedDocuments.contains(owner.name(), member.name())),
                    member.required()
                            || member.shape() instanceof StructureShape
                            || emptyLists.contains(owner.name() + '.' + member.name()));
        }

        private JsonContent content(Shape shape, boolean document) {
            return switch (shape) {
                case StructureShape structure -> structure(structure);
                case ListShape list -> new Elements(content(list.element().shape(), false));
                case MapShape map -> new Entries(content(map.value().shape(), false));
                case Shape scalar -> new Scalar(ScalarContent.json(scalar, document));
            };
        }
    }
}
