package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** IAM API, PolicyVersion. */
public record PolicyVersion(
        @Nullable Instant createDate,
        @Nullable String document,
        @Nullable Boolean isDefaultVersion,
        @Nullable String versionId) {}
