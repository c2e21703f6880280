package io.ostiary.engine.authenticate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.ostiary.policy.signature.ParsedSignature;
import io.ostiary.policy.signature.SigningKey;

import org.jspecify.annotations.Nullable;

/**
 * Derived signing keys of secrets that are known to be in use. A key is found only by the very
 * secret it was derived of (its ciphertext, or the token that holds it), so a caller looks the
 * credential up first, in its snapshot, and a credential that is gone finds nothing here.
 */
final class SigningKeys {

    private static final int REMEMBERED = 50_000;

    private final Cache<Derived, SigningKey> keys =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * @param secret the sealed form of the secret; always the same instance where possible, since
     *     its hash is remembered with it
     */
    private record Derived(String secret, String date, String region, String service) {
        @Override
        public String toString() {
            return "Derived[" + date + "/" + region + "/" + service + "]";
        }
    }

    @Nullable SigningKey find(String sealedSecret, ParsedSignature signature) {
        return keys.getIfPresent(of(sealedSecret, signature));
    }

    /**
     * Only after a signature was verified with it: else anybody who knows a key id could fill the
     * cache with made-up regions.
     */
    void remember(String sealedSecret, ParsedSignature signature, SigningKey key) {
        keys.put(of(sealedSecret, signature), key);
    }

    private static Derived of(String sealedSecret, ParsedSignature signature) {
        return new Derived(sealedSecret, signature.date(), signature.region(), signature.service());
    }
}
