package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of groups (IAM API Reference). */
public sealed interface GroupQuery extends Query {

    record GetGroup(String groupName, @Nullable String marker, @Nullable Integer maxItems)
            implements GroupQuery {}

    record ListGroups(
            @Nullable String marker, @Nullable Integer maxItems, @Nullable String pathPrefix)
            implements GroupQuery {}

    record GetGroupPolicy(String groupName, String policyName) implements GroupQuery {}

    record ListGroupPolicies(String groupName, @Nullable String marker, @Nullable Integer maxItems)
            implements GroupQuery {}

    record ListAttachedGroupPolicies(
            String groupName,
            @Nullable String marker,
            @Nullable Integer maxItems,
            @Nullable String pathPrefix)
            implements GroupQuery {}
}
