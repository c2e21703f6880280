package io.ostiary.gateway.edge;

import java.time.Duration;

/**
 * How much a connection may send and how long it may take (attack A124).
 *
 * @param requestLineBytes method, target and version: a GET with a policy or a token in its query
 * @param headerBytes all header lines together
 * @param bodyBytes a form with the largest policies, percent-encoded
 * @param head from the first byte of a head to its last
 * @param body from the head to the last byte of the body
 * @param idle without any byte at all
 */
public record EdgeLimits(
        int requestLineBytes,
        int headerBytes,
        int headers,
        int bodyBytes,
        Duration head,
        Duration body,
        Duration idle) {

    public static final EdgeLimits DEFAULTS =
            new EdgeLimits(
                    16 * 1024,
                    32 * 1024,
                    100,
                    2 * 1024 * 1024,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(75));

    public EdgeLimits {
        if (requestLineBytes < 1 || headerBytes < 1 || headers < 1 || bodyBytes < 0) {
            throw new IllegalArgumentException("a limit of the edge is not positive");
        }
        if (!head.isPositive() || !body.isPositive() || idle.toSeconds() < 1) {
            throw new IllegalArgumentException("a time limit of the edge is not positive");
        }
    }
}
