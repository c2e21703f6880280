package io.ostiary.engine.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.secret.Secret;
import io.ostiary.sealing.TokenSeal;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Seals session tokens and opens them. Opened ones are remembered by their text: what a token says
 * never changes, so that is all that may be remembered; whether its principal still lives, and
 * whether it has expired, is asked at every use. May be used by many threads.
 */
public final class SessionTokens {

    /**
     * Characters of tokens remembered: some hundred thousand plain ones, or the fewer long ones.
     */
    private static final long REMEMBERED_CHARACTERS = 32L << 20;

    private final TokenSeal seal;
    private final Cache<String, OpenedToken> opened =
            Caffeine.newBuilder()
                    .maximumWeight(REMEMBERED_CHARACTERS)
                    .weigher((String key, OpenedToken _) -> key.length())
                    .build();

    public SessionTokens(TokenSeal seal) {
        this.seal = seal;
    }

    /**
     * @param key access key id and token; the instance is kept, so that it may key other caches
     */
    public record OpenedToken(String key, SessionClaims claims) {
        @Override
        public String toString() {
            return "OpenedToken[" + claims + "]";
        }
    }

    /**
     * @throws IllegalArgumentException when the token would be longer than a token may be
     */
    public Secret seal(SessionClaims claims, AccessKeyId accessKeyId) {
        return seal.seal(SessionClaimsCodec.encode(claims), accessKeyId);
    }

    /** Null when it is not a token of ours, or not of this access key id. */
    public @Nullable OpenedToken open(String token, AccessKeyId accessKeyId) {
        if (token.isEmpty() || token.length() > TokenSeal.MAX_LENGTH) {
            return null;
        }
        // The key id is part of the key: beside another one the token must not be found.
        String key = accessKeyId.value() + token;
        OpenedToken known = opened.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Optional<SessionClaims> claims =
                seal.open(token, accessKeyId).flatMap(SessionClaimsCodec::decode);
        if (claims.isEmpty()) {
            return null;
        }
        var fresh = new OpenedToken(key, claims.get());
        opened.put(key, fresh);
        return fresh;
    }

    /** How many opened tokens are remembered, for tests and metrics. */
    public long remembered() {
        opened.cleanUp();
        return opened.estimatedSize();
    }

    @Override
    public String toString() {
        return "SessionTokens";
    }
}
