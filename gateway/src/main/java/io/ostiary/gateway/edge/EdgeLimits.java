package io.ostiary.gateway.edge;

import com.sun.management.UnixOperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How much a connection may send and how long it may take (attack A124).
 *
 * @param requestLineBytes method, target and version: a GET with a policy or a token in its query
 * @param headerBytes all header lines together
 * @param bodyBytes a form with the largest policies, percent-encoded
 * @param heldBytes of all connections together, see {@link EdgeLoad}
 * @param connections at once
 * @param head from the first byte of a head to its last
 * @param body from the head to the last byte of the body
 * @param idle without any byte at all
 */
public record EdgeLimits(
        int requestLineBytes,
        int headerBytes,
        int headers,
        int bodyBytes,
        int heldBytes,
        int connections,
        Duration head,
        Duration body,
        Duration idle) {

    private static final int MOST_CONNECTIONS = 16_384;
    private static final int OWN_FILES = 4_096;

    public static final EdgeLimits DEFAULTS =
            new EdgeLimits(
                    16 * 1024,
                    32 * 1024,
                    100,
                    2 * 1024 * 1024,
                    48 * 1024 * 1024,
                    connections(openFiles()),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(75));

    /**
     * How many connections leave the process the files that it needs itself: the log's segments,
     * the read model, its own connections.
     *
     * @param openFiles that the process may have
     */
    public static int connections(long openFiles) {
        return (int) Math.min(MOST_CONNECTIONS, Math.max(openFiles - OWN_FILES, openFiles / 2));
    }

    private static long openFiles() {
        long most =
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                        ? os.getMaxFileDescriptorCount()
                        : 0;
        return most > 0 ? most : Long.MAX_VALUE; // where nobody says, nobody counts
    }

    public EdgeLimits {
        if (requestLineBytes < 1 || headerBytes < 1 || headers < 1 || bodyBytes < 0) {
            throw new IllegalArgumentException("a limit of the edge is not positive");
        }
        if (heldBytes < bodyBytes || connections < 1) {
            throw new IllegalArgumentException("not even one request may be held");
        }
        if (!head.isPositive() || !body.isPositive() || idle.toSeconds() < 1) {
            throw new IllegalArgumentException("a time limit of the edge is not positive");
        }
    }
}
