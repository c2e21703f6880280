package io.ostiary.log.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;

import io.ostiary.contract.event.Since;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A record as an object whose members are its components, in their order. A nullable component that
 * is null is left out; everything else must be there. A member twice, an unknown one, or a null, is
 * unreadable.
 */
final class RecordShape implements Shape {

    /** A component: how to get it, and what may be missing. */
    private record Component(
            SerializedString name,
            Shape shape,
            MethodHandle getter,
            boolean nullable,
            int since,
            boolean must) {}

    private static final int END = -1;
    private static final int UNKNOWN = -2;

    private final Class<?> type;
    private final MethodHandle constructor;
    private Component[] components = {};
    private int ownVersion = 1;

    RecordShape(Class<?> type) {
        this.type = type;
        RecordComponent[] declared = type.getRecordComponents();
        if (declared.length > 64) {
            throw new IllegalArgumentException(type + " has more than 64 components");
        }
        Class<?>[] types =
                Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            constructor =
                    lookup(type)
                            .findConstructor(type, MethodType.methodType(void.class, types))
                            .asSpreader(Object[].class, types.length)
                            .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " cannot be constructed", e);
        }
    }

    /** Second step, so that types may contain each other. */
    void resolve(BiFunction<RecordComponent, Class<?>, Shape> shapes) {
        components =
                Arrays.stream(type.getRecordComponents())
                        .map(component -> component(component, shapes.apply(component, type)))
                        .toArray(Component[]::new);
        ownVersion = Arrays.stream(components).mapToInt(Component::since).max().orElse(1);
    }

    private Component component(RecordComponent component, Shape shape) {
        Since since = component.getAnnotation(Since.class);
        boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        if (since != null && !nullable && !(shape instanceof Several)) {
            throw new IllegalArgumentException(
                    component + " of " + type + " was added later and is not nullable");
        }
        try {
            MethodHandle getter =
                    lookup(type)
                            .unreflect(component.getAccessor())
                            .asType(MethodType.methodType(Object.class, Object.class));
            return new Component(
                    new SerializedString(component.getName()),
                    shape,
                    getter,
                    nullable,
                    since == null ? 1 : since.version(),
                    since != null && since.mustUnderstand());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(component + " cannot be read", e);
        }
    }

    private static MethodHandles.Lookup lookup(Class<?> type) throws IllegalAccessException {
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    }

    @Override
    public void write(JsonGenerator out, Object value) throws IOException {
        out.writeStartObject();
        for (Component component : components) {
            Object member = get(component, value);
            if (member != null) {
                out.writeFieldName(component.name);
                component.shape.write(out, member);
            } else if (!component.nullable) {
                throw new IllegalArgumentException(
                        component.name + " of " + type.getSimpleName() + " is null");
            }
        }
        out.writeEndObject();
    }

    private static @Nullable Object get(Component component, Object value) {
        try {
            return (Object) component.getter.invokeExact(value);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object read(JsonParser in, Reading reading) throws IOException, Unreadable {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new Unreadable(Unreadable.Reason.VALUE, "an object expected");
        }
        @Nullable Object[] members = new Object[components.length];
        int next = 0;
        while (true) {
            int at = next(in, next);
            if (at == END) {
                break;
            }
            String name = at == UNKNOWN ? in.currentName() : "";
            in.nextToken();
            if (at == UNKNOWN) {
                if (!reading.mayIgnore(name)) {
                    throw new Unreadable(Unreadable.Reason.UNKNOWN_MEMBER, "unknown member");
                }
                in.skipChildren();
            } else if (members[at] != null) {
                throw new Unreadable(Unreadable.Reason.VALUE, "a member twice");
            } else {
                members[at] = components[at].shape.read(in, reading);
                next = at + 1;
            }
        }
        for (int i = 0; i < components.length; i++) {
            if (members[i] == null) {
                members[i] = absent(components[i], reading);
            }
        }
        return construct(members);
    }

    /**
     * Which component the next member is, {@link #UNKNOWN} or {@link #END}. Members come in the
     * order of the components unless somebody else wrote them: mostly the parser compares the bytes
     * of the name that is expected, and makes no text of it.
     */
    private int next(JsonParser in, int expected) throws IOException {
        if (expected < components.length && in.nextFieldName(components[expected].name)) {
            return expected;
        }
        if (expected == components.length) {
            in.nextToken();
        }
        if (in.currentToken() != JsonToken.FIELD_NAME) {
            return END;
        }
        String name = in.currentName();
        for (int i = 0; i < components.length; i++) {
            if (components[i].name.getValue().equals(name)) {
                return i;
            }
        }
        return UNKNOWN;
    }

    private static @Nullable Object absent(Component component, Reading reading) throws Unreadable {
        if (component.nullable) {
            return null;
        }
        if (component.since > reading.version() && component.shape instanceof Several several) {
            return several.empty();
        }
        throw new Unreadable(Unreadable.Reason.VALUE, "member " + component.name + " is missing");
    }

    private Object construct(@Nullable Object[] members) throws Unreadable {
        try {
            return (Object) constructor.invokeExact(members);
        } catch (RuntimeException e) {
            // The record's constructor refuses these values; its message may repeat them.
            throw new Unreadable(
                    Unreadable.Reason.VALUE, type.getSimpleName() + " refuses its members");
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int version(Set<Shape> seen) {
        if (!seen.add(this)) {
            return 1;
        }
        int version = ownVersion;
        for (Component component : components) {
            version = Math.max(version, component.shape.version(seen));
        }
        return version;
    }

    @Override
    public void collectMust(Set<String> names, Set<Shape> seen) {
        if (!seen.add(this)) {
            return;
        }
        for (Component component : components) {
            if (component.must) {
                names.add(component.name.getValue());
            }
            component.shape.collectMust(names, seen);
        }
    }
}
