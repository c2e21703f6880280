package io.ostiary.log.codec;

/**
 * The headers of our records. An event has its envelope and no other; the others have the rest, in
 * the order in which they are written: a reading looks for the next one where it found the last.
 */
enum HeaderName {
    TYPE("type"),
    ENVELOPE("envelope", 2 * HeaderName.USUAL),
    ACCOUNT("account"),
    GATEWAY("gateway"),
    REQUEST("request"),
    DEADLINE("deadline");

    private static final int USUAL = 1024;

    private final String text;
    private final int maxLength;

    HeaderName(String text) {
        this(text, HeaderName.USUAL);
    }

    HeaderName(String text, int maxLength) {
        this.text = text;
        this.maxLength = maxLength;
    }

    String text() {
        return text;
    }

    /** In bytes. An envelope has room for a request id as long as a command's header may be. */
    int maxLength() {
        return maxLength;
    }
}
