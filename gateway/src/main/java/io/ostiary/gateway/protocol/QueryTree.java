package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.BlobShape;
import io.ostiary.gateway.model.Shape.BooleanShape;
import io.ostiary.gateway.model.Shape.DoubleShape;
import io.ostiary.gateway.model.Shape.IntegerShape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.LongShape;
import io.ostiary.gateway.model.Shape.MapShape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.model.Shape.TimestampShape;
import io.ostiary.gateway.protocol.Value.ListValue;
import io.ostiary.gateway.protocol.Value.MapValue;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Grows an operation's input from its parameters.
 *
 * <p>Each dotted name is walked along the shapes, so a name that the model does not know ends at
 * its first wrong part, and depth is the model's. An index is a key of a map until the end, never a
 * size (A125); only then must the indices of a list be exactly 1 to n.
 */
final class QueryTree {

    /** Deeper than any model of ours; a recursive shape must end somewhere. */
    private static final int MAX_DEPTH = 16;

    private static final int MAX_INDEX = FormDecoder.MAX_PARAMETERS;

    private final OperationModel operation;
    private final Node root;

    QueryTree(OperationModel operation) {
        this.operation = operation;
        this.root = new Node(operation.input());
    }

    void put(String name, String text) {
        Node node = root;
        int position = 0;
        for (int depth = 0; position <= name.length(); depth++) {
            int end = name.indexOf('.', position);
            end = end < 0 ? name.length() : end;
            Node next = depth > MAX_DEPTH ? null : step(node, name, position, end);
            if (next == null) {
                throw QueryRequestReader.invalid(
                        "The parameter "
                                + TextRules.echo(name)
                                + " is not a parameter of the operation "
                                + operation.name()
                                + ".");
            }
            node = next;
            position = end + 1;
        }
        node.text = text;
        node.name = name;
    }

    StructureValue value() {
        return structure(root, operation.input());
    }

    /** The node one part further, or null when the shape has no such part. */
    private static @Nullable Node step(Node node, String name, int from, int end) {
        return switch (node.shape) {
            case StructureShape structure -> {
                Member member = structure.byWireName(name.substring(from, end));
                yield member == null ? null : node.child(member.name(), member.shape());
            }
            case ListShape list -> {
                if (!list.flattened() && !node.insideWrapper) {
                    yield list.element().wireName().equals(name.substring(from, end))
                            ? node.wrapper()
                            : null;
                }
                yield node.indexed(index(name, from, end), list.element().shape());
            }
            case MapShape map -> {
                if (!map.flattened() && !node.insideWrapper) {
                    yield name.startsWith("entry", from) && end - from == 5 ? node.wrapper() : null;
                }
                yield node.indexed(index(name, from, end), EntryOf.shape(map));
            }
            case StringShape _,
                    IntegerShape _,
                    LongShape _,
                    DoubleShape _,
                    BooleanShape _,
                    TimestampShape _,
                    BlobShape _ ->
                    null;
        };
    }

    /** A number from 1, in its one spelling; else 0. */
    private static int index(String name, int from, int end) {
        if (from == end || end - from > 5 || name.charAt(from) == '0') {
            return 0;
        }
        int index = 0;
        for (int i = from; i < end; i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            index = index * 10 + (c - '0');
        }
        return index > MAX_INDEX ? 0 : index;
    }

    private StructureValue structure(Node node, StructureShape shape) {
        if (node.children.isEmpty()) {
            return StructureValue.EMPTY;
        }
        Map<String, Value> members = new LinkedHashMap<>();
        for (Map.Entry<Object, Node> child : node.children.entrySet()) {
            members.put((String) child.getKey(), value(child.getValue()));
        }
        return new StructureValue(members);
    }

    private Value value(Node node) {
        String text = node.text;
        return switch (node.shape) {
            case StructureShape structure -> {
                node.refuseText();
                yield structure(node, structure);
            }
            case ListShape _ -> new ListValue(node.elements().stream().map(this::value).toList());
            case MapShape map -> map(node, map);
            case Shape scalar -> ScalarText.read(scalar, text == null ? "" : text, node.name);
        };
    }

    private MapValue map(Node node, MapShape shape) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (Node entry : node.elements()) {
            StructureValue pair = structure(entry, EntryOf.shape(shape));
            Value value = pair.get(shape.value().name());
            if (!(pair.get(shape.key().name()) instanceof StringValue key) || value == null) {
                throw QueryRequestReader.invalid(
                        "A map entry of " + operation.name() + " lacks its key or its value.");
            }
            if (entries.putIfAbsent(key.value(), value) != null) {
                throw QueryRequestReader.invalid("A map key occurs more than once.");
            }
        }
        return new MapValue(entries);
    }

    /** A structure, list, map or scalar while it grows. */
    private static final class Node {
        private final Shape shape;
        private final boolean insideWrapper;
        private final Map<Object, Node> children;
        private @Nullable Node wrapper;
        private @Nullable String text;
        private String name = "";

        Node(Shape shape) {
            this(shape, false, new LinkedHashMap<>(4));
        }

        private Node(Shape shape, boolean insideWrapper, Map<Object, Node> children) {
            this.shape = shape;
            this.insideWrapper = insideWrapper;
            this.children = children;
        }

        /** The {@code member} or {@code entry} part between a list's name and the index. */
        Node wrapper() {
            if (wrapper == null) {
                wrapper = new Node(shape, true, children);
            }
            return wrapper;
        }

        Node child(String key, Shape childShape) {
            return children.computeIfAbsent(key, _ -> new Node(childShape));
        }

        @Nullable Node indexed(int index, Shape childShape) {
            return index == 0 ? null : children.computeIfAbsent(index, _ -> new Node(childShape));
        }

        /** Children 1 to n. {@code List=} with an empty value is the empty list. */
        List<Node> elements() {
            refuseText();
            List<Node> elements = new ArrayList<>(children.size());
            for (int i = 1; i <= children.size(); i++) {
                Node element = children.get(i);
                if (element == null) {
                    throw QueryRequestReader.invalid(
                            "The indices of a list must count from 1 without gaps.");
                }
                elements.add(element);
            }
            return elements;
        }

        /**
         * Only scalars carry text; the empty text on a list or structure means that it is empty.
         */
        void refuseText() {
            boolean onWrapper = wrapper != null && wrapper.text != null;
            if (onWrapper || (text != null && (!text.isEmpty() || !children.isEmpty()))) {
                throw QueryRequestReader.malformed(
                        "The parameter " + TextRules.echo(name) + " is not a single value.");
            }
        }
    }

    /** A map's entry as a structure of key and value. */
    private static final class EntryOf {
        private static final Map<MapShape, StructureShape> SHAPES =
                new java.util.concurrent.ConcurrentHashMap<>();

        static StructureShape shape(MapShape map) {
            return SHAPES.computeIfAbsent(
                    map,
                    shape -> StructureShape.of(shape.name(), List.of(shape.key(), shape.value())));
        }
    }
}
