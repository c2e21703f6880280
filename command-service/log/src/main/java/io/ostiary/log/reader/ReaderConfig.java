package io.ostiary.log.reader;

import java.time.Duration;

/**
 * @param name of the client, for logs: {@code engine}, {@code projection}
 * @param lease how long a reader may answer after a proof
 */
public record ReaderConfig(String name, Duration lease) {

    /** Alone: a reader that is cut off refuses after two seconds. */
    public static final Duration LEASE_ALONE = Duration.ofSeconds(2);

    /** On a cluster, where a change of leader takes seconds. */
    public static final Duration LEASE_CLUSTER = Duration.ofSeconds(10);

    public ReaderConfig {
        if (lease.compareTo(Duration.ofMillis(100)) < 0
                || lease.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("lease: 100 ms to 5 minutes");
        }
    }

    public static ReaderConfig alone(String name) {
        return new ReaderConfig(name, LEASE_ALONE);
    }

    public static ReaderConfig cluster(String name) {
        return new ReaderConfig(name, LEASE_CLUSTER);
    }

    Duration probeEvery() {
        return lease.dividedBy(4);
    }
}
