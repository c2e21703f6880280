package io.ostiary.policy.parse;

/** Ends the reading of a policy; the message is the one the caller gets. Has no stack trace. */
final class Refused extends Exception {

    private final String reason;

    Refused(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    static Refused syntax() {
        return new Refused("Syntax errors in policy.");
    }

    static Refused legacy() {
        return new Refused("The policy failed legacy parsing");
    }
}
