package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** IAM API, Role. */
public record Role(
        String arn,
        @Nullable String assumeRolePolicyDocument,
        Instant createDate,
        @Nullable String description,
        @Nullable Integer maxSessionDuration,
        String path,
        @Nullable AttachedPermissionsBoundary permissionsBoundary,
        String roleId,
        @Nullable RoleLastUsed roleLastUsed,
        String roleName,
        List<Tag> tags) {
    public Role {
        tags = List.copyOf(tags);
    }
}
