package io.ostiary.gateway.model;

/** Where in an HTTP message a member travels; everywhere but in REST services in the body. */
public enum Location {
    BODY,
    /** In the path. */
    URI,
    QUERY,
    HEADER;

    static Location of(String text) {
        return switch (text) {
            case "" -> BODY;
            case "uri" -> URI;
            case "querystring" -> QUERY;
            case "header" -> HEADER;
            default -> throw new IllegalArgumentException("unknown location " + text);
        };
    }
}
