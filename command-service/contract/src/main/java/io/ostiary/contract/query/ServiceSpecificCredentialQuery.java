package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of users' credentials for one service (IAM API Reference). */
public sealed interface ServiceSpecificCredentialQuery extends Query {

    record ListServiceSpecificCredentials(
            @Nullable Boolean allUsers,
            @Nullable String marker,
            @Nullable Integer maxItems,
            @Nullable String serviceName,
            @Nullable String userName)
            implements ServiceSpecificCredentialQuery {}
}
