package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** IAM API, DeletionTaskFailureReasonType. */
public record DeletionTaskFailureReasonType(
        @Nullable String reason, List<RoleUsageType> roleUsageList) {
    public DeletionTaskFailureReasonType {
        roleUsageList = List.copyOf(roleUsageList);
    }
}
