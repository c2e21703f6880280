package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** IAM API, SigningCertificate. */
public record SigningCertificate(
        String certificateBody,
        String certificateId,
        String status,
        @Nullable Instant uploadDate,
        String userName) {}
