package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** IAM API, Policy. */
public record Policy(
        @Nullable String arn,
        @Nullable Integer attachmentCount,
        @Nullable Instant createDate,
        @Nullable String defaultVersionId,
        @Nullable String description,
        @Nullable Boolean isAttachable,
        @Nullable String path,
        @Nullable Integer permissionsBoundaryUsageCount,
        @Nullable String policyId,
        @Nullable String policyName,
        List<Tag> tags,
        @Nullable Instant updateDate) {
    public Policy {
        tags = List.copyOf(tags);
    }
}
