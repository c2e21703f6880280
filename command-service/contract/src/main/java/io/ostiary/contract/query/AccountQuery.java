package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of an account's own settings and of all that it holds (IAM API Reference). */
public sealed interface AccountQuery extends Query {

    record ListAccountAliases(@Nullable String marker, @Nullable Integer maxItems)
            implements AccountQuery {}

    record GetAccountPasswordPolicy() implements AccountQuery {}

    record GetAccountSummary() implements AccountQuery {}
}
