package io.ostiary.policy.request;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The condition keys of a request. Asked on the hot path, several times perhaps: an implementation
 * answers at once, from memory, and the same each time.
 */
@FunctionalInterface
public interface ConditionKeys {

    /** A request without any key. */
    ConditionKeys NONE = _ -> null;

    /**
     * @param key lower case (ASCII), tag keys included
     * @return its values, or null when the request has no such key
     */
    @Nullable List<String> values(String key);
}
