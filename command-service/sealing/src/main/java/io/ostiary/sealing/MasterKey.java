package io.ostiary.sealing;

import io.ostiary.contract.secret.Secret;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * The root of every key of the house: exactly 32 bytes. Only the command-service, the engine and
 * the program that writes key files hold it; everyone else gets {@link PurposeKeys}.
 */
public final class MasterKey {

    public static final int BYTES = 32;

    private final byte[] bytes;

    private MasterKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @throws IllegalArgumentException when it has not exactly 32 bytes, or all of them are equal,
     *     as in the sample keys of documentation
     */
    public static MasterKey of(Secret key) {
        byte[] bytes = key.revealBytes();
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a master key has " + BYTES + " bytes");
        }
        int different = 0;
        for (byte b : bytes) {
            different |= b ^ bytes[0];
        }
        if (different == 0) {
            throw new IllegalArgumentException("a master key is random");
        }
        return new MasterKey(bytes);
    }

    public static MasterKey random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return of(Secret.of(bytes));
    }

    public PurposeKey derive(Purpose purpose) {
        return PurposeKey.derived(bytes, purpose);
    }

    /** All that a role may hold. */
    public PurposeKeys keysFor(KeyRole role) {
        return PurposeKeys.derived(this, role.purposes());
    }

    /**
     * Equal for equal keys, and of no use for anything else: the registry keeps it, and a process
     * whose own differs refuses to start.
     */
    public String checkValue() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(derive(Purpose.MASTER_CHECK).bytes());
    }

    /** For the key file, once, at the first start. */
    public Secret export() {
        return Secret.of(bytes);
    }

    @Override
    public String toString() {
        return "MasterKey";
    }
}
