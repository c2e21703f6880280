package io.ostiary.gateway.pipeline;

import io.ostiary.contract.port.SignedRequest.Header;
import io.ostiary.gateway.edge.Origin;
import io.ostiary.gateway.model.Protocol;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A request as the edge took it in: bounded in size and shape, and nothing in it believed.
 *
 * @param protocol as the edge judged it by target header and content type
 * @param rawPath and {@code rawQuery}: of the request target, byte for byte; the query without its
 *     question mark, empty when there is none
 * @param headers in the order of arrival
 * @param body the holder must not change it
 * @param origin where it comes from: of the peer, or of what a trusted proxy says (attack A022)
 */
public record ReceivedRequest(
        Protocol protocol,
        String method,
        String rawPath,
        String rawQuery,
        List<Header> headers,
        byte[] body,
        Origin origin) {

    public static final String TARGET = "x-amz-target";

    public String sourceIp() {
        return origin.sourceIp();
    }

    public boolean secureTransport() {
        return origin.secure();
    }

    /** The first header of this name (lower case), or null. */
    public @Nullable String header(String name) {
        for (int i = 0; i < headers.size(); i++) {
            Header header = headers.get(i);
            if (header.name().equalsIgnoreCase(name)) {
                return header.value();
            }
        }
        return null;
    }

    /** No header, query or body: they may hold a secret. */
    @Override
    public String toString() {
        return "ReceivedRequest[" + method + ", " + body.length + " bytes]";
    }
}
