package io.ostiary.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.contract.secret.Secret;

import javax.crypto.spec.SecretKeySpec;

/** A 256-bit key for one purpose. It knows its purpose and prints nothing else. */
public final class PurposeKey {

    static final int BYTES = 32;
    private static final byte[] NO_SALT = {};

    private final Purpose purpose;
    private final byte[] bytes;

    private PurposeKey(Purpose purpose, byte[] bytes) {
        this.purpose = purpose;
        this.bytes = bytes;
    }

    static PurposeKey derived(byte[] root, Purpose purpose) {
        return new PurposeKey(
                purpose, Hkdf.derive(root, NO_SALT, purpose.label().getBytes(UTF_8), BYTES));
    }

    /**
     * A key as {@link #export} gave it.
     *
     * @throws IllegalArgumentException when it has not exactly 32 bytes
     */
    public static PurposeKey of(Purpose purpose, Secret key) {
        if (key.length() != BYTES) {
            throw new IllegalArgumentException("a key for " + purpose + " has " + BYTES + " bytes");
        }
        return new PurposeKey(purpose, key.revealBytes());
    }

    public Purpose purpose() {
        return purpose;
    }

    /** For the key file of a role; the root cannot be computed from it. */
    public Secret export() {
        return Secret.of(bytes);
    }

    PurposeKey require(Purpose wanted) {
        if (purpose != wanted) {
            throw new IllegalArgumentException("a key for " + purpose + ", not for " + wanted);
        }
        return this;
    }

    /** The caller must not change it. */
    byte[] bytes() {
        return bytes;
    }

    SecretKeySpec as(String algorithm) {
        return new SecretKeySpec(bytes, algorithm);
    }

    @Override
    public String toString() {
        return "PurposeKey[" + purpose + "]";
    }
}
