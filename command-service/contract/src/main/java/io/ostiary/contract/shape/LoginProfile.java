package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** IAM API, LoginProfile. */
public record LoginProfile(
        Instant createDate, @Nullable Boolean passwordResetRequired, String userName) {}
