package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** IAM API, RoleUsageType. */
public record RoleUsageType(@Nullable String region, List<String> resources) {
    public RoleUsageType {
        resources = List.copyOf(resources);
    }
}
