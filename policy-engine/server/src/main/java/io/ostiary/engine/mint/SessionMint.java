package io.ostiary.engine.mint;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.IdPrefix;
import io.ostiary.contract.secret.Secret;
import io.ostiary.contract.shape.Credentials;
import io.ostiary.engine.session.SessionClaims;
import io.ostiary.engine.session.SessionTokens;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes credentials: an ASIA… key id of the account, a random secret, and the token around it. */
final class SessionMint {

    /** Thirty bytes are forty characters of base64, as AWS's secret access keys. */
    private static final int SECRET_BYTES = 30;

    private final SessionTokens tokens;
    private final RandomGenerator random;

    SessionMint(SessionTokens tokens, RandomGenerator random) {
        this.tokens = tokens;
        this.random = random;
    }

    /**
     * @param principalId to whom the session is bound
     * @param name null for GetSessionToken
     * @param origins the other accounts whose principals take it
     * @throws IllegalArgumentException when the token would be longer than a token may be
     */
    Credentials mint(
            AccountId account,
            Actor.Kind kind,
            String principalId,
            @Nullable String name,
            List<AccountId> origins,
            SessionPolicies policies,
            int seconds,
            Instant now) {
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plusSeconds(seconds);
        AccessKeyId keyId = AccessKeyId.of(IdPrefix.SESSION_KEY, account, random.nextLong());
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        Secret secret = Secret.of(Base64.getEncoder().encode(bytes));
        var claims =
                new SessionClaims(
                        kind,
                        principalId,
                        name,
                        issuedAt,
                        expiresAt,
                        false,
                        origins,
                        policies.inline() == null ? List.of() : List.of(policies.inline()),
                        policies.managed(),
                        secret);
        return new Credentials(keyId.value(), expiresAt, secret, tokens.seal(claims, keyId));
    }
}
