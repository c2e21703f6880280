package io.ostiary.log.codec;

import java.util.Set;

/**
 * The strict JSON of one type, a record or a sealed interface: for values that have no version of
 * their own, such as calls between our services or entities in a store. May be used by many
 * threads.
 *
 * @param <T> the type
 */
public final class JsonCodec<T> {

    private static final Shape.Reading AS_WRITTEN = new Shape.Reading(1, false, Set.of());

    private final Class<T> type;
    private final Shape shape;

    private JsonCodec(Class<T> type, SecretForm secrets) {
        this.type = type;
        this.shape = new Shapes(secrets).of(type);
    }

    /**
     * @throws IllegalArgumentException when the type holds something that has no form: an array,
     *     floating point, a plain Object
     */
    public static <T> JsonCodec<T> of(Class<T> type) {
        return new JsonCodec<>(type, SecretForm.NONE);
    }

    /** As {@link #of(Class)}, for places where secrets travel sealed. */
    public static <T> JsonCodec<T> of(Class<T> type, SecretForm secrets) {
        return new JsonCodec<>(type, secrets);
    }

    /**
     * @throws IllegalStateException when it holds a secret and secrets have no form here
     */
    public byte[] encode(T value) {
        return Json.write(shape, value);
    }

    public T decode(byte[] bytes) throws Unreadable {
        return type.cast(Json.read(shape, bytes, AS_WRITTEN));
    }
}
