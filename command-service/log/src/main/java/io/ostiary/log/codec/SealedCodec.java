package io.ostiary.log.codec;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The records below one sealed type, each with a name, a version and its JSON; name and version
 * travel beside the bytes. May be used by many threads.
 *
 * @param <T> the sealed type
 */
public final class SealedCodec<T> {

    /**
     * What a reader must know of the bytes beside them.
     *
     * @param version of the type; 1, or the highest {@link io.ostiary.contract.event.Since}
     * @param must the members that a reader which does not know them must not pass over
     */
    public record TypeMark(String name, int version, Set<String> must) {
        public TypeMark {
            must = Set.copyOf(must);
        }
    }

    private record Entry(TypeMark mark, Shape shape, Shape.Reading current) {}

    private final Class<T> root;
    private final Map<String, Entry> byName = new HashMap<>();
    private final Map<Class<?>, Entry> byType = new HashMap<>();
    private final Map<String, Class<?>> types;

    private SealedCodec(Class<T> root, SecretForm secrets) {
        this.root = root;
        this.types = new LinkedHashMap<>(SealedTree.of(root));
        var shapes = new Shapes(secrets);
        types.forEach(
                (name, type) -> {
                    Shape shape = shapes.of(type);
                    var must = new TreeSet<String>();
                    shape.collectMust(must, new HashSet<>());
                    int version = shape.version(new HashSet<>());
                    var entry =
                            new Entry(
                                    new TypeMark(name, version, must),
                                    shape,
                                    new Shape.Reading(version, false, Set.of()));
                    byName.put(name, entry);
                    byType.put(type, entry);
                });
    }

    /**
     * @throws IllegalArgumentException when two records have one name, or one holds something that
     *     has no form
     */
    public static <T> SealedCodec<T> of(Class<T> root) {
        return new SealedCodec<>(root, SecretForm.NONE);
    }

    /** As {@link #of(Class)}, for places where secrets travel sealed. */
    public static <T> SealedCodec<T> of(Class<T> root, SecretForm secrets) {
        return new SealedCodec<>(root, secrets);
    }

    /** Every record there is, by name. */
    public Map<String, Class<?>> types() {
        return Map.copyOf(types);
    }

    public TypeMark mark(T value) {
        return entry(value).mark;
    }

    /**
     * @throws IllegalStateException when it holds a secret and secrets have no form here
     */
    public byte[] encode(T value) {
        return Json.write(entry(value).shape, value);
    }

    private Entry entry(T value) {
        Entry entry = byType.get(value.getClass());
        if (entry == null) {
            throw new IllegalArgumentException(value.getClass() + " is not below " + root);
        }
        return entry;
    }

    public T decode(TypeMark mark, byte[] bytes) throws Unreadable {
        return decode(mark.name, mark.version, mark.must, bytes);
    }

    T decode(String name, int version, Set<String> must, byte[] bytes) throws Unreadable {
        Entry entry = byName.get(name);
        if (entry == null) {
            throw new Unreadable(Unreadable.Reason.UNKNOWN_TYPE, "unknown type");
        }
        Shape.Reading reading =
                version == entry.mark.version
                        ? entry.current
                        : new Shape.Reading(version, version > entry.mark.version, must);
        return root.cast(Json.read(entry.shape, bytes, reading));
    }
}
