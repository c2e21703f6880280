package io.ostiary.sealing;

/**
 * What a key is for. Every purpose has a derivation label and a type byte of its own, so nothing
 * that was sealed for one purpose opens for another, even under the same root. Bytes and labels are
 * part of the stored format: they are only added to.
 */
public enum Purpose {
    /** STS session tokens ({@link TokenSeal}). */
    SESSION_TOKEN(1, "session-token"),
    /** The Marker of a truncated list. */
    MARKER(2, "marker"),
    /** Encoded authorization failure messages (STS DecodeAuthorizationMessage). */
    ENCODED_MESSAGE(3, "encoded-message"),
    /** Tokens of the instance and container metadata endpoints. */
    METADATA_TOKEN(4, "metadata-token"),
    /** The console's session cookie. */
    CONSOLE_COOKIE(5, "console-cookie"),
    /** Secret members of commands, reply keys among them. */
    COMMAND_FIELD(6, "command-field"),
    /** Secrets inside an outcome; the root is the command's reply key. */
    REPLY(7, "reply"),
    /** Calls between our own services ({@link InternalMac}, and secrets inside their bodies). */
    INTERNAL_CALL(8, "internal-call"),
    /** Wraps the data keys of accounts. */
    ACCOUNT_KEY(9, "account-key"),
    /** Secrets at rest; the root is the account's data key. */
    ACCOUNT_SECRET(10, "account-secret"),
    /** Tells whether two processes have the same master key; seals nothing. */
    MASTER_CHECK(11, "master-check"),
    /** What a service hands back with the next chunks of a streamed body. */
    CHUNK_CONTINUATION(12, "chunk-continuation");

    private final byte type;
    private final String label;

    Purpose(int type, String label) {
        this.type = (byte) type;
        this.label = "ostiary/1/" + label;
    }

    /** The second byte of everything sealed for this purpose. */
    byte type() {
        return type;
    }

    /** The {@code info} of the key's derivation. */
    String label() {
        return label;
    }
}
