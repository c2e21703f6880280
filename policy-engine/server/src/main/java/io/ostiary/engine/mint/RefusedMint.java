package io.ostiary.engine.mint;

import io.ostiary.contract.error.AwsError;

/** An expected refusal on the way to a token; carries the answer and no stack trace. */
final class RefusedMint extends Exception {

    private static final long serialVersionUID = 1L;

    // Answers are never serialized.
    private final transient AwsError error;

    RefusedMint(AwsError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    AwsError error() {
        return error;
    }
}
