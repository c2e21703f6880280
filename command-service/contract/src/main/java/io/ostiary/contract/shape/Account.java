package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Organizations API, Account. */
public record Account(
        @Nullable String arn,
        @Nullable String email,
        @Nullable String id,
        @Nullable String joinedMethod,
        @Nullable Instant joinedTimestamp,
        @Nullable String name,
        List<String> paths,
        @Nullable String state,
        @Nullable String status) {
    public Account {
        paths = List.copyOf(paths);
    }
}
