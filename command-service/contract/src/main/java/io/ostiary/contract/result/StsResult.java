package io.ostiary.contract.result;

import io.ostiary.contract.shape.AssumedRoleUser;
import io.ostiary.contract.shape.Credentials;

import org.jspecify.annotations.Nullable;

/** The answers of STS (STS API Reference). */
public sealed interface StsResult extends Result {

    record GetCallerIdentityResult(
            @Nullable String account, @Nullable String arn, @Nullable String userId)
            implements StsResult {}

    record AssumeRoleResult(
            @Nullable AssumedRoleUser assumedRoleUser,
            @Nullable Credentials credentials,
            @Nullable Integer packedPolicySize,
            @Nullable String sourceIdentity)
            implements StsResult {}

    record GetSessionTokenResult(@Nullable Credentials credentials) implements StsResult {}

    record DecodeAuthorizationMessageResult(@Nullable String decodedMessage) implements StsResult {}

    record GetAccessKeyInfoResult(@Nullable String account) implements StsResult {}
}
