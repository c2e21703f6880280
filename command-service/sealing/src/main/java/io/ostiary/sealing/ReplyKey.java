package io.ostiary.sealing;

import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.secret.Secret;

import java.security.SecureRandom;
import java.util.Optional;

/**
 * A random key that a gateway makes for one command: the command carries it sealed, the secret in
 * the outcome is sealed with it, and only who sent the command can open that.
 */
public final class ReplyKey {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;
    private final Seal seal;

    private ReplyKey(byte[] bytes) {
        this.bytes = bytes;
        this.seal = Seal.with(PurposeKey.derived(bytes, Purpose.REPLY));
    }

    public static ReplyKey random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new ReplyKey(bytes);
    }

    /**
     * For the command.
     *
     * @param fields of the purpose COMMAND_FIELD
     */
    public SealedSecret sealedIn(CommandFields fields, String requestId) {
        return fields.seal(Secret.of(bytes), "replyKey", requestId);
    }

    /** At the writer; empty when it is not a reply key of this request. */
    public static Optional<ReplyKey> open(
            CommandFields fields, SealedSecret sealed, String requestId) {
        return fields.open(sealed, "replyKey", requestId)
                .filter(key -> key.length() == BYTES)
                .map(key -> new ReplyKey(key.revealBytes()));
    }

    public SealedSecret seal(Secret secret, String requestId) {
        return seal.seal(secret, AssociatedData.of(requestId));
    }

    public Optional<Secret> open(SealedSecret sealed, String requestId) {
        return seal.open(sealed, AssociatedData.of(requestId));
    }

    @Override
    public String toString() {
        return "ReplyKey";
    }
}
