package io.ostiary.contract.shape;

import io.ostiary.contract.secret.SealedSecret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * IAM API, ServiceSpecificCredential: either user name and password, or, of an API key, alias and
 * secret.
 */
public record ServiceSpecificCredential(
        Instant createDate,
        @Nullable Instant expirationDate,
        @Nullable String serviceCredentialAlias,
        @Nullable SealedSecret serviceCredentialSecret,
        String serviceName,
        @Nullable SealedSecret servicePassword,
        String serviceSpecificCredentialId,
        @Nullable String serviceUserName,
        String status,
        String userName) {}
