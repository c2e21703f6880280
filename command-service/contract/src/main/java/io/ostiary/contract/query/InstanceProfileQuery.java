package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of instance profiles (IAM API Reference). */
public sealed interface InstanceProfileQuery extends Query {

    record GetInstanceProfile(String instanceProfileName) implements InstanceProfileQuery {}

    record ListInstanceProfiles(
            @Nullable String marker, @Nullable Integer maxItems, @Nullable String pathPrefix)
            implements InstanceProfileQuery {}

    record ListInstanceProfilesForRole(
            @Nullable String marker, @Nullable Integer maxItems, String roleName)
            implements InstanceProfileQuery {}

    record ListInstanceProfileTags(
            String instanceProfileName, @Nullable String marker, @Nullable Integer maxItems)
            implements InstanceProfileQuery {}
}
