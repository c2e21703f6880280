package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

/** IAM API, AttachedPolicy. */
public record AttachedPolicy(@Nullable String policyArn, @Nullable String policyName) {}
