package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** Organizations API, Parent. */
public record Parent(@Nullable String id, @Nullable String type) {}
