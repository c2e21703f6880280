package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** Organizations API, OrganizationalUnit. */
public record OrganizationalUnit(
        @Nullable String arn, @Nullable String id, @Nullable String name, @Nullable String path) {}
