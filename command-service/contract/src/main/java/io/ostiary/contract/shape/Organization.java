package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Organizations API, Organization. */
public record Organization(
        @Nullable String arn,
        List<PolicyTypeSummary> availablePolicyTypes,
        @Nullable String featureSet,
        @Nullable String id,
        @Nullable String masterAccountArn,
        @Nullable String masterAccountEmail,
        @Nullable String masterAccountId) {
    public Organization {
        availablePolicyTypes = List.copyOf(availablePolicyTypes);
    }
}
