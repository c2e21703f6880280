package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

/** What tells of an organization (Organizations API Reference). */
public sealed interface OrganizationQuery extends Query {

    record DescribeOrganization() implements OrganizationQuery {}

    record DescribeCreateAccountStatus(String createAccountRequestId)
            implements OrganizationQuery {}

    record ListAccounts(@Nullable Integer maxResults, @Nullable String nextToken)
            implements OrganizationQuery {}
}
