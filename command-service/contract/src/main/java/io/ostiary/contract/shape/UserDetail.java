package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** IAM API, UserDetail. */
public record UserDetail(
        String arn,
        List<AttachedPolicy> attachedManagedPolicies,
        Instant createDate,
        List<String> groupList,
        String path,
        @Nullable AttachedPermissionsBoundary permissionsBoundary,
        List<Tag> tags,
        String userId,
        String userName,
        List<PolicyDetail> userPolicyList) {
    public UserDetail {
        attachedManagedPolicies = List.copyOf(attachedManagedPolicies);
        groupList = List.copyOf(groupList);
        tags = List.copyOf(tags);
        userPolicyList = List.copyOf(userPolicyList);
    }
}
