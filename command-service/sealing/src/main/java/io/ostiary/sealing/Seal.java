package io.ostiary.sealing;

import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.spec.SecretKeySpec;

/**
 * Seals under one key for one purpose: AES-256-GCM with a random 96-bit nonce. A key may seal 2^32
 * times (NIST SP 800-38D, 8.3); session tokens, which could be more, have {@link TokenSeal}. May be
 * used by many threads.
 *
 * <p>Opening something that was not sealed by this key, for this purpose and with this associated
 * data, or in a spelling of its own, is an empty answer that does not say why.
 */
public final class Seal {

    // Layout: version, purpose's type byte, nonce, ciphertext and tag; base64url without padding.
    private static final byte VERSION = 1;
    private static final int HEADER = 2;
    private static final int OVERHEAD = HEADER + AesGcm.NONCE + AesGcm.TAG;

    /** The longest sealed text that is looked at, in characters. */
    public static final int MAX_LENGTH = 1 << 18;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] header;
    private final SecretKeySpec key;
    private final Purpose purpose;

    private Seal(PurposeKey key) {
        this.purpose = key.purpose();
        this.header = new byte[] {VERSION, purpose.type()};
        this.key = key.as("AES");
    }

    public static Seal with(PurposeKey key) {
        return new Seal(key);
    }

    public SealedSecret seal(Secret secret, AssociatedData boundTo) {
        return seal(secret.revealBytes(), boundTo);
    }

    public SealedSecret seal(byte[] clear, AssociatedData boundTo) {
        var nonce = new byte[AesGcm.NONCE];
        RANDOM.nextBytes(nonce);
        var sealed = new byte[OVERHEAD + clear.length];
        System.arraycopy(header, 0, sealed, 0, HEADER);
        System.arraycopy(nonce, 0, sealed, HEADER, AesGcm.NONCE);
        AesGcm.seal(key, nonce, header, boundTo.bytes(), clear, sealed, HEADER + AesGcm.NONCE);
        return new SealedSecret(Spelling.URL_WITHOUT_PADDING.encode(sealed));
    }

    public Optional<Secret> open(SealedSecret sealed, AssociatedData boundTo) {
        return open(sealed.sealed(), boundTo);
    }

    /** For texts that come from outside, such as a Marker. */
    public Optional<Secret> open(String sealed, AssociatedData boundTo) {
        return Spelling.URL_WITHOUT_PADDING
                .decode(sealed, MAX_LENGTH)
                .flatMap(bytes -> open(bytes, boundTo));
    }

    private Optional<Secret> open(byte[] bytes, AssociatedData boundTo) {
        if (bytes.length < OVERHEAD || bytes[0] != header[0] || bytes[1] != header[1]) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOfRange(bytes, HEADER, HEADER + AesGcm.NONCE);
        byte[] clear =
                AesGcm.open(key, nonce, header, boundTo.bytes(), bytes, HEADER + AesGcm.NONCE);
        return clear == null ? Optional.empty() : Optional.of(Secret.of(clear));
    }

    @Override
    public String toString() {
        return "Seal[" + purpose + "]";
    }
}
