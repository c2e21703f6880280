package io.ostiary.engine.session;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.secret.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What a session token says. It binds to unique ids, never to names: whoever takes a deleted name
 * does not take its sessions. The account is encoded in the access key id, to which the token is
 * sealed.
 *
 * @param kind ROLE_SESSION, USER_SESSION or ROOT_SESSION
 * @param principalId AROA… of the role, AIDA… of the user, the account id of root
 * @param name the role session name; null for GetSessionToken
 * @param issuedAt to the second, as aws:TokenIssueTime shows it
 * @param expiresAt to the second; from then on the session is over
 * @param origins the other accounts whose principals it was taken by
 * @param policies inline session policies
 * @param policyIds managed session policies: the unique id of a customer managed one, the ARN of
 *     one of AWS's
 * @param secret the secret access key that belongs to the session
 */
public record SessionClaims(
        Actor.Kind kind,
        String principalId,
        @Nullable String name,
        Instant issuedAt,
        Instant expiresAt,
        boolean mfa,
        List<AccountId> origins,
        List<String> policies,
        List<String> policyIds,
        Secret secret) {

    public SessionClaims {
        origins = List.copyOf(origins);
        policies = List.copyOf(policies);
        policyIds = List.copyOf(policyIds);
    }

    /** At and after the expiration it is over. */
    public boolean isOver(Instant now) {
        return !now.isBefore(expiresAt);
    }

    @Override
    public String toString() {
        return "SessionClaims[" + kind + " of " + principalId + "]";
    }
}
