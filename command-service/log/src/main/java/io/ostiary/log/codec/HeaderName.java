package io.ostiary.log.codec;

/**
 * The headers of our records, in the order in which they are written: a reading looks for the next
 * one where it found the last.
 */
enum HeaderName {
    TYPE("type"),
    VERSION("version"),
    MUST("must"),
    ENVELOPE("envelope"),
    ACCOUNT("account"),
    GATEWAY("gateway"),
    REQUEST("request"),
    DEADLINE("deadline");

    private final String text;

    HeaderName(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
