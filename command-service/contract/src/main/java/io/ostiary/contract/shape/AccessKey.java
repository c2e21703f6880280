package io.ostiary.contract.shape;

import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** IAM API, AccessKey. */
public record AccessKey(
        String accessKeyId,
        @Nullable Instant createDate,
        SealedSecret secretAccessKey,
        String status,
        String userName) {}
