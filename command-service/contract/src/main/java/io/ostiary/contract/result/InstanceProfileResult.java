package io.ostiary.contract.result;

import io.ostiary.contract.shape.InstanceProfile;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about instance profiles (IAM API Reference). */
public sealed interface InstanceProfileResult extends Result {

    record CreateInstanceProfileResult(InstanceProfile instanceProfile)
            implements InstanceProfileResult {}

    record GetInstanceProfileResult(InstanceProfile instanceProfile)
            implements InstanceProfileResult {}

    record ListInstanceProfilesResult(
            List<InstanceProfile> instanceProfiles,
            @Nullable Boolean isTruncated,
            @Nullable String marker)
            implements InstanceProfileResult {
        public ListInstanceProfilesResult {
            instanceProfiles = List.copyOf(instanceProfiles);
        }
    }

    record ListInstanceProfilesForRoleResult(
            List<InstanceProfile> instanceProfiles,
            @Nullable Boolean isTruncated,
            @Nullable String marker)
            implements InstanceProfileResult {
        public ListInstanceProfilesForRoleResult {
            instanceProfiles = List.copyOf(instanceProfiles);
        }
    }

    record ListInstanceProfileTagsResult(
            @Nullable Boolean isTruncated, @Nullable String marker, List<Tag> tags)
            implements InstanceProfileResult {
        public ListInstanceProfileTagsResult {
            tags = List.copyOf(tags);
        }
    }
}
