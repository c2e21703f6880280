package io.ostiary.gateway.protocol;

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

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** One record class, ready to be made from values. */
final class RecordConstructor {

    private static final int UNKNOWN = -1;

    /**
     * How a component is made from a present value; an opaque value of the right class passes
     * before.
     */
    private interface Conversion {
        Object apply(Value value);
    }

    private record Component(Class<?> type, Conversion conversion, @Nullable Object absent) {}

    private final Class<?> type;
    private final MethodHandle constructor;
    private final List<Component> components;
    private final Map<String, Integer> byLowerName;
    // Spellings come from the models and from our own code, so this stays small.
    private final Map<String, Integer> bySpelling = new ConcurrentHashMap<>();

    RecordConstructor(Class<?> type, RecordBinder binder) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        this.type = type;
        RecordComponent[] parts = type.getRecordComponents();
        List<Component> prepared = new ArrayList<>();
        Map<String, Integer> names = new LinkedHashMap<>();
        Class<?>[] parameters = new Class<?>[parts.length];
        for (int i = 0; i < parts.length; i++) {
            parameters[i] = parts[i].getType();
            prepared.add(component(parts[i], binder));
            names.put(parts[i].getName().toLowerCase(Locale.ROOT), i);
        }
        components = List.copyOf(prepared);
        byLowerName = Map.copyOf(names);
        constructor = handle(type, parameters);
    }

    private static MethodHandle handle(Class<?> type, Class<?>[] parameters) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, MethodType.methodType(void.class, parameters))
                    .asSpreader(Object[].class, parameters.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot construct " + type.getName(), e);
        }
    }

    Object construct(StructureValue value) {
        @Nullable Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = components.get(i).absent();
        }
        for (Map.Entry<String, Value> member : value.members().entrySet()) {
            int index = indexOf(member.getKey());
            if (index == UNKNOWN) {
                throw new IllegalArgumentException(
                        type.getSimpleName() + " has no component for " + member.getKey());
            }
            arguments[index] = convert(components.get(index), member.getValue());
        }
        try {
            return (Object) constructor.invokeExact((Object[]) arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the constructor of " + type.getName() + " failed", e);
        }
    }

    private int indexOf(String memberName) {
        Integer known = bySpelling.get(memberName);
        if (known == null) {
            known = byLowerName.getOrDefault(memberName.toLowerCase(Locale.ROOT), UNKNOWN);
            if (known != UNKNOWN) {
                bySpelling.put(memberName, known);
            }
        }
        return known;
    }

    private static Object convert(Component component, Value value) {
        if (value instanceof OpaqueValue opaque && component.type().isInstance(opaque.value())) {
            return opaque.value();
        }
        return component.conversion().apply(value);
    }

    private static Component component(RecordComponent part, RecordBinder binder) {
        Class<?> raw = part.getType();
        Conversion conversion = conversion(part.getGenericType(), binder);
        Object absent =
                raw == List.class
                        ? List.of()
                        : raw == Map.class
                                ? Map.of()
                                : raw == Optional.class
                                        ? Optional.empty()
                                        : raw == boolean.class
                                                ? Boolean.FALSE
                                                : raw == int.class ? (Object) 0 : null;
        return new Component(raw, conversion, absent);
    }

    private static Conversion conversion(Type type, RecordBinder binder) {
        if (type instanceof ParameterizedType parameterized) {
            return container(parameterized, binder);
        }
        Class<?> raw = (Class<?>) type;
        Function<Value, ?> converter = binder.converters().get(raw);
        if (converter != null) {
            return converter::apply;
        }
        if (raw.isRecord()) {
            // Looked up at use: a record may hold itself.
            return value -> binder.constructor(raw).construct(as(StructureValue.class, value, raw));
        }
        return switch (raw.getName()) {
            case "java.lang.String" -> value -> as(StringValue.class, value, raw).value();
            case "java.lang.Integer", "int" ->
                    value -> Math.toIntExact(as(IntegerValue.class, value, raw).value());
            case "java.lang.Long", "long" -> value -> as(IntegerValue.class, value, raw).value();
            case "java.lang.Double", "double" -> value -> as(DoubleValue.class, value, raw).value();
            case "java.lang.Boolean", "boolean" ->
                    value -> as(BooleanValue.class, value, raw).value();
            case "java.time.Instant" -> value -> as(TimestampValue.class, value, raw).value();
            case "[B" -> value -> as(BlobValue.class, value, raw).bytes();
            // A type that only the pipeline makes: it must arrive as an opaque value.
            default ->
                    value -> {
                        throw mismatch(value, raw);
                    };
        };
    }

    private static Conversion container(ParameterizedType type, RecordBinder binder) {
        Type[] arguments = type.getActualTypeArguments();
        Conversion element = conversion(arguments[arguments.length - 1], binder);
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == List.class) {
            return value -> {
                List<Object> elements = new ArrayList<>();
                for (Value each : as(ListValue.class, value, raw).elements()) {
                    elements.add(element.apply(each));
                }
                return List.copyOf(elements);
            };
        }
        if (raw == Map.class) {
            return value -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                as(MapValue.class, value, raw)
                        .entries()
                        .forEach((key, each) -> entries.put(key, element.apply(each)));
                return Map.copyOf(entries);
            };
        }
        if (raw == Optional.class) {
            return value -> Optional.of(element.apply(value));
        }
        throw new IllegalArgumentException("cannot bind to " + type);
    }

    private static <V extends Value> V as(Class<V> wanted, Value value, Class<?> component) {
        if (!wanted.isInstance(value)) {
            throw mismatch(value, component);
        }
        return wanted.cast(value);
    }

    private static IllegalArgumentException mismatch(Value value, Class<?> component) {
        return new IllegalArgumentException(
                value.getClass().getSimpleName() + " does not fit " + component.getName());
    }
}
