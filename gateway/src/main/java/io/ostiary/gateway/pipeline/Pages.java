package io.ostiary.gateway.pipeline;

import io.ostiary.gateway.marker.Markers;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Seals the position in a truncated result, so that the caller gets a marker instead of it. */
final class Pages {

    private final Markers markers;
    private final Map<Class<?>, Paged> known = new ConcurrentHashMap<>();

    Pages(Markers markers) {
        this.markers = markers;
    }

    /** The result as the caller may see it; the same when it is the last page or no list. */
    Object sealed(AuthorizedCall call, Object result) {
        Operation.Page page = call.operation().page();
        if (page == null) {
            return result;
        }
        Paged paged = known.computeIfAbsent(result.getClass(), type -> Paged.of(type, page));
        Object position = paged.token == Paged.NONE ? null : paged.get(paged.token, result);
        if (position == null) {
            return result;
        }
        return paged.with(
                result,
                markers.seal(
                        call.account(),
                        call.operation().model(),
                        page,
                        call.asGiven(),
                        (String) position));
    }

    /** A result class and which component of it is the position. */
    private static final class Paged {
        static final int NONE = -1;

        private final MethodHandle[] getters;
        private final MethodHandle constructor;
        private final int token;

        private Paged(MethodHandle[] getters, MethodHandle constructor, int token) {
            this.getters = getters;
            this.constructor = constructor;
            this.token = token;
        }

        static Paged of(Class<?> type, Operation.Page page) {
            RecordComponent[] components = type.getRecordComponents();
            MethodHandle[] getters = new MethodHandle[components.length];
            Class<?>[] types = new Class<?>[components.length];
            int token = NONE;
            try {
                MethodHandles.Lookup lookup =
                        MethodHandles.privateLookupIn(type, MethodHandles.lookup());
                for (int i = 0; i < components.length; i++) {
                    types[i] = components[i].getType();
                    getters[i] = lookup.unreflect(components[i].getAccessor());
                    if (components[i].getName().equalsIgnoreCase(page.token())) {
                        token = i;
                    }
                }
                MethodHandle constructor =
                        lookup.findConstructor(type, MethodType.methodType(void.class, types))
                                .asSpreader(Object[].class, types.length);
                return new Paged(getters, constructor, token);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("cannot page " + type.getName(), e);
            }
        }

        Object get(int component, Object result) {
            try {
                return getters[component].invoke(result);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("an accessor failed", e);
            }
        }

        Object with(Object result, String marker) {
            Object[] values = new Object[getters.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = i == token ? marker : get(i, result);
            }
            try {
                return constructor.invoke(values);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a constructor failed", e);
            }
        }
    }
}
