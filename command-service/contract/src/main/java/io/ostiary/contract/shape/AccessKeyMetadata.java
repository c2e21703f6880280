package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** IAM API, AccessKeyMetadata. */
public record AccessKeyMetadata(
        @Nullable String accessKeyId,
        @Nullable Instant createDate,
        @Nullable String status,
        @Nullable String userName) {}
