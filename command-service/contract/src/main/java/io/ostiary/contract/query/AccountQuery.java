package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What tells of an account's own settings and of all that it holds (IAM API Reference). */
public sealed interface AccountQuery extends Query {

    record ListAccountAliases(@Nullable String marker, @Nullable Integer maxItems)
            implements AccountQuery {}

    record GetAccountPasswordPolicy() implements AccountQuery {}

    record GetAccountSummary() implements AccountQuery {}

    /**
     * @param filter kinds of entities (IAM API, EntityType); empty for all
     */
    record GetAccountAuthorizationDetails(
            List<String> filter, @Nullable String marker, @Nullable Integer maxItems)
            implements AccountQuery {
        public GetAccountAuthorizationDetails {
            filter = List.copyOf(filter);
        }
    }
}
