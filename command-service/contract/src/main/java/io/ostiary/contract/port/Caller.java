package io.ostiary.contract.port;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Who signed, as the engine verified it. Only the engine makes one from a request.
 *
 * @param userName of a user or of the user behind a session; null for root and roles
 * @param userId what aws:userid and GetCallerIdentity say: AIDA…, AROA…:session, the account id of
 *     root
 * @param session null for long-lived keys
 */
public record Caller(
        Actor actor, @Nullable String userName, String userId, @Nullable Session session) {

    public AccountId account() {
        return actor.account();
    }

    public String arn() {
        return actor.arn();
    }

    /**
     * What a session token says.
     *
     * @param name the role session name; null for GetSessionToken
     * @param policies session policies, as documents
     * @param managedPolicies session policies that are managed ones: by unique id, so that one made
     *     anew under the name is not taken for it; those of AWS by ARN
     * @param mfa whether a second factor was used
     * @param origins the other accounts whose principals it was taken by; several after role
     *     chaining. If one of them is closed, it is nobody's.
     */
    public record Session(
            @Nullable String name,
            Instant issuedAt,
            Instant expiresAt,
            List<String> policies,
            List<String> managedPolicies,
            boolean mfa,
            List<AccountId> origins) {
        public Session {
            policies = List.copyOf(policies);
            managedPolicies = List.copyOf(managedPolicies);
            origins = List.copyOf(origins);
        }
    }
}
