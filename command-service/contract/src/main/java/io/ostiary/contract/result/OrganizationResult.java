package io.ostiary.contract.result;

import io.ostiary.contract.event.Qualified;
import io.ostiary.contract.shape.Account;
import io.ostiary.contract.shape.Child;
import io.ostiary.contract.shape.CreateAccountStatus;
import io.ostiary.contract.shape.EffectivePolicy;
import io.ostiary.contract.shape.Organization;
import io.ostiary.contract.shape.OrganizationPolicy;
import io.ostiary.contract.shape.OrganizationPolicySummary;
import io.ostiary.contract.shape.OrganizationalUnit;
import io.ostiary.contract.shape.Parent;
import io.ostiary.contract.shape.PolicyTargetSummary;
import io.ostiary.contract.shape.Root;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** The answers about an organization (Organizations API Reference). */
public sealed interface OrganizationResult extends Result {

    record CreateOrganizationResult(@Nullable Organization organization)
            implements OrganizationResult {}

    record CreateAccountResult(@Nullable CreateAccountStatus createAccountStatus)
            implements OrganizationResult {}

    record DescribeOrganizationResult(@Nullable Organization organization)
            implements OrganizationResult {}

    record DescribeCreateAccountStatusResult(@Nullable CreateAccountStatus createAccountStatus)
            implements OrganizationResult {}

    record ListAccountsResult(List<Account> accounts, @Nullable String nextToken)
            implements OrganizationResult {
        public ListAccountsResult {
            accounts = List.copyOf(accounts);
        }
    }

    record ListCreateAccountStatusResult(
            List<CreateAccountStatus> createAccountStatuses, @Nullable String nextToken)
            implements OrganizationResult {
        public ListCreateAccountStatusResult {
            createAccountStatuses = List.copyOf(createAccountStatuses);
        }
    }

    record DescribeAccountResult(@Nullable Account account) implements OrganizationResult {}

    record ListAccountsForParentResult(List<Account> accounts, @Nullable String nextToken)
            implements OrganizationResult {
        public ListAccountsForParentResult {
            accounts = List.copyOf(accounts);
        }
    }

    record ListRootsResult(@Nullable String nextToken, List<Root> roots)
            implements OrganizationResult {
        public ListRootsResult {
            roots = List.copyOf(roots);
        }
    }

    record CreateOrganizationalUnitResult(@Nullable OrganizationalUnit organizationalUnit)
            implements OrganizationResult {}

    record UpdateOrganizationalUnitResult(@Nullable OrganizationalUnit organizationalUnit)
            implements OrganizationResult {}

    record DescribeOrganizationalUnitResult(@Nullable OrganizationalUnit organizationalUnit)
            implements OrganizationResult {}

    record ListOrganizationalUnitsForParentResult(
            @Nullable String nextToken, List<OrganizationalUnit> organizationalUnits)
            implements OrganizationResult {
        public ListOrganizationalUnitsForParentResult {
            organizationalUnits = List.copyOf(organizationalUnits);
        }
    }

    record ListChildrenResult(List<Child> children, @Nullable String nextToken)
            implements OrganizationResult {
        public ListChildrenResult {
            children = List.copyOf(children);
        }
    }

    record ListParentsResult(@Nullable String nextToken, List<Parent> parents)
            implements OrganizationResult {
        public ListParentsResult {
            parents = List.copyOf(parents);
        }
    }

    record ListTagsForResourceResult(@Nullable String nextToken, List<Tag> tags)
            implements OrganizationResult {
        public ListTagsForResourceResult {
            tags = List.copyOf(tags);
        }
    }

    record EnablePolicyTypeResult(@Nullable Root root) implements OrganizationResult {}

    record DisablePolicyTypeResult(@Nullable Root root) implements OrganizationResult {}

    @Qualified
    record CreatePolicyResult(@Nullable OrganizationPolicy policy) implements OrganizationResult {}

    record UpdatePolicyResult(@Nullable OrganizationPolicy policy) implements OrganizationResult {}

    record DescribePolicyResult(@Nullable OrganizationPolicy policy)
            implements OrganizationResult {}

    @Qualified
    record ListPoliciesResult(@Nullable String nextToken, List<OrganizationPolicySummary> policies)
            implements OrganizationResult {
        public ListPoliciesResult {
            policies = List.copyOf(policies);
        }
    }

    record ListPoliciesForTargetResult(
            @Nullable String nextToken, List<OrganizationPolicySummary> policies)
            implements OrganizationResult {
        public ListPoliciesForTargetResult {
            policies = List.copyOf(policies);
        }
    }

    record ListTargetsForPolicyResult(@Nullable String nextToken, List<PolicyTargetSummary> targets)
            implements OrganizationResult {
        public ListTargetsForPolicyResult {
            targets = List.copyOf(targets);
        }
    }

    record DescribeEffectivePolicyResult(@Nullable EffectivePolicy effectivePolicy)
            implements OrganizationResult {}
}
