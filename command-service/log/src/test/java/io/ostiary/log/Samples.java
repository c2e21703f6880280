package io.ostiary.log;

import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An instance of any record of the contract, the same in every run. */
public final class Samples {

    public static final AccountId ACCOUNT = new AccountId("111122223333");

    private Samples() {}

    /** Every component is there, collections hold one thing. */
    public static <T> T full(Class<T> type) {
        return type.cast(record(type, true));
    }

    /** Nullable components are null, collections empty. */
    public static <T> T sparse(Class<T> type) {
        return type.cast(record(type, false));
    }

    private static Object record(Class<?> type, boolean full) {
        RecordComponent[] components = type.getRecordComponents();
        var types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] =
                    !full && components[i].getAnnotatedType().isAnnotationPresent(Nullable.class)
                            ? null
                            : value(components[i].getGenericType(), components[i].getName(), full);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample of " + type, e);
        }
    }

    private static Object value(Type type, String name, boolean full) {
        if (type instanceof ParameterizedType p) {
            Type[] arguments = p.getActualTypeArguments();
            return p.getRawType() == Map.class
                    ? full ? Map.of(name + " key", value(arguments[1], name, true)) : Map.of()
                    : full ? List.of(value(arguments[0], name, true)) : List.of();
        }
        Class<?> c = (Class<?>) type;
        if (c == String.class) {
            return name + " \"of\" \u00e9\u4e16\uD83D\uDE00\n";
        } else if (c == int.class || c == Integer.class) {
            return 42;
        } else if (c == long.class || c == Long.class) {
            return 1L << 53;
        } else if (c == boolean.class || c == Boolean.class) {
            return full;
        } else if (c == Instant.class) {
            return Instant.parse("2026-01-02T03:04:05.678901234Z");
        } else if (c == AccountId.class) {
            return ACCOUNT;
        } else if (c == AccessKeyId.class) {
            return AccessKeyId.of(io.ostiary.contract.id.IdPrefix.ACCESS_KEY, ACCOUNT, 7);
        } else if (c == SealedSecret.class) {
            return new SealedSecret("c2VhbGVk");
        } else if (c == io.ostiary.contract.secret.Secret.class) {
            return io.ostiary.contract.secret.Secret.of("canary-secret");
        } else if (c.isEnum()) {
            return c.getEnumConstants()[0];
        } else if (c.isRecord()) {
            return record(c, full);
        } else if (c.isSealed()) {
            return value(c.getPermittedSubclasses()[0], name, full);
        }
        throw new IllegalStateException("no sample of " + type);
    }
}
