package io.ostiary.contract.query;

import io.ostiary.contract.event.Qualified;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What tells of an organization (Organizations API Reference). */
public sealed interface OrganizationQuery extends Query {

    record DescribeOrganization() implements OrganizationQuery {}

    /**
     * Any account of the organization may ask it of itself.
     *
     * @param targetId an account or a unit; left out, the caller's account
     */
    record DescribeEffectivePolicy(String policyType, @Nullable String targetId)
            implements OrganizationQuery {}

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
     * @param resourceId of an account, a unit, the root or a policy
     */
    record ListTagsForResource(@Nullable String nextToken, String resourceId)
            implements ManagementQuery {}

    record DescribePolicy(String policyId) implements ManagementQuery {}

    /**
     * @param filter a policy type
     */
    @Qualified
    record ListPolicies(String filter, @Nullable Integer maxResults, @Nullable String nextToken)
            implements ManagementQuery {}

    /**
     * @param filter a policy type
     * @param targetId of an account, a unit or the root
     */
    record ListPoliciesForTarget(
            String filter,
            @Nullable Integer maxResults,
            @Nullable String nextToken,
            String targetId)
            implements ManagementQuery {}

    record ListTargetsForPolicy(
            @Nullable Integer maxResults, @Nullable String nextToken, String policyId)
            implements ManagementQuery {}
}
