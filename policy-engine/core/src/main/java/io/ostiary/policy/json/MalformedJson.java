package io.ostiary.policy.json;

/**
 * The text is not JSON as we read it. An expected failure: no stack trace, and nothing of the text
 * in the message.
 */
public final class MalformedJson extends Exception {

    MalformedJson(String message) {
        super(message, null, false, false);
    }
}
