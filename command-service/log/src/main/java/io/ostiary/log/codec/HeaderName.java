package io.ostiary.log.codec;

/**
 * The headers of our records, in the order in which events are written: a reading looks for the
 * next one where it found the last.
 */
enum HeaderName {
    TYPE("type"),
    VERSION("version"),
    MUST("must"),
    ACCOUNT("account"),
    REVISION("revision"),
    AT("at"),
    REQUEST("request"),
    SOURCE_TOPIC("source-topic"),
    SOURCE_OFFSET("source-offset"),
    GATEWAY("gateway"),
    DEADLINE("deadline");

    private final String text;

    HeaderName(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
