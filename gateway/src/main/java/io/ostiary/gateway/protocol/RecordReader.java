package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.Shape.StructureShape;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads the members of one structure from results: from records by component name ignoring case,
 * from maps by member name. Accessors are prepared once a class, as lambdas that the JIT can
 * inline.
 */
public final class RecordReader {

    private static final Function<Object, @Nullable Object> NOTHING = _ -> null;

    private record Prepared(Class<?> type, List<Function<Object, @Nullable Object>> accessors) {}

    private final StructureShape shape;
    private final Map<Class<?>, Prepared> known = new ConcurrentHashMap<>();
    // Nearly every structure comes from one class.
    private volatile @Nullable Prepared last;

    RecordReader(StructureShape shape) {
        this.shape = shape;
    }

    /** One accessor a member, in the shape's order. */
    List<Function<Object, @Nullable Object>> accessors(Object source) {
        Class<?> type = source.getClass();
        Prepared prepared = last;
        if (prepared == null || prepared.type() != type) {
            prepared = known.computeIfAbsent(type, this::prepare);
            last = prepared;
        }
        return prepared.accessors();
    }

    /**
     * The components of a record that no member of the shape takes: the answer would not show them.
     */
    public static List<String> unmatched(StructureShape shape, Class<? extends Record> type) {
        List<String> unmatched = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            boolean matched =
                    shape.members().stream()
                            .anyMatch(
                                    member -> member.name().equalsIgnoreCase(component.getName()));
            if (!matched) {
                unmatched.add(component.getName());
            }
        }
        return unmatched;
    }

    private Prepared prepare(Class<?> type) {
        List<Function<Object, @Nullable Object>> accessors = new ArrayList<>();
        if (Map.class.isAssignableFrom(type)) {
            for (Member member : shape.members()) {
                accessors.add(map -> ((Map<?, ?>) map).get(member.name()));
            }
        } else if (type.isRecord()) {
            Map<String, RecordComponent> components = new HashMap<>();
            for (RecordComponent component : type.getRecordComponents()) {
                components.put(component.getName().toLowerCase(Locale.ROOT), component);
            }
            for (Member member : shape.members()) {
                RecordComponent component = components.get(member.name().toLowerCase(Locale.ROOT));
                accessors.add(component == null ? NOTHING : accessor(type, component));
            }
        } else {
            throw new IllegalArgumentException(
                    type.getName() + " cannot be written as " + shape.name());
        }
        return new Prepared(type, List.copyOf(accessors));
    }

    private static Function<Object, @Nullable Object> accessor(
            Class<?> type, RecordComponent component) {
        Function<Object, @Nullable Object> accessor = lambda(type, component);
        return component.getType() == Optional.class
                ? source -> accessor.apply(source) instanceof Optional<?> o ? o.orElse(null) : null
                : accessor;
    }

    @SuppressWarnings("unchecked") // the factory makes exactly a Function of the accessor
    private static Function<Object, @Nullable Object> lambda(
            Class<?> type, RecordComponent component) {
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            MethodHandle getter = lookup.unreflect(component.getAccessor());
            Class<?> boxed = MethodType.methodType(component.getType()).wrap().returnType();
            return (Function<Object, @Nullable Object>)
                    LambdaMetafactory.metafactory(
                                    lookup,
                                    "apply",
                                    MethodType.methodType(Function.class),
                                    MethodType.methodType(Object.class, Object.class),
                                    getter,
                                    MethodType.methodType(boxed, type))
                            .getTarget()
                            .invoke();
        } catch (Throwable e) {
            throw new IllegalArgumentException(
                    "cannot read " + type.getName() + "." + component.getName(), e);
        }
    }
}
