package io.ostiary.projection.query;

import io.ostiary.state.entity.Attachable;

import org.jspecify.annotations.Nullable;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

/** Walks lazily over what passes a filter, or over what each item leads to. */
final class Filtered<S, T> implements Iterator<T> {

    /** What an item leads to; null when it is left out. */
    @FunctionalInterface
    interface Step<S, T> {
        @Nullable T apply(S item);
    }

    private final Iterator<S> source;
    private final Step<S, T> change;
    private @Nullable T next;

    private Filtered(Iterator<S> source, Step<S, T> change) {
        this.source = source;
        this.change = change;
    }

    static <T> Iterable<T> by(Iterable<T> source, Predicate<? super T> filter) {
        return mapped(source, item -> filter.test(item) ? item : null);
    }

    /** PathPrefix: all when it is absent (IAM API Reference: "defaults to a slash"). */
    static <T extends Attachable> Iterable<T> byPath(
            Iterable<T> source, @Nullable String pathPrefix) {
        return pathPrefix == null ? source : by(source, item -> item.path().startsWith(pathPrefix));
    }

    static <S, T> Iterable<T> mapped(Iterable<S> source, Step<S, T> change) {
        return () -> new Filtered<S, T>(source.iterator(), change);
    }

    @Override
    public boolean hasNext() {
        while (next == null && source.hasNext()) {
            next = change.apply(source.next());
        }
        return next != null;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T found = next;
        next = null;
        if (found == null) {
            throw new NoSuchElementException();
        }
        return found;
    }
}
