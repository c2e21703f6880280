package io.ostiary.gateway.protocol;

import io.ostiary.gateway.protocol.Value.StructureValue;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Binds a validated structure to a record's canonical constructor, by member name ignoring case:
 * {@code UserName} becomes the component {@code userName}.
 *
 * <p>An absent member is null, an empty list or an empty map, by the component's type. Components
 * may be {@code String}, {@code Integer}, {@code Long}, {@code Boolean}, {@code Double}, {@code
 * Instant}, {@code byte[]}, lists, maps with text keys, records, or a type with a converter. A
 * member that no component takes is our defect and throws: silently dropped input would be a
 * narrowed or widened call.
 *
 * <p>The constructor's handle is prepared once a class. A constructor that throws is a defect as
 * well, since the input was valid.
 */
public final class RecordBinder {

    private final Map<Class<?>, Function<Value, ?>> converters;
    private final Map<Class<?>, RecordConstructor> constructors = new ConcurrentHashMap<>();

    public RecordBinder() {
        this(Map.of());
    }

    /**
     * @param converters how a component of a special type is made from a member's value; not called
     *     for an absent member, which is null
     */
    public RecordBinder(Map<Class<?>, Function<Value, ?>> converters) {
        this.converters = Map.copyOf(converters);
    }

    public <R extends Record> R bind(StructureValue value, Class<R> type) {
        return type.cast(constructor(type).construct(value));
    }

    /**
     * Prepares a class ahead of its first call, which also proves that its components can be bound.
     */
    public void prepare(Class<? extends Record> type) {
        constructor(type);
    }

    RecordConstructor constructor(Class<?> type) {
        RecordConstructor known = constructors.get(type);
        if (known == null) {
            known = new RecordConstructor(type, this);
            constructors.put(type, known);
        }
        return known;
    }

    Map<Class<?>, Function<Value, ?>> converters() {
        return converters;
    }
}
