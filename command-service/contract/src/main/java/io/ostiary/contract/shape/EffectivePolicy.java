package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Organizations API, EffectivePolicy. */
public record EffectivePolicy(
        @Nullable Instant lastUpdatedTimestamp,
        @Nullable String policyContent,
        @Nullable String policyType,
        @Nullable String targetId) {}
