package io.ostiary.gateway.protocol;

import java.util.Map;

/**
 * What goes before an answer's body.
 *
 * @param headers beside those that every answer carries
 */
public record ResponseHead(int status, String contentType, Map<String, String> headers) {

    public ResponseHead {
        headers = Map.copyOf(headers);
    }

    static ResponseHead ok(String contentType) {
        return new ResponseHead(200, contentType, Map.of());
    }
}
