package io.ostiary.gateway.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.gateway.model.Member;
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
import io.ostiary.gateway.protocol.Value.BlobValue;
import io.ostiary.gateway.protocol.Value.BooleanValue;
import io.ostiary.gateway.protocol.Value.DoubleValue;
import io.ostiary.gateway.protocol.Value.IntegerValue;
import io.ostiary.gateway.protocol.Value.ListValue;
import io.ostiary.gateway.protocol.Value.MapValue;
import io.ostiary.gateway.protocol.Value.OpaqueValue;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;
import io.ostiary.gateway.protocol.Value.TimestampValue;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A case's parameters as Java values of their shapes, and values read back as comparable ones. */
final class PlainValues {

    private PlainValues() {}

    /** What a result would hold: Instant, byte[], Long, List, Map. */
    static Object of(Shape shape, Object node) {
        return switch (shape) {
            case StructureShape structure -> {
                Map<String, Object> members = new LinkedHashMap<>();
                ((Map<?, ?>) node)
                        .forEach(
                                (name, value) -> {
                                    Member member = structure.member((String) name).orElseThrow();
                                    members.put(member.name(), of(member.shape(), value));
                                });
                yield members;
            }
            case ListShape list ->
                    ((List<?>) node).stream().map(e -> of(list.element().shape(), e)).toList();
            case MapShape map -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) node)
                        .forEach((k, v) -> entries.put((String) k, of(map.value().shape(), v)));
                yield entries;
            }
            case StringShape _ -> node;
            case BooleanShape _ -> node;
            case IntegerShape _, LongShape _ -> ((Double) node).longValue();
            case DoubleShape _ ->
                    node instanceof String text ? Double.valueOf(text) : node; // "NaN", "Infinity"
            case TimestampShape _ -> Instant.ofEpochSecond(((Double) node).longValue());
            case BlobShape _ -> ((String) node).getBytes(UTF_8);
        };
    }

    /** The same form from values; blobs as text, so that they compare. */
    static Object comparable(Object value) {
        return switch (value) {
            case StructureValue v -> comparable(v.members());
            case MapValue v -> comparable(v.entries());
            case ListValue v -> comparable(v.elements());
            case StringValue v -> v.value();
            case IntegerValue v -> v.value();
            case DoubleValue v -> v.value();
            case BooleanValue v -> v.value();
            case TimestampValue v -> v.value();
            case BlobValue v -> comparable(v.bytes());
            case OpaqueValue v -> v.value();
            case byte[] bytes -> new String(bytes, UTF_8);
            case List<?> list -> list.stream().map(PlainValues::comparable).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> compared = new LinkedHashMap<>();
                map.forEach((k, v) -> compared.put(k, comparable(v)));
                // The query protocol has no way to write an empty map.
                compared.values().removeIf(v -> v instanceof Map<?, ?> m && m.isEmpty());
                yield compared;
            }
            default -> value;
        };
    }
}
