package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.MapShape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.model.XmlNamespace;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What stands between an element's tags, prepared from a shape with every tag as bytes. A call
 * walks the result once and writes.
 */
abstract sealed class XmlContent {

    abstract void write(Utf8Writer out, Object value, TextForms texts);

    /** The content of a structure; of its empty lists those in {@code emptyLists} are written. */
    static XmlContent of(StructureShape shape, Set<String> emptyLists) {
        return new Factory(emptyLists).structure(shape);
    }

    /** An element: its tags and what stands between them. */
    private record Element(byte[] open, byte[] close, XmlContent content) {
        void write(Utf8Writer out, Object value, TextForms texts) {
            out.write(open);
            content.write(out, value, texts);
            out.write(close);
        }
    }

    private static final class Scalar extends XmlContent {
        private final ScalarContent content;

        Scalar(ScalarContent content) {
            this.content = content;
        }

        @Override
        void write(Utf8Writer out, Object value, TextForms texts) {
            content.write(out, value, texts);
        }
    }

    private static final class Elements extends XmlContent {
        private final Element element;

        Elements(Element element) {
            this.element = element;
        }

        @Override
        void write(Utf8Writer out, Object value, TextForms texts) {
            for (Object each : (Collection<?>) value) {
                element.write(out, each, texts);
            }
        }
    }

    private static final class Entries extends XmlContent {
        private final byte[] open;
        private final byte[] close;
        private final Element key;
        private final Element value;

        Entries(byte[] open, byte[] close, Element key, Element value) {
            this.open = open;
            this.close = close;
            this.key = key;
            this.value = value;
        }

        @Override
        void write(Utf8Writer out, Object map, TextForms texts) {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
                out.write(open);
                key.write(out, entry.getKey(), texts);
                value.write(out, entry.getValue(), texts);
                out.write(close);
            }
        }
    }

    private static final class Structure extends XmlContent {
        private final RecordReader reader;
        private Slot[] slots = {};

        Structure(StructureShape shape) {
            reader = new RecordReader(shape);
        }

        @Override
        void write(Utf8Writer out, Object value, TextForms texts) {
            List<Function<Object, @Nullable Object>> accessors = reader.accessors(value);
            Slot[] written = slots;
            for (int i = 0; i < written.length; i++) {
                Object member = accessors.get(i).apply(value);
                if (member != null) {
                    written[i].write(out, member, texts);
                }
            }
        }
    }

    /**
     * A member of a structure: tags (none for a flattened one) and the rule for empty collections.
     */
    private record Slot(
            byte[] open, byte[] close, XmlContent content, boolean isText, boolean writeEmpty) {
        void write(Utf8Writer out, Object value, TextForms texts) {
            // Texts are most of what is written: they are told apart first.
            if (isText && value instanceof String text) {
                out.xmlElement(open, text, close);
                return;
            }
            if (!writeEmpty && isEmpty(value)) {
                return;
            }
            out.write(open);
            content.write(out, value, texts);
            out.write(close);
        }

        private static boolean isEmpty(Object value) {
            return (value instanceof Collection<?> list && list.isEmpty())
                    || (value instanceof Map<?, ?> map && map.isEmpty());
        }
    }

    /** Builds contents; a structure that holds itself meets itself in the map. */
    private static final class Factory {
        private static final byte[] NONE = {};

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
            boolean writeEmpty =
                    member.required()
                            || member.shape() instanceof StructureShape
                            || emptyLists.contains(owner.name() + '.' + member.name());
            return switch (member.shape()) {
                case ListShape list when list.flattened() ->
                        new Slot(NONE, NONE, flattened(member, list), false, writeEmpty);
                case MapShape map when map.flattened() ->
                        new Slot(NONE, NONE, entries(map, member), false, writeEmpty);
                case Shape shape -> {
                    boolean document = EncodedDocuments.contains(owner.name(), member.name());
                    yield new Slot(
                            open(member.wireName(), member.namespace()),
                            close(member.wireName()),
                            content(shape, document),
                            shape instanceof StringShape && !document,
                            writeEmpty);
                }
            };
        }

        /** Elements bear the member's name but their own namespace (Smithy, xmlFlattened). */
        private XmlContent flattened(Member member, ListShape list) {
            return new Elements(
                    new Element(
                            open(member.wireName(), list.element().namespace()),
                            close(member.wireName()),
                            content(list.element().shape(), false)));
        }

        private XmlContent content(Shape shape, boolean document) {
            return switch (shape) {
                case StructureShape structure -> structure(structure);
                case ListShape list -> new Elements(element(list.element()));
                case MapShape map -> entries(map, null);
                case Shape scalar -> new Scalar(ScalarContent.xml(scalar, document));
            };
        }

        private Entries entries(MapShape map, @Nullable Member flattenedAs) {
            String name = flattenedAs == null ? "entry" : flattenedAs.wireName();
            XmlNamespace namespace = flattenedAs == null ? null : flattenedAs.namespace();
            return new Entries(
                    open(name, namespace), close(name), element(map.key()), element(map.value()));
        }

        private Element element(Member member) {
            return new Element(
                    open(member.wireName(), member.namespace()),
                    close(member.wireName()),
                    content(member.shape(), false));
        }

        private static byte[] open(String name, @Nullable XmlNamespace namespace) {
            if (namespace == null) {
                return Ascii.bytes('<' + name + '>');
            }
            String prefix = namespace.prefix().isEmpty() ? "" : ":" + namespace.prefix();
            return Ascii.bytes('<' + name + " xmlns" + prefix + "=\"" + namespace.uri() + "\">");
        }

        private static byte[] close(String name) {
            return Ascii.bytes("</" + name + '>');
        }
    }
}
