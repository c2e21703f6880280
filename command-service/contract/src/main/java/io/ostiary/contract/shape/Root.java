package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Organizations API, Root: the one that holds every unit and account. */
public record Root(
        @Nullable String arn,
        @Nullable String id,
        @Nullable String name,
        List<PolicyTypeSummary> policyTypes) {
    public Root {
        policyTypes = List.copyOf(policyTypes);
    }
}
