package io.ostiary.engine.authenticate;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.port.Caller;
import io.ostiary.contract.secret.Secret;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.engine.session.SessionClaims;
import io.ostiary.engine.session.SessionTokens;
import io.ostiary.sealing.AccountKeys;
import io.ostiary.sealing.DataKey;
import io.ostiary.state.entity.Credentials.AccessKey;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Root;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

/**
 * From an access key id, and a session's token, to the credential. Everything that can be wrong
 * comes to the same: null.
 */
final class CredentialFinder {

    private final AccountKeys accountKeys;
    private final SessionTokens tokens;

    CredentialFinder(AccountKeys accountKeys, SessionTokens tokens) {
        this.accountKeys = accountKeys;
        this.tokens = tokens;
    }

    /**
     * @param token null when the request carries none
     */
    @Nullable Credential find(EngineSnapshot snapshot, AccessKeyId keyId, @Nullable String token) {
        AccountSnapshot account = snapshot.account(keyId.account());
        if (account == null || !account.state().isOpen()) {
            return null;
        }
        if (keyId.isSession()) {
            return token == null ? null : session(snapshot, account, keyId, token);
        }
        // A long-lived key with a token is a forgery of one or the other (attack A018).
        return token == null ? longLived(account, keyId) : null;
    }

    private @Nullable Credential longLived(AccountSnapshot account, AccessKeyId keyId) {
        if (account.derived(keyId.value()) instanceof Credential known) {
            return known;
        }
        DataKey dataKey = account.dataKey(accountKeys);
        if (dataKey == null) {
            return null;
        }
        Credential found =
                switch (account.state().byId(keyId.value())) {
                    case User user ->
                            of(
                                    dataKey,
                                    user.credentials().accessKey(keyId.value()),
                                    user(account.id(), user, keyId));
                    case Root root ->
                            of(
                                    dataKey,
                                    root.credentials().accessKey(keyId.value()),
                                    root(account.id(), keyId));
                    case null, default -> null;
                };
        if (found != null) {
            account.derive(keyId.value(), found);
        }
        return found;
    }

    private static @Nullable Credential of(
            DataKey dataKey, @Nullable AccessKey key, Caller caller) {
        if (key == null || !key.active()) {
            return null;
        }
        return new Credential(
                caller,
                key.secret().sealed(),
                () ->
                        dataKey.open(key.secret(), key.id(), key.createdAt().toEpochMilli())
                                .orElse(null));
    }

    private @Nullable Credential session(
            EngineSnapshot snapshot, AccountSnapshot account, AccessKeyId keyId, String token) {
        SessionTokens.OpenedToken opened = tokens.open(token, keyId);
        // Whoever shreds an account's key ends its sessions, too.
        if (opened == null || account.dataKey(accountKeys) == null) {
            return null;
        }
        SessionClaims claims = opened.claims();
        if (!snapshot.areOpen(claims.origins())) {
            return null;
        }
        Caller caller = caller(account, keyId, claims);
        Secret secret = claims.secret();
        return caller == null ? null : new Credential(caller, opened.key(), () -> secret);
    }

    /** Null when the user or role, by its unique id, is not there any more (attack A030). */
    private static @Nullable Caller caller(
            AccountSnapshot account, AccessKeyId keyId, SessionClaims claims) {
        AccountId id = account.id();
        return switch (claims.kind()) {
            case ROLE_SESSION -> {
                Role role = account.state().roleById(claims.principalId());
                String name = claims.name();
                if (role == null || name == null) {
                    yield null;
                }
                yield new Caller(
                        actor(id, keyId, claims, Arn.assumedRole(id, role.name(), name).toString()),
                        null,
                        role.id() + ":" + name,
                        said(claims));
            }
            case USER_SESSION -> {
                User user = account.state().userById(claims.principalId());
                if (user == null) {
                    yield null;
                }
                yield new Caller(
                        actor(id, keyId, claims, user.arn(id).toString()),
                        user.name(),
                        user.id(),
                        said(claims));
            }
            case ROOT_SESSION ->
                    claims.principalId().equals(id.value())
                            ? new Caller(
                                    actor(id, keyId, claims, Arn.root(id).toString()),
                                    null,
                                    id.value(),
                                    said(claims))
                            : null;
            case ROOT, USER, SYSTEM -> null;
        };
    }

    private static Actor actor(
            AccountId account, AccessKeyId keyId, SessionClaims claims, String arn) {
        return new Actor(
                claims.kind(),
                account,
                claims.principalId(),
                keyId.value(),
                claims.issuedAt(),
                arn);
    }

    private static Caller.Session said(SessionClaims claims) {
        return new Caller.Session(
                claims.name(),
                claims.issuedAt(),
                claims.expiresAt(),
                claims.policies(),
                claims.policyIds(),
                claims.mfa(),
                claims.origins());
    }

    private static Caller user(AccountId account, User user, AccessKeyId keyId) {
        return new Caller(
                new Actor(
                        Actor.Kind.USER,
                        account,
                        user.id(),
                        keyId.value(),
                        null,
                        user.arn(account).toString()),
                user.name(),
                user.id(),
                null);
    }

    private static Caller root(AccountId account, AccessKeyId keyId) {
        return new Caller(
                new Actor(
                        Actor.Kind.ROOT,
                        account,
                        account.value(),
                        keyId.value(),
                        null,
                        Arn.root(account).toString()),
                null,
                account.value(),
                null);
    }
}
