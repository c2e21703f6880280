package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** IAM API, ContextEntry: a condition key that a simulated request has. */
public record ContextEntry(
        @Nullable String contextKeyName,
        @Nullable String contextKeyType,
        List<String> contextKeyValues) {
    public ContextEntry {
        contextKeyValues = List.copyOf(contextKeyValues);
    }
}
