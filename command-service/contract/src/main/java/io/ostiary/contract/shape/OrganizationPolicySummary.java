package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** Organizations API, PolicySummary. */
public record OrganizationPolicySummary(
        @Nullable String arn,
        @Nullable Boolean awsManaged,
        @Nullable String description,
        @Nullable String id,
        @Nullable String name,
        @Nullable String type) {}
