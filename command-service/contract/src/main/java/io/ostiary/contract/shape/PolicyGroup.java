package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** IAM API, PolicyGroup. */
public record PolicyGroup(@Nullable String groupId, @Nullable String groupName) {}
