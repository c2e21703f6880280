package io.ostiary.standalone.folder;

/**
 * The data folder cannot be used as it is. The message is for the operator: what is wrong, in one
 * sentence, and what mends it; never what a secret file holds.
 */
public final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unusable(String message) {
        super(message);
    }

    public Unusable(String message, Throwable cause) {
        super(message, cause);
    }
}
