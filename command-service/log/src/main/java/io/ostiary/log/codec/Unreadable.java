package io.ostiary.log.codec;

/** Why bytes could not be read. The message never repeats them. */
public final class Unreadable extends Exception {

    /** What was wrong. */
    public enum Reason {
        /** The record's key is not an account id; the partition cannot be trusted. */
        KEY,
        /** The account in the headers is not the one of the key. */
        ACCOUNT,
        /** A header is missing, twice there, or malformed. */
        HEADER,
        /** A type that this version does not know. */
        UNKNOWN_TYPE,
        /** A member that this version does not know and must not pass over. */
        UNKNOWN_MEMBER,
        /** Not the JSON that belongs to the type. */
        VALUE
    }

    private final Reason reason;

    Unreadable(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
