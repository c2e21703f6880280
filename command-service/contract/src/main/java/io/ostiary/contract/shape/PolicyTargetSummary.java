package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** Organizations API, PolicyTargetSummary. */
public record PolicyTargetSummary(
        @Nullable String arn,
        @Nullable String name,
        @Nullable String targetId,
        @Nullable String type) {}
