package io.ostiary.projection.query;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * A page of a list. A position is the key of the last item given out, so items that come or go
 * between two pages neither repeat nor hide others.
 *
 * @param marker where the next page begins, exclusive; null when this is the last one
 */
record Page<T>(List<T> items, @Nullable String marker) {

    /**
     * IAM API Reference: "If you do not include this parameter, the number of items defaults to
     * 100."
     */
    private static final int DEFAULT_SIZE = 100;

    private static final int MAX_SIZE = 1000;

    static int size(@Nullable Integer maxItems) {
        return maxItems == null ? DEFAULT_SIZE : Math.clamp(maxItems, 1, MAX_SIZE);
    }

    static String after(@Nullable String marker) {
        return marker == null ? "" : marker;
    }

    /** IsTruncated. */
    boolean isTruncated() {
        return marker != null;
    }

    /**
     * The first items of those that are left.
     *
     * @param rest what comes after the asked position, in order; read no further than needed
     * @param position of an item in that order
     */
    static <T> Page<T> of(Iterable<T> rest, Function<? super T, String> position, int size) {
        var items = new ArrayList<T>();
        for (T item : rest) {
            if (items.size() == size) {
                return new Page<>(items, position.apply(items.getLast()));
            }
            items.add(item);
        }
        return new Page<>(items, null);
    }

    /** A page of a list that an entity holds, ordered by position. */
    static <T> Page<T> sorted(
            List<T> all, Function<? super T, String> position, @Nullable String marker, int size) {
        var rest = new ArrayList<T>();
        for (T item : all) {
            if (position.apply(item).compareTo(after(marker)) > 0) {
                rest.add(item);
            }
        }
        rest.sort(Comparator.comparing(position));
        return of(rest, position, size);
    }

    <R> List<R> map(Function<? super T, ? extends R> change) {
        var changed = new ArrayList<R>(items.size());
        for (T item : items) {
            changed.add(change.apply(item));
        }
        return changed;
    }
}
