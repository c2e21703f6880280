package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** IAM API, User. */
public record User(
        String arn,
        Instant createDate,
        @Nullable Instant passwordLastUsed,
        String path,
        @Nullable AttachedPermissionsBoundary permissionsBoundary,
        List<Tag> tags,
        String userId,
        String userName) {
    public User {
        tags = List.copyOf(tags);
    }
}
