package io.ostiary.contract.result;

import io.ostiary.contract.shape.Account;
import io.ostiary.contract.shape.CreateAccountStatus;
import io.ostiary.contract.shape.Organization;

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
}
