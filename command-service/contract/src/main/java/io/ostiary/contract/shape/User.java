package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * IAM API, User.
 *
 * @param path null for root
 * @param userName null for root
 */
public record User(
        String arn,
        Instant createDate,
        @Nullable Instant passwordLastUsed,
        @Nullable String path,
        @Nullable AttachedPermissionsBoundary permissionsBoundary,
        List<Tag> tags,
        String userId,
        @Nullable String userName) {
    public User {
        tags = List.copyOf(tags);
    }
}
