package io.ostiary.policy.request;

import io.ostiary.contract.id.AccountId;

/**
 * One question.
 *
 * @param resourceAccount the account that owns the resource; the caller's own for {@code *} and for
 *     AWS managed policies, which every account sees as its own
 */
public record AuthorizationRequest(
        ActionName action,
        ResourceName resource,
        AccountId resourceAccount,
        Principal principal,
        ConditionKeys keys) {

    public static AuthorizationRequest of(
            String action,
            String resource,
            AccountId resourceAccount,
            Principal principal,
            ConditionKeys keys) {
        return new AuthorizationRequest(
                ActionName.of(action), ResourceName.of(resource), resourceAccount, principal, keys);
    }

    /** True when caller and resource are of one account. */
    public boolean isWithinAccount() {
        return resourceAccount.equals(principal.account());
    }
}
