package io.ostiary.log.codec;

import org.jspecify.annotations.Nullable;

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
     * @param text the mark's
     * @param current how what this version wrote is read
     */
    private record Entry(TypeMark mark, String text, Shape shape, Shape.Reading current) {}

    private final Class<T> root;
    private final Map<String, Entry> byName = new HashMap<>();
    private final Map<String, Entry> byText = new HashMap<>();
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
                    var mark = new TypeMark(name, version, must);
                    var entry =
                            new Entry(
                                    mark,
                                    mark.text(),
                                    shape,
                                    new Shape.Reading(version, false, Set.of()));
                    byName.put(name, entry);
                    byText.put(entry.text, entry);
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

    /** What a reader must know of the value's bytes beside them, in one word. */
    public String mark(T value) {
        return entry(value).text;
    }

    /**
     * @param mark as {@link #mark} gave it, of this version or another
     * @param bytes null when there are none
     */
    public T decode(String mark, byte @Nullable [] bytes) throws Unreadable {
        if (bytes == null) {
            throw new Unreadable(Unreadable.Reason.VALUE, "no value");
        }
        Entry entry = byText.get(mark);
        return entry == null
                ? decode(TypeMark.of(mark), bytes)
                : decode(entry, entry.current, bytes);
    }

    private T decode(TypeMark mark, byte[] bytes) throws Unreadable {
        Entry entry = byName.get(mark.name());
        if (entry == null) {
            throw new Unreadable(Unreadable.Reason.UNKNOWN_TYPE, "unknown type");
        }
        int version = mark.version();
        return decode(
                entry,
                version == entry.mark.version()
                        ? entry.current
                        : new Shape.Reading(version, version > entry.mark.version(), mark.must()),
                bytes);
    }

    private T decode(Entry entry, Shape.Reading reading, byte[] bytes) throws Unreadable {
        return root.cast(Json.read(entry.shape, bytes, reading));
    }
}
