package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** IAM API, PolicyRole. */
public record PolicyRole(@Nullable String roleId, @Nullable String roleName) {}
