package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of users (IAM API Reference). */
public sealed interface UserQuery extends Query {

    record GetUser(@Nullable String userName) implements UserQuery {}

    record ListUsers(
            @Nullable String marker, @Nullable Integer maxItems, @Nullable String pathPrefix)
            implements UserQuery {}

    record ListUserTags(@Nullable String marker, @Nullable Integer maxItems, String userName)
            implements UserQuery {}

    record GetUserPolicy(String policyName, String userName) implements UserQuery {}

    record ListUserPolicies(@Nullable String marker, @Nullable Integer maxItems, String userName)
            implements UserQuery {}

    record ListAttachedUserPolicies(
            @Nullable String marker,
            @Nullable Integer maxItems,
            @Nullable String pathPrefix,
            String userName)
            implements UserQuery {}

    record ListGroupsForUser(@Nullable String marker, @Nullable Integer maxItems, String userName)
            implements UserQuery {}
}
