package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** IAM API, RoleDetail. */
public record RoleDetail(
        String arn,
        String assumeRolePolicyDocument,
        List<AttachedPolicy> attachedManagedPolicies,
        Instant createDate,
        List<InstanceProfile> instanceProfileList,
        String path,
        @Nullable AttachedPermissionsBoundary permissionsBoundary,
        String roleId,
        RoleLastUsed roleLastUsed,
        String roleName,
        List<PolicyDetail> rolePolicyList,
        List<Tag> tags) {
    public RoleDetail {
        attachedManagedPolicies = List.copyOf(attachedManagedPolicies);
        instanceProfileList = List.copyOf(instanceProfileList);
        rolePolicyList = List.copyOf(rolePolicyList);
        tags = List.copyOf(tags);
    }
}
