package io.ostiary.broker;

import java.util.Objects;

/**
 * A login at the broker. The password is 16 to 128 letters, digits or {@code + / = _ -}, so that it
 * needs no quoting in a JAAS line.
 */
public record BrokerUser(String name, String password) {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 128;

    public BrokerUser {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(password, "password");
        if (name.isEmpty() || name.length() > 64 || !allMatch(name, "-")) {
            throw new IllegalArgumentException(
                    "broker user name: 1 to 64 letters, digits or hyphens");
        }
        if (password.length() < SHORTEST
                || password.length() > LONGEST
                || !allMatch(password, "+/=_-")) {
            throw new IllegalArgumentException(
                    "password of broker user `"
                            + name
                            + "`: 16 to 128 letters, digits or + / = _ -");
        }
    }

    private static boolean allMatch(String text, String alsoAllowed) {
        return text.chars()
                .allMatch(
                        c ->
                                (c >= 'a' && c <= 'z')
                                        || (c >= 'A' && c <= 'Z')
                                        || (c >= '0' && c <= '9')
                                        || alsoAllowed.indexOf(c) >= 0);
    }

    /** The name only; a password has no place in a log line. */
    @Override
    public String toString() {
        return "BrokerUser[" + name + "]";
    }
}
