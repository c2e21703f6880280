package io.ostiary.policy.request;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;

import org.jspecify.annotations.Nullable;

/**
 * The caller, as the engine established it.
 *
 * @param account null for a service, a web identity and an anonymous caller
 * @param uniqueId AIDA… of a user, AROA… of a role, the account id of root, of a federated user the
 *     id of who called; else empty. Policies bind to it, never to a name
 * @param arn of the user, root or, for a session, the role or user behind it; the service's or
 *     provider's name; empty for an anonymous caller
 * @param sessionArn of a role session or federated user, else null
 * @param userName of a user, else null
 */
public record Principal(
        PrincipalKind kind,
        @Nullable AccountId account,
        String uniqueId,
        String arn,
        @Nullable String sessionArn,
        @Nullable String userName) {

    public static final Principal ANONYMOUS =
            new Principal(PrincipalKind.ANONYMOUS, null, "", "", null, null);

    public static Principal root(AccountId account) {
        return new Principal(
                PrincipalKind.ROOT,
                account,
                account.value(),
                Arn.root(account).toString(),
                null,
                null);
    }

    public static Principal rootSession(AccountId account) {
        return new Principal(
                PrincipalKind.ROOT_SESSION,
                account,
                account.value(),
                Arn.root(account).toString(),
                null,
                null);
    }

    public static Principal user(AccountId account, String uniqueId, String arn, String userName) {
        return new Principal(PrincipalKind.USER, account, uniqueId, arn, null, userName);
    }

    public static Principal userSession(
            AccountId account, String uniqueId, String arn, String userName) {
        return new Principal(PrincipalKind.USER_SESSION, account, uniqueId, arn, null, userName);
    }

    /**
     * @param roleArn with the role's path
     * @param sessionArn {@code arn:aws:sts::…:assumed-role/name/session}
     */
    public static Principal roleSession(
            AccountId account, String roleId, String roleArn, String sessionArn) {
        return new Principal(
                PrincipalKind.ROLE_SESSION, account, roleId, roleArn, sessionArn, null);
    }

    /**
     * A session from GetFederationToken: its own ARN is what it asks with, and it has what both the
     * user who called and the session's policies allow.
     *
     * @param sessionArn {@code arn:aws:sts::…:federated-user/name}
     */
    public static Principal federatedUser(
            AccountId account, String userId, String userArn, String sessionArn) {
        return new Principal(
                PrincipalKind.FEDERATED_USER, account, userId, userArn, sessionArn, null);
    }

    /** The same, made by the root user: what the session's policies allow. */
    public static Principal federatedRoot(AccountId account, String sessionArn) {
        return federatedUser(account, account.value(), Arn.root(account).toString(), sessionArn);
    }

    /**
     * @param name such as {@code ec2.amazonaws.com}
     */
    public static Principal service(String name) {
        return new Principal(PrincipalKind.SERVICE, null, "", name, null, null);
    }

    /**
     * @param provider the ARN of the provider, or the name of one that AWS knows by itself
     */
    public static Principal webIdentity(String provider) {
        return new Principal(PrincipalKind.WEB_IDENTITY, null, "", provider, null, null);
    }

    /** True where the root user's rights stand in place of identity policies and boundary. */
    public boolean hasRootsRights() {
        return kind.isRoot()
                || (kind == PrincipalKind.FEDERATED_USER
                        && account != null
                        && uniqueId.equals(account.value()));
    }

    /** The ARN that messages and {@code GetCallerIdentity} show. */
    public String shownArn() {
        return sessionArn == null ? arn : sessionArn;
    }
}
