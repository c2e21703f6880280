package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** IAM API, RoleLastUsed. */
public record RoleLastUsed(@Nullable Instant lastUsedDate, @Nullable String region) {}
