package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** STS API, PolicyDescriptorType. */
public record PolicyDescriptor(@Nullable String arn) {}
