package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** IAM API, PolicyUser. */
public record PolicyUser(@Nullable String userId, @Nullable String userName) {}
