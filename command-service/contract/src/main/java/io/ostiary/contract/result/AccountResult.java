package io.ostiary.contract.result;

import io.ostiary.contract.shape.GroupDetail;
import io.ostiary.contract.shape.ManagedPolicyDetail;
import io.ostiary.contract.shape.PasswordPolicy;
import io.ostiary.contract.shape.RoleDetail;
import io.ostiary.contract.shape.UserDetail;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/** The answers about an account (IAM API Reference). */
public sealed interface AccountResult extends Result {

    record GetAccountPasswordPolicyResult(PasswordPolicy passwordPolicy) implements AccountResult {}

    record ListAccountAliasesResult(
            List<String> accountAliases, boolean isTruncated, @Nullable String marker)
            implements AccountResult {
        public ListAccountAliasesResult {
            accountAliases = List.copyOf(accountAliases);
        }
    }

    /**
     * @param summaryMap by the names of the model's summaryKeyType: counts, quotas, and 0 or 1 for
     *     whether there is such a thing
     */
    record GetAccountSummaryResult(Map<String, Integer> summaryMap) implements AccountResult {
        public GetAccountSummaryResult {
            summaryMap = Map.copyOf(summaryMap);
        }
    }

    record GetAccountAuthorizationDetailsResult(
            List<GroupDetail> groupDetailList,
            boolean isTruncated,
            @Nullable String marker,
            List<ManagedPolicyDetail> policies,
            List<RoleDetail> roleDetailList,
            List<UserDetail> userDetailList)
            implements AccountResult {
        public GetAccountAuthorizationDetailsResult {
            groupDetailList = List.copyOf(groupDetailList);
            policies = List.copyOf(policies);
            roleDetailList = List.copyOf(roleDetailList);
            userDetailList = List.copyOf(userDetailList);
        }
    }
}
