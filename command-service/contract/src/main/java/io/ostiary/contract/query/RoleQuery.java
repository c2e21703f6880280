package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of roles (IAM API Reference). */
public sealed interface RoleQuery extends Query {

    record GetRole(String roleName) implements RoleQuery {}

    record ListRoles(
            @Nullable String marker, @Nullable Integer maxItems, @Nullable String pathPrefix)
            implements RoleQuery {}

    record ListRoleTags(@Nullable String marker, @Nullable Integer maxItems, String roleName)
            implements RoleQuery {}

    record GetRolePolicy(String policyName, String roleName) implements RoleQuery {}

    record ListRolePolicies(@Nullable String marker, @Nullable Integer maxItems, String roleName)
            implements RoleQuery {}

    record ListAttachedRolePolicies(
            @Nullable String marker,
            @Nullable Integer maxItems,
            @Nullable String pathPrefix,
            String roleName)
            implements RoleQuery {}
}
