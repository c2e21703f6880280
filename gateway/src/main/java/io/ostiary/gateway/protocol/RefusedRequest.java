package io.ostiary.gateway.protocol;

/**
 * An expected refusal on the way in. It carries its answer and no stack trace: refusing must be
 * cheap.
 */
public final class RefusedRequest extends RuntimeException {

    private final transient WireError error;

    public RefusedRequest(WireError error) {
        super(error.code(), null, false, false);
        this.error = error;
    }

    public WireError error() {
        return error;
    }
}
