package io.ostiary.contract.query;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What tells of an organization (Organizations API Reference). */
public sealed interface OrganizationQuery extends Query {

    record DescribeOrganization() implements OrganizationQuery {}

    /**
     * What only the management account of an organization may ask (Organizations API Reference,
     * each of these: "You can only call this operation from the management account or a member
     * account that is a delegated administrator"; there are no delegated administrators here).
     */
    sealed interface ManagementQuery extends OrganizationQuery {}

    record DescribeCreateAccountStatus(String createAccountRequestId) implements ManagementQuery {}

    /**
     * @param states IN_PROGRESS, SUCCEEDED, FAILED; empty for all
     */
    record ListCreateAccountStatus(
            @Nullable Integer maxResults, @Nullable String nextToken, List<String> states)
            implements ManagementQuery {
        public ListCreateAccountStatus {
            states = List.copyOf(states);
        }
    }

    record DescribeAccount(String accountId) implements ManagementQuery {}

    record ListAccounts(@Nullable Integer maxResults, @Nullable String nextToken)
            implements ManagementQuery {}

    record ListRoots(@Nullable Integer maxResults, @Nullable String nextToken)
            implements ManagementQuery {}

    record DescribeOrganizationalUnit(String organizationalUnitId) implements ManagementQuery {}

    record ListOrganizationalUnitsForParent(
            @Nullable Integer maxResults, @Nullable String nextToken, String parentId)
            implements ManagementQuery {}

    record ListAccountsForParent(
            @Nullable Integer maxResults, @Nullable String nextToken, String parentId)
            implements ManagementQuery {}

    /**
     * @param childType ACCOUNT or ORGANIZATIONAL_UNIT
     */
    record ListChildren(
            String childType,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            String parentId)
            implements ManagementQuery {}

    /**
     * @param childId of an account or a unit
     */
    record ListParents(String childId, @Nullable Integer maxResults, @Nullable String nextToken)
            implements ManagementQuery {}

    /**
     * @param resourceId of an account, a unit or the root
     */
    record ListTagsForResource(@Nullable String nextToken, String resourceId)
            implements ManagementQuery {}
}
