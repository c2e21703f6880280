package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** S3 API, Bucket. */
public record Bucket(
        @Nullable String bucketArn,
        @Nullable String bucketRegion,
        @Nullable Instant creationDate,
        @Nullable String name) {}
