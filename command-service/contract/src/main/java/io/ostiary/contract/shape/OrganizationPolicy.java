package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** Organizations API, Policy. */
public record OrganizationPolicy(
        @Nullable String content, @Nullable OrganizationPolicySummary policySummary) {}
