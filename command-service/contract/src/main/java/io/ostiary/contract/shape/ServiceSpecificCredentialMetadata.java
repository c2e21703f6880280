package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** IAM API, ServiceSpecificCredentialMetadata. */
public record ServiceSpecificCredentialMetadata(
        Instant createDate,
        @Nullable Instant expirationDate,
        @Nullable String serviceCredentialAlias,
        String serviceName,
        String serviceSpecificCredentialId,
        @Nullable String serviceUserName,
        String status,
        String userName) {}
