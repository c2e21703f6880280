package io.ostiary.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.id.AccessKeyId;
import io.ostiary.contract.secret.Secret;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.spec.SecretKeySpec;

/**
 * Seals session tokens. Each has a key of its own, so there is no limit to how many one master key
 * seals; a token opens only beside the access key id it was made for, in one spelling. May be used
 * by many threads.
 *
 * <p>A token that does not open is an empty answer that does not say why. One of an unknown epoch
 * costs a map look-up: no key is derived, nothing is remembered.
 */
public final class TokenSeal {

    // Layout: version, type byte, epoch (4), salt (16), ciphertext and tag; base64 with padding.
    // Key and nonce are HKDF(session key, salt, label and epoch): with 2^64 tokens under one epoch
    // two salts meet with even odds, which is the bound (compare XAES-256-GCM).
    private static final byte VERSION = 1;
    private static final int SALT = 16;
    private static final int HEADER = 2 + Integer.BYTES + SALT;

    /** The longest token that is looked at, in characters; it is refused before decoding. */
    public static final int MAX_LENGTH = 8 * 1024;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final KeyRing ring;

    public TokenSeal(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * @throws IllegalArgumentException when the token would be longer than {@link #MAX_LENGTH}
     */
    public Secret seal(Secret claims, AccessKeyId accessKeyId) {
        int epoch = ring.current();
        PurposeKey key = ring.key(epoch).orElseThrow();
        var salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        byte[] header =
                ByteBuffer.allocate(HEADER)
                        .put(VERSION)
                        .put(Purpose.SESSION_TOKEN.type())
                        .putInt(epoch)
                        .put(salt)
                        .array();
        byte[] clear = claims.revealBytes();
        byte[] token = Arrays.copyOf(header, HEADER + clear.length + AesGcm.TAG);
        var own = TokenKey.of(key, epoch, salt);
        AesGcm.seal(own.key, own.nonce, header, associated(accessKeyId), clear, token, HEADER);
        String text = Spelling.STANDARD.encode(token);
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("session token over " + MAX_LENGTH);
        }
        return Secret.of(text);
    }

    public Optional<Secret> open(String token, AccessKeyId accessKeyId) {
        return Spelling.STANDARD
                .decode(token, MAX_LENGTH)
                .flatMap(bytes -> open(bytes, accessKeyId));
    }

    private Optional<Secret> open(byte[] token, AccessKeyId accessKeyId) {
        if (token.length < HEADER + AesGcm.TAG
                || token[0] != VERSION
                || token[1] != Purpose.SESSION_TOKEN.type()) {
            return Optional.empty();
        }
        int epoch = ByteBuffer.wrap(token).getInt(2);
        Optional<PurposeKey> key = ring.key(epoch);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        byte[] header = Arrays.copyOf(token, HEADER);
        var own = TokenKey.of(key.get(), epoch, Arrays.copyOfRange(token, HEADER - SALT, HEADER));
        byte[] clear =
                AesGcm.open(own.key, own.nonce, header, associated(accessKeyId), token, HEADER);
        return clear == null ? Optional.empty() : Optional.of(Secret.of(clear));
    }

    private static byte[] associated(AccessKeyId accessKeyId) {
        return accessKeyId.value().getBytes(UTF_8);
    }

    /** The key and nonce of one token. */
    private static final class TokenKey {
        private final SecretKeySpec key;
        private final byte[] nonce;

        private TokenKey(byte[] derived) {
            this.key = new SecretKeySpec(derived, 0, PurposeKey.BYTES, "AES");
            this.nonce = Arrays.copyOfRange(derived, PurposeKey.BYTES, derived.length);
        }

        static TokenKey of(PurposeKey key, int epoch, byte[] salt) {
            byte[] label = Purpose.SESSION_TOKEN.label().getBytes(UTF_8);
            byte[] info =
                    ByteBuffer.allocate(label.length + Integer.BYTES)
                            .put(label)
                            .putInt(epoch)
                            .array();
            return new TokenKey(
                    Hkdf.derive(key.bytes(), salt, info, PurposeKey.BYTES + AesGcm.NONCE));
        }
    }

    @Override
    public String toString() {
        return "TokenSeal";
    }
}
