package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** IAM API, AttachedPermissionsBoundary. */
public record AttachedPermissionsBoundary(
        @Nullable String permissionsBoundaryArn, @Nullable String permissionsBoundaryType) {}
