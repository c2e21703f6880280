package io.ostiary.engine.mint;

import io.ostiary.contract.error.AwsError;

/** An expected refusal on the way to a token; carries the answer and no stack trace. */
final class RefusedMint extends Exception {

    private static final long serialVersionUID = 1L;

    // Answers are never serialized.
    private final transient AwsError error;

    /** Whether the denial has been noted where it was judged. */
    private final boolean isNoted;

    RefusedMint(AwsError error) {
        this(error, false);
    }

    private RefusedMint(AwsError error, boolean isNoted) {
        super(error.code(), null, false, false);
        this.error = error;
        this.isNoted = isNoted;
    }

    static RefusedMint noted(AwsError error) {
        return new RefusedMint(error, true);
    }

    boolean isNoted() {
        return isNoted;
    }

    AwsError error() {
        return error;
    }
}
