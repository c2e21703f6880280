package io.ostiary.contract.shape;

import java.time.Instant;
import java.util.List;

/** IAM API, GroupDetail. */
public record GroupDetail(
        String arn,
        List<AttachedPolicy> attachedManagedPolicies,
        Instant createDate,
        String groupId,
        String groupName,
        List<PolicyDetail> groupPolicyList,
        String path) {
    public GroupDetail {
        attachedManagedPolicies = List.copyOf(attachedManagedPolicies);
        groupPolicyList = List.copyOf(groupPolicyList);
    }
}
