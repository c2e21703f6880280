package io.ostiary.policy.simulate;

/**
 * What is asked cannot be simulated; the message is for the caller. An expected failure: it has no
 * stack trace.
 */
public final class InvalidSimulation extends Exception {

    private final String reason;

    public InvalidSimulation(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
