package io.ostiary.policy.signature;

import java.util.List;

/**
 * A request as it came off the wire; nothing decoded.
 *
 * @param path of the request target, up to the question mark
 * @param query of the request target, without the question mark; empty when there is none
 * @param headers in the order of arrival, values as text (they are hashed as UTF-8)
 * @param bodySha256 SHA-256 of the body received, 64 lower-case hex digits
 */
public record ReceivedRequest(
        String method, String path, String query, List<HeaderField> headers, String bodySha256) {

    @Override
    public String toString() {
        return "ReceivedRequest[" + method + "]";
    }
}
