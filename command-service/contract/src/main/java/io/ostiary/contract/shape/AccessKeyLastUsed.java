package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** IAM API, AccessKeyLastUsed. */
public record AccessKeyLastUsed(
        @Nullable Instant lastUsedDate, String region, String serviceName) {}
