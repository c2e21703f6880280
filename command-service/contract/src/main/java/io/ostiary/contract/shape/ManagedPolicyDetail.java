package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * IAM API, ManagedPolicyDetail.
 *
 * @param description null: AWS leaves it out, as in all lists of policies
 */
public record ManagedPolicyDetail(
        String arn,
        int attachmentCount,
        Instant createDate,
        String defaultVersionId,
        @Nullable String description,
        boolean isAttachable,
        String path,
        int permissionsBoundaryUsageCount,
        String policyId,
        String policyName,
        List<PolicyVersion> policyVersionList,
        Instant updateDate) {
    public ManagedPolicyDetail {
        policyVersionList = List.copyOf(policyVersionList);
    }
}
