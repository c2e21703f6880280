package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** Organizations API, PolicyTypeSummary. */
public record PolicyTypeSummary(@Nullable String status, @Nullable String type) {}
