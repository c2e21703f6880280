package io.ostiary.contract.shape;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Organizations API, CreateAccountStatus. */
public record CreateAccountStatus(
        @Nullable String accountId,
        @Nullable String accountName,
        @Nullable Instant completedTimestamp,
        @Nullable String failureReason,
        @Nullable String govCloudAccountId,
        @Nullable String id,
        @Nullable Instant requestedTimestamp,
        @Nullable String state) {}
