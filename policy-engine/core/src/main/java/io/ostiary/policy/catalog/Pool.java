package io.ostiary.policy.catalog;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One instance of each text and list: the same few condition keys stand beside thousands of
 * actions. Only what our own resource says gets here, so it does not grow.
 */
final class Pool {

    private final Map<Object, Object> known = new ConcurrentHashMap<>();

    String text(String text) {
        return (String) known.computeIfAbsent(text, each -> each);
    }

    <T> List<T> list(List<T> list) {
        @SuppressWarnings("unchecked") // equal to the list it stands for
        List<T> pooled = (List<T>) known.computeIfAbsent(List.copyOf(list), each -> each);
        return pooled;
    }
}
