package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of customer managed policies (IAM API Reference). */
public sealed interface PolicyQuery extends Query {

    record GetPolicy(String policyArn) implements PolicyQuery {}

    record ListPolicies(
            @Nullable String marker,
            @Nullable Integer maxItems,
            @Nullable Boolean onlyAttached,
            @Nullable String pathPrefix,
            @Nullable String policyUsageFilter,
            @Nullable String scope)
            implements PolicyQuery {}

    record GetPolicyVersion(String policyArn, String versionId) implements PolicyQuery {}

    record ListPolicyVersions(@Nullable String marker, @Nullable Integer maxItems, String policyArn)
            implements PolicyQuery {}

    record ListPolicyTags(@Nullable String marker, @Nullable Integer maxItems, String policyArn)
            implements PolicyQuery {}

    record ListEntitiesForPolicy(
            @Nullable String entityFilter,
            @Nullable String marker,
            @Nullable Integer maxItems,
            @Nullable String pathPrefix,
            String policyArn,
            @Nullable String policyUsageFilter)
            implements PolicyQuery {}
}
