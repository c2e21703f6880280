package io.ostiary.gateway.edge;

/** Certificate and key with which nobody could be served; the message says what to mend. */
public final class UnusableTls extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableTls(String message) {
        super(message);
    }

    UnusableTls(String message, Throwable cause) {
        super(message, cause);
    }
}
