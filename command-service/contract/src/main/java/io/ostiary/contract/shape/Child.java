package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** Organizations API, Child. */
public record Child(@Nullable String id, @Nullable String type) {}
